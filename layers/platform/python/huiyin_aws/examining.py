"""A reply looked through before it is sent in: what must be put right comes back beside its field, and what is in doubt
comes back once, with a box to tick by whoever has checked it.

GX-15, GX-16, NM-11d, CQ-26, CQ-29, SZ-A2.4.4f (the checks are `huiyin.replies`, and the rulebook says which).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from huiyin.case.facts import ContactRecorded
from huiyin.replies import REFUSE, Finding, Reported, examine
from huiyin_aws import papers, registry, store
from huiyin_aws.pages import forms
from huiyin_aws.pages.forms.asking import DOUBTS
from huiyin_aws.pages.forms.fields import tick
from huiyin_aws.pages.forms.intent import PART, Intent
from huiyin_aws.pages.words import Words
from huiyin_aws.visiting import Visit

CHECKED = "checked"

_STAND_BY = tick(
    CHECKED,
    Words("仍然提交", "Send it all the same"),
    Words("已核对，仍然提交", "I have checked, send it all the same"),
)
_TICK_IT = Words("请核对以上提示；确认无误的，请勾选", "Look at what is said above; where all is right, tick the box")


def examined(intent: Intent, posted: Mapping[str, Sequence[str]], visit: Visit) -> Intent:
    """The intent as it is, or with the doubts that its writer stands by.

    Raises:
        FormInvalid: something has to be put right, or to be looked at once more.
    """
    if intent.name != "SubmitReply":
        return intent
    found = examine(intent.parts, _reported(intent, visit), visit.law.rulebook)
    doubts = tuple(f"{each.code}:{each.part}" for each in found)
    if found and (any(each.grade == REFUSE for each in found) or "yes" not in posted.get(CHECKED, ())):
        raise _comes_back(found, posted, visit)
    return replace(intent, values={**intent.values, DOUBTS: doubts})


def _reported(intent: Intent, visit: Visit) -> Reported:
    case = visit.case
    letter = papers.read(case.number, (case.request,)).get(case.request.id, {}) if case.request else {}
    return Reported(
        solved=intent.values["solved"],
        contact=_contact(case.number),
        letter=f"{letter.get('title', '')}{letter.get('body', '')}",
        units=tuple(unit.zh for unit in registry.units(case.programme)),
    )


def _contact(number: str) -> str:
    """How the latest attempt to reach the requester ended, as far as one is on record."""
    tried = [event.fact for event in store.events_of(number) if isinstance(event.fact, ContactRecorded)]
    return tried[-1].outcome.value if tried else ""


def _comes_back(found: Sequence[Finding], posted: Mapping[str, Sequence[str]], visit: Visit) -> forms.FormInvalid:
    """With everything that was found, each beside its field; the box is there once nothing has to be put right."""
    form = next(each for each in visit.forms() if each.command == "SubmitReply")
    errors = {PART + each.part: Words(each.zh, each.en) for each in reversed(found)}
    errors = {field.name: errors[field.name] for field in form.fields if field.name in errors}
    if not any(each.grade == REFUSE for each in found):
        form = replace(form, fields=(*form.fields, _STAND_BY))
        errors[CHECKED] = _TICK_IT
    return forms.FormInvalid(form.command, errors, forms.written(form, posted), form)
