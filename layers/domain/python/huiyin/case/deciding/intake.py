"""Receive, screen, accept, decline, refer, answer at once, dispatch.

SZ-A2.4.1a (what comes in), SZ-A2.3 (scope), SZ-A2.4.3a (direct answer), SZ-A2.4.3b (dispatch within 24 hours,
complaints and reports at once), SZ-A2.4.4a–c (what starts with an order).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.facts import Actor
from huiyin.case.law import CENTRE, MACHINE, Law
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Outcome

if TYPE_CHECKING:
    from huiyin.rulebook.scope import Ground


def receive(draft: Draft, command: c.Receive) -> None:
    """SZ-A2.4.1a: a request with its number; its dispatch is owed from this instant."""
    if command.kind:
        _require_kind(draft.law, command.kind)
    fact = f.RequestReceived(
        number=command.number,
        programme=command.programme,
        rulebook=draft.law.rulebook.version,
        channel=command.channel,
        requester=command.requester,
        paper=command.paper,
        kind=command.kind,
    )
    draft.add(command.by, fact, draft.owe("accept", CENTRE, kind=command.kind))


def screen(draft: Draft, command: c.Screen) -> None:
    """SZ-3.3: the rules propose. What they are sure of goes on; the rest waits for the centre with the proposal."""
    _require_kind(draft.law, command.kind)
    owed = draft.case.owes("accept")
    fact = f.RequestScreened(command.verdict, command.kind, command.category, command.ground, command.clause)
    draft.add(command.by, fact, owed and draft.law.tightened(owed, command.kind))
    if command.verdict == "decline":
        _refuse(draft, command.by, f.RequestDeclined(command.ground), Outcome.DECLINED)
    elif command.verdict == "accept" and command.unit:
        draft.add(command.by, f.RequestAccepted(command.kind, command.category))
        _order(draft, command.by, command.unit)


def accept(draft: Draft, command: c.Accept) -> None:
    """The centre takes the request up, under the kind that it finds; the kind may set an earlier limit."""
    _require_kind(draft.law, command.kind)
    owed = draft.case.owes("accept")
    fact = f.RequestAccepted(command.kind, command.category or draft.case.category)
    draft.add(command.by, fact, owed and draft.law.tightened(owed, command.kind))


def decline(draft: Draft, command: c.Decline) -> None:
    """SZ-A2.3, SZ-A2.4.1b: outside the scope, with the ground that the rulebook names."""
    _require_ground(draft.law.rulebook.decline_grounds, command.ground)
    _refuse(draft, command.by, f.RequestDeclined(command.ground, command.paper), Outcome.DECLINED)


def refer(draft: Draft, command: c.Refer) -> None:
    """SZ-A2.4.1a: not ours, explained, and guided to whose it is."""
    _require_ground(draft.law.rulebook.referral, command.ground)
    _refuse(draft, command.by, f.RequestReferred(command.ground, command.paper), Outcome.REFERRED)


def answer_at_once(draft: Draft, command: c.AnswerAtOnce) -> None:
    """SZ-A2.4.3a: what the knowledge base answers is answered directly, without an order."""
    draft.add(command.by, f.AnsweredAtOnce(command.paper), draft.met("accept"), draft.owe("answer", MACHINE))


def dispatch(draft: Draft, command: c.Dispatch) -> None:
    """SZ-A2.4.3b: the order goes to a unit; not back to one whose return was upheld."""
    if command.unit in draft.case.units_before:
        raise Refusal(
            "unit_returned",
            f"该工单已由 {command.unit} 退回并获准，请改派其他单位。",
            f"unit {command.unit} has returned this order with the centre's consent: choose another unit",
            "SZ-A2.4.4b",
        )
    _order(draft, command.by, command.unit)


def _order(draft: Draft, by: Actor, unit: str) -> None:
    """Signing, returning and replying are all owed from the instant of dispatch."""
    owed = [draft.owe(step, unit) for step in ("sign_for", "return", "reply")]
    draft.add(by, f.OrderDispatched(unit), draft.met("accept"), *owed)


def _refuse(draft: Draft, by: Actor, fact: f.RequestDeclined | f.RequestReferred, outcome: Outcome) -> None:
    draft.add(by, fact, draft.met("accept"))
    draft.add(by, f.CaseArchived(outcome))


def _require_kind(law: Law, kind: str) -> None:
    known = [k.code for k in law.rulebook.kinds]
    if kind not in known:
        raise Refusal(
            "unknown_kind",
            f"没有“{kind}”这一类别，请从以下类别中选择：{'、'.join(known)}。",
            f"{kind!r} is not a kind of this programme: expected one of {', '.join(known)}",
            "SZ-A2.4.1a",
        )


def _require_ground(grounds: "Sequence[Ground]", ground: str) -> None:
    known = [g.code for g in grounds]
    if ground not in known:
        raise Refusal(
            "unknown_ground",
            f"没有“{ground}”这一理由，请从以下理由中选择：{'、'.join(known)}。",
            f"{ground!r} is not a ground of this programme: expected one of {', '.join(known)}",
            "SZ-A2.3",
        )
