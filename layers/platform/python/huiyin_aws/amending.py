"""Amending a programme's calendar: checked as a whole, written, and then every open deadline is counted again."""

import datetime as dt
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from huiyin.rulebook import codes
from huiyin.worktime import FIRST_YEAR, Amendment, last_published_year
from huiyin_aws import almanac, workflow
from huiyin_aws.almanac import Amended


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
        if day.year < FIRST_YEAR:
            raise ValueError(f"the calendar begins in {FIRST_YEAR}: give a later day")
        return day


class Notice(_Strict):
    """What an authority has announced: days, days that it takes back, years that are complete with this."""

    programme: str
    days: tuple[DayEntry, ...] = ()
    withdrawn: tuple[dt.date, ...] = ()
    settled_years: tuple[int, ...] = ()

    @field_validator("programme")
    @classmethod
    def _is_known(cls, programme: str) -> str:
        if programme not in codes():
            raise ValueError(f"there is no such programme; expected one of {', '.join(codes())}")
        return programme


def amend(payload: dict[str, Any]) -> Amended:
    """Write a notice and have open deadlines counted again; the same notice twice makes no second edition."""
    notice = Notice.model_validate(payload)
    before = almanac.read(notice.programme)
    days = {**dict(before.days), **{each.date: _amendment(each) for each in notice.days}}
    kept = tuple(sorted((day, how) for day, how in days.items() if day not in notice.withdrawn))
    years = before.settled_years | frozenset(notice.settled_years)
    after = Amended(before.edition, kept, years, before.published_until or last_published_year())
    if after != before:
        after = almanac.write(notice.programme, before, after)
    workflow.start_recount(notice.programme, after.edition)
    return after


def follow_publication(programme: str) -> bool:
    """True where the official calendar covers more years than when this programme last counted."""
    before, last = almanac.read(programme), last_published_year()
    if before.published_until == last:
        return False
    after = almanac.write(programme, before, Amended(before.edition, before.days, before.settled_years, last))
    if before.published_until:
        workflow.start_recount(programme, after.edition)
    return bool(before.published_until)


def _amendment(entry: DayEntry) -> Amendment:
    return Amendment(entry.working, f"{entry.zh} · {entry.en}")
