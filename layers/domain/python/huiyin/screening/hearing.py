"""What kind of request a letter is and in whose field: as declared, or as the rulebook's words tell."""

from dataclasses import dataclass

from huiyin.rulebook import OTHER_KIND, Ground, Rulebook
from huiyin.screening.letter import Letter
from huiyin.screening.words import loudness, questions, rank

EMERGENCY, URGENT, ENQUIRY, COMPLEX_ENQUIRY = "emergency", "urgent", "enquiry", "complex_enquiry"
OTHER_CATEGORY = "other"
CANNOT_WAIT = (EMERGENCY, URGENT)


@dataclass(frozen=True, slots=True)
class Kind:
    """`is_plain` where a person need not look; `is_heard` where it was declared or any words told it."""

    code: str
    is_plain: bool = True
    is_heard: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """The category; `others` are those that speak as loudly."""

    code: str
    is_plain: bool = True
    is_heard: bool = True
    others: tuple[str, ...] = ()


def danger_of(letter: Letter, rulebook: Rulebook) -> str | None:
    """The kind of a letter that cannot wait, whatever else it declares; None for one that can.

    It is declared or called an emergency, or words tell it. A rulebook without such a kind has the one that it would
    have otherwise.
    """
    known = {kind.code: kind for kind in rulebook.kinds}
    emergency = known.get(EMERGENCY)
    if emergency and (letter.declared_kind == EMERGENCY or emergency.zh in letter.title):
        return EMERGENCY
    for code in CANNOT_WAIT:
        if code in known and loudness(letter, known[code].words, rulebook.screening.title_weight):
            return code
    if urgent_ground(letter, rulebook):
        return EMERGENCY if emergency else kind_of(letter, rulebook).code
    return None


def urgent_ground(letter: Letter, rulebook: Rulebook) -> Ground | None:
    """The ground that sends people to an emergency line, where its words speak (SZ-A6.9)."""
    weight = rulebook.screening.title_weight
    grounds = (ground for ground in rulebook.referral + rulebook.decline_grounds if ground.urgent)
    return next((ground for ground in grounds if loudness(letter, ground.words, weight)), None)


def kind_of(letter: Letter, rulebook: Rulebook) -> Kind:
    """Declared, named by the title, or told by words."""
    if any(kind.code == letter.declared_kind for kind in rulebook.kinds):
        return Kind(str(letter.declared_kind))
    told = [kind for kind in rulebook.kinds if kind.words and kind.code not in CANNOT_WAIT]
    named = next((kind.code for kind in told if kind.zh in letter.title), None)
    heard = named or rank(letter, ((kind.code, kind.words) for kind in told), rulebook.screening.title_weight).best
    if heard is None:
        return Kind(OTHER_KIND, is_plain=False, is_heard=False)
    return Kind(_complexity(heard, letter, rulebook))


def may_accuse_unit(letter: Letter, kind: str, rulebook: Rulebook) -> bool:
    """True for a kind that the unit accused must not get, and for what may be one under a milder name."""
    barred = rulebook.accused.unit_barred_for
    weight = rulebook.screening.title_weight
    return kind in barred or any(loudness(letter, rulebook.kind(code).words, weight) for code in barred)


def field_of(letter: Letter, rulebook: Rulebook) -> Field:
    """Told by the channel, or by words; plain where one category leads all others."""
    if any(category.code == letter.category for category in rulebook.categories):
        return Field(str(letter.category))
    rule = rulebook.screening
    ranking = rank(letter, ((each.code, each.words) for each in rulebook.categories), rule.title_weight)
    if ranking.best is None:
        return Field(OTHER_CATEGORY, is_plain=False, is_heard=False)
    leads = ranking.leads(rule.least_score, rule.lead)
    return Field(ranking.best, is_plain=leads, others=ranking.rivals(rule.least_score, rule.lead))


def _complexity(kind: str, letter: Letter, rulebook: Rulebook) -> str:
    """SZ-A2.4.4c: an enquiry that asks many things is a complex one."""
    many = rulebook.screening.complex_from_questions
    return COMPLEX_ENQUIRY if kind == ENQUIRY and many and questions(letter) >= many else kind
