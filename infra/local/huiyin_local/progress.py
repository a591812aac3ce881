"""A progress bar on a terminal, and silence elsewhere."""

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, Self


class Progress(AbstractContextManager["Progress"]):
    """Shows how far a run of so many virtual days has come.

    The bar draws itself only when it is told something: the run's clock is not the machine's, and a second thread would
    only disturb it.
    """

    def __init__(self, start: int, days: int, what: str) -> None:
        self._start, self._days, self._what = start, days, what
        self._shown = -1
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        console = Console(stderr=True)
        if console.is_terminal:
            columns = (TextColumn("{task.description}"), BarColumn(None), MofNCompleteColumn(), TextColumn("天 days"))
            # Left where it is, standard output takes what functions write to the cloud's log, not to the screen.
            self._bar = Bar(
                *columns,
                console=console,
                auto_refresh=False,
                transient=True,
                expand=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._task = self._bar.add_task(self._what, total=self._days)
            self._bar.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def at(self, now: int) -> None:
        """The run has come to this instant (epoch seconds)."""
        day = (now - self._start) // 86_400
        if self._bar is not None and day != self._shown:
            self._shown = day
            self._bar.update(self._task, completed=day, refresh=True)
