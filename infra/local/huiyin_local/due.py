"""What `huiyin due` tells: a deadline of a programme, what it stands on, and its reason day by day."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from huiyin import rulebook
from huiyin.rulebook import Kind, Rulebook, Step
from huiyin.worktime import What, WorkTime

if TYPE_CHECKING:
    from huiyin_aws.amending import Notice

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


class GuidedElsewhereError(ValueError):
    """A kind that is guided elsewhere: no unit ever handles it, so that nothing after its acceptance has a limit."""

    def __init__(self, rules: Rulebook, kind: Kind) -> None:
        assert kind.guided_by is not None, "only what is guided elsewhere has a ground for it"
        ground = rules.ground(kind.guided_by)
        where = f"；{ground.refer_to.zh} · {ground.refer_to.en}" if ground.refer_to else ""
        super().__init__(
            f"{rules.code}, version {rules.version}: {kind.zh} · {kind.en} has no limit here, it is guided elsewhere: "
            f"{ground.zh} · {ground.en}{where} ({ground.clause or kind.clause}); only its acceptance (accept) has one"
        )


def rulebook_at(code: str, at: datetime) -> Rulebook:
    """The rulebook that a request received at this instant stands under: that of the programme's local day."""
    return rulebook.in_force(code, at.astimezone(ZoneInfo(rulebook.load(code).zone)).date())


def due_report(code: str, step: str, kind: str | None, at: datetime, notice: "Notice | None" = None) -> dict[str, Any]:
    """The deadline of `step` for requests of `kind` from the instant `at`; instants with the programme's offset.

    A notice is laid over the official calendar as if no other had come before it.

    Raises:
        GuidedElsewhereError: nobody here handles that kind (GX-8).
    """
    rules = rulebook_at(code, at)
    known = rules.kind(kind) if kind else None
    if known and known.guided_by and step != Step.ACCEPT:
        raise GuidedElsewhereError(rules, known)
    time = _time(rules, notice)
    rule = rules.limit(step, kind)
    deadline = time.deadline(at, rule.limit)
    return {
        "programme": code,
        "version": rules.version,
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


def _time(rules: Rulebook, notice: "Notice | None") -> WorkTime:
    """Time as it would be with this notice, by the same steps as AmendCalendar takes."""
    if notice is None:
        return rules.time()
    from huiyin_aws.almanac import Amended

    amended = notice.over(Amended())
    return rules.time(amended.amendments, amended.settled_years)


def print_due(report: dict[str, Any], console: Console) -> None:
    """The same for people: the instants on top, then each day."""
    subject = " · ".join(report[name] for name in ("programme", "step", "kind") if report[name])
    stands_on = report["clause"] or "部署选择 a choice of the deployment"
    console.print(f"[bold]{subject}[/bold]（{stands_on}；规则版本 rulebook version {report['version']}）")
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
