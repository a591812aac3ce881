"""An obligation: who owes which step by when, whether it was warned of, overdue, and how it ended."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from huiyin.case.vocabulary import Ending

# An act at the due instant itself is in time, so the first overdue instant is a second later.
FIRST_LATE = timedelta(seconds=1)

# Windows that simply close: nobody is warned and nobody is late when they do.
WINDOWS = frozenset({"return", "rate"})

# Its closing tells nobody: it is recorded, at its own instant, with whatever happens next.
SILENT = frozenset({"return"})


@dataclass(frozen=True, slots=True)
class Obligation:
    """One step owed by `who` (a unit's code, `centre`, `machine` or `requester`); all instants in UTC."""

    id: str
    step: str
    who: str
    rule: str  # the clause, or "choice"
    start: datetime
    warn_at: datetime
    due_at: datetime
    amount: int = 0  # the limit as it is counted, so that an amended calendar can count it again
    unit: str = ""
    extensions: tuple[int, ...] = ()  # working days, one a granted extension
    counted_from: datetime | None = None  # later than its start, where only then it was found to be so urgent
    provisional: bool = False
    warned: bool = False
    overdue: bool = False
    voided: bool = False  # by a ruling: late on record, and nobody's fault
    urged: int = 0
    urge_at: datetime | None = None
    handed_in_at: datetime | None = None  # a reply under review: the review is nobody's delay
    resumed_at: datetime | None = None  # since when it is its owner's again
    ended_at: datetime | None = None
    ending: Ending | None = None

    @property
    def is_open(self) -> bool:
        return self.ending is None

    @property
    def runs_from(self) -> datetime:
        """From when its limit is counted."""
        return self.counted_from or self.start

    @property
    def is_window(self) -> bool:
        return self.step in WINDOWS

    @property
    def attend_at(self) -> datetime | None:
        """The next instant at which somebody must attend to it: no clock wakes for what concerns nobody then."""
        return None if self.step in SILENT else self.falls_due_at

    @property
    def falls_due_at(self) -> datetime | None:
        """The next instant at which time alone changes it, or None."""
        if not self.is_open or self.handed_in_at is not None:
            return None
        if self.overdue:
            return self.urge_at
        if self.warned or self.is_window or self.warn_at >= self.due_at:
            return self.due_at + FIRST_LATE
        return self.warn_at

    @property
    def counts_as_late(self) -> bool:
        """Late, by then or now, and no ruling has said that it does not count."""
        return (self.overdue or self.ending is Ending.LATE) and not self.voided

    def met(self, at: datetime) -> "Obligation":
        """Done at `at`: met, or late where that is past the due instant."""
        return replace(self, ended_at=at, ending=Ending.LATE if at > self.due_at else Ending.MET)

    def handed_over(self, now: datetime) -> "Obligation":
        """What was handed in has passed: it is judged by the instant at which that was done."""
        return self.met(self.handed_in_at or now)

    def ended(self, at: datetime, ending: Ending) -> "Obligation":
        return replace(self, ended_at=at, ending=ending)
