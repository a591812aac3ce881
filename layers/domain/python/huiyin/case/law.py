"""The law that a case stands under: its rulebook and its programme's time, asked in the words of a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from huiyin.case.obligation import Obligation
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role, Stage
from huiyin.worktime import DayTrace, Deadline, Limit, Unit, WorkTime

if TYPE_CHECKING:
    from huiyin.rulebook import Rulebook

CENTRE = "centre"
LEADER = "leader"
REGIONAL = "regional"
MACHINE = "machine"
PLATFORM = "platform"
REQUESTER = "requester"


@dataclass(frozen=True, slots=True)
class Law:
    """A rulebook version with the calendar as known today; `edition` names the amendments that it was made with.

    `same` tells of somebody who is registered more than once, now or formerly, under which other ids.
    """

    rulebook: "Rulebook"
    time: WorkTime
    edition: str = ""
    same: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def hands_out(self) -> tuple[str, str, Role | None]:
        """By which step what is accepted reaches a unit, who owes it, and whose turn that is: the platform's, where the
        programme passes its letters to one (GX-7); else the centre's, and nobody's turn in particular.
        """
        return ("hand_out", PLATFORM, Role.PLATFORM) if self.rulebook.platform else ("accept", CENTRE, None)

    @property
    def decides_on_extension(self) -> Role:
        """The centre, or the unit's leader (SZ-A2.4.4e): as the rulebook says."""
        return Role.CENTRE if self.rulebook.extension.decided_by == "centre" else Role.DEPUTY

    def obligation(self, case: Case, step: str, who: str, start: datetime, kind: str = "") -> Obligation:
        """A new obligation for this step, numbered within the case (`reply#2` is the second one)."""
        return self._owed(case, step, who, start, *self._limit(case, step, kind or case.kind))

    def promise(self, case: Case, start: datetime, on: date) -> Obligation:
        """GX-20b: what is promised is due at the close of the day named; where that is over, within a working day."""
        limit = Limit(max((on - self.time.local(start).date()).days, 0), Unit.days_to_close)
        if on < self.time.local(start).date() or self.time.deadline(start, limit).due_at <= start:
            limit = Limit(1, Unit.working_days)
        return self._owed(case, "promise", case.unit, start, limit, self._promises_rule())

    def nobody_reports(self, case: Case) -> bool:
        """What was promised is the centre's to see to itself: no unit has it, or one that the matter is kept from by
        now, none of whose people could report it kept (GX-18b, GX-20b).
        """
        owed = case.owes("promise")
        return not case.unit or (owed is not None and owed.who == CENTRE) or self.bars(case, case.unit)

    def promise_to_confirm(self, case: Case, start: datetime) -> Obligation:
        """The centre looks at what is reported within a working day (a choice, as its other reviews)."""
        return self._owed(case, "confirm_promise", CENTRE, start, Limit(1, Unit.working_days), "choice")

    def extension_to_decide(self, case: Case, start: datetime) -> Obligation:
        """Whoever decides on more time does so within a working day (a choice): the unit is still waiting, and late."""
        who = CENTRE if self.decides_on_extension is Role.CENTRE else case.unit
        return self._owed(case, "decide_extension", who, start, Limit(1, Unit.working_days), "choice")

    def _promises_rule(self) -> str:
        promises = self.rulebook.promises
        return (promises and promises.clause) or "choice"

    def _owed(self, case: Case, step: str, who: str, start: datetime, limit: Limit, rule: str) -> Obligation:
        number = 1 + sum(o.step == step for o in case.obligations)
        due = self.time.deadline(start, limit)
        return Obligation(
            id=f"{step}#{number}",
            step=step,
            who=who,
            rule=rule,
            start=start,
            warn_at=due.warn_at,
            due_at=due.due_at,
            amount=limit.amount,
            unit=limit.unit.value,
            provisional=due.provisional,
        )

    def _limit(self, case: Case, step: str, kind: str) -> tuple[Limit, str]:
        """The limit and the rule that it stands on; for the reply, one that another law sets prevails (SZ-A2.4.4c)."""
        if step == "reply" and case.by_law:
            prevails = self.rulebook.law_prevails
            return Limit(case.by_law.amount, Unit(case.by_law.unit)), (prevails and prevails.clause) or "choice"
        rule = self.rulebook.limit(step, kind or None)
        return rule.limit, rule.clause or "choice"

    def tightened(self, owed: Obligation, kind: str) -> Obligation:
        """The same obligation where the kind, now known, sets an earlier limit (the earliest that applies wins)."""
        anew = self._of_kind(owed, kind)
        due = self.time.recounted(*_count(anew))
        if due.due_at >= owed.due_at:
            return owed
        return replace(anew, warn_at=due.warn_at, due_at=due.due_at, provisional=due.provisional)

    def judged_by(self, owed: Obligation, kind: str, now: datetime) -> Obligation:
        """The same obligation by the limit of the kind that the request turns out to be: late where that limit has
        passed, and late no more where it has not.
        """
        counted = self._counted(owed, self._of_kind(owed, kind), now)
        return self.tightened(owed, kind) if counted is owed else counted

    def _of_kind(self, owed: Obligation, kind: str) -> Obligation:
        """By the limit of this kind, its end still to be counted."""
        rule = self.rulebook.limit(owed.step, kind)
        return replace(owed, rule=rule.clause or "choice", amount=rule.limit.amount, unit=rule.limit.unit.value)

    def recounted(self, owed: Obligation, now: datetime) -> Obligation:
        """The obligation under the calendar as it is now; what was told too early is taken back.

        No notice makes anybody late after the fact: an end that would lie in the past, or before what was handed in,
        stays where it was.
        """
        return self._counted(owed, owed, now) if owed.unit else owed

    def under_kind(self, case: Case, owed: Obligation, kind: str, now: datetime) -> Obligation:
        """The obligation from its own start by the limit of another kind; likewise, nobody is late by it afterwards.

        Where that end lies in the past, what is urgent is urgent from now on (SZ-A2.4.4d, NM-10). An extension is one
        of a limit in working days.
        """
        limit, rule = self._limit(case, owed.step, kind)
        extensions = owed.extensions if limit.unit is Unit.working_days else ()
        anew = replace(owed, rule=rule, amount=limit.amount, unit=limit.unit.value, extensions=extensions)
        from_start = self._counted(owed, replace(anew, counted_from=None), now)
        if from_start is not owed:
            return from_start
        from_now = self._counted(owed, replace(anew, counted_from=now), now)
        return min(owed, from_now, key=lambda each: each.due_at)

    def _counted(self, owed: Obligation, anew: Obligation, now: datetime) -> Obligation:
        due = self.time.recounted(*_count(anew))
        if due.due_at < owed.due_at and due.due_at < (owed.handed_in_at or now):
            return owed
        counted = replace(anew, warn_at=due.warn_at, due_at=due.due_at, provisional=due.provisional)
        if owed.overdue and now <= due.due_at:
            counted = replace(counted, overdue=False, voided=False, urge_at=None)
        elif owed.urge_at and owed.urge_at > now and not owed.voided:
            counted = replace(counted, urge_at=self.time.working_morning_after(now))
        return replace(counted, warned=owed.warned and (counted.overdue or now >= due.warn_at))

    def why(self, owed: Obligation) -> tuple[DayTrace, ...]:
        """Each day from the start to the due day, counted or not, with the reason; empty where nobody can tell."""
        if not owed.unit:
            return ()
        whole = self.time.recounted(*_count(owed)).due_at == owed.due_at
        return self.time.trace_whole(*_count(owed)) if whole else ()

    def extended(self, owed: Obligation, days: int, now: datetime) -> Obligation:
        """The obligation moved by an extension; granted late, it withdraws the overdue where it still reaches. Where it
        does not, what a ruling has said of the overdue stands.
        """
        due = self.time.extended(owed.runs_from, owed.due_at, days)
        moved = replace(
            owed,
            warn_at=due.warn_at,
            due_at=due.due_at,
            extensions=(*owed.extensions, days),
            provisional=due.provisional or owed.provisional,
        )
        if owed.voided and due.due_at < now:
            return moved
        return replace(moved, warned=False, overdue=False, voided=False, urge_at=None)

    def voided(self, owed: Obligation, now: datetime) -> Obligation:
        """Late on record, and not counted as that; what is still open is urged for once its limit has passed afresh."""
        if not (owed.is_open and owed.unit):
            return replace(owed, voided=True)
        again = self.time.deadline(now, Limit(owed.amount, Unit(owed.unit))).due_at
        return replace(owed, voided=True, urge_at=max(again, self.time.working_morning_after(now)))

    def bars(self, case: Case, unit: str, person: str = "") -> bool:
        """True where the case is kept from this unit, or from this person of it: it is about them (GX-18b)."""
        rule, accused = self.rulebook.accused, case.accused
        if accused is None:
            return False
        keeps_from_unit = case.kind in rule.unit_barred_for and unit in accused.units
        return keeps_from_unit or person in self.barred_people(case)

    def barred_people(self, case: Case) -> frozenset[str]:
        """Whom the case is about, at whatever post, under whatever id they are registered (GX-18b, SZ-A2.4.8)."""
        if case.accused is None or not self.rulebook.accused.person_barred:
            return frozenset()
        return frozenset().union(*map(self.ids_of, case.accused.people))

    def unfit(self, case: Case, role: Role, unit: str, person: str) -> bool:
        """True for who gets no work of the case in this role: it is kept from them, or the opinion that a second person
        checks is their own (CQ-13).
        """
        own = role is Role.CHECKER and case.stage is Stage.CHECKING and person in self.ids_of(case.opinion_by)
        return own or self.bars(case, unit, person)

    def ids_of(self, person: str) -> frozenset[str]:
        """All ids that somebody has, or had: the same person is the same at every post."""
        return frozenset({person}) | self.same.get(person, frozenset())

    def longest_extension(self, case: Case) -> int:
        """How many working days the reply may still be extended by: the rulebook's share of the original limit."""
        limit, _ = self._limit(case, "reply", case.kind)
        if limit.unit is not Unit.working_days:
            return 0
        return int(limit.amount * self.rulebook.extension.longest_ratio) - case.extended_days

    def latest_extension_request(self, owed: Obligation) -> datetime:
        """Until when an extension of this obligation may be asked for."""
        return self.time.latest_extension_request(owed.due_at, self.rulebook.extension.asked_working_days_before)

    def target(self, now: datetime) -> Deadline:
        """What a handler is set, from now, where less than that is left of the deadline."""
        return self.time.deadline(now, Limit(self.rulebook.send_back.target_working_days, Unit.working_days))


def _count(owed: Obligation) -> tuple[datetime, Limit, tuple[int, ...]]:
    """What an obligation's end is counted by: from when, how long, and how often extended."""
    return owed.runs_from, Limit(owed.amount, Unit(owed.unit)), owed.extensions
