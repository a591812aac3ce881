"""Deadlines of a programme: when a step is due, when to warn, what an extension makes of it, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import accumulate, pairwise

from huiyin.worktime.calendar import Calendar
from huiyin.worktime.counting import COUNTS, Count, count_extended
from huiyin.worktime.hours import OfficeHours
from huiyin.worktime.instants import as_utc
from huiyin.worktime.lights import Thresholds, warning
from huiyin.worktime.limits import Limit
from huiyin.worktime.officetime import Moment, OfficeTime
from huiyin.worktime.traces import DayTrace, trace_extension, trace_limit


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit that runs: all instants in UTC. Provisional where it rests on days whose calendar is not published."""

    start: datetime
    due_at: datetime
    warn_at: datetime
    provisional: bool


class WorkTime:
    """The programme's time. Every instant handed in must carry its offset; every instant handed out is in UTC."""

    def __init__(
        self, calendar: Calendar, hours: OfficeHours | None = None, thresholds: Thresholds | None = None
    ) -> None:
        self.calendar = calendar
        self.thresholds = thresholds or Thresholds()
        self.hours = hours or OfficeHours()
        self._office = OfficeTime(calendar, self.hours)

    def deadline(self, start: datetime, limit: Limit) -> Deadline:
        begin = self._office.moment(as_utc(start))
        return self._running(begin, COUNTS[limit.unit](self._office, begin, limit.amount))

    def recounted(self, start: datetime, limit: Limit, extensions: Sequence[int]) -> Deadline:
        """The deadline of a limit that was extended by so many working days each time, by the calendar as it is now."""
        begin = self._office.moment(as_utc(start))
        return self._running(begin, self._counts(begin, limit, extensions)[-1])

    def extended(self, start: datetime, due_at: datetime, working_days: int) -> Deadline:
        """The deadline of `start` moved to the close of the Nth working day after the day on which it was due."""
        begin, due = self._office.moment(as_utc(start)), self._office.end(as_utc(due_at))
        return self._running(begin, count_extended(self._office, (due, None), working_days))

    def latest_extension_request(self, due_at: datetime, working_days: int = 1) -> datetime:
        """SZ-A2.4.4e: until the same local time so many working days before the due day."""
        due = self._office.end(as_utc(due_at))
        return self._office.at(self.calendar.workday_before(due.day, working_days), due.second).instant

    def trace(self, start: datetime, limit: Limit) -> tuple[DayTrace, ...]:
        """Each day from the start to the due day, counted or skipped, with the reason."""
        return self.trace_whole(start, limit, ())

    def trace_whole(self, start: datetime, limit: Limit, extensions: Sequence[int]) -> tuple[DayTrace, ...]:
        """The same for a limit that was extended: its days, then those that each extension adds, each day once."""
        begin = self._office.moment(as_utc(start))
        dues = [due for due, _ in self._counts(begin, limit, extensions)]
        days = [*trace_limit(self._office, begin, limit, dues[0])]
        for number, (due, extended) in enumerate(pairwise(dues), start=1):
            days += trace_extension(self.calendar, due, extended, number)
        return tuple(days)

    def local(self, instant: datetime) -> datetime:
        """The instant by the programme's own clock."""
        return self._office.local(as_utc(instant))

    def next_open(self, instant: datetime) -> datetime:
        """The instant itself within office hours, else the next at which the office opens."""
        return self._office.next_open(self._office.moment(as_utc(instant))).instant

    def working_morning_after(self, instant: datetime) -> datetime:
        """The first opening of a working day strictly after the instant."""
        return self._office.working_morning_after(self._office.moment(as_utc(instant))).instant

    def _counts(self, start: Moment, limit: Limit, extensions: Sequence[int]) -> list[Count]:
        """Where the limit ends, then where each extension in turn moves that."""
        first = COUNTS[limit.unit](self._office, start, limit.amount)
        return list(accumulate(extensions, partial(count_extended, self._office), initial=first))

    def _running(self, start: Moment, count: Count) -> Deadline:
        due, rests_from = count
        provisional = rests_from is not None and self.calendar.is_provisional(rests_from, due.day)
        return Deadline(start.instant, due.instant, warning(self._office, start, due, self.thresholds), provisional)
