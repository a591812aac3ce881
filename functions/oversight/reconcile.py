"""Every few minutes: what should have happened and did not. Only what is overdue is read."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from huiyin.case.record import instant
from huiyin_aws import clock, handing_over, store, workflow
from huiyin_aws.held import release_held
from huiyin_aws.observability import logger
from huiyin_aws.relay import relay, restart_clock, restart_machine
from huiyin_aws.settings import index_shards
from huiyin_aws.tables import CaseRow

# A clock that wakes, or a relay that works, needs a moment; what is older than this was lost.
GRACE = timedelta(minutes=5)


class SweepError(RuntimeError):
    """Some cases could not be brought on; all the others were."""


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Relay what was left unrelayed, wind clocks that stopped, start machines that died, queue what stayed held, and
    have open work told to whom it falls now.

    Raises:
        SweepError: after the whole sweep, so that a case which cannot be helped neither hides nor holds up the others.
    """
    long_ago = clock.now() - GRACE
    before = instant(long_ago)
    failed: list[str] = []
    relayed = _each(_unrelayed(before), _relay, failed)
    clocks = _each(_unattended(before), _wind, failed)
    due = handing_over.due(clock.now())
    handed_over = _each(iter(due), lambda unit: handing_over.queue(due[unit], clock.now()), failed)
    counts = {"relayed": relayed, "clocks": clocks, "released": release_held(long_ago), "handed_over": handed_over}
    if any(counts.values()) or failed:
        logger.warning("reconciled", extra=counts | {"failed": len(failed)})
    if failed:
        raise SweepError(f"{len(failed)} cases could not be brought on, the first is {failed[0]}: see the log")
    return counts


def _each(numbers: Iterator[str], mend: Callable[[str], bool], failed: list[str]) -> int:
    count = 0
    for number in numbers:
        try:
            count += mend(number)
        except Exception as error:  # whatever it is, the other cases have a right to the sweep
            logger.error("not reconciled", extra={"case": number, "error": type(error).__name__})
            failed.append(number)
    return count


def _unrelayed(before: str) -> Iterator[str]:
    for shard in map(str, range(index_shards())):
        yield from (row.pk for row in CaseRow.unrelayed.query(shard, CaseRow.unrelayed_since < before))


def _unattended(before: str) -> Iterator[str]:
    for shard in map(str, range(index_shards())):
        yield from (row.pk for row in CaseRow.attention.query(shard, CaseRow.attend_at < before))


def _relay(number: str) -> bool:
    relay(number)
    return True


def _wind(number: str) -> bool:
    stored = store.load(number)
    if not stored.case.is_open:
        return False
    restart_machine(stored)
    if stored.hanging.clock_at == stored.case.attend_at and workflow.clock_runs(number, stored.hanging.arming):
        return False  # it is about to wake
    restart_clock(stored, clock.now())
    return True
