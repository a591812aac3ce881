"""What is asked about an order: give it out, sign for it, return, prolong, support, hand it on, call the requester."""

from dataclasses import dataclass

from huiyin.case.commands.command import Command
from huiyin.case.facts import Paper
from huiyin.case.vocabulary import Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch(Command):
    """To the lead unit, and to those that support it; the paper `task` says what these are asked for."""

    unit: str
    supporting: tuple[str, ...] = ()
    task: Paper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSupporting(Command):
    """Further units support the lead unit, which has the order already."""

    supporting: tuple[str, ...]
    task: Paper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribute(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineSupport(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSupport(Command):
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOn(Command):
    """To a unit below the one that has the order, as the registry says."""

    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBack(Command):
    """The platform finds no unit to hand it out to: the centre does it itself."""

    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportProgress(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class SignFor(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReturn(Command):
    """`proved`: a scan of the stamped paper that proves it was found sound, and is named."""

    paper: Paper
    proved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UpholdReturn(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseReturn(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestExtension(Command):
    """`proved`: a scan of the paper that the unit's leader signed was found sound, and is named."""

    days: int
    paper: Paper
    proved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantExtension(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseExtension(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHandler(Command):
    """Another handler of the same unit has the case from now on."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLine(Command):
    """An emergency was passed on to this line of the rulebook's."""

    line: str
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContact(Command):
    outcome: Contact
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealContact(Command):
    """Whoever asks has shown, by a code sent to their registered phone, that they are who the door says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachFile(Command):
    """A file whose content was checked and found sound; the paper says what it shows and proves its content."""

    paper: Paper
    media: str
    size: int
    purpose: str
