"""A run: letters come in over the channel API, scripted people handle them, time passes, and a report is made.

The run drives one agenda against the virtual clock. It sees of the system what people outside see: answers of the API,
messages, pages; only the report looks into the tables, after the end.
"""

import time as wall
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from huiyin_local import letters
from huiyin_local.agenda import Agenda
from huiyin_local.deployment import Deployment, deploy, over_http, start
from huiyin_local.letters import Letter, Problem, spread
from huiyin_local.people import People
from huiyin_local.report import Report, is_over, reports
from huiyin_local.usage import Meter
from huiyin_local.usage.prices import assumed_ms

if TYPE_CHECKING:
    from huiyin_local.progress import Progress

DAY = 86_400
TRIES = 3
_TRY_AGAIN = timedelta(minutes=1)
LOOKS_EVERY = 10_800  # seconds between two looks of a platform: there is a working day to hand out


@dataclass(frozen=True, slots=True)
class Order:
    """How to run: from when, for how many days, with which chance."""

    days: int
    at: datetime
    seed: int = 1
    port: int = 8080


@dataclass(frozen=True, slots=True)
class Feed:
    """Letters for one programme, and the rows that could not be read as such."""

    deployment: Deployment
    letters: Sequence[Letter]
    problems: Sequence[Problem] = ()


class Party:
    """The letters and people of one programme: what is handed in, what was refused, what went amiss on a form."""

    def __init__(self, deployment: Deployment, letters: Sequence[Letter], seed: int, agenda: Agenda) -> None:
        self.deployment, self.letters = deployment, letters
        self.refused: dict[int, str] = {}
        self._looks_at = 0
        cloud = deployment.cloud
        self.people = People(
            seed, deployment.time, deployment.book, over_http(cloud), agenda.add, lambda: deployment.cloud.now
        )

    def hand_out(self) -> None:
        """A platform that hands out the orders looks for them again after a while."""
        platform, cloud = self.deployment.platform, self.deployment.cloud
        if platform and cloud.world.now >= self._looks_at:
            self._looks_at = cloud.world.now + LOOKS_EVERY
            platform.hand_out(cloud.now)

    @property
    def notes(self) -> tuple[str, ...]:
        """Letters that were refused, and forms that were sent and not taken, with how often."""
        refused = (f"row {row}: the API answered {why}" for row, why in sorted(self.refused.items()))
        return (*refused, *(f"form not taken: {what} × {n}" for what, n in sorted(self.people.troubles.items())))


class Run:
    """One run in its cloud; `drive` lets it happen."""

    def __init__(self, order: Order, feeds: Sequence[Feed]) -> None:
        self._order, self._cloud = order, feeds[0].deployment.cloud
        self._agenda = Agenda()
        self._heard = 0
        self._looked_at = 0
        self.parties = [Party(feed.deployment, feed.letters, order.seed, self._agenda) for feed in feeds]
        for party in self.parties:
            zone = party.deployment.rulebook.zone
            for at, letter in spread(party.letters, order.at, order.days, zone):
                self._agenda.add(at, partial(self._feed, party, letter))

    def drive(self, progress: "Progress") -> None:
        """Let time pass until the end, or until nothing is left to happen."""
        world, end = self._cloud.world, int(self._order.at.timestamp()) + self._order.days * DAY
        while world.now < end and not self._nothing_left():
            self._to_next(min(at for at in (self._agenda.next_at, world.next_wakeup(), end) if at is not None))
            while (at := self._agenda.next_at) is not None and at <= world.now:
                self._agenda.take()()
                self._hear()
            for party in self.parties:
                party.hand_out()
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
            text = f"{message.subject}\n{message.text}"
            for party in self.parties:
                if party.deployment.names(text):
                    for to in message.to:
                        party.people.hear(message.at, to, text)

    def _nothing_left(self) -> bool:
        """Asked once a day after the last plan, because it looks through the tables; then one more day goes by."""
        if self._agenda.next_at is not None or self._cloud.world.now < self._looked_at + DAY:
            return False
        self._looked_at = self._cloud.world.now
        return is_over(self._cloud)

    def _feed(self, party: Party, letter: Letter, tries: int = 1) -> None:
        now = self._cloud.now
        status, answer = party.deployment.channel.hand_in(letter, now, party.deployment.kinds)
        if status in (200, 201):
            party.people.wrote(str(answer["number"]), letter.rating_mood)
        elif status >= 500 and tries < TRIES:
            self._agenda.add(now + _TRY_AGAIN, partial(self._feed, party, letter, tries + 1))
        else:
            party.refused[letter.row] = f"{status} {answer.get('code') or answer.get('message', '')}".strip()


def run(order: Order, programme: str, file: Path, progress: "Progress", limit: int | None = None) -> Report:
    """Run letters through a programme in a cloud of their own, and say how it ended."""
    began = wall.perf_counter()
    read, problems = letters.read(file, limit)
    with start(order.at, (programme,), order.seed, order.port) as cloud:
        feed = Feed(deploy(cloud, programme), read, problems)
        (made,) = run_in(order, [feed], progress)
    made.wall_s = round(wall.perf_counter() - began, 1)
    return made


def run_in(order: Order, feeds: "Sequence[Feed]", progress: "Progress") -> list[Report]:
    """The same in a cloud that the caller keeps, for any number of programmes side by side: a report for each.

    The usage of the cloud is everybody's: each report has all of it, and the mean of a case over all programmes.
    """
    cloud = feeds[0].deployment.cloud
    began, begun = wall.perf_counter(), cloud.world.now
    meter = Meter(assumed_ms=assumed_ms())
    meter.attach(cloud)
    this = Run(order, feeds)
    this.drive(progress)
    meter.detach()
    days = (cloud.world.now - begun) / DAY
    made = reports(cloud, meter, [(feed.deployment.rulebook.code, len(feed.letters)) for feed in feeds], days)
    for report, feed, party in zip(made, feeds, this.parties, strict=True):
        report.wall_s = round(wall.perf_counter() - began, 1)
        report.notes = (*(f"row {p.row}: {p.why}" for p in feed.problems), *party.notes)
    return made


def parse_at(text: str) -> datetime:
    """An instant with its offset, such as 2026-03-02T08:00+08:00.

    Raises:
        ValueError: it is none, or has no offset.
    """
    at = datetime.fromisoformat(text)
    if at.utcoffset() is None:
        raise ValueError(f"{text} has no offset from UTC; expected for example 2026-03-02T08:00+08:00")
    return at.astimezone(UTC)
