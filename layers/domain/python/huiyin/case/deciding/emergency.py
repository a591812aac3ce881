"""Emergencies: what happened suddenly is passed on to the other lines at once, and that is on record.

SZ-A6.9 (110, 119, 120, 122), NM-10 (these and the utilities'); SZ-A2.4.4d.
"""

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.refusal import Refusal


def alert_line(draft: Draft, command: c.AlertLine) -> None:
    """As often as somebody calls there: each call is on record with what was said."""
    rule = draft.law.rulebook.emergency
    if rule is None or not draft.law.rulebook.is_emergency(draft.case.kind):
        raise Refusal(
            "no_emergency",
            "该诉求不是突发事件，无需通知其他热线；属突发事件的，请先更正类别。",
            "this is no emergency, and no other line is alerted: if it is one, put its kind right first",
            (rule.clause if rule else None) or "",
        )
    if command.line not in [line.code for line in rule.lines]:
        raise Refusal(
            "unknown_line",
            f"请选择：{'、'.join(line.zh for line in rule.lines)}。",
            f"{command.line!r} is no line of this programme: expected one of {', '.join(x.code for x in rule.lines)}",
            rule.clause or "",
        )
    draft.add(command.by, f.LineAlerted(command.line, command.paper))
