"""Events, past tense: what has happened to a case. They hold codes, dates and ids, never a person's words or data."""

from dataclasses import dataclass
from datetime import date, datetime

from huiyin.case.obligation import Obligation
from huiyin.case.vocabulary import Contact, Outcome, Role, Solved


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a role, the registered id (never a name), and for people of units their unit."""

    role: Role
    id: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A text kept apart (`Papers`): its id and the salted SHA-256 that proves it."""

    id: str
    digest: str


@dataclass(frozen=True, slots=True)
class LegalLimit:
    """A time limit that another law sets for this matter; the paper names the law. It prevails over every other."""

    amount: int
    unit: str  # working_days | calendar_days
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class Accused:
    """Whom a complaint or report is about, as far as they are registered: codes of units, ids of people."""

    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the centre would do with a request: `accept`, `decline`, `refer`, `forward`, `upward` or `answer`."""

    move: str
    kind: str = ""
    category: str = ""
    unit: str = ""
    major: bool = False
    by_law: LegalLimit | None = None
    accused: Accused | None = None
    ground: str = ""
    paper: Paper | None = None
    place: str = ""
    origin: str = ""
    supporting: tuple[str, ...] = ()
    task: Paper | None = None


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
    """What a second person has to check before it takes effect; `turn` is whose turn that is."""

    opinion: Opinion
    turn: Role


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


@dataclass(frozen=True, slots=True)
class OrderDispatched:
    """`emergency`: the rulebook has such an order told at once to more people than its handler."""

    unit: str
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class ImproperReturn:
    """The unit gets the same order again, for the `times`th time: its return was improper."""

    unit: str
    times: int
    paper: Paper


@dataclass(frozen=True, slots=True)
class RequestCorrected:
    """How it was filed, and how it is now; `paper` says why. `emergency`: only now it is known to be one."""

    paper: Paper
    kind: str
    category: str
    place: str
    was_kind: str
    was_category: str
    was_place: str
    major: bool = False
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class AccusedNamed:
    """Whom the matter turned out to be about, besides those who were named before; for the centre's eyes. `decides` is
    who has an extension to decide on, where one is asked: it may have been somebody else of that post.
    """

    accused: Accused
    paper: Paper
    decides: Role | None = None


@dataclass(frozen=True, slots=True)
class OrderRecalled:
    """Taken from the unit: it was the wrong one, or, `barred`, the matter turned out to be kept from it."""

    unit: str
    paper: Paper | None
    barred: bool = False


@dataclass(frozen=True, slots=True)
class RequestJoined:
    """It is handled with `lead`, the case on the same matter; `accused` are those whom both are about."""

    lead: str
    paper: Paper
    accused: Accused | None = None


@dataclass(frozen=True, slots=True)
class RequestSplitOff:
    """It goes its own way again; no paper: the other case ended without an answer that it could share."""

    lead: str
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class AnswerShared:
    """The other case was answered; `paper` is that answer, `unit` gave it; `accused` are those whom both are about."""

    lead: str
    paper: Paper
    unit: str = ""
    accused: Accused | None = None


@dataclass(frozen=True, slots=True)
class JoinedNoted:
    """Of the case that leads: another request is handled with it, and it is kept from whom either is about."""

    number: str
    accused: Accused | None = None


@dataclass(frozen=True, slots=True)
class SplitNoted:
    number: str


@dataclass(frozen=True, slots=True)
class OverdueVoided:
    """By a ruling: it stays on record as late, and counts as late no more."""

    obligation: str
    step: str
    who: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class OrderCarriedOver:
    """`unit` has taken the place of `unit_from`; `decides` is who has an extension to decide on, where one is asked."""

    unit_from: str
    unit: str
    decides: Role | None = None


@dataclass(frozen=True, slots=True)
class OrderHandedOn:
    """A unit has handed its order on to `unit`, one of its own; `decides` as where an order is carried over."""

    unit_from: str
    unit: str
    decides: Role | None = None


@dataclass(frozen=True, slots=True)
class GivenBack:
    """By the platform that was to hand it out; the paper says why."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class ProgressReported:
    paper: Paper


@dataclass(frozen=True, slots=True)
class SupportOrdered:
    """A unit supports the lead unit; the paper says what it is asked for, where somebody has written that."""

    unit: str
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class ContributionGiven:
    unit: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class SupportDeclined:
    """A supporting unit says that this isn't its duty; it goes on owing until the centre releases it."""

    unit: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class SupportReleased:
    unit: str


@dataclass(frozen=True, slots=True)
class SupportMissed:
    """The lead unit has replied without this unit, which was overdue: it was idle (SZ-A2.4.8, NM-24)."""

    unit: str


@dataclass(frozen=True, slots=True)
class OrderSignedFor:
    pass


@dataclass(frozen=True, slots=True)
class ReturnRequested:
    paper: Paper


@dataclass(frozen=True, slots=True)
class ReturnUpheld:
    turn: Role | None = None


@dataclass(frozen=True, slots=True)
class ReturnRefused:
    paper: Paper


@dataclass(frozen=True, slots=True)
class AcceptanceDeemed:
    pass


@dataclass(frozen=True, slots=True)
class ExtensionRequested:
    """`turn` is whose it is to decide."""

    days: int
    paper: Paper
    turn: Role = Role.DEPUTY


@dataclass(frozen=True, slots=True)
class ExtensionGranted:
    days: int


@dataclass(frozen=True, slots=True)
class ExtensionRefused:
    paper: Paper


@dataclass(frozen=True, slots=True)
class HandlerNamed:
    """Somebody of the unit has the case from now on; `person` is their registered id."""

    person: str


@dataclass(frozen=True, slots=True)
class LineAlerted:
    """An emergency was passed on to another line (110, a utility's); the paper holds what was said there."""

    line: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class ContactRecorded:
    """The requester was, or could not be, reached; what was said is in the paper."""

    outcome: Contact
    paper: Paper


@dataclass(frozen=True, slots=True)
class ContactRevealed:
    """Somebody inside was shown who wrote and how to reach them: the event says to whom and when, and no more."""


@dataclass(frozen=True, slots=True)
class ReplySubmitted:
    """`turn` is whose signature comes next; `review`: the unit asks for none, and the centre reviews at once.

    `doubts` (`code:part`) were found in its text, shown to the handler, and left as they are.
    """

    paper: Paper
    turn: Role = Role.DEPUTY
    review: bool = False
    solved: Solved | None = None
    promise_on: date | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyRejected:
    paper: Paper


@dataclass(frozen=True, slots=True)
class ReplyApproved:
    """Signed by one level; `review`: it was the last of the unit's, and the centre reviews."""

    turn: Role = Role.CENTRE
    review: bool = True
    comment: Paper | None = None


@dataclass(frozen=True, slots=True)
class ReplyPassed:
    """Passed by one level of the centre; no `turn`: it was the last, and the requester is answered."""

    turn: Role | None = None
    comment: Paper | None = None


@dataclass(frozen=True, slots=True)
class ReplySentBack:
    grounds: tuple[str, ...]
    paper: Paper
    target_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FileAttached:
    """The kind of file, its bytes, and what it is for: a scan that proves something, or a paper with the reply."""

    paper: Paper
    media: str
    size: int
    purpose: str


@dataclass(frozen=True, slots=True)
class RequesterAnswered:
    """`paper`: the copy of an answer that this request shares with another."""

    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class RequestRated:
    rating: str  # a choice of the rulebook
    satisfied: bool
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class RatedByDefault:
    pass


@dataclass(frozen=True, slots=True)
class SecondHandlingOrdered:
    paper: Paper | None = None
    supervised: bool = False


@dataclass(frozen=True, slots=True)
class RequesterExplained:
    paper: Paper
    supervision_proposed: bool = False


@dataclass(frozen=True, slots=True)
class CaseArchived:
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class PromiseFollowed:
    """All is done but what the reply has promised; the case ends with this outcome once that is kept."""

    outcome: Outcome
    on: date


@dataclass(frozen=True, slots=True)
class PromiseReported:
    paper: Paper


@dataclass(frozen=True, slots=True)
class PromiseConfirmed:
    pass


@dataclass(frozen=True, slots=True)
class PromiseRejected:
    paper: Paper


@dataclass(frozen=True, slots=True)
class PromiseReleased:
    paper: Paper


@dataclass(frozen=True, slots=True)
class UnitCharged:
    """By the centre, with its reason; or `by_machine`, because what happened is the ground itself."""

    unit: str
    ground: str
    by_machine: bool = False
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class ChargeWithdrawn:
    unit: str
    ground: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class WarningGiven:
    step: str
    who: str


@dataclass(frozen=True, slots=True)
class FellOverdue:
    step: str
    who: str


@dataclass(frozen=True, slots=True)
class Urged:
    step: str
    who: str
    times: int


@dataclass(frozen=True, slots=True)
class DeadlinesRecounted:
    """The calendar is another one now: open obligations were counted again; `moved` names the steps whose end moved."""

    edition: str
    moved: tuple[str, ...] = ()


Fact = (
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
    | OrderDispatched
    | ImproperReturn
    | RequestCorrected
    | AccusedNamed
    | OrderRecalled
    | OverdueVoided
    | OrderCarriedOver
    | OrderHandedOn
    | GivenBack
    | ProgressReported
    | SupportOrdered
    | ContributionGiven
    | SupportDeclined
    | SupportReleased
    | SupportMissed
    | RequestJoined
    | RequestSplitOff
    | AnswerShared
    | JoinedNoted
    | SplitNoted
    | OrderSignedFor
    | ReturnRequested
    | ReturnUpheld
    | ReturnRefused
    | AcceptanceDeemed
    | ExtensionRequested
    | ExtensionGranted
    | ExtensionRefused
    | HandlerNamed
    | LineAlerted
    | ContactRecorded
    | ContactRevealed
    | ReplySubmitted
    | ReplyRejected
    | ReplyApproved
    | ReplyPassed
    | ReplySentBack
    | FileAttached
    | RequesterAnswered
    | RequestRated
    | RatedByDefault
    | SecondHandlingOrdered
    | RequesterExplained
    | CaseArchived
    | PromiseFollowed
    | PromiseReported
    | PromiseConfirmed
    | PromiseRejected
    | PromiseReleased
    | UnitCharged
    | ChargeWithdrawn
    | WarningGiven
    | FellOverdue
    | Urged
    | DeadlinesRecounted
)


@dataclass(frozen=True, slots=True)
class Event:
    """A fact in its place: the instant that the law counts, who did it, and the obligations as it left them.

    `stage_no` is the entry of a stage in which it left the case: a link issued for it is good for that entry alone.
    """

    seq: int
    stage_no: int
    at: datetime
    by: Actor
    fact: Fact
    obligations: tuple[Obligation, ...] = ()

    @property
    def name(self) -> str:
        return type(self.fact).__name__
