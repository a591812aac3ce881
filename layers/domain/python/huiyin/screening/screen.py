"""Screening a request: rules propose, people decide what is not plain.

SZ-A2.3, SZ-A2.4.1a–b, SZ-A2.4.3b, SZ-A2.4.4d, SZ-A6.9; GX-8, GX-9, GX-10; NM-9, NM-10; WB-4, WB-6.2a–b; CQ-9, CQ-13.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from huiyin.rulebook import Ground, Rulebook
from huiyin.screening.hearing import Field, Kind, danger_of, field_of, kind_of, may_accuse_unit, urgent_ground
from huiyin.screening.letter import Earlier, Letter, Proposal, Verdict, Why
from huiyin.screening.likeness import same_matter
from huiyin.screening.words import letters_said, loudness

BLANK, REPEATED, UNCLEAR = "blank", "repeated", "unclear"
WORDLESS = 4
"""How many times the least a letter must say in which no word of the rulebook's speaks."""


@dataclass(frozen=True, slots=True)
class _Finding:
    """What speaks against going on without a person, and what it stands on."""

    why: Why
    ground: Ground | None = None
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """A letter as the rulebook's words tell it."""

    letter: Letter
    rulebook: Rulebook
    danger: str | None
    kind: Kind
    field: Field
    earlier: Earlier | None


def screen(letter: Letter, rulebook: Rulebook, earlier: Sequence[Earlier] = ()) -> Proposal:
    """What to do with a letter, and why.

    Words never decline or refer: they bring the letter before a person. Without a person the machine declines only
    what says nothing at all, where the rulebook lets it, and accepts only what nothing speaks against. `earlier` are
    the requester's cases from before, the newest first.
    """
    reading = _read(letter, rulebook, earlier)
    finding = next(_findings(reading), None)
    if finding is None:
        return _proposal(Verdict.ACCEPT, _Finding(Why.PLAIN, clause=rulebook.kind(reading.kind.code).clause), reading)
    by_machine = finding.why is Why.SAYS_NOTHING and finding.ground is not None and finding.ground.by_machine
    return _proposal(Verdict.DECLINE if by_machine else Verdict.TRIAGE, finding, reading)


def _read(letter: Letter, rulebook: Rulebook, earlier: Sequence[Earlier]) -> _Reading:
    danger, kind = danger_of(letter, rulebook), kind_of(letter, rulebook)
    same = same_matter(letter, earlier, rulebook.screening.same_matter_from) if letters_said(letter) else None
    return _Reading(letter, rulebook, danger, Kind(danger) if danger else kind, field_of(letter, rulebook), same)


def _proposal(verdict: Verdict, finding: _Finding, reading: _Reading) -> Proposal:
    return Proposal(
        verdict=verdict,
        kind=reading.kind.code,
        category=reading.field.code,
        ground=finding.ground.code if finding.ground else None,
        sure=verdict is not Verdict.TRIAGE,
        clause=finding.ground.clause if finding.ground else finding.clause,
        why=finding.why,
        earlier=reading.earlier.number if reading.earlier else "",
        others=reading.field.others,
    )


def _findings(reading: _Reading) -> Iterator[_Finding]:
    """All that speaks against going on, in the order in which it counts: danger before everything."""
    yield from _dangers(reading)
    yield from _nothing_said(reading)
    yield from _met_before(reading)
    yield from _guided(reading)
    yield from _words_of_grounds(reading)
    yield from _not_plain(reading)


def _dangers(reading: _Reading) -> Iterator[_Finding]:
    """SZ-A2.4.4d, SZ-A6.9, NM-10, GX-8: what cannot wait reaches a person at once."""
    if reading.danger is None:
        return
    rule = reading.rulebook.kind(reading.danger)
    guide = reading.rulebook.ground(rule.guided_by) if rule.guided_by else None
    yield _Finding(Why.EMERGENCY, urgent_ground(reading.letter, reading.rulebook) or guide, rule.clause)


def _nothing_said(reading: _Reading) -> Iterator[_Finding]:
    if not letters_said(reading.letter):
        yield _Finding(Why.SAYS_NOTHING, reading.rulebook.ground(BLANK))


def _met_before(reading: _Reading) -> Iterator[_Finding]:
    """SZ-A2.4.1b, WB-6.2a, CQ-9: answered and raised again. What is still in hand may be joined to it."""
    if reading.earlier is None:
        return
    if reading.earlier.is_open:
        yield _Finding(Why.STILL_IN_HAND)
    else:
        yield _Finding(Why.ANSWERED_BEFORE, reading.rulebook.ground(REPEATED))


def _guided(reading: _Reading) -> Iterator[_Finding]:
    """GX-8: kinds that are guided elsewhere, by name or by their words."""
    rulebook, weight = reading.rulebook, reading.rulebook.screening.title_weight
    for kind in rulebook.kinds:
        speaks = kind.code == reading.kind.code or loudness(reading.letter, kind.words, weight)
        if kind.guided_by and speaks:
            yield _Finding(Why.GUIDED_ELSEWHERE, rulebook.ground(kind.guided_by))


def _words_of_grounds(reading: _Reading) -> Iterator[_Finding]:
    """The grounds whose words speak, the loudest first; on a tie, the one that sends people to the right place."""
    rulebook, weight = reading.rulebook, reading.rulebook.screening.title_weight
    grounds = [(loudness(reading.letter, each.words, weight), each) for each in rulebook.referral]
    grounds += [(loudness(reading.letter, each.words, weight), each) for each in rulebook.decline_grounds]
    for score, ground in sorted(grounds, key=lambda pair: -pair[0]):
        if score:
            yield _Finding(Why.WORDS_OF_GROUND, ground)


def _not_plain(reading: _Reading) -> Iterator[_Finding]:
    """What the rules cannot tell: what is wanted, of which kind, of whom. A leader is asked first in WB-6.2b."""
    letter, rulebook = reading.letter, reading.rulebook
    clause = rulebook.kind(reading.kind.code).clause
    if _is_unclear(reading):
        grounds = (ground for ground in rulebook.decline_grounds + rulebook.referral if ground.code == UNCLEAR)
        yield _Finding(Why.UNCLEAR, next(grounds, None))
    if not reading.kind.is_plain:
        yield _Finding(Why.KIND_UNCLEAR, clause=clause)
    # Whose field it is may be whom it accuses: a person looks who is named before any unit gets it.
    if may_accuse_unit(letter, reading.kind.code, rulebook):
        yield _Finding(Why.MAY_ACCUSE_UNIT, clause=clause)
    instruction = rulebook.instruction
    if instruction and rulebook.kind(reading.kind.code).major:
        yield _Finding(Why.MAJOR, clause=instruction.clause)
    if reading.field.others:
        yield _Finding(Why.SEVERAL_BODIES, clause=rulebook.several_bodies.clause)
    if not reading.field.is_plain:
        yield _Finding(Why.CATEGORY_UNCLEAR, clause=clause)


def _is_unclear(reading: _Reading) -> bool:
    """GX-9, WB-4: too little is said to act on; where no word tells what is wanted or of what, much is too little."""
    wordless = not (reading.kind.is_heard or reading.field.is_heard)
    return letters_said(reading.letter) < reading.rulebook.screening.least_letters * (WORDLESS if wordless else 1)
