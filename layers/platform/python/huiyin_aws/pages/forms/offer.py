"""Which forms a role is offered: the legal moves that make sense now, the most likely one first.

SZ-A2.4.4a (signing first), SZ-A2.4.4b (the window of a return), SZ-A2.4.4e (extension), SZ-A2.4.4f (who signs a reply),
SZ-A2.4.5 (second handling, once). decide judges again whatever comes back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from huiyin.case.law import CENTRE, Law
from huiyin.case.moves import moves_of
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role
from huiyin.rulebook import Rulebook
from huiyin.worktime import WorkTime
from huiyin_aws.pages.forms import centre, requester, unit
from huiyin_aws.pages.forms.desk import Desk
from huiyin_aws.pages.forms.fields import Form, Named, Option, options


@dataclass(frozen=True, slots=True)
class _Now:
    """What the question whether a move makes sense is asked of."""

    case: Case
    role: Role
    law: Law
    at: datetime

    def may_sign_off(self) -> bool:
        signoff = self.law.rulebook.signoff
        return self.role.value in (signoff.supervised if self.case.supervised else signoff.normal, Role.HEAD.value)

    def may_return(self) -> bool:
        window = self.case.owes("return")
        return window is not None and self.at <= window.due_at

    def may_extend(self) -> bool:
        owed = self.case.owes("reply")
        if not self.case.signed or self.case.extension_asked or owed is None:
            return False
        in_time = self.at <= self.law.latest_extension_request(owed)
        return in_time and self.law.longest_extension(self.case) >= 1

    def may_handle_again(self) -> bool:
        return bool(self.case.unit) and self.case.handling <= self.law.rulebook.second_handlings


_MAKES_SENSE: dict[str, Callable[[_Now], bool]] = {
    "SignFor": lambda now: not now.case.signed,
    "SubmitReply": lambda now: now.case.signed,
    "RequestReturn": _Now.may_return,
    "RequestExtension": _Now.may_extend,
    "GrantExtension": lambda now: bool(now.case.extension_asked),
    "RefuseExtension": lambda now: bool(now.case.extension_asked),
    "ApproveReply": _Now.may_sign_off,
    "RejectReply": _Now.may_sign_off,
    "OrderSecondHandling": _Now.may_handle_again,
}

_DRAFTS = centre.DRAFTS | unit.DRAFTS | requester.DRAFTS

_LIKELY_FIRST = ("SignFor", "SubmitReply", "RequestExtension", "RequestReturn")


def forms_for(
    case: Case,
    role: Role,
    rulebook: Rulebook,
    units: Iterable[Named],
    now: datetime,
    *,
    time: WorkTime | None = None,
) -> tuple[Form, ...]:
    """What this role may do with the case now, the most likely move first."""
    law = Law(rulebook, time or rulebook.time())
    asked = _Now(case, role, law, now)
    possible = [move for move in moves_of(case.stage, role) if move in _DRAFTS]
    moves = [move for move in possible if move not in _MAKES_SENSE or _MAKES_SENSE[move](asked)]
    units = tuple(units)
    desk = Desk(case, rulebook, _choices(case, units), _responsible(case, units), law.longest_extension(case))
    return tuple(_DRAFTS[move](desk) for move in sorted(moves, key=lambda move: _place(move, case, rulebook)))


def _place(move: str, case: Case, rulebook: Rulebook) -> int:
    """What the rules propose comes first, then the usual order of work."""
    if move == _proposed(case, rulebook):
        return -1
    return _LIKELY_FIRST.index(move) if move in _LIKELY_FIRST else 0


def _proposed(case: Case, rulebook: Rulebook) -> str:
    """The move that the ground which the rules found would come to; "" where they found none."""
    grounds = {ground.code: "Decline" for ground in rulebook.decline_grounds}
    grounds |= {ground.code: "Refer" for ground in rulebook.referral}
    return grounds.get(case.ground, "")


def _choices(case: Case, units: Iterable[Named]) -> tuple[Option, ...]:
    """The units that an order may go to: not the centre, nor a unit that has returned it or does so now."""
    barred = {CENTRE, case.unit, *case.units_before}
    return tuple(option for option in options(units) if option.value not in barred)


def _responsible(case: Case, units: Iterable[Named]) -> str:
    """The unit whose duty the case's category is; "" where none is named, or more than one (the centre decides)."""
    found = [unit.code for unit in units if case.category and case.category in getattr(unit, "duties", ())]
    return found[0] if len(found) == 1 else ""
