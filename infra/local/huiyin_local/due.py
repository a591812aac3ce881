"""What `huiyin due` tells: a deadline of a programme, what it stands on, and its reason day by day."""

from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from huiyin import rulebook
from huiyin.worktime import What

# What a day is to a count; those that nobody expects stand out.
_WHAT = {
    What.working_day: "工作日 working day",
    What.make_up_workday: "调休上班 make-up day",
    What.weekend: "周末 weekend",
    What.holiday: "节假日 holiday",
    What.amended: "调整 amended",
    What.day_zero: "起算日 day zero",
    What.elapsed: "连续计时 elapsed",
    What.calendar_day: "自然日 calendar day",
    What.rolled: "顺延 rolled on",
}
_STYLES = {What.make_up_workday: "cyan", What.amended: "bold magenta"}


def due_report(code: str, step: str, kind: str | None, at: datetime) -> dict[str, Any]:
    """The deadline of `step` for requests of `kind` from the instant `at`; instants with the programme's offset."""
    rules = rulebook.load(code)
    time = rules.time()
    rule = rules.limit(step, kind)
    deadline = time.deadline(at, rule.limit)
    return {
        "programme": code,
        "step": step,
        "kind": kind,
        "start": time.local(deadline.start).isoformat(),
        "due_at": time.local(deadline.due_at).isoformat(),
        "warn_at": time.local(deadline.warn_at).isoformat(),
        "clause": rule.clause,
        "basis": rule.basis,
        "provisional": deadline.provisional,
        "days": [
            {"date": day.date.isoformat(), "counted": day.counted, "what": day.what.value, "why": day.why}
            for day in time.trace(at, rule.limit)
        ],
    }


def print_due(report: dict[str, Any], console: Console) -> None:
    """The same for people: the instants on top, then each day."""
    subject = " · ".join(report[name] for name in ("programme", "step", "kind") if report[name])
    console.print(f"[bold]{subject}[/bold]（{report['clause'] or '部署选择 a choice of the deployment'}）")
    for name, label in (("start", "起算 from"), ("warn_at", "预警 warning"), ("due_at", "到期 due")):
        console.print(f"{label}: {_spoken(report[name])}")
    if report["provisional"]:
        console.print("[yellow]暂定：该年日历尚未公布 · provisional: the calendar is not published yet[/yellow]")
    table = Table("日期 date", "性质 what", "计 counts", "理由 why")
    for day in report["days"]:
        what = _WHAT[day["what"]]
        style = _STYLES.get(day["what"], "" if day["counted"] else "dim")
        table.add_row(_weekday(day["date"]), what, "✓" if day["counted"] else "–", day["why"], style=style)
    console.print(table)


def _spoken(instant: str) -> str:
    moment = datetime.fromisoformat(instant)
    return f"{_weekday(moment.date().isoformat())} {moment:%H:%M:%S} ({moment:%z})"


def _weekday(date: str) -> str:
    return f"{date} 周{'一二三四五六日'[datetime.fromisoformat(date).weekday()]}"
