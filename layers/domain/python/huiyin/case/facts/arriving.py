"""A request comes in and is judged: taken up, checked, instructed on, coordinated, or sent where it belongs."""

from dataclasses import dataclass

from huiyin.case.facts.terms import Accused, LegalLimit, Opinion, Paper
from huiyin.case.vocabulary import Role, Stage


@dataclass(frozen=True, slots=True)
class RequestReceived:
    number: str
    programme: str
    rulebook: str
    channel: str
    requester: str  # keyed hash of the contact
    paper: Paper
    kind: str = ""


@dataclass(frozen=True, slots=True)
class RequestScreened:
    """What the rules propose and `why` (a code of `screening.Why`); `earlier` is the number of the case on the same
    matter, `others` are the further fields that the request concerns.
    """

    verdict: str
    kind: str
    category: str
    ground: str
    clause: str
    why: str = ""
    earlier: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpinionGiven:
    """What a second person has to check before it takes effect; `turn` is whose turn that is, `before` the stage that
    it goes back to where they don't agree.
    """

    opinion: Opinion
    turn: Role
    before: Stage = Stage.TRIAGE


@dataclass(frozen=True, slots=True)
class OpinionConfirmed:
    """What the second person wrote beside their consent; what they agreed to follows."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class OpinionRejected:
    paper: Paper


@dataclass(frozen=True, slots=True)
class RequestAccepted:
    kind: str
    category: str
    major: bool = False
    by_law: LegalLimit | None = None
    accused: Accused | None = None
    place: str = ""  # the region whose matter it is, as the registry calls it
    origin: str = ""  # who gave the order: a code of the rulebook; "" where it has none
    unit: str = ""  # proposed to whoever hands it out
    turn: Role | None = None  # a platform hands it out; None: the centre


@dataclass(frozen=True, slots=True)
class RequestDeclined:
    ground: str
    paper: Paper | None = None
    accused: Accused | None = None


@dataclass(frozen=True, slots=True)
class RequestReferred:
    ground: str
    paper: Paper | None = None
    accused: Accused | None = None


@dataclass(frozen=True, slots=True)
class RequestForwarded:
    paper: Paper
    accused: Accused | None = None


@dataclass(frozen=True, slots=True)
class RequestSubmittedUpward:
    paper: Paper
    accused: Accused | None = None


@dataclass(frozen=True, slots=True)
class InstructionAsked:
    """The handling slip with the centre's proposal, and the unit that it would give the order to."""

    paper: Paper
    turn: Role
    unit: str = ""


@dataclass(frozen=True, slots=True)
class InstructionGiven:
    paper: Paper
    unit: str = ""
    turn: Role | None = None
    supporting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoordinationAsked:
    """It crosses regions or levels; the paper says how, for who coordinates there."""

    paper: Paper
    turn: Role


@dataclass(frozen=True, slots=True)
class RequestCoordinated:
    """The paper says who does what; the order to the lead unit, and those to the units that support it, follow."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class CoordinationDeclined:
    """It crosses nothing: the centre disposes of it as of any other."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class AnsweredAtOnce:
    paper: Paper
    accused: Accused | None = None


@dataclass(frozen=True, slots=True)
class SettledByCall:
    """In a three-way call; the paper is what the requester was told."""

    paper: Paper
    accused: Accused | None = None


@dataclass(frozen=True, slots=True)
class CallTransferred:
    paper: Paper
    accused: Accused | None = None


Arrival = (
    RequestReceived
    | RequestScreened
    | OpinionGiven
    | OpinionConfirmed
    | OpinionRejected
    | RequestAccepted
    | RequestDeclined
    | RequestReferred
    | RequestForwarded
    | RequestSubmittedUpward
    | InstructionAsked
    | InstructionGiven
    | CoordinationAsked
    | RequestCoordinated
    | CoordinationDeclined
    | AnsweredAtOnce
    | SettledByCall
    | CallTransferred
)
