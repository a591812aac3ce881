"""The state of a case: what its events add up to, as far as the next decision needs it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from huiyin.case.facts import Accused, LegalLimit, Opinion, Paper
from huiyin.case.obligation import Obligation
from huiyin.case.vocabulary import Outcome, Role, Solved, Stage

_OF_UNITS = frozenset({"sign_for", "return", "reply", "support"})


@dataclass(frozen=True, slots=True)
class Case:
    """Before its first event a case has no number; `stage_no` counts the stages that it has entered."""

    number: str = ""
    programme: str = ""
    rulebook: str = ""
    channel: str = ""
    requester: str = ""
    stage: Stage = Stage.RECEIVED
    stage_no: int = 0
    seq: int = 0
    received_at: datetime | None = None
    request: Paper | None = None
    kind: str = ""
    category: str = ""
    place: str = ""
    origin: str = ""
    verdict: str = ""  # what the rules proposed, for the centre's triage
    ground: str = ""
    clause: str = ""
    why: str = ""
    earlier: str = ""  # the number of the requester's earlier case on the same matter
    others: tuple[str, ...] = ()
    turn: Role | None = None  # whose turn it is, where a chain of people acts one after the other
    opinion: Opinion | None = None
    opinion_by: str = ""
    opinion_from: Stage = Stage.TRIAGE  # the stage in which it was given
    major: bool = False
    by_law: LegalLimit | None = None
    accused: Accused | None = None
    proposed_unit: str = ""
    proposed_support: tuple[str, ...] = ()  # the units that a leader would have support the lead unit
    joined_to: str = ""  # the number of the case that this one is handled with
    joined: tuple[str, ...] = ()  # the numbers of those handled with this one
    shared: Paper | None = None  # that case's answer, until this requester has it
    instruction: Paper | None = None
    coordination: Paper | None = None  # how the level above has shared it out; it sees to the reply from then on
    unit: str = ""
    handed_on_by: str = ""  # the unit above, which got the order first, and signs the reply
    units_before: tuple[str, ...] = ()
    units_above: tuple[str, ...] = ()  # those that have handed this order on, whoever has it now
    improper_returns: tuple[str, ...] = ()  # units that got this order again after they had returned it
    handler: str = ""  # who of the unit was named to handle it; "" where the number decides
    declining: tuple[str, ...] = ()  # supporting units that ask to be released
    signed: bool = False
    handling: int = 1
    extended_days: int = 0
    extension_asked: int = 0
    extension_paper: Paper | None = None
    returned: Paper | None = None
    wrong_number: bool = False  # nobody can be reached at the number that the requester gave
    reply: Paper | None = None
    solved: Solved | None = None  # as that reply says
    promise_on: date | None = None  # by when it promises something
    promised_on: date | None = None  # by when the requester was told that something will be done
    promised_in: Paper | None = None  # the answer that told them
    promise_word: Paper | None = None  # the latest word on that: a report, or why it was sent back or let go
    submitted_by: str = ""
    sent_back: int = 0
    progress: Paper | None = None  # how far the unit is, as last reported
    note: Paper | None = None  # what the last person who sent it on, or back, wrote to the next
    rating: str = ""
    complaint: Paper | None = None
    supervised: bool = False
    charges: tuple[str, ...] = ()  # those that stand, each `ground:unit`
    charged_by_itself: tuple[str, ...] = ()  # those for what was overdue, each `ground:unit:obligation`
    outcome: Outcome | None = None
    closed_at: datetime | None = None
    obligations: tuple[Obligation, ...] = ()

    @property
    def exists(self) -> bool:
        return self.seq > 0

    @property
    def is_open(self) -> bool:
        return self.exists and not self.stage.is_end

    @property
    def attend_at(self) -> datetime | None:
        """The next instant at which the case needs attention; an open case always has one."""
        return min((at for o in self.obligations if (at := o.attend_at)), default=None)

    @property
    def falls_due_at(self) -> datetime | None:
        """The next instant at which time alone changes the case."""
        return min((at for o in self.obligations if (at := o.falls_due_at)), default=None)

    def open_obligations(self, *steps: str) -> Iterator[Obligation]:
        """The open obligations, of these steps where any are named, in the order in which they arose."""
        return (o for o in self.obligations if o.is_open and (not steps or o.step in steps))

    @property
    def worked_on_by(self) -> tuple[str, ...]:
        """The units that have, or had, the order or a supporting task in it: what was owed stays theirs."""
        owed = (o.who for o in self.obligations if o.step in _OF_UNITS)
        ours = self.unit, self.handed_on_by, *self.units_above, *self.units_before
        return tuple(code for code in dict.fromkeys((*ours, *owed)) if code)

    @property
    def answerable(self) -> str:
        """The unit that stands for the reply: the first to receive the order, whoever it has handed it on to
        (SZ-A2.4.3c).
        """
        return self.handed_on_by or self.unit

    @property
    def acts(self) -> str:
        """The unit whose people act now: the one that has the order; on the reply to one that was handed on, the unit
        above (SZ-A2.4.3c: first to receive, and responsible).
        """
        return self.handed_on_by if self.handed_on_by and self.stage is Stage.APPROVING else self.unit

    def falls_to(self, owed: Obligation) -> str:
        """Whose work it is now: who owes it does it, but for a reply that awaits the signature of the unit above."""
        return self.acts if owed.who == self.unit else owed.who

    def owes(self, step: str, who: str = "") -> Obligation | None:
        """The open obligation of this step; of several, the one of `who`, where that is said."""
        return next((o for o in self.open_obligations(step) if who in ("", o.who)), None)

    def support_of(self, unit: str) -> Obligation | None:
        """What a supporting unit still owes the lead unit; None where it supports nothing (any more)."""
        return self.owes("support", unit) if unit else None
