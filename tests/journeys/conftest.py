"""A city for the tests of one file: the project's own template in the local cloud, Suzhou's people registered."""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from city import PROGRAMME, City

from huiyin_local import deployment

MONDAY = datetime.fromisoformat("2026-03-02T09:00+08:00")


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    """Monday at nine. One world for all tests of a file: each has its own letters, and time only goes on."""
    with deployment.start(MONDAY, (PROGRAMME,), seed=1) as cloud:
        yield City(deployment.deploy(cloud, PROGRAMME))
