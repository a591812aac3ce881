"""What a request must be for the centre to dispose of it so: a known kind, ground, route and origin, a leader's word.

GX-8 (guided elsewhere); WB-6.3c (major: a leader first); SZ-A2.4.3c (origin); SZ-A2.4.4c (a limit set by law).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.law import Law
from huiyin.case.refusal import Refusal

if TYPE_CHECKING:
    from huiyin.rulebook.scope import Ground

LAW_COUNTS_IN = ("working_days", "calendar_days")


def require_kind(law: Law, kind: str) -> None:
    known = [k.code for k in law.rulebook.kinds]
    if kind not in known:
        raise Refusal(
            "unknown_kind",
            f"没有“{kind}”这一类别，请从以下类别中选择：{'、'.join(known)}。",
            f"{kind!r} is not a kind of this programme: expected one of {', '.join(known)}",
            law.rulebook.kind("other").clause or "",
        )


def require_not_guided(law: Law, kind: str) -> None:
    """GX-8: what is guided elsewhere is accepted by nobody here."""
    guide = law.rulebook.kind(kind).guided_by
    if guide:
        ground = law.rulebook.ground(guide)
        told = ground.refer_to or ground
        raise Refusal(
            "guided_elsewhere",
            f"此类诉求不在本渠道办理，请引导诉求人：{told.zh}",
            f"this kind is guided elsewhere, not accepted: refer the requester ({told.en})",
            ground.clause or "",
        )


def require_instructed(draft: Draft, kind: str) -> None:
    """WB-6.3c: what is major is reported to a leader, and handled as the leader says."""
    rulebook = draft.law.rulebook
    if rulebook.instruction and rulebook.kind(kind).major and draft.case.instruction is None:
        raise Refusal(
            "instruction_needed",
            "此类诉求属于重大事项，须先报请领导批示，再行交办。",
            "a matter of this kind goes to a leader first: ask for an instruction, then dispatch it",
            rulebook.instruction.clause or "",
        )


def require_by_machine(law: Law, ground: str) -> None:
    """No machine declines without a person, but on the ground for which the rulebook says so."""
    grounds = law.rulebook.decline_grounds
    if not any(each.code == ground and each.by_machine for each in grounds):
        raise Refusal(
            "not_by_machine",
            "该理由须由工作人员审核，系统不得自动不予受理。",
            f"a person decides on the ground {ground!r}: no machine declines on it",
            next((each.clause for each in grounds if each.code == ground), "") or "",
        )


def require_countable(law: Law, by_law: f.LegalLimit | None) -> None:
    """SZ-A2.4.4c: a limit that another law sets can be counted, and names the law."""
    if by_law is None:
        return
    prevails = law.rulebook.law_prevails
    if prevails is None or by_law.amount < 1 or by_law.unit not in LAW_COUNTS_IN:
        raise Refusal(
            "no_such_limit",
            "法定时限须为1以上的工作日或自然日。",
            f"{by_law.amount} {by_law.unit} is no limit that a law sets: give 1 or more working or calendar days",
            (prevails and prevails.clause) or "",
        )


def require_ground(grounds: "Sequence[Ground]", ground: str) -> None:
    known = [g.code for g in grounds]
    if ground not in known:
        clause = next((g.clause for g in grounds if g.clause), "")
        raise Refusal(
            "unknown_ground",
            f"没有“{ground}”这一理由，请从以下理由中选择：{'、'.join(known)}。",
            f"{ground!r} is not a ground of this programme: expected one of {', '.join(known)}",
            clause or "",
        )


def require_route(law: Law, code: str) -> None:
    if law.rulebook.route(code) is None:
        routes = law.rulebook.routes
        raise Refusal(
            "no_such_route",
            f"本渠道只能：{'、'.join(route.zh for route in routes)}。",
            f"this programme has no route {code!r}: it has {', '.join(route.code for route in routes)}",
            routes[0].clause or "",
        )


def origin_of(law: Law, origin: str) -> str:
    """SZ-A2.4.3c: who an order comes from; where nobody says, the first that the rulebook names (the requester)."""
    known = [each.code for each in law.rulebook.origins]
    if origin and origin not in known:
        raise Refusal(
            "unknown_origin",
            f"没有“{origin}”这一工单来源，请从以下来源中选择：{'、'.join(known) or '无'}。",
            f"{origin!r} is no origin of an order here: expected one of {', '.join(known) or 'none'}",
            next((each.clause for each in law.rulebook.origins), "") or "",
        )
    return origin or next(iter(known), "")
