"""A step of the case's machine that waits for people: hang the bell; where the stage has passed, go on at once."""

from typing import Any

from huiyin_aws import bell
from huiyin_aws.observability import logger


def handler(event: dict[str, Any], context: Any) -> None:
    """Input: {case, stage, attempt, token}; the step completes when somebody rings."""
    hangs = bell.hang(event["case"], event["stage"], event["token"], int(event.get("attempt", 1)))
    logger.info("waiting" if hangs else "passed", extra={"case": event["case"], "stage": event["stage"]})
