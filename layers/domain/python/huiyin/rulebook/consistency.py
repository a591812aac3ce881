"""What must hold between the rules of one rulebook: codes are known and stand once, clauses exist, limits are whole."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from huiyin import clauses
from huiyin.rulebook.basis import Rule
from huiyin.rulebook.book import OTHER_KIND, UNIT_POSTS, Rulebook
from huiyin.rulebook.limits import Step
from huiyin.rulebook.people import Signature
from huiyin.rulebook.reading import Path
from huiyin.rulebook.wording import meant

Complaint = tuple[Path, str]

# A step without a limit here would be an obligation that never falls due.
ALWAYS_LIMITED = (Step.ACCEPT, Step.RETURN, Step.RULE_RETURN, Step.REPLY, Step.REVIEW, Step.ANSWER)

# Screening proposes these two by itself.
ALWAYS_GROUNDS = ("blank", "repeated")


def complaints(rulebook: Rulebook, prefixes: Mapping[str, str]) -> list[Complaint]:
    """Every inconsistency, with its place. `prefixes` are those of the programmes on the shelf, by code."""
    own = list(_prefix(rulebook, prefixes))
    return [
        *own,
        *([] if own else _foreign_clauses(rulebook)),
        *_unknown_clauses(rulebook, ()),
        *_time(rulebook),
        *_empty_words(rulebook),
        *_scores(rulebook),
        *_doubled_codes(rulebook),
        *_doubled_words(rulebook),
        *_limits(rulebook),
        *_kinds_named(rulebook),
        *_emergencies(rulebook),
        *_machine_grounds(rulebook),
        *_chains(rulebook),
        *_steps_that_are_asked_for(rulebook),
        *_ratings(rulebook),
        *_screening(rulebook),
        *_platform(rulebook),
    ]


def rules(thing: Any, path: Path = ()) -> Iterator[tuple[Path, Rule]]:
    """Every rule under a thing, with its path."""
    if isinstance(thing, Rule):
        yield path, thing
    if is_dataclass(thing):
        for field in fields(thing):
            yield from rules(getattr(thing, field.name), (*path, field.name))
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from rules(value, (*path, str(key)))
    elif isinstance(thing, tuple):
        for index, item in enumerate(thing):
            yield from rules(item, (*path, index))


def _unknown_clauses(rulebook: Rulebook, path: Path) -> Iterator[Complaint]:
    for place, rule in rules(rulebook, path):
        if rule.clause is None or rule.clause in clauses.ids():
            continue
        own = [name for name in clauses.ids() if name.startswith(f"{rulebook.prefix}-")]
        hint = meant(rule.clause, own) if own else f"no clause begins with `{rulebook.prefix}-`"
        yield (*place, "clause"), f"there is no clause `{rule.clause}`; {hint}"


def _prefix(rulebook: Rulebook, prefixes: Mapping[str, str]) -> Iterator[Complaint]:
    """Clauses and case numbers begin with it: two programmes of one prefix would have the same numbers."""
    if not re.fullmatch("[A-Z]{2}", rulebook.prefix):
        yield ("prefix",), "a prefix is two capital letters, such as SZ: case numbers begin with it"
    for code, prefix in prefixes.items():
        if prefix == rulebook.prefix and code != rulebook.code:
            yield ("prefix",), f"the prefix `{prefix}` is that of `{code}`; choose one that no other programme has"


def _foreign_clauses(rulebook: Rulebook) -> Iterator[Complaint]:
    """What another regulation says binds nobody here."""
    own = f"{rulebook.prefix}-"
    for place, rule in rules(rulebook):
        if rule.clause in clauses.ids() and not rule.clause.startswith(own):
            message = f"`{rule.clause}` is of another regulation; name one that begins with `{own}`"
            yield (*place, "clause"), f"{message}, or `basis: choice`"


def _time(rulebook: Rulebook) -> Iterator[Complaint]:
    """The programme's time can be set up: its zone is known, and its region's days stand once."""
    try:
        rulebook.time()
    except ValueError as error:
        yield ("zone",), str(error)
    days = [day.date for day in rulebook.regional_days]
    for index, day in enumerate(days):
        if day in days[:index]:
            yield ("regional_days", index, "date"), f"the day {day} stands twice; keep it once"


def _empty_words(rulebook: Rulebook) -> Iterator[Complaint]:
    """An empty word would be found in every letter."""
    for place, rule in rules(rulebook):
        for word in (*getattr(rule, "words", ()), *getattr(rule, "against", ())):
            if not word.strip():
                yield (*place, "words"), "a word is empty, and would be found in every text; remove it"


def _scores(rulebook: Rulebook) -> Iterator[Complaint]:
    parts = [part.code for part in rulebook.score.parts]
    for index, each in enumerate(rulebook.score.each):
        if each.part not in parts:
            yield ("score", "each", index, "part"), f"the score has no part `{each.part}`; {meant(each.part, parts)}"


def _doubled_codes(rulebook: Rulebook) -> Iterator[Complaint]:
    coded: dict[str, Any] = {
        name: getattr(rulebook, name)
        for name in (
            "kinds",
            "reply_parts",
            "reply_checks",
            "charges",
            "review_grounds",
            "decline_grounds",
            "referral",
            "channels",
            "categories",
            "routes",
            "bulletins",
            "supervision",
        )
    }
    for name, items in coded.items():
        seen: set[str] = set()
        for index, item in enumerate(items):
            if item.code in seen:
                yield (name, index, "code"), f"the code `{item.code}` stands twice in `{name}`; each stands once"
            seen.add(item.code)


def _doubled_words(rulebook: Rulebook) -> Iterator[Complaint]:
    """A routing word in two categories would favour neither."""
    owner: dict[str, str] = {}
    for index, category in enumerate(rulebook.categories):
        for word in category.words:
            first = owner.setdefault(word, category.code)
            if first != category.code:
                message = f"the word `{word}` already routes to `{first}`; keep it in one category"
                yield ("categories", index, "words"), message


def _limits(rulebook: Rulebook) -> Iterator[Complaint]:
    for step in ALWAYS_LIMITED:
        if step not in rulebook.limits:
            yield ("limits",), f"the step `{step}` has no limit; add one, with its clause or `basis: choice`"
    for step, stated in rulebook.limits.items():
        names = [rule.kind for rule in stated]
        for index, name in enumerate(names):
            if name in names[:index]:
                yield ("limits", step.value, index), f"`{step}` has two limits for kind `{name or 'any'}`; keep one"
        if None not in names and OTHER_KIND not in names:
            message = f"`{step}` leaves kinds without a limit; add one without `kind`, or for `{OTHER_KIND}`"
            yield ("limits", step.value), message


def _kinds_named(rulebook: Rulebook) -> Iterator[Complaint]:
    known = [kind.code for kind in rulebook.kinds]
    named: list[tuple[Path, str | None]] = [
        *(
            (("limits", step.value, i, "kind"), rule.kind)
            for step, all_ in rulebook.limits.items()
            for i, rule in enumerate(all_)
        ),
        *((("sending_hours", "exempt_kinds", i), kind) for i, kind in enumerate(rulebook.sending_hours.exempt_kinds)),
        *((("accused", "unit_barred_for", i), kind) for i, kind in enumerate(rulebook.accused.unit_barred_for)),
    ]
    for path, name in named:
        if name is not None and name not in known:
            yield path, f"there is no kind `{name}`; {meant(name, known)}"
    guides = [ground.code for ground in rulebook.referral]
    for index, kind in enumerate(rulebook.kinds):
        if kind.guided_by is not None and kind.guided_by not in guides:
            message = f"there is no ground `{kind.guided_by}` under `referral`; {meant(kind.guided_by, guides)}"
            yield ("kinds", index, "guided_by"), message
    if OTHER_KIND not in known:
        yield (
            ("kinds",),
            f"the kind `{OTHER_KIND}` is missing; kinds without a limit of their own have that of `{OTHER_KIND}`",
        )


def _emergencies(rulebook: Rulebook) -> Iterator[Complaint]:
    """What is told at once is told at night, too."""
    known = [kind.code for kind in rulebook.kinds]
    for index, name in enumerate(rulebook.emergency.kinds if rulebook.emergency else ()):
        if name not in known:
            yield ("emergency", "kinds", index), f"there is no kind `{name}`; {meant(name, known)}"
        elif name not in rulebook.sending_hours.exempt_kinds:
            message = f"`{name}` is told at any hour; name it under `sending_hours.exempt_kinds` as well"
            yield ("emergency", "kinds", index), message


def _machine_grounds(rulebook: Rulebook) -> Iterator[Complaint]:
    """Words never decline by themselves: a machine may decline only what says nothing at all."""
    there = [ground.code for ground in rulebook.decline_grounds]
    for code in ALWAYS_GROUNDS:
        if code not in there:
            yield ("decline_grounds",), f"the ground `{code}` is missing: screening proposes it; add it"
    for index, ground in enumerate(rulebook.decline_grounds):
        if ground.by_machine and ground.words:
            yield (
                ("decline_grounds", index),
                f"`{ground.code}` has `words` and `by_machine: true`; a person decides on words",
            )
        if ground.by_machine and ground.code != ALWAYS_GROUNDS[0]:
            message = f"a person decides on `{ground.code}`; a machine declines nothing but `{ALWAYS_GROUNDS[0]}`"
            yield ("decline_grounds", index, "by_machine"), f"{message}: remove `by_machine`"
    for index, ground in enumerate(rulebook.referral):
        if ground.by_machine:
            yield ("referral", index, "by_machine"), "a referral is decided by a person; remove `by_machine`"
        if ground.refer_to is None:
            yield ("referral", index), f"`{ground.code}` does not say where to go; add `refer_to` with `zh` and `en`"


def _chains(rulebook: Rulebook) -> Iterator[Complaint]:
    """A chain begins where it must, and leads through each post once: a post that comes back would sign in a circle."""
    for name, chain in (("approval", rulebook.approval), ("review", rulebook.review)):
        for index, level in enumerate(chain):
            earlier = [each for each in chain[:index] if each.by == level.by and _may_meet(each, level)]
            if earlier:
                yield (
                    (name, index, "by"),
                    f"`{level.by}` signs twice in `{name}`, so the chain runs in a circle; each post signs once",
                )
            if name == "review" and level.by in UNIT_POSTS:
                yield (name, index, "by"), f"`{level.by}` is a post of the unit; at the centre it is centre, checker, …"
            if name == "approval" and level.by in ("centre", "checker"):
                yield (name, index, "by"), f"`{level.by}` is a post of the centre; a unit's reply is signed by its own"
    if not rulebook.review or rulebook.review[0].by != "centre" or rulebook.review[0].when != "always":
        yield ("review",), "a review begins with `by: centre`, whatever the case; put it first"


def _may_meet(one: Signature, other: Signature) -> bool:
    """True where one case may ask for both levels."""
    return {one.when, other.when} != {"supervised", "unsupervised"}


def _steps_that_are_asked_for(rulebook: Rulebook) -> Iterator[Complaint]:
    """A step that the rules let begin has a limit, or nobody would see it lag."""
    asked = (
        (Step.CHECK, rulebook.acceptance.checked_by is not None, "acceptance.checked_by"),
        (Step.HAND_OUT, rulebook.platform is not None, "platform"),
        (Step.INSTRUCT, rulebook.instruction is not None, "instruction"),
        (Step.COORDINATE, rulebook.coordination is not None, "coordination"),
        (Step.SUPPORT, rulebook.support is not None, "support"),
        (Step.RATE, rulebook.rating is not None, "rating"),
        (Step.FOLLOW_UP, rulebook.rating is not None, "rating"),
    )
    for step, is_asked, why in asked:
        if is_asked and step not in rulebook.limits:
            yield ("limits",), f"`{why}` asks for the step `{step}`, which has no limit; add one"
    if rulebook.several_bodies.route == "upward" and rulebook.route("upward") is None:
        yield ("several_bodies", "route"), "`routes` has no `upward`; add it, or let a `lead_unit` have it"
    if rulebook.route("direct") is None:
        yield ("routes",), "the route `direct` is missing: without it no unit ever gets an order"


def _ratings(rulebook: Rulebook) -> Iterator[Complaint]:
    """Whoever is asked can say yes and no; who is not asked cannot be dissatisfied."""
    if rulebook.rating is None:
        if rulebook.second_handling is not None:
            yield ("second_handling",), "nobody is asked (`rating` is missing), so nobody is handled again; remove it"
        return
    codes = [choice.code for choice in rulebook.rating.choices]
    for index, code in enumerate(codes):
        if code in codes[:index]:
            yield ("rating", "choices", index, "code"), f"the code `{code}` stands twice; each stands once"
    if {choice.satisfied for choice in rulebook.rating.choices} != {True, False}:
        yield ("rating", "choices"), "a requester must be able to say satisfied, and not: give one choice of each"


def _screening(rulebook: Rulebook) -> Iterator[Complaint]:
    """A likeness is a share: from nothing on, every two letters of one requester would be on the same matter."""
    if not 0 < rulebook.screening.same_matter_from <= 1:
        yield ("screening", "same_matter_from"), "`same_matter_from` is more than 0 and at most 1, such as 0.5"


def _platform(rulebook: Rulebook) -> Iterator[Complaint]:
    """It comes in as a channel, and what a second person checks names its unit already: nothing is left to hand out."""
    platform = rulebook.platform
    if platform is None:
        return
    if platform.code not in [channel.code for channel in rulebook.channels]:
        yield ("platform", "code"), f"`channels` has no `{platform.code}`: the platform calls as one of them"
    if rulebook.acceptance.checked_by:
        yield ("platform",), "an opinion that is checked names the unit: then no platform is asked whose it is"
