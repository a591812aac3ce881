"""Commands, imperative: what somebody asks of a case. Texts come as papers already kept; decide sees ids only."""

from dataclasses import dataclass

from huiyin.case.facts import Actor, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Asked by somebody."""

    by: Actor

    @property
    def name(self) -> str:
        return type(self).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive(Command):
    number: str
    programme: str
    channel: str
    requester: str
    paper: Paper
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen(Command):
    """What the rules propose, and the unit that the registry names for the category ("" where none is sure)."""

    verdict: str
    kind: str
    category: str = ""
    ground: str = ""
    clause: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Command):
    kind: str
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline(Command):
    ground: str
    paper: Paper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refer(Command):
    ground: str
    paper: Paper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAtOnce(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch(Command):
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignFor(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReturn(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class UpholdReturn(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseReturn(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestExtension(Command):
    days: int
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantExtension(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseExtension(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitReply(Command):
    paper: Paper
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveReply(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectReply(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class PassReply(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack(Command):
    grounds: tuple[str, ...]
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Command):
    rating: str
    paper: Paper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSecondHandling(Command):
    paper: Paper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explain(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Attend(Command):
    """The clock: record whatever fell due up to now."""
