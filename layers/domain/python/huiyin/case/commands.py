"""Commands, imperative: what somebody asks of a case. Texts come as papers already kept; decide sees ids only."""

from dataclasses import dataclass
from datetime import date

from huiyin.case.facts import Accused, Actor, LegalLimit, Paper
from huiyin.case.state import Case
from huiyin.case.vocabulary import Contact, Solved


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
class DispatchAgain(Command):
    """To a unit that has returned the order, and had no right to: it gets the same order a second time."""

    unit: str
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Command):
    """What was filed wrongly, put right; what is left empty stays as it is."""

    paper: Paper
    kind: str = ""
    category: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameAccused(Command):
    """Whom the matter turns out to be about, besides those who were named before."""

    accused: Accused
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall(Command):
    """The order was given to the wrong unit."""

    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinTo(Command):
    """To be handled with `lead`, the open case on the same matter, as it stands when it was read."""

    lead: Case
    paper: Paper
    accused: Accused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitOff(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowLead(Command):
    """Go by what has become of the case that this one was joined to, as it stands when it was read."""

    lead: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteJoined(Command):
    """Another request was joined to this case."""

    number: str
    accused: Accused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSplit(Command):
    """A request that was joined to this case goes its own way again."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidOverdue(Command):
    """`obligation` is the id of one that is, or ended, late."""

    obligation: str
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver(Command):
    """The unit that takes another's place takes its open order, or what was meant for it."""

    unit_from: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachFile(Command):
    """A file whose content was checked and found sound; the paper says what it shows and proves its content."""

    paper: Paper
    media: str
    size: int
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Command):
    """`paper`: the answer's own copy, for a request that was handled with another."""

    paper: Paper | None = None


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
class ReportPromise(Command):
    """What was promised is done; the paper says how and when."""

    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPromise(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectPromise(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePromise(Command):
    """It cannot be kept any more; the requester is told why."""

    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge(Command):
    """What a unit that has, or had, the order is charged with: a ground of the rulebook, and why."""

    ground: str
    unit: str
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawCharge(Command):
    """A fault is exempted, or was none; the paper says why."""

    ground: str
    unit: str
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Attend(Command):
    """The clock, or a new calendar: count again what the calendar moved, record whatever fell due up to now."""
