"""A reply on its way out of the unit and past the centre."""

from dataclasses import dataclass
from datetime import date

from huiyin.case.commands.command import Command
from huiyin.case.facts import Paper
from huiyin.case.vocabulary import Solved


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitReply(Command):
    """`parts` are those that hold something; `doubts` those found in it that the handler stands by (`code:part`);
    `stamped`: a scan of the reply that bears the unit's stamp was found sound, and is named in the paper.
    """

    paper: Paper
    parts: tuple[str, ...]
    solved: Solved | None = None
    promise_on: date | None = None  # by when something that the text promises will be done
    doubts: tuple[str, ...] = ()
    stamped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveReply(Command):
    """`comment` is read by those who sign and review after."""

    comment: Paper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectReply(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class PassReply(Command):
    """Likewise."""

    comment: Paper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack(Command):
    grounds: tuple[str, ...]
    paper: Paper
