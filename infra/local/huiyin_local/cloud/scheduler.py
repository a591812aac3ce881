"""The virtual clock: timers fire by (instant, sequence), and only when no strand is ready.

Instants are whole epoch seconds: a wait ends at the first whole second at which it may. Strands, and who of them runs,
are in `strands`.
"""

import heapq
import itertools
import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from .strands import Baton, Cut, Strand, StuckError, Timer, Wait


class World:
    """The clock and the timers of one simulated world, and the way into it from outside."""

    def __init__(self, start: int, moved: Callable[[int], None] = lambda now: None) -> None:
        self.now = start
        self._moved = moved
        self._baton = Baton()
        self._timers: list[tuple[int, int, Timer]] = []
        self._sequence = itertools.count()
        self._turn = threading.RLock()
        self._driver: int | None = None

    # -- inside the world -------------------------------------------------------------------------------------------

    def strand(self) -> Strand | None:
        """The strand that asks, or None when an outside thread does."""
        return self._baton.holder()

    def inside(self) -> bool:
        """Whether the calling thread lives on virtual time: a strand, or an outside thread in its turn."""
        return self.strand() is not None or self._driver == threading.get_ident()

    def spawn(self, task: Callable[[], Any], family: list[Strand] | None = None) -> Strand:
        """Let `task` run as a strand of its own, after everything that is ready already."""
        return self._baton.start(task, [] if family is None else family)

    def call_at(self, instant: int, task: Callable[[], Any]) -> Timer:
        """Spawn `task` at an instant (at once, if it has passed)."""
        return self._set_timer(instant, lambda: self.spawn(task))

    def block(self, wait: Wait, timeout: float | None = None) -> None:
        """Give the baton away until `wait` is woken or `timeout` virtual seconds have passed."""
        strand = wait.strand = self.strand()
        if timeout is not None:
            wait.timer = self._set_timer(math.ceil(self.now + timeout), lambda: self.wake(wait))
        if strand is None:
            self._drive_until(wait)
        else:
            self._baton.give_away(strand, wait)

    def wake(self, wait: Wait) -> None:
        """End a wait; who waited runs after everything that is ready already."""
        if wait.done:
            return
        wait.done = True
        if wait.timer is not None:
            wait.timer.call_off()
        if wait.strand is not None:
            self._baton.queue_up(wait.strand)

    def sleep(self, seconds: float) -> None:
        self.block(Wait(), max(seconds, 0))

    @contextmanager
    def deadline(self, seconds: float, error: Callable[[], BaseException]) -> Iterator[None]:
        """Raise `error()` in this strand, where it waits, if the block takes longer than `seconds`."""
        strand = self.strand()
        alarm = self._set_timer(math.ceil(self.now + seconds), lambda: self.interrupt(strand, error()))
        try:
            yield
        finally:
            alarm.call_off()

    def interrupt(self, strand: Strand | None, ending: BaseException) -> None:
        """Raise `ending` in a strand: at the wait it is in, else at its next."""
        if strand is None or strand.ended:
            return
        strand.ending = ending
        if strand.wait is not None:
            self.wake(strand.wait)

    def cut(self, family: list[Strand]) -> None:
        """End strands that belong together, without a word."""
        for strand in list(family):
            self.interrupt(strand, Cut())

    # -- outside: who drives the clock ------------------------------------------------------------------------------

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Enter the world from outside, alone; on leaving, everything that is ready runs until nothing is."""
        if self.strand() is not None:
            yield
            return
        with self._turn:
            outer, self._driver = self._driver, threading.get_ident()
            try:
                yield
            finally:
                if outer is None:
                    self._baton.go_round()
                self._driver = outer

    def settle(self) -> None:
        """Run until nobody can go on without the clock."""
        with self.turn():
            self._baton.go_round()

    def next_wakeup(self) -> int | None:
        """The next instant at which something happens."""
        while self._timers and not self._timers[0][2].live:
            heapq.heappop(self._timers)
        return self._timers[0][0] if self._timers else None

    def run_until(self, instant: int) -> int:
        """Let time pass until `instant`; says how many timers fired."""
        fired = 0
        with self.turn():
            self._baton.go_round()
            while (due := self.next_wakeup()) is not None and due <= instant:
                self._fire_next()
                fired += 1
            self._move_to(instant)
        return fired

    def advance(self, seconds: int) -> int:
        return self.run_until(self.now + seconds)

    def close(self) -> None:
        """End every strand and every thread."""
        with self.turn():
            self._timers.clear()
            while strands := self._baton.strands():
                self.cut(strands)
                self._baton.go_round()
        self._baton.dismiss()

    # -- timers -----------------------------------------------------------------------------------------------------

    def _set_timer(self, instant: int, action: Callable[[], object]) -> Timer:
        timer = Timer(action)
        heapq.heappush(self._timers, (max(instant, self.now), next(self._sequence), timer))
        return timer

    def _fire_next(self) -> None:
        due, _, timer = heapq.heappop(self._timers)
        self._move_to(due)
        timer.live = False
        timer.action()
        self._baton.go_round()

    def _drive_until(self, wait: Wait) -> None:
        """An outside thread waits in its turn: the world goes on, and the clock if need be, until the wait is over."""
        self._baton.go_round()
        while not wait.done:
            if self.next_wakeup() is None:
                raise StuckError("Waited for something that nothing in the world will bring about.")
            self._fire_next()

    def _move_to(self, instant: int) -> None:
        if instant > self.now:
            self.now = instant
            self._moved(instant)
