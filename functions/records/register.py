"""For the operator: enter units, their people and channels. All of it is checked before any of it is written."""

from typing import Any

from huiyin_aws import registration
from huiyin_aws.observability import logger


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Input: {programme, units, channels}; output: how many of each. The same again changes nothing.

    Raises:
        pydantic.ValidationError: it names each wrong entry by its place; nothing was written.
    """
    counts = registration.register(event)
    logger.info("registered", extra={"programme": event["programme"], **counts})
    return counts
