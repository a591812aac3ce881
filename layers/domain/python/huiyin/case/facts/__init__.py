"""Events, past tense: what has happened to a case. They hold codes, dates and ids, never a person's words or data."""

from dataclasses import dataclass
from datetime import datetime

from huiyin.case.facts.arriving import (
    AnsweredAtOnce,
    Arrival,
    CallTransferred,
    CoordinationAsked,
    CoordinationDeclined,
    InstructionAsked,
    InstructionGiven,
    OpinionConfirmed,
    OpinionGiven,
    OpinionRejected,
    RequestAccepted,
    RequestCoordinated,
    RequestDeclined,
    RequestForwarded,
    RequestReceived,
    RequestReferred,
    RequestScreened,
    RequestSubmittedUpward,
    SettledByCall,
)
from huiyin.case.facts.closing import (
    CaseArchived,
    Closing,
    PromiseConfirmed,
    PromiseFollowed,
    PromiseRejected,
    PromiseReleased,
    PromiseReported,
    RatedByDefault,
    RequesterAnswered,
    RequesterExplained,
    RequestRated,
    SecondHandlingOrdered,
)
from huiyin.case.facts.elapsing import DeadlinesRecounted, Elapsing, FellOverdue, Urged, WarningGiven
from huiyin.case.facts.handling import (
    AcceptanceDeemed,
    ContactRecorded,
    ContactRevealed,
    ContributionGiven,
    ExtensionGranted,
    ExtensionRefused,
    ExtensionRequested,
    FileAttached,
    GivenBack,
    HandlerNamed,
    Handling,
    LineAlerted,
    OrderDispatched,
    OrderHandedOn,
    OrderSignedFor,
    ProgressReported,
    ReturnRefused,
    ReturnRequested,
    ReturnUpheld,
    SupportDeclined,
    SupportMissed,
    SupportOrdered,
    SupportReleased,
)
from huiyin.case.facts.replying import Reply, ReplyApproved, ReplyPassed, ReplyRejected, ReplySentBack, ReplySubmitted
from huiyin.case.facts.righting import (
    AccusedNamed,
    AnswerShared,
    ChargeWithdrawn,
    ImproperReturn,
    JoinedNoted,
    OrderCarriedOver,
    OrderRecalled,
    OverdueVoided,
    RequestCorrected,
    RequestJoined,
    RequestSplitOff,
    Righting,
    SplitNoted,
    UnitCharged,
)
from huiyin.case.facts.terms import Accused, Actor, LegalLimit, Opinion, Paper
from huiyin.case.obligation import Obligation

Fact = Arrival | Handling | Righting | Reply | Closing | Elapsing


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


__all__ = [
    "AcceptanceDeemed",
    "Accused",
    "AccusedNamed",
    "Actor",
    "AnswerShared",
    "AnsweredAtOnce",
    "CallTransferred",
    "CaseArchived",
    "ChargeWithdrawn",
    "ContactRecorded",
    "ContactRevealed",
    "ContributionGiven",
    "CoordinationAsked",
    "CoordinationDeclined",
    "DeadlinesRecounted",
    "Event",
    "ExtensionGranted",
    "ExtensionRefused",
    "ExtensionRequested",
    "Fact",
    "FellOverdue",
    "FileAttached",
    "GivenBack",
    "HandlerNamed",
    "ImproperReturn",
    "InstructionAsked",
    "InstructionGiven",
    "JoinedNoted",
    "LegalLimit",
    "LineAlerted",
    "Opinion",
    "OpinionConfirmed",
    "OpinionGiven",
    "OpinionRejected",
    "OrderCarriedOver",
    "OrderDispatched",
    "OrderHandedOn",
    "OrderRecalled",
    "OrderSignedFor",
    "OverdueVoided",
    "Paper",
    "ProgressReported",
    "PromiseConfirmed",
    "PromiseFollowed",
    "PromiseRejected",
    "PromiseReleased",
    "PromiseReported",
    "RatedByDefault",
    "ReplyApproved",
    "ReplyPassed",
    "ReplyRejected",
    "ReplySentBack",
    "ReplySubmitted",
    "RequestAccepted",
    "RequestCoordinated",
    "RequestCorrected",
    "RequestDeclined",
    "RequestForwarded",
    "RequestJoined",
    "RequestRated",
    "RequestReceived",
    "RequestReferred",
    "RequestScreened",
    "RequestSplitOff",
    "RequestSubmittedUpward",
    "RequesterAnswered",
    "RequesterExplained",
    "ReturnRefused",
    "ReturnRequested",
    "ReturnUpheld",
    "SecondHandlingOrdered",
    "SettledByCall",
    "SplitNoted",
    "SupportDeclined",
    "SupportMissed",
    "SupportOrdered",
    "SupportReleased",
    "UnitCharged",
    "Urged",
    "WarningGiven",
]
