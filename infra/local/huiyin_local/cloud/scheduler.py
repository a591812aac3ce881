"""The virtual clock: at most one thread of the simulated world runs at a time, in an order that only its input decides.

Every flow of control in the world is a `Strand` on a thread of its own. The thread that holds the *baton* runs; it
gives the baton away only where it waits (virtually) or ends. Woken and new strands queue up first come, first served;
timers fire by (instant, sequence), and only when nothing is ready. So the same input gives the same order, always, and
the state of the world needs no locks. Instants are whole epoch seconds: a wait ends at the first whole second at which
it may.
"""

import heapq
import itertools
import math
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

REAL_PATIENCE_SECONDS = 300
"""How long one step of the world may take in real time before we call it stuck."""


class Cut(BaseException):
    """Ends a strand where it waits; not an `Exception`, so that no handler in between can keep it alive."""


class StuckError(RuntimeError):
    """The world does not come to rest: a strand waits for something real, or for something that never comes."""


class Timer:
    """Something that happens at an instant unless it is called off before."""

    __slots__ = ("action", "live")

    def __init__(self, action: Callable[[], None]) -> None:
        self.action = action
        self.live = True

    def call_off(self) -> None:
        self.live = False


class Wait:
    """One strand's wait: over when somebody wakes it or its timer fires."""

    __slots__ = ("done", "strand", "timer")

    def __init__(self) -> None:
        self.done = False
        self.strand: Strand | None = None
        self.timer: Timer | None = None


class Strand:
    """One flow of control in the world."""

    __slots__ = ("ended", "ending", "family", "task", "thread", "wait")

    def __init__(self, task: Callable[[], Any], family: list["Strand"]) -> None:
        self.task = task
        self.family = family
        self.thread: _Thread | None = None
        self.wait: Wait | None = None
        self.ending: BaseException | None = None
        self.ended = False
        family.append(self)


class _Thread(threading.Thread):
    """A real thread that runs one strand after the other; its gate opens when it gets the baton."""

    def __init__(self, world: "World") -> None:
        super().__init__(daemon=True, name="huiyin-world")
        self.world = world
        self.gate = threading.Lock()
        self.gate.acquire()
        self.strand: Strand | None = None

    def run(self) -> None:
        while True:
            self.gate.acquire()
            if self.strand is None:
                return
            self.world._run(self)


class World:
    """The clock, the run queue and the timers of one simulated world."""

    def __init__(self, start: int, moved: Callable[[int], None] = lambda now: None) -> None:
        self.now = start
        self._moved = moved
        self._ready: deque[Strand] = deque()
        self._timers: list[tuple[int, int, Timer]] = []
        self._sequence = itertools.count()
        self._threads: list[_Thread] = []
        self._idle: list[_Thread] = []
        self._strands: dict[Strand, None] = {}
        self._errors: list[BaseException] = []
        self._local = threading.local()
        self._turn = threading.RLock()
        self._outside = threading.Lock()
        self._outside.acquire()
        self._driver: int | None = None

    # -- inside the world -------------------------------------------------------------------------------------------

    def strand(self) -> Strand | None:
        """The strand that asks, or None when an outside thread does."""
        return getattr(self._local, "strand", None)

    def inside(self) -> bool:
        """Whether the calling thread lives on virtual time: a strand, or an outside thread in its turn."""
        return self.strand() is not None or self._driver == threading.get_ident()

    def spawn(self, task: Callable[[], Any], family: list[Strand] | None = None) -> Strand:
        """Let `task` run as a strand of its own, after everything that is ready already."""
        strand = Strand(task, [] if family is None else family)
        self._strands[strand] = None
        self._ready.append(strand)
        return strand

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
            return
        strand.wait = wait
        if strand.ending is None:
            self._hand_over()
            strand.thread.gate.acquire()
        strand.wait = None
        self._end_if_told(strand)

    def wake(self, wait: Wait) -> None:
        """End a wait; who waited runs after everything that is ready already."""
        if wait.done:
            return
        wait.done = True
        if wait.timer is not None:
            wait.timer.call_off()
        if wait.strand is not None:
            self._ready.append(wait.strand)

    def sleep(self, seconds: float) -> None:
        self.block(Wait(), max(seconds, 0))

    @contextmanager
    def deadline(self, seconds: float, error: Callable[[], Exception]) -> Iterator[None]:
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
                    self._run_ready()
                self._driver = outer

    def settle(self) -> None:
        """Run until nobody can go on without the clock."""
        with self.turn():
            self._run_ready()

    def next_wakeup(self) -> int | None:
        """The next instant at which something happens."""
        while self._timers and not self._timers[0][2].live:
            heapq.heappop(self._timers)
        return self._timers[0][0] if self._timers else None

    def run_until(self, instant: int) -> int:
        """Let time pass until `instant`; says how many timers fired."""
        fired = 0
        with self.turn():
            self._run_ready()
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
            while self._strands:
                self.cut(list(self._strands))
                self._run_ready()
        for thread in self._threads:
            thread.strand = None
            thread.gate.release()
        for thread in self._threads:
            thread.join(REAL_PATIENCE_SECONDS)

    # -- the baton --------------------------------------------------------------------------------------------------

    def _set_timer(self, instant: int, action: Callable[[], None]) -> Timer:
        timer = Timer(action)
        heapq.heappush(self._timers, (max(instant, self.now), next(self._sequence), timer))
        return timer

    def _hand_over(self) -> None:
        if not self._ready:
            self._outside.release()
            return
        strand = self._ready.popleft()
        if strand.thread is None:
            self._employ(strand)
        strand.thread.gate.release()

    def _employ(self, strand: Strand) -> None:
        if self._idle:
            strand.thread = self._idle.pop()
        else:
            strand.thread = _Thread(self)
            self._threads.append(strand.thread)
            strand.thread.start()
        strand.thread.strand = strand

    def _run(self, thread: _Thread) -> None:
        """Run one strand to its end on `thread`, then hand the baton on."""
        strand = self._local.strand = thread.strand
        try:
            self._end_if_told(strand)
            strand.task()
        except Cut:
            pass
        except BaseException as error:
            self._errors.append(error)
        strand.ended = True
        self._local.strand = thread.strand = strand.thread = None
        self._strands.pop(strand, None)
        strand.family.remove(strand)
        self._idle.append(thread)
        self._hand_over()

    @staticmethod
    def _end_if_told(strand: Strand) -> None:
        if strand.ending is not None:
            ending, strand.ending = strand.ending, None
            raise ending

    def _run_ready(self) -> None:
        while self._ready:
            self._hand_over()
            if not self._outside.acquire(timeout=REAL_PATIENCE_SECONDS):
                raise StuckError(f"A step of the world took more than {REAL_PATIENCE_SECONDS} real seconds.")
        if self._errors:
            errors, self._errors = self._errors, []
            raise errors[0]

    def _fire_next(self) -> None:
        due, _, timer = heapq.heappop(self._timers)
        self._move_to(due)
        timer.live = False
        timer.action()
        self._run_ready()

    def _drive_until(self, wait: Wait) -> None:
        """An outside thread waits in its turn: the world goes on, and the clock if need be, until the wait is over."""
        self._run_ready()
        while not wait.done:
            if self.next_wakeup() is None:
                raise StuckError("Waited for something that nothing in the world will bring about.")
            self._fire_next()

    def _move_to(self, instant: int) -> None:
        if instant > self.now:
            self.now = instant
            self._moved(instant)
