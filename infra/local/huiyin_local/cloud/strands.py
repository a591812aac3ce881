"""Strands: flows of control on real threads, of which only the one that holds the baton runs.

A strand gives the baton away only where it waits (virtually) or ends. Woken and new strands queue up first come, first
served, so the same input gives the same order, always, and the state of the world needs no locks.
"""

import threading
from collections import deque
from collections.abc import Callable
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

    def __init__(self, action: Callable[[], object]) -> None:
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

    def end_if_told(self) -> None:
        if self.ending is not None:
            ending, self.ending = self.ending, None
            raise ending


class _Thread(threading.Thread):
    """A real thread that runs one strand after the other; its gate opens when it gets the baton."""

    def __init__(self, baton: "Baton") -> None:
        super().__init__(daemon=True, name="huiyin-world")
        self.baton = baton
        self.gate = threading.Lock()
        self.gate.acquire()
        self.strand: Strand | None = None

    def run(self) -> None:
        while True:
            self.gate.acquire()
            if self.strand is None:
                return
            self.baton._run(self, self.strand)


class Baton:
    """Who runs: one strand at a time, or the outside while none is ready."""

    def __init__(self) -> None:
        self._ready: deque[Strand] = deque()
        self._threads: list[_Thread] = []
        self._idle: list[_Thread] = []
        self._strands: dict[Strand, None] = {}
        self._errors: list[BaseException] = []
        self._outside = threading.Lock()
        self._outside.acquire()

    def holder(self) -> Strand | None:
        """The strand that asks, or None when an outside thread does."""
        thread = threading.current_thread()
        return thread.strand if isinstance(thread, _Thread) and thread.baton is self else None

    def strands(self) -> list[Strand]:
        """All that have not ended."""
        return list(self._strands)

    def start(self, task: Callable[[], Any], family: list[Strand]) -> Strand:
        """A new strand, after everything that is ready already."""
        strand = Strand(task, family)
        self._strands[strand] = None
        self._ready.append(strand)
        return strand

    def queue_up(self, strand: Strand) -> None:
        """A strand that waited may go on, after everything that is ready already."""
        self._ready.append(strand)

    def give_away(self, strand: Strand, wait: Wait) -> None:
        """The holder waits; returns when it has the baton again, or raises what it has been told to end with."""
        assert strand.thread is not None, "who holds the baton runs on a thread"
        strand.wait = wait
        if strand.ending is None:
            self._hand_over()
            strand.thread.gate.acquire()
        strand.wait = None
        strand.end_if_told()

    def go_round(self) -> None:
        """From outside: let strands run until none is ready; raises the first error that ended one."""
        while self._ready:
            self._hand_over()
            if not self._outside.acquire(timeout=REAL_PATIENCE_SECONDS):
                raise StuckError(f"A step of the world took more than {REAL_PATIENCE_SECONDS} real seconds.")
        if self._errors:
            errors, self._errors = self._errors, []
            raise errors[0]

    def dismiss(self) -> None:
        """End every thread; all strands have ended before."""
        for thread in self._threads:
            thread.strand = None
            thread.gate.release()
        for thread in self._threads:
            thread.join(REAL_PATIENCE_SECONDS)

    def _hand_over(self) -> None:
        if not self._ready:
            self._outside.release()
            return
        strand = self._ready.popleft()
        thread = strand.thread or self._employ(strand)
        thread.gate.release()

    def _employ(self, strand: Strand) -> _Thread:
        if self._idle:
            thread = self._idle.pop()
        else:
            thread = _Thread(self)
            self._threads.append(thread)
            thread.start()
        strand.thread, thread.strand = thread, strand
        return thread

    def _run(self, thread: _Thread, strand: Strand) -> None:
        """Run one strand to its end on `thread`, then hand the baton on."""
        try:
            strand.end_if_told()
            strand.task()
        except Cut:
            pass
        except BaseException as error:
            self._errors.append(error)
        strand.ended = True
        thread.strand = strand.thread = None
        del self._strands[strand]
        strand.family.remove(strand)
        self._idle.append(thread)
        self._hand_over()
