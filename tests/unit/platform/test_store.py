"""What stands in the indexes of a case's head."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from builders import UNIT, a_walk
from huiyin_aws import store


@pytest.fixture(autouse=True)
def one_shard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDEX_SHARDS", "1")


@pytest.mark.parametrize(
    ("closed", "month"),
    [
        ("2026-03-31T15:59:59", "2026-03"),
        ("2026-03-31T16:00:00", "2026-04"),
        ("2026-04-01T00:00:00", "2026-04"),
        ("2026-12-31T16:00:00", "2027-01"),
    ],
)
def test_a_closed_case_is_filed_under_the_month_in_which_it_closed_in_its_city(closed: str, month: str) -> None:
    at = datetime.fromisoformat(closed).replace(tzinfo=UTC)
    case = replace(a_walk("handling").case, closed_at=at)

    assert store._head_values(case, at)["closed_unit_month"] == f"suzhou-express#{UNIT}#{month}"


def test_an_open_case_is_filed_under_no_month() -> None:
    walk = a_walk("handling")
    assert store._head_values(walk.case, walk.now)["closed_unit_month"] is None
