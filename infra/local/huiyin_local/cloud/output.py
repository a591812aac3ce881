"""What functions write to standard output: their log, kept apart from the output of the program that runs the cloud."""

import io
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from .isolation import Patches


def _of_process() -> TextIO:
    # A process without a console has none.
    return sys.__stdout__ or io.StringIO()


class Output(io.TextIOBase):
    """A standard output that sends what a running function writes to the cloud's log, and all else where it went."""

    def __init__(self) -> None:
        self.real = _of_process()
        self.lines: list[str] = []
        self._running = threading.local()

    @contextmanager
    def of_function(self) -> Iterator[None]:
        """Within, this thread writes to the log."""
        outer = getattr(self._running, "yes", False)
        self._running.yes = True
        try:
            yield
        finally:
            self._running.yes = outer

    def write(self, text: str) -> int:
        if not getattr(self._running, "yes", False):
            return self.real.write(text)
        *lines, self._running.rest = (getattr(self._running, "rest", "") + text).split("\n")
        self.lines.extend(line for line in lines if line)
        return len(text)

    def flush(self) -> None:
        self.real.flush()

    def isatty(self) -> bool:
        return self.real.isatty()


OUTPUT = Output()
"""One for the process: loggers keep the stream that they were made with, also beyond the cloud that loaded them."""


def capture(patches: Patches) -> list[str]:
    """Collect the functions' log lines until the cloud ends; gives the list they go to."""
    OUTPUT.lines = []
    OUTPUT.real = patches.replace(sys, "stdout", OUTPUT)

    def let_go() -> None:
        OUTPUT.real = _of_process()

    patches.on_undo(let_go)
    return OUTPUT.lines
