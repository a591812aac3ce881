"""The demo: all programmes with samples run side by side for a month and more; then the figures, then the console."""

import sys
from typing import TYPE_CHECKING

from huiyin_local import letters, samples
from huiyin_local.deployment import DEFAULT_AT, deploy, start
from huiyin_local.progress import Progress
from huiyin_local.report import print_reports
from huiyin_local.run import Feed, Order, parse_at, run_in
from huiyin_local.serve import require_free, serve

if TYPE_CHECKING:
    from rich.console import Console

DAYS, SEED = 45, 1
LETTERS = 45  # of each programme; some have more


def demo(port: int, console: "Console") -> bool:
    """Gives whether every programme ended well. The console is served only where somebody sits at a terminal."""
    watched = sys.stdin.isatty() and sys.stdout.isatty()
    if watched:
        require_free(port)
    order, programmes = Order(DAYS, parse_at(DEFAULT_AT), SEED, port), samples.programmes()
    with start(order.at, programmes, SEED, port) as cloud:
        with Progress(cloud.world.now, DAYS, "demo") as progress:
            feeds = [Feed(deploy(cloud, code), *letters.read(samples.letters(code), LETTERS)) for code in programmes]
            made = run_in(order, feeds, progress)
        print_reports(made, console)
        if watched:
            serve([feed.deployment for feed in feeds], port)
    return all(report.is_well for report in made)
