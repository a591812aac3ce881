"""What people choose on a page: the form that their duty and habits lead them to, and what they write in it.

A habit is known by the forms that the page offers, so a person needs to know no more than a real one sees.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from huiyin_local.people import sentences as say
from huiyin_local.people.dice import Dice
from huiyin_local.people.forms import Page, Values

SHORTEST_GOOD_REPLY = 30


@dataclass(frozen=True, slots=True)
class Choice:
    """A form to send; where the answer says that it cannot be, the next choice is tried."""

    command: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person before one page: how often they were here for this, what they did before, what their mood is."""

    page: Page
    dice: Dice
    time: int = 1
    done: tuple[str, ...] = ()
    mood: str = ""


Habit = Callable[[Sitting], tuple[Choice, ...]]


def choices(sitting: Sitting) -> tuple[Choice, ...]:
    """What to send, in order of preference; nothing where the page asks for nothing."""
    habit = next((habit for command, habit in _HABITS if sitting.page.offers(command)), None)
    return tuple(c for c in habit(sitting) if sitting.page.offers(c.command)) if habit else ()


def _proposed(page: Page, command: str, name: str) -> str:
    form = page.form(command)
    asked = form.field(name) if form else None
    return asked.proposed if asked else ""


def _chosen(sitting: Sitting, command: str, name: str) -> str:
    """What the page proposes, else one of its options."""
    form = sitting.page.form(command)
    asked = form.field(name) if form else None
    options = [option for option in asked.options if option] if asked else []
    proposed = asked.proposed if asked else ""
    return proposed or (sitting.dice.pick(f"{command}.{name}", options) if options else "")


def _triage(sitting: Sitting) -> tuple[Choice, ...]:
    """Mostly what the rules proposed; a simple enquiry is sometimes answered at once."""
    dice = sitting.dice
    accept = _accept(sitting)
    for command, words in (("Refer", say.REFER_WORDS), ("Decline", say.DECLINE_WORDS)):
        ground = _proposed(sitting.page, command, "ground")
        if ground and dice.happens(f"{command} as proposed", 0.85):
            return Choice(command, {"ground": ground, "explanation": say.one_of(words, dice)}), accept
    if str(accept.values["kind"]) == "enquiry" and dice.happens("answer at once", 0.25):
        return Choice("AnswerAtOnce", {"text": say.one_of(say.ANSWERS, dice)}), accept
    return (accept,)


def _accept(sitting: Sitting) -> Choice:
    values = {name: _chosen(sitting, "Accept", name) for name in ("kind", "category", "unit")}
    if sitting.dice.happens("dispatch later", 0.05):
        values["unit"] = ""
    return Choice("Accept", values | {"confirm": "yes"})


def _dispatch(sitting: Sitting) -> tuple[Choice, ...]:
    proposed = _chosen(sitting, "Dispatch", "unit")
    # Where a page proposes a unit that may not have it again, another is taken.
    other = replace(sitting, page=_without_proposals(sitting.page))
    return tuple(
        Choice("Dispatch", {"unit": unit, "confirm": "yes"}) for unit in (proposed, _chosen(other, "Dispatch", "unit"))
    )


def _without_proposals(page: Page) -> Page:
    forms = tuple(
        replace(f, fields=tuple(replace(a, proposed="") if a.options else a for a in f.fields)) for f in page.forms
    )
    return replace(page, forms=forms)


def _rule_on_return(sitting: Sitting) -> tuple[Choice, ...]:
    uphold = Choice("UpholdReturn", {"unit": _chosen(sitting, "UpholdReturn", "unit"), "confirm": "yes"})
    refuse = Choice("RefuseReturn", {"reason": say.one_of(say.REFUSALS, sitting.dice)})
    return (uphold, refuse) if sitting.dice.happens("uphold", 0.65) else (refuse, uphold)


def _handle(sitting: Sitting) -> tuple[Choice, ...]:
    """Sign or return first; then reply, after an extension where there is reason for one."""
    page, dice = sitting.page, sitting.dice
    if page.offers("SignFor"):
        sign = Choice("SignFor", {"confirm": "yes"})
        wrong = sitting.time == 1 and dice.happens("wrong unit", 0.07)
        return (_return(dice), sign) if wrong else (sign,)
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
    reason = say.one_of(say.EXTENSION_REASONS, sitting.dice)
    return Choice("RequestExtension", {"days": str(asked), "reason": reason, "consent": "yes"})


def _reply(sitting: Sitting) -> Choice:
    """Some first replies are too short to be of use; what comes after a sending back is better."""
    again = sitting.done.count("SubmitReply")
    poor = sitting.dice.happens("poor reply", 0.14 if again == 0 else 0.04)
    form = sitting.page.form("SubmitReply")
    parts = [f.name for f in form.fields if f.name.startswith("part_")] if form else []
    values = {name: say.reply_part(name.removeprefix("part_"), sitting.dice) for name in parts}
    if poor and parts:
        values[parts[0]] = say.poor_reply_part(sitting.dice)
    return Choice("SubmitReply", values)


def _approve(sitting: Sitting) -> tuple[Choice, ...]:
    approve = Choice("ApproveReply", {"confirm": "yes"})
    reject = Choice("RejectReply", {"reason": say.one_of(say.REJECTIONS, sitting.dice)})
    rejects = sitting.time == 1 and sitting.dice.happens("reject", 0.08)
    return (reject, approve) if rejects else (approve, reject)


def _decide_extension(sitting: Sitting) -> tuple[Choice, ...]:
    grant = Choice("GrantExtension", {"confirm": "yes"})
    refuse = Choice("RefuseExtension", {"reason": say.one_of(say.REFUSALS, sitting.dice)})
    return (grant, refuse) if sitting.dice.happens("grant", 0.85) else (refuse, grant)


def _review(sitting: Sitting) -> tuple[Choice, ...]:
    """A reply that says nothing goes back; so does, now and then, one that leaves a point open."""
    page, dice = sitting.page, sitting.dice
    passed = Choice("PassReply", {"confirm": "yes"})
    poor = any(words in page.words for words in say.POOR)
    if not poor and not (sitting.time == 1 and dice.happens("send back", 0.03)):
        return (passed,)
    form = page.form("SendBack")
    asked = form.field("grounds") if form else None
    known = asked.options if asked else ()
    wanted = ("vague", "incomplete") if poor else ("points_unanswered",)
    grounds = [ground for ground in wanted if ground in known] or list(known[:1])
    return Choice("SendBack", {"grounds": grounds, "reason": say.one_of(say.SEND_BACK_REASONS, dice)}), passed


def _follow_up(sitting: Sitting) -> tuple[Choice, ...]:
    again = Choice("OrderSecondHandling", {"reason": say.one_of(say.SECOND_HANDLING_REASONS, sitting.dice)})
    explain = Choice("Explain", {"text": say.one_of(say.EXPLANATIONS, sitting.dice)})
    return (again, explain) if sitting.dice.happens("second handling", 0.75) else (explain, again)


_RATINGS = {
    "": (("satisfied", 0.58), ("dissatisfied", 0.16), ("poor_without_reason", 0.06), ("silent", 0.20)),
    "again": (("satisfied", 0.62), ("dissatisfied", 0.18), ("silent", 0.20)),
}


def _rate(sitting: Sitting) -> tuple[Choice, ...]:
    """As the letter's writer would; after a second handling most are content."""
    mood = sitting.mood if sitting.mood and sitting.time == 1 else ""
    if not mood:
        mood = sitting.dice.weigh("mood", _RATINGS["" if sitting.time == 1 else "again"])
    if mood == "silent":
        return ()
    if mood == "satisfied":
        return (Choice("Rate", {"rating": "good"}),)
    if mood == "poor_without_reason":
        return (Choice("Rate", {"rating": "poor"}),)
    return (Choice("Rate", {"rating": "poor", "reason": say.one_of(say.COMPLAINTS, sitting.dice)}),)


_HABITS: tuple[tuple[str, Habit], ...] = (
    ("Accept", _triage),
    ("Dispatch", _dispatch),
    ("UpholdReturn", _rule_on_return),
    ("RefuseReturn", _rule_on_return),
    ("PassReply", _review),
    ("SendBack", _review),
    ("OrderSecondHandling", _follow_up),
    ("Explain", _follow_up),
    ("ApproveReply", _approve),
    ("GrantExtension", _decide_extension),
    ("SignFor", _handle),
    ("SubmitReply", _handle),
    ("RequestExtension", _handle),
    ("Rate", _rate),
)
