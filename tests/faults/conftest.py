"""A town in which a story is told, with or without a mishap."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from ending import Ending, ending
from story import MONDAY, PROGRAMME, Story

from huiyin_local.cloud import LocalCloud
from huiyin_local.deployment import ROOT, deploy

PARAMETERS = {
    "Programmes": PROGRAMME,
    "LinkBaseUrl": "http://localhost:8080",
    "SenderAddress": "noreply@example.gov.cn",
    "IndexShards": 1,
}
DAYS = 9.5  # the silent requester's week, and a morning


@contextmanager
def town(sweep: str = "rate(1 hour)", **how: Any) -> Iterator[Story]:
    """A deployment with a story ready to be told; `sweep` is how often the reconcile sweep runs."""
    with LocalCloud(ROOT, MONDAY, PARAMETERS | {"ReconcileRate": sweep}, seed=1) as cloud:
        yield Story(deploy(cloud, PROGRAMME), **how)


def told(disturb: Callable[[LocalCloud], object], sweep: str, days: float = DAYS) -> tuple[Story, dict[str, Ending]]:
    with town(sweep) as story:
        disturb(story.cloud)
        story.tell(days)
        return story, ending(story)


@pytest.fixture(scope="session")
def undisturbed() -> dict[str, Ending]:
    """How the story ends when nothing fails."""
    with town() as story:
        story.tell(DAYS)
        assert story.troubles == []
        return ending(story)
