"""The law that a case stands under: its rulebook and its programme's time, asked in the words of a case."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from huiyin.case.obligation import Obligation
from huiyin.case.state import Case
from huiyin.worktime import Deadline, Limit, Unit, WorkTime

if TYPE_CHECKING:
    from huiyin.rulebook import Rulebook

CENTRE = "centre"
MACHINE = "machine"
REQUESTER = "requester"


@dataclass(frozen=True, slots=True)
class Law:
    """A rulebook version with the calendar as known today."""

    rulebook: "Rulebook"
    time: WorkTime

    def obligation(self, case: Case, step: str, who: str, start: datetime, kind: str = "") -> Obligation:
        """A new obligation for this step, numbered within the case (`reply#2` is the second one)."""
        rule = self.rulebook.limit(step, kind or case.kind or None)
        number = 1 + sum(o.step == step for o in case.obligations)
        due = self.time.deadline(start, rule.limit)
        return Obligation(
            id=f"{step}#{number}",
            step=step,
            who=who,
            rule=rule.clause or "choice",
            start=start,
            warn_at=due.warn_at,
            due_at=due.due_at,
            provisional=due.provisional,
        )

    def tightened(self, obligation: Obligation, kind: str) -> Obligation:
        """The same obligation where the kind, now known, sets an earlier limit (the earliest that applies wins)."""
        rule = self.rulebook.limit(obligation.step, kind)
        due = self.time.deadline(obligation.start, rule.limit)
        if due.due_at >= obligation.due_at:
            return obligation
        return replace(
            obligation,
            rule=rule.clause or "choice",
            warn_at=due.warn_at,
            due_at=due.due_at,
            provisional=due.provisional,
        )

    def extended(self, obligation: Obligation, days: int) -> Obligation:
        """The obligation moved by an extension; granted late, it withdraws the overdue where it still reaches."""
        due = self.time.extended(obligation.start, obligation.due_at, days)
        return replace(
            obligation,
            warn_at=due.warn_at,
            due_at=due.due_at,
            provisional=due.provisional or obligation.provisional,
            warned=False,
            overdue=False,
            urge_at=None,
        )

    def longest_extension(self, case: Case) -> int:
        """How many working days the reply may still be extended by: the rulebook's share of the original limit."""
        limit = self.rulebook.limit("reply", case.kind).limit
        if limit.unit is not Unit.working_days:
            return 0
        return int(limit.amount * self.rulebook.extension.longest_ratio) - case.extended_days

    def latest_extension_request(self, owed: Obligation) -> datetime:
        """Until when an extension of this obligation may be asked for."""
        return self.time.latest_extension_request(owed.due_at, self.rulebook.extension.asked_working_days_before)

    def target(self, now: datetime) -> Deadline:
        """What a handler is set, from now, where less than that is left of the deadline."""
        return self.time.deadline(now, Limit(self.rulebook.send_back.target_working_days, Unit.working_days))
