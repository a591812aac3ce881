"""Office hours: how much of a working day's office time has gone, and when so much will have."""

from datetime import time
from itertools import pairwise

Spans = tuple[tuple[time, time], ...]

# A choice, the same for all five programmes.
USUAL: Spans = ((time(8, 30), time(12)), (time(14, 30), time(17, 30)))


class OfficeHoursError(ValueError):
    """Office hours that overlap, run backwards or are missing."""


def second_of(clock: time) -> int:
    """Seconds since midnight, which is how times of day are reckoned here."""
    return clock.hour * 3600 + clock.minute * 60 + clock.second


class OfficeHours:
    """The spans of a working day in which the office works, by the local clock."""

    def __init__(self, spans: Spans = USUAL) -> None:
        seconds = tuple((second_of(opens), second_of(closes)) for opens, closes in spans)
        edges = [edge for span in seconds for edge in span]
        if not edges or any(later <= earlier for earlier, later in pairwise(edges)):
            raise OfficeHoursError(
                f"office hours {[f'{a:%H:%M}-{b:%H:%M}' for a, b in spans]} are not in order; expected spans such as "
                "08:30-12:00, 14:30-17:30. Let each end after it begins and before the next"
            )
        self.spans = spans
        self.opens, self.closes = spans[0][0], spans[-1][1]
        self.opening, self.closing = edges[0], edges[-1]
        """The same as seconds of the day."""
        self.per_day = sum(closes - opens for opens, closes in seconds)
        """Seconds of office time in a working day."""
        self._seconds = seconds

    def gone_by(self, second: int) -> int:
        """Seconds of office time that a working day has behind it at a second of the day."""
        gone = 0
        for opens, closes in self._seconds:
            if second < closes:
                return gone + max(second - opens, 0)
            gone += closes - opens
        return gone

    def second_at(self, gone: int) -> int:
        """The earliest second of a working day with `gone` (1 to `per_day`) seconds of office time behind it."""
        for opens, closes in self._seconds:
            if gone <= closes - opens:
                return opens + gone
            gone -= closes - opens
        raise OfficeHoursError(f"a working day has {self.per_day} s of office time: {gone} s fewer than were asked for")

    def next_opening(self, second: int) -> int | None:
        """`second` itself inside office hours, else the next opening of the same day; None after the close."""
        for opens, closes in self._seconds:
            if second < closes:
                return max(second, opens)
        return None
