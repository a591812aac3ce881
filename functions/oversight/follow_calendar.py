"""Once a day: where the official calendar has got another year since, deadlines that rested on a guess are settled."""

from typing import Any

from huiyin_aws import amending
from huiyin_aws.observability import logger
from huiyin_aws.settings import programmes


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Output: the programmes whose open deadlines are counted again."""
    followed = [programme for programme in programmes() if amending.follow_publication(programme)]
    if followed:
        logger.info("calendar published", extra={"programmes": followed})
    return {"recounting": followed}
