"""What is planned to happen from outside, in order of instants; what is planned first comes first."""

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime

Act = Callable[[], None]


class Agenda:
    """Plans of everybody outside the cloud: channels that send, people who act."""

    def __init__(self) -> None:
        self._plans: list[tuple[int, int, Act]] = []
        self._sequence = itertools.count()

    def add(self, at: datetime, act: Act) -> None:
        heapq.heappush(self._plans, (int(at.timestamp()), next(self._sequence), act))

    @property
    def next_at(self) -> int | None:
        """Epoch seconds of the next plan."""
        return self._plans[0][0] if self._plans else None

    def take(self) -> Act:
        return heapq.heappop(self._plans)[2]
