"""Step × kind: the limit that applies to each kind of request."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from huiyin.rulebook import OTHER_KIND, Kind, LimitRule, Rule, Rulebook
from huiyin_aws.pages.words import Words
from huiyin_local.rules_report import words as say

GUIDED = Words("引导至其他渠道", "guided elsewhere")


class KindRow(NamedTuple):
    """What a kind of request has of each step whose limit depends on the kind."""

    kind: Words
    limits: Sequence[tuple[Words, Rule]]


def steps_by_kind(book: Rulebook) -> tuple[str, ...]:
    """The steps whose limit depends on the kind."""
    return tuple(str(step) for step, stated in book.limits.items() if any(rule.kind for rule in stated))


def limits_by_kind(book: Rulebook) -> Iterator[KindRow]:
    """The limit that applies to each kind, its own or the general one."""
    for kind in book.kinds:
        yield KindRow(Words(kind.zh, kind.en), [_limit(book, step, kind) for step in steps_by_kind(book)])


def _limit(book: Rulebook, step: str, kind: Kind) -> tuple[Words, Rule]:
    """What is guided elsewhere is looked at, and no unit ever handles it."""
    if kind.guided_by and step != "accept":
        return GUIDED, kind
    rule = _applies(book, step, kind.code)
    return say.length(rule), rule


def _applies(book: Rulebook, step: str, kind: str) -> LimitRule:
    """As `Rulebook.limit`: the kind's own limit, that of `other`, the general one."""
    stated = next(rules for known, rules in book.limits.items() if str(known) == step)
    return next(rule for wanted in (kind, OTHER_KIND, None) for rule in stated if rule.kind == wanted)
