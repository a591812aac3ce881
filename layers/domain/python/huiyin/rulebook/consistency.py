"""What must hold between the rules of one rulebook: codes are known and stand once, clauses exist, limits are whole."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from huiyin import clauses
from huiyin.rulebook.basis import Rule
from huiyin.rulebook.book import OTHER_KIND, Rulebook
from huiyin.rulebook.limits import Step
from huiyin.rulebook.reading import Path
from huiyin.rulebook.wording import meant

Complaint = tuple[Path, str]

# A step without a limit here would be an obligation that never falls due.
ALWAYS_LIMITED = (Step.ACCEPT, Step.RETURN, Step.RULE_RETURN, Step.REPLY, Step.REVIEW)


def complaints(rulebook: Rulebook) -> list[Complaint]:
    """Every inconsistency, with its place."""
    return [
        *_unknown_clauses(rulebook, ()),
        *_doubled_codes(rulebook),
        *_doubled_words(rulebook),
        *_limits(rulebook),
        *_kinds_named(rulebook),
        *_machine_grounds(rulebook),
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


def _doubled_codes(rulebook: Rulebook) -> Iterator[Complaint]:
    coded: dict[str, Any] = {
        name: getattr(rulebook, name)
        for name in ("kinds", "reply_parts", "review_grounds", "decline_grounds", "referral", "channels", "categories")
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
        for place, word in enumerate(category.words):
            first = owner.setdefault(word, category.code)
            if first != category.code:
                message = f"the word `{word}` already routes to `{first}`; keep it in one category"
                yield ("categories", index, "words", place), message


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
    for path, kind in named:
        if kind is not None and kind not in known:
            yield path, f"there is no kind `{kind}`; {meant(kind, known)}"
    if OTHER_KIND not in known:
        yield (
            ("kinds",),
            f"the kind `{OTHER_KIND}` is missing; kinds without a limit of their own have that of `{OTHER_KIND}`",
        )


def _machine_grounds(rulebook: Rulebook) -> Iterator[Complaint]:
    """Words never decline by themselves: a machine may decline only what says nothing at all."""
    for index, ground in enumerate(rulebook.decline_grounds):
        if ground.by_machine and ground.words:
            yield (
                ("decline_grounds", index),
                f"`{ground.code}` has `words` and `by_machine: true`; a person decides on words",
            )
    for index, ground in enumerate(rulebook.referral):
        if ground.by_machine:
            yield ("referral", index, "by_machine"), "a referral is decided by a person; remove `by_machine`"
        if ground.refer_to is None:
            yield ("referral", index), f"`{ground.code}` does not say where to go; add `refer_to` with `zh` and `en`"
