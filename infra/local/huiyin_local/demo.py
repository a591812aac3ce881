"""The demo: every programme with samples runs on them for a month and more; then the figures, then the console."""

import sys
import time as wall
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from huiyin_local import letters, samples
from huiyin_local.deployment import DEFAULT_AT, deploy, start
from huiyin_local.progress import Progress
from huiyin_local.report import print_report, report
from huiyin_local.run import Order, parse_at, run_in
from huiyin_local.serve import require_free, serve

if TYPE_CHECKING:
    from rich.console import Console

DAYS, SEED = 45, 1


def demo(port: int, console: "Console") -> bool:
    """Gives whether every run ended well. The console is served only where somebody sits at a terminal."""
    watched = sys.stdin.isatty() and sys.stdout.isatty()
    if watched:
        require_free(port)
    ended_well = [_programme(code, port, console, watched) for code in samples.programmes()]
    return all(ended_well)


def _programme(code: str, port: int, console: "Console", watched: bool) -> bool:
    file: Path = samples.letters(code)
    order = Order(file, code, None, DAYS, parse_at(DEFAULT_AT), SEED, port)
    read, problems = letters.read(file)
    began = wall.perf_counter()
    with ExitStack() as stack:
        cloud = stack.enter_context(start(order.at, code, SEED, port))
        with Progress(cloud.world.now, DAYS, code) as progress:
            deployment = deploy(cloud, code)
            done = run_in(deployment, order, read, progress)
        made = report(cloud, done.meter, code, len(read), done.days, wall.perf_counter() - began)
        made.notes = (*(f"row {p.row}: {p.why}" for p in problems), *done.notes)
        print_report(made, console)
        if watched:
            serve(deployment, port)
    return made.is_well
