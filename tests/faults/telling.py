"""A town in which a story is told, with or without a mishap."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from faults.ending import Ending, ending
from faults.story import MONDAY, PROGRAMME, Story
from huiyin_local.cloud import LocalCloud
from huiyin_local.deployment import ROOT, deploy

PARAMETERS = {
    "Programmes": PROGRAMME,
    "LinkBaseUrl": "http://localhost:8080",
    "FilesEndpoint": "http://localhost:8080/_s3",
    "SenderAddress": "noreply@example.gov.cn",
    "IndexShards": 1,
}
DAYS = 9.5  # the silent requester's week, and a morning
HOURLY = "rate(1 hour)"


@contextmanager
def town(sweep: str = HOURLY, **how: Any) -> Iterator[Story]:
    """A deployment with a story ready to be told; `sweep` is how often the reconcile sweep runs."""
    with LocalCloud(ROOT, MONDAY, PARAMETERS | {"ReconcileRate": sweep}, seed=1) as cloud:
        yield Story(deploy(cloud, PROGRAMME), **how)


def told(disturb: Callable[[LocalCloud], object], sweep: str) -> dict[str, Ending]:
    """How the story ends in a disturbed town."""
    with town(sweep) as story:
        disturb(story.cloud)
        story.tell(DAYS)
        return ending(story)
