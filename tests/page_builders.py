"""Builders of pages: a walked case as one role gets to see it, and the units that it may choose from."""

from dataclasses import dataclass
from typing import Any

from builders import Walk
from huiyin.case.vocabulary import Role
from huiyin_aws.pages import page
from huiyin_aws.pages.forms import forms_for
from huiyin_aws.pages.visibility import see


@dataclass(frozen=True)
class AUnit:
    code: str
    zh: str
    en: str
    duties: tuple[str, ...] = ()


UNITS = (
    AUnit("centre", "受理单位", "Centre"),
    AUnit("housing", "市住房城乡建设局", "Housing and Construction Bureau", ("housing",)),
    AUnit("city_management", "市城市管理局", "City Management Bureau"),
)


def rendered(walk: Walk, role: Role, values: Any = None, errors: Any = None) -> str:
    """The page that this role gets of a walked case."""
    view = see(walk.case, role, walk.texts, walk.rulebook, walk.now, events=walk.events, units=UNITS)
    forms = forms_for(walk.case, role, walk.rulebook, UNITS, walk.now)
    show = page.rate_page if role is Role.REQUESTER else page.act_page
    return show(view, forms, action="/act/TOKEN", values=values, errors=errors)
