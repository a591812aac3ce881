"""Amending a programme's calendar: checked as a whole, written, and then every open deadline is counted again."""

import datetime as dt
from dataclasses import replace
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from huiyin.rulebook import codes, load
from huiyin.worktime import FIRST_YEAR, Amendment, last_published_year
from huiyin_aws import almanac, workflow
from huiyin_aws.almanac import Amended

LAST_YEAR = 2100  # what lies further off was mistyped


def _in_reach(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the calendar begins in {FIRST_YEAR}, and a notice reaches to {LAST_YEAR}: check the year")
    return year


Year = Annotated[int, AfterValidator(_in_reach)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class DayEntry(_Strict):
    """A day that is kept differently, and why: a holiday's name, or the notice that changed it."""

    date: dt.date
    working: bool
    zh: str = Field(min_length=1, max_length=60)
    en: str = Field(min_length=1, max_length=60)

    @field_validator("date")
    @classmethod
    def _is_on_record(cls, day: dt.date) -> dt.date:
        _in_reach(day.year)
        return day


class Notice(_Strict):
    """What an authority has announced: days, days that it takes back, years that are complete with this, and years that
    are complete no longer. What is both given and taken back is taken back; to take back what is not there is nothing.
    """

    programme: str
    days: tuple[DayEntry, ...] = ()
    withdrawn: tuple[dt.date, ...] = ()
    settled_years: tuple[Year, ...] = ()
    withdrawn_years: tuple[int, ...] = ()

    @field_validator("programme")
    @classmethod
    def _is_known(cls, programme: str) -> str:
        if programme not in codes():
            raise ValueError(f"there is no such programme; expected one of {', '.join(codes())}")
        return programme

    def over(self, before: Amended) -> Amended:
        """The calendar's changes with this notice laid over those that stand."""
        days = {**dict(before.days), **{each.date: _amendment(each) for each in self.days}}
        kept = tuple(sorted((day, how) for day, how in days.items() if day not in self.withdrawn))
        years = (before.settled_years | frozenset(self.settled_years)) - frozenset(self.withdrawn_years)
        return Amended(before.edition, kept, years, before.published_until)


def amend(payload: dict[str, Any]) -> Amended:
    """Write a notice and have open deadlines counted again; the same notice twice makes no second edition.

    Raises:
        pydantic.ValidationError: it names each wrong entry by its place.
        BeforeCalendarError: no calendar can be made of what would stand then. Nothing was written.
    """
    notice = Notice.model_validate(payload)
    before = almanac.read(notice.programme)
    after = notice.over(before)
    after = replace(after, published_until=before.published_until or last_published_year())
    load(notice.programme).time(after.amendments, after.settled_years)  # as every decision makes it, before it is kept
    if after != before:
        after = almanac.write(notice.programme, before, after)
    workflow.start_recount(notice.programme, after.edition)
    return after


def follow_publication(programme: str) -> bool:
    """True where the official calendar covers more years than when this programme last counted.

    Where it covers no more, the recount of the edition that stands is started all the same: whoever wrote that edition
    may have failed before starting it. Its name makes a second start none, for the 90 days that Step Functions
    remembers names; after that a recount is repeated, and finds nothing to change.
    """
    before, last = almanac.read(programme), last_published_year()
    is_new = before.published_until != last
    after = almanac.write(programme, before, replace(before, published_until=last)) if is_new else before
    if before.published_until:
        workflow.start_recount(programme, after.edition)
    return is_new and bool(before.published_until)


def _amendment(entry: DayEntry) -> Amendment:
    return Amendment(entry.working, f"{entry.zh} · {entry.en}")
