"""Taking over: whoever has of a unit's open work what another had before hears of it, with a link of their own.

GX-13, SZ-A2.4.4b (who has left is followed by somebody who knows by when); GX-18b (never whom the matter is about).
Told once, however often it is run: every message is claimed under the change that it tells of, and for whom it is for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any

from huiyin.case.law import Law
from huiyin.case.record import from_record
from huiyin.notices import Notice, open_work
from huiyin.units import Find, Handover
from huiyin_aws import handing_over, law, notifying, registry, settings, store
from huiyin_aws.notifying import Recipient
from huiyin_aws.observability import logger
from huiyin_aws.pages import messages
from huiyin_aws.tables import CaseRow

MOST_CASES = 300  # looked at, the first due first: well within the time of `notify`
ONE_BY_ONE = 20  # messages to one person; who takes over more than that is told how many they are


@dataclass(frozen=True, slots=True)
class _Task:
    """Something to do in a case, and who has it now."""

    stored: store.Stored
    rules: Law
    notice: Notice
    to: Recipient


def tell(body: Mapping[str, Any], now: datetime) -> None:
    """Tell of what a handover has made somebody else's.

    Raises:
        NotToldError: after all the others were told; come again.
    """
    programme, code, key = body["programme"], body["unit"], body["key"]
    unit = registry.unit(programme, code)
    if unit is None:
        return
    if not handing_over.is_time(programme, now):  # refused in the evening, and tried again after the hours
        handing_over.put_back(key, body["handover"])
        return
    find = cache(partial(registry.unit, programme))
    before, then = from_record(Handover, body["handover"]).before(unit)
    numbers = _open_in(programme, code)
    theirs: dict[str, list[_Task]] = {}

    def look_at(number: str) -> None:
        for task in _taken_over(number, code, find, lambda c: before if c == code else find(c), then, now):
            theirs.setdefault(task.to.person, []).append(task)

    failed = sum(_failed(partial(look_at, number)) for number in numbers[:MOST_CASES])
    failed += sum(_tell(tasks, len(numbers) > MOST_CASES, key, now) for tasks in theirs.values())
    logger.info("handed over", extra={"programme": programme, "unit": code, "people": len(theirs), "failed": failed})
    if failed:
        raise notifying.NotToldError(f"{failed} times nobody could be told who has taken over in {code}: see the log")


def _open_in(programme: str, code: str) -> list[str]:
    """The open cases that a unit leads or owes something in, the first due first."""
    unit, most = store.unit_key(programme, code), MOST_CASES + 1
    owed = [(row.due_at, row.pk) for row in CaseRow.unit_work.query(unit, limit=most)]
    led = [(row.next_due_at, row.pk) for row in CaseRow.open_by_unit.query(unit, limit=most)]
    return list(dict.fromkeys(number for _, number in sorted(owed + led)))


def _taken_over(number: str, code: str, find: Find, found: Find, then: datetime, now: datetime) -> list[_Task]:
    """What in a case is the unit's to do, and somebody else's of it than before (`found`, `then`)."""
    stored = store.load(number)
    case, rules = stored.case, law.of_case(stored.case)
    tasks = []
    for notice in open_work(case, rules.decides_on_extension if case.extension_asked else None):
        if not case.is_open or notifying.whose_unit(case, notice) != code:
            continue
        has, had = (notifying.whose(case, rules, notice, *asked) for asked in ((find, now), (found, then)))
        if has and not (had and _same(has, had)):
            tasks.append(_Task(stored, rules, notice, notifying.addressed(has, code, notice)))
    return tasks


def _same(has: registry.Assigned, had: registry.Assigned) -> bool:
    """At another post of theirs, their links are others."""
    return (has.home, has.person.id, has.person.role) == (had.home, had.person.id, had.person.role)


def _tell(tasks: list[_Task], more: bool, key: str, now: datetime) -> int:
    """Tell one person; how many messages could not be sent."""
    if len(tasks) > ONE_BY_ONE:
        return _failed(partial(_tell_how_many, tasks, more, key, now))
    return sum(_failed(partial(_tell_of, task, key, now)) for task in tasks)


def _tell_of(task: _Task, key: str, now: datetime) -> None:
    notice_id = f"{task.stored.case.number}#HANDOVER#{key}#{task.notice.to}#{task.to.person}"
    notifying.deliver(task.stored, task.rules, None, task.notice, task.to, notice_id, now)


def _tell_how_many(tasks: list[_Task], more: bool, key: str, now: datetime) -> None:
    rulebook, to = tasks[0].rules.rulebook, tasks[0].to

    def written(to: Recipient) -> messages.Message:
        how = settings.sending()
        readable = to.sms and not how.sms_links
        base = how.link_base_url.partition("://")[2] if readable else how.link_base_url
        return messages.handed_over(rulebook, len(tasks), more, f"{base}/desk")

    notice_id = f"{tasks[0].stored.case.number}#HANDOVER#{key}#{to.person}"
    notifying.pass_on(written, to, "handed_over", notice_id, now)


def _failed(telling: Callable[[], None]) -> bool:
    """A case that cannot be read, and whoever cannot be told, keeps nobody else from hearing."""
    try:
        telling()
    except Exception as error:  # whatever it is, the others have a right to hear
        logger.error("not told of a handover", extra={"error": notifying.cause(error)})
        return True
    return False
