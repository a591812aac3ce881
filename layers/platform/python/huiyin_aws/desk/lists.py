"""The pages that list cases: which queue or search was asked for, and what there is to choose from."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode

from huiyin.case.vocabulary import Stage
from huiyin_aws import registry
from huiyin_aws.desk import finding, queues
from huiyin_aws.desk.sessions import Member
from huiyin_aws.pages import dues
from huiyin_aws.pages import listed as pages
from huiyin_aws.pages.listed import Choice
from huiyin_aws.pages.words import STAGES, Words

Asked = Mapping[str, str]

_QUEUES = {"todo": Words("待办", "To do"), "open": Words("在办诉求", "Open cases")}
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_ALL = Words("全部", "All")
OPEN_STAGES = tuple(stage for stage in Stage if not stage.is_end)


def queue(member: Member, asked: Asked, now: datetime) -> str:
    """A page of a queue; what is asked for in vain is not asked for."""
    wanted = _wanted(member, asked)
    read = queues.read(member, wanted, now)
    return pages.queue_page(
        member.bar(),
        read.entries,
        _lights(read),
        [(code, words, code == wanted.code) for code, words in _QUEUES.items()],
        _filters(member, wanted) if member.is_of_centre and wanted.code == "open" else (),
        _onward(wanted, read),
    )


def search(member: Member, given: Asked, now: datetime) -> str:
    """The search as it was asked for, and what it found."""
    states, units = _states(given.get("state", "")), unit_choices(member, given.get("unit", ""))
    month = given.get("month", "")
    asked = finding.Asked(
        number=given.get("number", "")[:40],
        words=given.get("words", "")[:100].strip(),
        unit=next((choice.code for choice in units if choice.chosen), ""),
        state=next((choice.code for choice in states if choice.chosen), ""),
        month=month if _MONTH.fullmatch(month) else "",
    )
    filters = [("state", Words("状态", "State"), states)]
    if member.is_of_centre:
        filters.append(("unit", Words("承办单位", "Unit"), [Choice("", _ALL), *units]))
    result = None if asked.is_empty else finding.find(member, asked, now)
    return pages.search_page(member.bar(), asked, filters, result)


def _states(chosen: str) -> list[Choice]:
    closed = Choice(finding.CLOSED, Words("已办结", "Closed"), chosen == finding.CLOSED)
    return [Choice("", Words("全部在办", "All open")), *stage_choices(chosen), closed]


def stage_choices(chosen: str) -> list[Choice]:
    return [Choice(stage.value, STAGES[stage], stage.value == chosen) for stage in OPEN_STAGES]


def unit_choices(member: Member, chosen: str) -> list[Choice]:
    """All units for the centre, for others their own."""
    units = registry.units(member.programme) if member.is_of_centre else (member.unit,)
    return [Choice(unit.code, Words(unit.zh, unit.en), unit.code == chosen) for unit in units]


def _wanted(member: Member, asked: Asked) -> queues.Wanted:
    code = asked.get("queue", "")
    if code not in _QUEUES:
        code = "todo"
    stages, units = {stage.value for stage in OPEN_STAGES}, {choice.code for choice in unit_choices(member, "")}
    stage, unit = asked.get("stage", ""), asked.get("unit", "")
    after = asked.get("due", "")[:40], asked.get("number", "")[:40]
    return queues.Wanted(code, stage if stage in stages else "", unit if unit in units else "", after)


def _filters(member: Member, wanted: queues.Wanted) -> Sequence[tuple[str, Words, Sequence[Choice]]]:
    everything = Choice("", _ALL)
    return (
        ("stage", Words("环节", "Stage"), [everything, *stage_choices(wanted.stage)]),
        ("unit", Words("承办单位", "Unit"), [everything, *unit_choices(member, wanted.unit)]),
    )


def _lights(read: queues.Queue) -> list[tuple[str, Words, str]]:
    """The first thousand are counted: of a longer queue, the lights of what is due later are not known."""
    more = "+" if read.is_cut else ""
    return [(colour, dues.LIGHTS[colour], f"{read.lights[colour]}{more}") for colour in ("red", "yellow", "green")]


def _onward(wanted: queues.Wanted, read: queues.Queue) -> str:
    if read.next is None:
        return ""
    due, number = read.next
    asked = {"queue": wanted.code, "stage": wanted.stage, "unit": wanted.unit, "due": due, "number": number}
    return urlencode({name: value for name, value in asked.items() if value})
