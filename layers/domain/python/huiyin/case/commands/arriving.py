"""What is asked of a request that comes in: take it up, check, instruct, coordinate, send it where it belongs."""

from dataclasses import dataclass

from huiyin.case.commands.command import Command
from huiyin.case.facts import Accused, LegalLimit, Paper


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
    why: str = ""
    earlier: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Command):
    """Taken up; with a unit, the order goes out at once, and to those that support it."""

    kind: str
    category: str = ""
    unit: str = ""
    supporting: tuple[str, ...] = ()
    task: Paper | None = None
    major: bool = False
    by_law: LegalLimit | None = None
    accused: Accused | None = None
    place: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline(Command):
    ground: str
    paper: Paper | None = None
    accused: Accused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refer(Command):
    ground: str
    paper: Paper | None = None
    accused: Accused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward(Command):
    """To the body whose duty it is; the paper names it."""

    paper: Paper
    accused: Accused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitUpward(Command):
    paper: Paper
    accused: Accused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmOpinion(Command):
    """`comment` is read by those who come after in the house."""

    comment: Paper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectOpinion(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class AskInstruction(Command):
    """The handling slip with a proposal goes to a leader; from triage, the request is accepted with it."""

    paper: Paper
    kind: str = ""
    category: str = ""
    unit: str = ""
    by_law: LegalLimit | None = None
    accused: Accused | None = None
    place: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruct(Command):
    paper: Paper
    unit: str = ""
    supporting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCoordination(Command):
    """What crosses regions or levels goes to who coordinates there; from triage, the request is accepted with it."""

    paper: Paper
    kind: str = ""
    category: str = ""
    by_law: LegalLimit | None = None
    accused: Accused | None = None
    place: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinate(Command):
    """The lead unit gets the order, and those that support it the same paper."""

    paper: Paper
    unit: str
    supporting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineCoordination(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAtOnce(Command):
    paper: Paper
    accused: Accused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordThreeWayCall(Command):
    """With the requester's consent, the body whose duty it is was called in, and the matter settled; the paper says
    who was, and what was said.
    """

    paper: Paper
    accused: Accused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferCall(Command):
    """With the requester's consent, the call went on to the body whose duty it is; the paper names it."""

    paper: Paper
    accused: Accused | None = None
