"""Which forms a role is offered: the legal moves that make sense now, the most likely one first.

SZ-A2.4.4a (signing first), SZ-A2.4.4b (the window of a return), SZ-A2.4.4e, GX-14c, NM-11f, WB-6.3b, CQ-19c (extension,
and who decides), SZ-A2.4.4f, WB-6.3a, WB-6.2c, CQ-14, CQ-15 (whose turn it is to sign), CQ-12, CQ-13 (routes, a second
person), WB-6.2b (instruction), NM-11b (coordination), SZ-A2.4.5, NM-11g (second handling, once). decide judges again
whatever comes back.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from huiyin.case.deciding.supporting import awaited
from huiyin.case.law import CENTRE, Law
from huiyin.case.moves import moves_of
from huiyin.case.state import Case
from huiyin.case.vocabulary import UNIT_ROLES, Role, Stage
from huiyin.rulebook import Rulebook
from huiyin.screening import Why
from huiyin.worktime import WorkTime
from huiyin_aws.pages import turns
from huiyin_aws.pages.forms import centre, charges, promises, reply, requester, rights, support, triage, unit
from huiyin_aws.pages.forms.desk import Desk
from huiyin_aws.pages.forms.fields import Form, Option, options
from huiyin_aws.pages.words import Named, Words, people


@dataclass(frozen=True, slots=True)
class _Now:
    """What the question whether a move makes sense is asked of."""

    case: Case
    role: Role
    law: Law
    at: datetime
    unit: str = ""
    has_colleagues: bool = False
    has_units_below: bool = False

    @property
    def book(self) -> Rulebook:
        return self.law.rulebook

    def is_my_turn(self) -> bool:
        """A unit's head may always sign for its deputy."""
        here = turns.level(self.case, self.book)
        if here is None:
            return self.role is self.case.turn
        return self.role == here.by or (self.role is Role.HEAD and here.by == Role.DEPUTY)

    def may_sign_for(self) -> bool:
        return self.book.is_limited("sign_for") and not self.case.signed

    def may_reply(self) -> bool:
        return self.case.signed or not self.book.is_limited("sign_for")

    def may_submit(self) -> bool:
        """Not while a supporting unit may still contribute in its time: the page says which, and by when."""
        late = self.at > max((o.due_at for o in awaited(self.case)), default=self.at)
        return self.may_reply() and (late or not awaited(self.case))

    def may_return(self) -> bool:
        window = self.case.owes("return")
        return window is not None and self.at <= window.due_at

    def may_extend(self) -> bool:
        owed = self.case.owes("reply")
        if not self.may_reply() or self.case.extension_asked or owed is None:
            return False
        in_time = self.at <= self.law.latest_extension_request(owed)
        once_more = self.book.extension.several or not self.case.extended_days
        return in_time and once_more and self.law.longest_extension(self.case) >= 1

    def may_decide_extension(self) -> bool:
        """The unit's leader, or the centre."""
        is_theirs = (self.role is Role.CENTRE) == (self.book.extension.decided_by == "centre")
        return is_theirs and bool(self.case.extension_asked)

    def was_answered(self) -> bool:
        """It is handled once more: nobody tells its requester now that it is not taken up here."""
        return self.case.handling > 1

    def may_dispatch_again(self) -> bool:
        return any(not self.law.bars(self.case, unit) for unit in self.case.units_before)

    def may_void(self) -> bool:
        return any(owed.counts_as_late for owed in self.case.obligations)

    def owes_promise(self) -> bool:
        return self.case.owes("promise") is not None

    def is_reported(self) -> bool:
        """What was promised is said to be done, and the centre has to look."""
        return self.case.owes("confirm_promise") is not None

    def nobody_reports(self) -> bool:
        """No unit has it, or one that the matter is kept from by now."""
        return self.law.nobody_reports(self.case)

    def may_handle_again(self) -> bool:
        case = self.case
        theirs = not any(self.law.bars(case, each) for each in (case.unit, case.handed_on_by))
        return theirs and self.case.handling <= self.book.second_handlings


_MAKES_SENSE: dict[str, Callable[[_Now], bool]] = {
    "AskInstruction": lambda now: now.book.instruction is not None,
    "AskCoordination": lambda now: now.book.coordination is not None,
    "Decline": lambda now: bool(now.book.decline_grounds) and not now.was_answered(),
    "Refer": lambda now: bool(now.book.referral) and not now.was_answered(),
    "AnswerAtOnce": lambda now: now.book.route("answer") is not None,
    "Forward": lambda now: now.book.route("forward") is not None and not now.was_answered(),
    "RecordThreeWayCall": lambda now: now.book.route("three_way") is not None,
    "TransferCall": lambda now: now.book.route("transfer") is not None,
    "SubmitUpward": lambda now: now.book.route("upward") is not None and not now.was_answered(),
    "ConfirmOpinion": _Now.is_my_turn,
    "RejectOpinion": _Now.is_my_turn,
    "Instruct": _Now.is_my_turn,
    "Coordinate": _Now.is_my_turn,
    "DeclineCoordination": _Now.is_my_turn,
    "DispatchAgain": _Now.may_dispatch_again,
    "VoidOverdue": _Now.may_void,
    "JoinTo": lambda now: now.book.is_limited("joined") and not now.case.joined,
    "SignFor": _Now.may_sign_for,
    "Contribute": lambda now: now.case.support_of(now.unit) is not None,
    "DeclineSupport": lambda now: now.case.support_of(now.unit) is not None and now.unit not in now.case.declining,
    "NameHandler": lambda now: now.has_colleagues,
    "HandOn": lambda now: now.has_units_below,
    "AlertLine": lambda now: now.book.is_emergency(now.case.kind),
    "NameSupporting": lambda now: now.book.support is not None,
    "ReleaseSupport": lambda now: now.case.owes("support") is not None,
    "RecordContact": lambda now: now.book.contact is not None and now.may_reply(),
    "SubmitReply": _Now.may_submit,
    "RequestReturn": _Now.may_return,
    "RequestExtension": _Now.may_extend,
    "GrantExtension": _Now.may_decide_extension,
    "RefuseExtension": _Now.may_decide_extension,
    "ApproveReply": _Now.is_my_turn,
    "RejectReply": _Now.is_my_turn,
    "PassReply": _Now.is_my_turn,
    "SendBack": _Now.is_my_turn,
    "OrderSecondHandling": _Now.may_handle_again,
    "ReportPromise": lambda now: now.owes_promise() and not (now.is_reported() or now.nobody_reports()),
    "ConfirmPromise": lambda now: now.owes_promise() and (now.is_reported() or now.nobody_reports()),
    "RejectPromise": lambda now: now.is_reported(),
    "ReleasePromise": lambda now: now.owes_promise(),
    "Charge": lambda now: bool(now.book.charges and now.case.worked_on_by),
    "WithdrawCharge": lambda now: bool(now.case.charges),
}

_DRAFTS = triage.DRAFTS | centre.DRAFTS | unit.DRAFTS | support.DRAFTS | reply.DRAFTS | requester.DRAFTS
_DRAFTS |= rights.DRAFTS | charges.DRAFTS | promises.DRAFTS

# What only the desk offers, and no link: putting right, and whatever is done out of turn or once a case has ended.
DESK_ONLY = frozenset(rights.DRAFTS | charges.DRAFTS) | {"NameSupporting"}

# Nobody waits for these: no page puts them first.
ASIDE = DESK_ONLY | {"NameHandler", "HandOn", "AlertLine"}

# What may be done again and again in one stage, each time with other words.
REPEATABLE = frozenset({"RecordContact", "NameSupporting", "AlertLine"})

_LIKELY_FIRST = (
    "SignFor",
    "SubmitReply",
    "RecordContact",
    "RequestExtension",
    "RequestReturn",
    "ReportPromise",
)


def forms_for(
    case: Case,
    role: Role,
    rulebook: Rulebook,
    units: Iterable[Named],
    now: datetime,
    *,
    time: WorkTime | None = None,
    at_desk: bool = False,
    unit: str = "",
    colleagues: tuple[Option, ...] = (),
    below: tuple[Option, ...] = (),
    scans: Mapping[str, tuple[Option, ...]] | None = None,
) -> tuple[Form, ...]:
    """What this role (of this unit) may do now, the most likely move first; some of it `at_desk` only. `scans` are the
    files at hand by what they are for.
    """
    if case.handed_on_by and role in UNIT_ROLES and unit != case.acts:
        return ()  # it is the other of the two units' turn
    law, units = Law(rulebook, time or rulebook.time()), tuple(units)
    by_handler_or_desk = at_desk or role is Role.HANDLER  # a leader's link is for what the leader was asked
    other_hands = (bool(each) and by_handler_or_desk for each in (colleagues, below))
    asked = _Now(case, role, law, now, unit, *other_hands)
    possible = [move for move in moves_of(case.stage, role) if move in _DRAFTS and (at_desk or move not in DESK_ONLY)]
    moves = [move for move in possible if move not in _MAKES_SENSE or _MAKES_SENSE[move](asked)]
    desk = replace(_desk(law, case, role, units, now), scans=scans or {}, colleagues=colleagues, below=below)
    first = _proposed(case, rulebook)
    return tuple(_DRAFTS[move](desk) for move in sorted(moves, key=lambda move: _place(move, first)))


def _desk(law: Law, case: Case, role: Role, units: tuple[Named, ...], now: datetime) -> Desk:
    """What the forms are drafted from, as far as case and units tell it."""
    return Desk(
        case,
        role,
        law.rulebook,
        _choices(law, case, units),
        case.proposed_unit or _responsible(case, units),
        law.longest_extension(case),
        options(each for each in units if each.code != CENTRE),
        tuple(Option(code, words) for code, words in people(units).items()),
        places=_places(units),
        returned=_returned(law, case, units),
        late=tuple(rights.late(case, units, law.time, now)),
        supporting=_may_support(law, case, units),
        owing_support=_owing_support(case, units),
        tomorrow=law.time.local(now).date() + timedelta(days=1),
    )


def _place(move: str, proposed: str) -> int:
    """What the rules propose comes first, then the usual order of work; last what nobody waits for."""
    if move == proposed:
        return -1
    if move in ASIDE:
        return len(_LIKELY_FIRST)
    return _LIKELY_FIRST.index(move) if move in _LIKELY_FIRST else 0


def _proposed(case: Case, rulebook: Rulebook) -> str:
    """The move that what the rules found in a new request would come to; "" where they found nothing of the kind."""
    if case.stage is not Stage.TRIAGE:
        return ""
    grounds = {ground.code: "Decline" for ground in rulebook.decline_grounds}
    grounds |= {ground.code: "Refer" for ground in rulebook.referral}
    if case.ground:
        return grounds.get(case.ground, "")
    if case.why == Why.SEVERAL_BODIES and rulebook.several_bodies.route == "upward":
        return "SubmitUpward"
    return "AskInstruction" if case.why == Why.MAJOR else ""


def _choices(law: Law, case: Case, units: Iterable[Named]) -> tuple[Option, ...]:
    """The units that an order may go to: not the centre, nor a unit that has returned it or does so now, nor the one
    that it is kept from (GX-18b).
    """
    barred = {CENTRE, case.unit, *case.units_before}
    return tuple(each for each in options(units) if each.value not in barred and not law.bars(case, each.value))


def _returned(law: Law, case: Case, units: Iterable[Named]) -> tuple[Option, ...]:
    """Those that have returned the order and may get it again (SZ-A5.4.2.1)."""
    before = dict.fromkeys(case.units_before)
    return tuple(each for each in options(units) if each.value in before and not law.bars(case, each.value))


def _places(units: Iterable[Named]) -> tuple[Option, ...]:
    """The regions that the registry knows, each once."""
    regions = sorted({region for unit in units for region in getattr(unit, "regions", ())})
    return tuple(Option(region, Words(region, region)) for region in regions)


def _may_support(law: Law, case: Case, units: Iterable[Named]) -> tuple[Option, ...]:
    """The units that may support the lead: not the centre, the lead itself, one that does so already, nor the one that
    the case is kept from (GX-18b). One that has returned the order may still have something to say.
    """
    barred = {CENTRE, case.unit, *(owed.who for owed in case.open_obligations("support"))}
    return tuple(each for each in options(units) if each.value not in barred and not law.bars(case, each.value))


def _owing_support(case: Case, units: Iterable[Named]) -> tuple[Option, ...]:
    owing = {owed.who for owed in case.open_obligations("support")}
    return tuple(each for each in options(units) if each.value in owing)


def _responsible(case: Case, units: Iterable[Named]) -> str:
    """The unit whose duty the case's category is; "" where none is named, or more than one (the centre decides). Of
    several, the one of the place where the matter is goes first (SZ-A2.4.3c).
    """
    found = [unit for unit in units if case.category and case.category in getattr(unit, "duties", ())]
    there = [unit for unit in found if case.place and case.place in getattr(unit, "regions", ())]
    fitting = there or found
    return fitting[0].code if len(fitting) == 1 else ""
