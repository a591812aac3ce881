"""What the tests of the programme's time share: Suzhou's time, and instants written as people say them."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from huiyin.worktime import Calendar, OfficeHours, WorkTime

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="session")
def suzhou() -> WorkTime:
    return WorkTime(Calendar("Asia/Shanghai"), OfficeHours())


@pytest.fixture(scope="session")
def at() -> Callable[[str], datetime]:
    """`at("2026-03-02 08:30")` is that time in China."""
    return lambda text: datetime.fromisoformat(text).replace(tzinfo=CHINA)
