"""For the operator: a unit is merged into another, split or closed, and its open cases go on there."""

from typing import Any

from huiyin_aws import reorganising
from huiyin_aws.observability import logger


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Input: {programme, unit, into, categories, regions, cases}; output: {carried, left, more}. Again, it goes on.

    Raises:
        reorganising.NotReorganisedError: it names what is in the way; nothing was written.
    """
    done = reorganising.reorganise(event)
    logger.info("reorganised", extra={"programme": event["programme"], "unit": event["unit"], "into": event["into"]})
    return done
