"""Every few minutes: what should have happened and did not. Only what is overdue is read."""

from datetime import timedelta
from typing import Any

from huiyin.case.record import instant
from huiyin_aws import clock, store, workflow
from huiyin_aws.observability import logger
from huiyin_aws.relay import relay, restart_clock, restart_machine
from huiyin_aws.settings import index_shards
from huiyin_aws.tables import CaseRow

# A clock that wakes, or a relay that works, needs a moment; what is older than this was lost.
GRACE = timedelta(minutes=5)


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Relay what was left unrelayed, wind clocks that stopped, start machines that died; how many of each."""
    before = instant(clock.now() - GRACE)
    relayed = clocks = 0
    for shard in map(str, range(index_shards())):
        for row in CaseRow.unrelayed.query(shard, CaseRow.unrelayed_since < before):
            relay(row.pk)
            relayed += 1
        for row in CaseRow.attention.query(shard, CaseRow.attend_at < before):
            clocks += _wind(row.pk)
    if relayed or clocks:
        logger.warning("reconciled", extra={"relayed": relayed, "clocks": clocks})
    return {"relayed": relayed, "clocks": clocks}


def _wind(number: str) -> int:
    stored = store.load(number)
    if not stored.case.is_open:
        return 0
    restart_machine(stored)
    if workflow.clock_runs(number, stored.hanging.arming) and stored.hanging.clock_at == stored.case.attend_at:
        return 0  # it is about to wake
    restart_clock(stored, clock.now())
    return 1
