"""Habits of units: a handler signs, works, replies, and sometimes returns or extends; leaders sign the reply."""

from datetime import date, timedelta

from huiyin_local.people import sentences as say
from huiyin_local.people.dice import Dice
from huiyin_local.people.sitting import READ_ON, Choice, Sitting

Choices = tuple[Choice, ...]


def handle(sitting: Sitting) -> Choices:
    """Sign or return first, or read where nothing is signed for; then reply, after an extension where it is needed."""
    page, dice = sitting.page, sitting.dice
    is_new = page.offers("SignFor") or not (sitting.done or sitting.urged or sitting.time > 1)
    if is_new:
        begin = Choice("SignFor") if page.offers("SignFor") else READ_ON
        wrong = sitting.time == 1 and dice.happens("wrong unit", 0.07)
        return (_return(dice), begin) if wrong else (begin,)
    reply = _reply(sitting)
    if "RequestExtension" not in sitting.done and dice.happens("extension", 0.1):
        return _extension(sitting), reply
    return (reply,)


def _return(dice: Dice) -> Choice:
    words = {"reason": say.RETURN_REASONS, "basis": say.RETURN_BASES, "suggestion": say.SUGGESTIONS}
    return Choice("RequestReturn", {name: say.one_of(options, dice) for name, options in words.items()})


def _extension(sitting: Sitting) -> Choice:
    form = sitting.page.form("RequestExtension")
    days = form.field("days") if form else None
    most = min(days.highest or 2, 5) if days else 1
    asked = 1 + int(sitting.dice.throw("days") * most)
    return Choice("RequestExtension", {"days": str(asked), "reason": say.one_of(say.EXTENSION_REASONS, sitting.dice)})


def _reply(sitting: Sitting) -> Choice:
    """Some first replies are too short to be of use; what comes after a sending back is better."""
    again = sitting.done.count("SubmitReply")
    poor = sitting.dice.happens("poor reply", 0.14 if again == 0 else 0.04)
    form = sitting.page.form("SubmitReply")
    asked_for = form.fields if form else ()
    parts = [asked for asked in asked_for if asked.name.startswith("part_") and asked.kind == "text" and asked.required]
    values = {
        part.name: say.reply_part(part.label, sitting.dice, is_first=place == 0) for place, part in enumerate(parts)
    }
    if poor and parts:
        values[parts[0].name] = say.poor_reply_part(sitting.dice)
    return Choice("SubmitReply", values | _solved(sitting) | _promised(sitting))


def _promised(sitting: Sitting) -> dict[str, str]:
    """Now and then something is still to be done by a day that is named (GX-20b)."""
    form, dice = sitting.page.form("SubmitReply"), sitting.dice
    day = form.field("promise_on") if form else None
    if day is None or not day.earliest or not dice.happens("a promise", 0.06):
        return {}
    on = date.fromisoformat(day.earliest) + timedelta(days=2 + int(dice.throw("promised day") * 8))
    return {"part_promise": say.one_of(say.PROMISES, dice), "promise_on": on.isoformat()}


def _solved(sitting: Sitting) -> dict[str, str]:
    """Most matters are solved; of the others the requester was told why (SZ-A2.4.4i)."""
    form, dice = sitting.page.form("SubmitReply"), sitting.dice
    if form is None or form.field("solved") is None or not dice.happens("not wholly solved", 0.12):
        return {}
    solved = "not_now" if dice.happens("not solved now", 0.4) else "partly"
    return {"solved": solved, "part_explained": say.one_of(say.EXPLAINED, dice)}


def keep_promise(sitting: Sitting) -> Choices:
    return (Choice("ReportPromise", {"reason": say.one_of(say.KEPT, sitting.dice)}),)


def approve(sitting: Sitting) -> Choices:
    confirm, reject = Choice("ApproveReply"), sitting.write("RejectReply", say.REJECTIONS)
    rejects = sitting.time == 1 and sitting.dice.happens("reject", 0.08)
    return (reject, confirm) if rejects else (confirm, reject)
