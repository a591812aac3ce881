"""Files that units send by the platform: scans that prove a return or an extension (GX-11, GX-14c), what shows a reply.

A file goes straight to quarantine, by a form that is good for a quarter of an hour, and is the case's once it was found
sound; until then, or with the reason why it was kept out, it stands in the order.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from huiyin.case.facts import Actor
from huiyin.case.record import instant
from huiyin.case.refusal import Refusal
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role, Stage
from huiyin_aws import files, law
from huiyin_aws.http import ProblemError
from huiyin_aws.pages import filing, forms, visibility
from huiyin_aws.pages.forms import Option
from huiyin_aws.pages.words import Words
from huiyin_aws.platform import bodies
from huiyin_aws.signing import Signed


def expect(case: Case, raw: bytes, signed: Signed, then: str, now: datetime) -> dict[str, Any]:
    """Where the file is to be sent and with which fields; the same call gives the same file's.

    Raises:
        ProblemError: 409 the order is with no unit, or has as many files as it may have; 400 or 422 the body.
    """
    body = bodies.read(raw, bodies.File)
    if case.stage is not Stage.HANDLING:
        raise ProblemError(409, "not_now", "Not possible", "a file is sent while the order is with its unit")
    form = filing.form_for(Role.HANDLER, law.of(case.programme, case.rulebook).rulebook)
    by = Actor(Role.PLATFORM, signed.channel, case.unit)
    try:
        posted = {"command": [form.command], "label": [body.label], "purpose": [body.purpose]}
        values = forms.read_form(posted, (form,)).values
        asked = f"PLATFORM/{signed.channel}/{signed.nonce}"
        upload = files.expect(case.number, by, values["label"], values["purpose"], asked, now)
    except forms.FormInvalid as invalid:
        errors = [{"field": name, "expected": words.en, "zh": words.zh} for name, words in invalid.errors.items()]
        raise ProblemError(422, "incomplete", "Not whole", "`errors` names what is missing", errors=errors) from None
    except Refusal as refusal:
        raise ProblemError(409, refusal.code, "Not possible", refusal.en, zh=refusal.zh) from refusal
    url, fields = files.form(upload, then)
    return {"id": upload.id, "url": url, "fields": fields, "until": instant(upload.until)}


def of_unit(case: Case) -> Mapping[str, tuple[Option, ...]]:
    """The unit's sound files by what they are for, to be named as what proves something."""
    found: dict[str, tuple[Option, ...]] = {}
    for each in files.filed(case.number):
        if each.by.unit == case.unit:
            found[each.purpose] = (*found.get(each.purpose, ()), Option(each.id, Words(each.label, each.media.upper())))
    return found


def listed(case: Case) -> list[dict[str, Any]]:
    """The files that the platform may know of, and what became of those that it was to send."""
    by = Actor(Role.PLATFORM, "", case.unit)
    sound = [each for each in files.filed(case.number) if visibility.may_see_file(each, by)]
    known = {each.id for each in sound}
    told = [
        {"id": each.id, "label": each.label, "purpose": each.purpose, "media": each.media.value, "state": "sound"}
        for each in sound
    ]
    for each in files.uploads(case.number):
        if each.by.role is Role.PLATFORM and each.by.unit == case.unit and each.id not in known:
            state = {"state": "kept_out", "why": each.why} if each.why else {"state": "expected"}
            told.append({"id": each.id, "label": each.label, "purpose": each.purpose, **state})
    return told
