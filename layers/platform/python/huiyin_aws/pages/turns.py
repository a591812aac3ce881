"""Whose turn it is, as the programme calls them: a level of its chains, those who check or instruct, the unit.

CQ-13 (a second person checks); WB-6.2b (a leader instructs); NM-11b (the level above coordinates); SZ-A2.4.4f, WB-6.3a,
WB-6.2c, CQ-14, CQ-15 (chains).
"""

from collections.abc import Mapping

from huiyin.case.state import Case
from huiyin.case.vocabulary import MACHINE_STAGES, UNIT_ROLES, Role, Stage
from huiyin.rulebook import Rulebook
from huiyin.rulebook.people import Signature
from huiyin_aws.pages.words import ROLES, Words, unknown


def level(case: Case, rulebook: Rulebook) -> Signature | None:
    """The level at which a reply stands (the last, where the chain has become another since); None where none does."""
    chain = _chain(case, rulebook)
    return next((each for each in chain if each.by == case.turn), chain[-1] if chain else None)


def following(case: Case, rulebook: Rulebook) -> Signature | None:
    """The level after it, within the unit or the centre; None where it is the last there."""
    chain, here = _chain(case, rulebook), level(case, rulebook)
    return next(iter(chain[chain.index(here) + 1 :]), None) if here else None


def acts_now(case: Case, rulebook: Rulebook, units: Mapping[str, Words]) -> Words | None:
    """Who is waited for; None where nobody is."""
    if not case.is_open or case.stage in MACHINE_STAGES or case.stage is Stage.JOINED:
        return None
    if here := level(case, rulebook):
        post = Words(here.zh, here.en)
        return _of_unit(post, case, units) if Role(here.by) in UNIT_ROLES else post
    if case.stage is Stage.HANDLING or (case.stage is Stage.KEEPING_PROMISE and case.turn is Role.HANDLER):
        return _of_unit(ROLES[Role.HANDLER], case, units)
    if case.turn is Role.PLATFORM and rulebook.platform:
        return Words(rulebook.platform.zh, rulebook.platform.en)
    if case.turn is Role.REGIONAL and rulebook.coordination:
        return Words(rulebook.coordination.to.zh, rulebook.coordination.to.en)
    if case.stage is Stage.RATING:
        return ROLES[Role.REQUESTER]
    return ROLES[case.turn] if case.turn else Words(rulebook.centre.zh, rulebook.centre.en)


def _chain(case: Case, rulebook: Rulebook) -> tuple[Signature, ...]:
    if case.stage is Stage.APPROVING:
        return rulebook.approval_chain(supervised=case.supervised, major=case.major)
    if case.stage is Stage.REVIEWING:
        return rulebook.review_chain(supervised=case.supervised, major=case.major)
    return ()


def _of_unit(post: Words, case: Case, units: Mapping[str, Words]) -> Words:
    unit = units.get(case.acts, unknown(case.acts))
    return Words(f"{unit.zh}{post.zh}", f"{post.en}, {unit.en}")
