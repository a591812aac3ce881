"""A run: letters come in over the channel API, scripted people handle them, time passes, and a report is made.

The run drives one agenda against the virtual clock. It sees of the system what people outside see: answers of the API,
messages, pages; only the report looks into the tables, after the end.
"""

import time as wall
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from huiyin_local import letters
from huiyin_local.agenda import Agenda
from huiyin_local.deployment import Deployment, deploy, over_http, start
from huiyin_local.letters import Letter
from huiyin_local.people import People
from huiyin_local.report import Report, is_over, report
from huiyin_local.usage import Meter
from huiyin_local.usage.prices import assumed_ms

if TYPE_CHECKING:
    from huiyin_local.progress import Progress

DAY = 86_400
TRIES = 3
_TRY_AGAIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Order:
    """What to run."""

    letters: Path
    programme: str
    limit: int | None
    days: int
    at: datetime
    seed: int = 1
    port: int = 8080


class Run:
    """One run in its cloud; `drive` lets it happen."""

    def __init__(self, order: Order, deployment: Deployment, fed: list[tuple[datetime, Letter]]) -> None:
        self._order, self._deployment, self._cloud = order, deployment, deployment.cloud
        self._agenda = Agenda()
        self._heard = 0
        self._looked_at = 0
        self.refused: dict[int, str] = {}
        call, plan = over_http(self._cloud), self._agenda.add
        self.people = People(order.seed, deployment.time, deployment.book, call, plan, lambda: self._cloud.now)
        for at, letter in fed:
            self._agenda.add(at, partial(self._feed, letter))

    def drive(self, progress: "Progress") -> None:
        """Let time pass until the end, or until nothing is left to happen."""
        world, end = self._cloud.world, int(self._order.at.timestamp()) + self._order.days * DAY
        while world.now < end and not self._nothing_left():
            self._to_next(min(at for at in (self._agenda.next_at, world.next_wakeup(), end) if at is not None))
            while (at := self._agenda.next_at) is not None and at <= world.now:
                self._agenda.take()()
                self._hear()
            progress.at(world.now)

    def _to_next(self, instant: int) -> None:
        """On to the next instant at which anything happens, in the cloud or outside."""
        self._cloud.world.run_until(max(instant, self._cloud.world.now))
        self._hear()

    def _hear(self) -> None:
        """People get what was sent to them since we last looked."""
        messages = self._cloud.messages
        while self._heard < len(messages):
            message = messages[self._heard]
            self._heard += 1
            for to in message.to:
                self.people.hear(message.at, to, f"{message.subject}\n{message.text}")

    def _nothing_left(self) -> bool:
        """Asked once a day after the last plan, because it looks through the tables; then one more day goes by."""
        if self._agenda.next_at is not None or self._cloud.world.now < self._looked_at + DAY:
            return False
        self._looked_at = self._cloud.world.now
        return is_over(self._cloud)

    def _feed(self, letter: Letter, tries: int = 1) -> None:
        now = self._cloud.now
        status, answer = self._deployment.channel.hand_in(letter, now, self._deployment.kinds)
        if status in (200, 201):
            self.people.wrote(str(answer["number"]), letter.rating_mood)
        elif status >= 500 and tries < TRIES:
            self._agenda.add(now + _TRY_AGAIN, partial(self._feed, letter, tries + 1))
        else:
            self.refused[letter.row] = f"{status} {answer.get('code') or answer.get('message', '')}".strip()


def run(order: Order, progress: "Progress") -> Report:
    """Run letters through a programme in a cloud of their own, and say how it ended."""
    began = wall.perf_counter()
    read, problems = letters.read(order.letters, order.limit)
    with start(order.at, order.programme, order.seed, order.port) as cloud:
        done = run_in(deploy(cloud, order.programme), order, read, progress)
        made = report(cloud, done.meter, order.programme, len(read), done.days, 0.0)
    made.wall_s = round(wall.perf_counter() - began, 1)
    made.notes = (*(f"row {p.row}: {p.why}" for p in problems), *done.notes)
    return made


@dataclass(frozen=True, slots=True)
class Done:
    """A run that has ended, in a cloud that is still there."""

    meter: Meter
    days: float
    notes: tuple[str, ...]


def run_in(deployment: Deployment, order: Order, read: list[Letter], progress: "Progress") -> Done:
    """The same in a deployment that the caller keeps."""
    cloud = deployment.cloud
    meter = Meter(assumed_ms=assumed_ms())
    meter.attach(cloud)
    begun = cloud.world.now
    fed = letters.spread(read, order.at, order.days, deployment.rulebook.zone)
    this = Run(order, deployment, fed)
    this.drive(progress)
    meter.detach()
    notes = (
        *(f"row {row}: the API answered {why}" for row, why in sorted(this.refused.items())),
        *_told(this.people.troubles),
    )
    return Done(meter, (cloud.world.now - begun) / DAY, notes)


def _told(troubles: Counter[str]) -> tuple[str, ...]:
    """Forms that were sent and not taken, with how often."""
    return tuple(f"form not taken: {what} × {n}" for what, n in sorted(troubles.items()))


def parse_at(text: str) -> datetime:
    """An instant with its offset, such as 2026-03-02T08:00+08:00.

    Raises:
        ValueError: it is none, or has no offset.
    """
    at = datetime.fromisoformat(text)
    if at.utcoffset() is None:
        raise ValueError(f"{text} has no offset from UTC; expected for example 2026-03-02T08:00+08:00")
    return at.astimezone(UTC)
