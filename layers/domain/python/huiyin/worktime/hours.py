"""Office hours: how much of a working day's office time has gone, and when so much will have."""

from dataclasses import dataclass, field
from datetime import time
from itertools import pairwise


class OfficeHoursError(ValueError):
    """Office hours that overlap, run backwards or are missing."""


def _seconds(clock: time) -> int:
    return clock.hour * 3600 + clock.minute * 60 + clock.second


@dataclass(frozen=True)
class OfficeHours:
    """The spans of a working day in which the office works, by the local clock (these are a choice)."""

    spans: tuple[tuple[time, time], ...] = ((time(8, 30), time(12)), (time(14, 30), time(17, 30)))
    opens: time = field(init=False)
    closes: time = field(init=False)
    per_day: int = field(init=False)
    """Seconds of office time in a working day."""
    _in_seconds: tuple[tuple[int, int], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        spans = tuple((_seconds(opens), _seconds(closes)) for opens, closes in self.spans)
        edges = [edge for span in spans for edge in span]
        if not edges or any(later <= earlier for earlier, later in pairwise(edges)):
            raise OfficeHoursError(
                f"office hours {self.spans} are not in order; expected spans such as 08:30-12:00, 14:30-17:30, "
                "each ending after it begins and before the next"
            )
        object.__setattr__(self, "opens", self.spans[0][0])
        object.__setattr__(self, "closes", self.spans[-1][1])
        object.__setattr__(self, "per_day", sum(closes - opens for opens, closes in spans))
        object.__setattr__(self, "_in_seconds", spans)

    def gone_by(self, clock: time) -> int:
        """Seconds of office time that a working day has behind it at `clock`."""
        now = _seconds(clock)
        gone = 0
        for opens, closes in self._in_seconds:
            if now <= opens:
                break
            gone += min(now, closes) - opens
        return gone

    def clock_at(self, gone: int) -> time:
        """The earliest time of a working day at which `gone` seconds (1 to `per_day`) of office time are behind it."""
        for opens, closes in self._in_seconds:
            if gone <= closes - opens:
                end = opens + gone
                return time(end // 3600, end % 3600 // 60, end % 60)
            gone -= closes - opens
        raise OfficeHoursError(
            f"a working day of {self.per_day} s has {gone} s too few; ask for {self.per_day} at most"
        )

    def next_opening(self, clock: time) -> time | None:
        """`clock` itself inside office hours, else the next opening of the same day; None after the close."""
        for opens, closes in self.spans:
            if clock < opens:
                return opens
            if clock < closes:
                return clock
        return None
