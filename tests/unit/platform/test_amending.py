"""What a notice makes of a calendar, and that nothing is kept of which no calendar could be made."""

from typing import Any

import pytest

from huiyin.worktime import BeforeCalendarError
from huiyin_aws import almanac, amending
from huiyin_aws.almanac import Amended
from huiyin_aws.amending import Notice

PROGRAMME = "suzhou-express"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Amended]:
    """What is kept, over an almanac into which a year before the calendar was once written."""
    kept: list[Amended] = []

    def write(_: str, before: Amended, after: Amended) -> Amended:
        kept.append(after)
        return after

    monkeypatch.setattr(almanac, "read", lambda _: Amended("1", (), frozenset({1999}), 2026))
    monkeypatch.setattr(almanac, "write", write)
    monkeypatch.setattr("huiyin_aws.workflow.start_recount", lambda *_: None)
    return kept


def test_what_makes_no_calendar_is_not_written(written: list[Amended]) -> None:
    with pytest.raises(BeforeCalendarError, match="the settled year 1999"):
        amending.amend({"programme": PROGRAMME, "settled_years": [2027]})
    assert written == []


def test_a_year_that_should_never_have_been_written_can_be_taken_back(written: list[Amended]) -> None:
    amending.amend({"programme": PROGRAMME, "withdrawn_years": [1999]})
    assert written == [Amended("1", (), frozenset(), 2026)]


@pytest.mark.parametrize("given", [{"settled_years": [2003]}, {"settled_years": [2101]}])
def test_a_year_out_of_reach_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="begins in 2004, and a notice reaches to 2100"):
        Notice.model_validate({"programme": PROGRAMME} | given)
