"""Screening a request (SZ-A2.3, SZ-A2.4.1a–b, SZ-A6.9): rules propose, people decide what is not plain."""

from collections.abc import Iterator

from huiyin.rulebook import OTHER_KIND, Ground, Rulebook
from huiyin.screening.letter import Letter, Proposal, Verdict
from huiyin.screening.words import loudness, questions, rank, says_nothing

EMERGENCY, REPORT, ENQUIRY, COMPLEX_ENQUIRY = "emergency", "report", "enquiry", "complex_enquiry"
BLANK, REPEATED, OTHER_CATEGORY = "blank", "repeated", "other"


def screen(letter: Letter, rulebook: Rulebook) -> Proposal:
    """What to do with a letter. Words alone never decline or refer: they bring it before a person."""
    kind, kind_is_plain = _kind(letter, rulebook)
    category, category_is_plain = _category(letter, rulebook)
    if says_nothing(letter):
        ground = rulebook.ground(BLANK)
        return Proposal(Verdict.DECLINE, kind, category, BLANK, ground.by_machine, ground.clause, "says_nothing")
    for ground, why in _grounds(letter, rulebook):
        return Proposal(Verdict.TRIAGE, kind, category, ground.code, False, ground.clause, why)
    clause = rulebook.kind(kind).clause
    if kind == EMERGENCY:
        return Proposal(Verdict.TRIAGE, kind, category, None, False, clause, "emergency")
    if not kind_is_plain:
        return Proposal(Verdict.TRIAGE, kind, category, None, False, clause, "kind_unclear")
    # Whose field it is may be whom it accuses: a person looks who is named before any unit gets it.
    if kind in rulebook.accused.unit_barred_for:
        return Proposal(Verdict.TRIAGE, kind, category, None, False, clause, "may_accuse_unit")
    if not category_is_plain:
        return Proposal(Verdict.TRIAGE, kind, category, None, False, clause, "category_unclear")
    return Proposal(Verdict.ACCEPT, kind, category, None, True, clause, "plain")


def _grounds(letter: Letter, rulebook: Rulebook) -> Iterator[tuple[Ground, str]]:
    """The grounds that a person should look at, the likeliest first."""
    if letter.answered_before:
        yield rulebook.ground(REPEATED), "answered_before"
    weight = rulebook.screening.title_weight
    spoken = [(loudness(letter, ground.words, weight), ground) for ground in _with_words(rulebook)]
    for _, ground in sorted((pair for pair in spoken if pair[0]), key=lambda pair: -pair[0]):
        yield ground, "words_of_ground"


def _with_words(rulebook: Rulebook) -> Iterator[Ground]:
    """Emergencies come first: where two grounds speak as loudly, the one that cannot wait."""
    grounds = rulebook.referral + rulebook.decline_grounds
    return iter(sorted((ground for ground in grounds if ground.words), key=lambda ground: not ground.urgent))


def _kind(letter: Letter, rulebook: Rulebook) -> tuple[str, bool]:
    """The kind, and whether it is plain: declared, named by the title, or told by words. Danger outdoes all three."""
    weight = rulebook.screening.title_weight
    vocabulary = {kind.code: kind.words for kind in rulebook.kinds if kind.words}
    if loudness(letter, vocabulary.get(EMERGENCY, ()), weight):
        return EMERGENCY, False
    if any(kind.code == letter.declared_kind for kind in rulebook.kinds):
        return str(letter.declared_kind), True
    named = next((kind.code for kind in rulebook.kinds if kind.words and kind.zh in letter.title), None)
    heard = named or rank(letter, vocabulary.items(), weight).best
    if heard is None:
        return OTHER_KIND, False
    # What may be a report must not go to a unit as something milder: the unit may be the one that is accused.
    hidden_report = heard != REPORT and loudness(letter, vocabulary.get(REPORT, ()), weight) > 0
    return _complexity(heard, letter, rulebook), not hidden_report


def _complexity(kind: str, letter: Letter, rulebook: Rulebook) -> str:
    """SZ-A2.4.4c: an enquiry that asks many things is a complex one."""
    many = rulebook.screening.complex_from_questions
    return COMPLEX_ENQUIRY if kind == ENQUIRY and many and questions(letter) >= many else kind


def _category(letter: Letter, rulebook: Rulebook) -> tuple[str, bool]:
    if any(category.code == letter.category for category in rulebook.categories):
        return str(letter.category), True
    rule = rulebook.screening
    vocabulary = ((category.code, category.words) for category in rulebook.categories)
    ranking = rank(letter, vocabulary, rule.title_weight)
    return ranking.best or OTHER_CATEGORY, ranking.leads(rule.least_score, rule.lead)
