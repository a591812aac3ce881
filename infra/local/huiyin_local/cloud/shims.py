"""Look-alikes of `threading`'s names that wait on the virtual clock, for code that was written for real threads."""

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from .scheduler import World
from .strands import Cut, Strand, Wait


class VirtualEvent:
    """`threading.Event` on the virtual clock."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._set = False
        self._waits: list[Wait] = []

    def is_set(self) -> bool:
        return self._set

    def clear(self) -> None:
        self._set = False

    def set(self) -> None:
        self._set = True
        waits, self._waits = self._waits, []
        for wait in waits:
            self._world.wake(wait)

    def wait(self, timeout: float | None = None) -> bool:
        if not self._set and (timeout is None or timeout > 0):
            wait = Wait()
            self._waits.append(wait)
            self._world.block(wait, timeout)
        return self._set


class VirtualThread:
    """`threading.Thread` as a strand; it belongs to the family of the strand that starts it."""

    native_id = None

    def __init__(
        self,
        world: World,
        target: Callable[..., Any],
        name: str | None = None,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
        daemon: bool | None = None,
    ) -> None:
        self._world = world
        self._task = lambda: target(*args, **(kwargs or {}))
        self._over = VirtualEvent(world)
        self._strand: Strand | None = None

    def start(self) -> None:
        parent = self._world.strand()
        self._strand = self._world.spawn(self._run, family=parent.family if parent else None)

    def join(self, timeout: float | None = None) -> None:
        self._over.wait(timeout)

    def is_alive(self) -> bool:
        return self._strand is not None and not self._over.is_set()

    def cut(self) -> None:
        """End it where it waits; threads have no such thing, strands do."""
        self._world.interrupt(self._strand, Cut())

    def _run(self) -> None:
        try:
            self._task()
        finally:
            self._over.set()


class VirtualCondition:
    """`threading.Condition` on the virtual clock; its lock is the baton itself."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._waits: list[Wait] = []

    def acquire(self) -> bool:
        return True

    def release(self) -> None:
        """Nothing to release: who runs holds the baton."""

    __enter__ = acquire

    def __exit__(self, *_: object) -> None:
        self.release()

    def wait(self, timeout: float | None = None) -> bool:
        wait = Wait()
        self._waits.append(wait)
        self._world.block(wait, timeout)
        return True

    def notify_all(self) -> None:
        waits, self._waits = self._waits, []
        for wait in waits:
            self._world.wake(wait)


def virtual_threading(world: World) -> SimpleNamespace:
    """The module `threading` as the world's code shall see it."""
    names = {name: getattr(threading, name) for name in dir(threading) if not name.startswith("__")}
    names["Event"] = lambda: VirtualEvent(world)
    names["Condition"] = lambda: VirtualCondition(world)
    names["Thread"] = lambda *args, **kwargs: VirtualThread(world, *args, **kwargs)
    return SimpleNamespace(**names)
