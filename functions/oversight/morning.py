"""Every morning at the opening of the sending hours: let held notices go, and tell each unit what it owes."""

from typing import Any

from huiyin_aws import clock, digest, held
from huiyin_aws.observability import logger


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """How many notices were queued again, and how many digests were sent: the digests go out whatever stays held."""
    now, counts = clock.now(), {"released": 0, "digests": 0}
    try:
        counts["released"] = held.release_held(now)
    finally:
        counts["digests"] = digest.send_digests(now)
        logger.info("morning", extra=counts)
    return counts
