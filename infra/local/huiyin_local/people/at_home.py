"""Habits of requesters: they rate as their letter's writer would, by what the page calls each answer."""

import re

from huiyin_local.people import sentences as say
from huiyin_local.people.forms import Field
from huiyin_local.people.sitting import Choice, Sitting

_MOODS = {
    "": (("satisfied", 0.58), ("dissatisfied", 0.16), ("poor_without_reason", 0.06), ("silent", 0.20)),
    "again": (("satisfied", 0.62), ("dissatisfied", 0.18), ("silent", 0.20)),
}
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_STARS = re.compile(r"([1-5一二三四五])\s*(?:颗)?星")
_NOT_CONTENT = re.compile("不满意|不好|较差|很差|^差")
_NOT_DONE = re.compile("未解决|没有解决")


def rate(sitting: Sitting) -> tuple[Choice, ...]:
    """As the letter's writer would; after a second handling most are content."""
    mood = sitting.mood if sitting.mood and sitting.time == 1 else ""
    if not mood:
        mood = sitting.dice.weigh("mood", _MOODS["" if sitting.time == 1 else "again"])
    form = sitting.page.form("Rate")
    asked = form.field("rating") if form else None
    answers = answers_for(asked, content=mood == "satisfied") if asked else ()
    if mood == "silent" or not answers:
        return ()
    values = {"rating": sitting.dice.pick("rating", answers)}
    if mood == "dissatisfied":
        values["reason"] = say.one_of(say.COMPLAINTS, sitting.dice)
    return (Choice("Rate", values),)


def answers_for(asked: Field, *, content: bool) -> tuple[str, ...]:
    """The answers that somebody content (or not) would give; of those, the ones without a but, where there are any."""
    labels = dict(zip(asked.options, asked.labels, strict=True))
    fitting = tuple(value for value, label in labels.items() if _is_content(label) is content)
    whole = tuple(value for value in fitting if bool(_NOT_DONE.search(labels[value])) is not content)
    return whole if content and whole else fitting


def _is_content(label: str) -> bool | None:
    """What the label says; three stars say neither."""
    stars = _stars(label)
    if stars:
        return None if stars == 3 else stars > 3
    return not _NOT_CONTENT.search(label)


def _stars(label: str) -> int:
    """How many stars an answer is, drawn or said; 0 where it speaks of none."""
    said = _STARS.search(label)
    if said:
        return _NUMERALS.get(said[1]) or int(said[1])
    return label.count("★")
