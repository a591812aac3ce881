"""The figures of a run as tables, Chinese first."""

from collections.abc import Iterator, Mapping

from rich.table import Table

from huiyin_aws.pages.words import RATINGS, STAGES, STEPS, Words, unknown
from huiyin_local.report import Report

OUTCOMES = {
    "satisfied": Words("满意", "Satisfied"),
    "satisfied_by_default": Words("默认满意", "Satisfied by default"),
    "poor_without_reason": Words("不满意未说明理由", "Dissatisfied without a reason"),
    "explained": Words("解释说明", "Explained"),
    "declined": Words("不予受理", "Declined"),
    "referred": Words("已引导", "Referred"),
}
_DEFAULT_RATING = {"default": Words("未评价", "No rating")}


def tables(made: Report) -> Iterator[Table]:
    yield _summary(made)
    yield _deadlines(made)
    yield _costs(made)


def _summary(made: Report) -> Table:
    table = Table(title=f"{made.programme} · {made.virtual_days} 天 days", title_justify="left", min_width=60)
    table.add_column("情况 what happened")
    table.add_column("件 cases", justify="right")
    table.add_row("来信 letters", str(made.letters))
    table.add_row("收到 received", str(made.received), end_section=True)
    stages = {stage.value: words for stage, words in STAGES.items()}
    _count(table, "环节 stage", made.by_stage, stages)
    _count(table, "结果 outcome", made.by_outcome, OUTCOMES)
    _count(table, "评价 rating", made.ratings, RATINGS | _DEFAULT_RATING)
    table.add_row("曾超时 had something overdue", str(made.overdue))
    table.add_row("停滞 stuck", str(made.stuck), style="bold red" if made.stuck else "")
    return table


def _count(table: Table, title: str, counts: Mapping[str, int], words: Mapping[str, Words]) -> None:
    for place, (code, n) in enumerate(counts.items(), 1):
        zh, en = words.get(code, unknown(code))
        table.add_row(f"{title}：{zh} {en}", str(n), end_section=place == len(counts))


def _deadlines(made: Report) -> Table:
    table = Table(title="时限 deadlines", title_justify="left", min_width=60)
    table.add_column("事项 step")
    table.add_column("按时 met", justify="right")
    table.add_column("超时 late", justify="right")
    for step, counts in made.obligations.items():
        zh, en = STEPS.get(step, unknown(step))
        late = f"[red]{counts['late']}[/red]" if counts["late"] else "0"
        table.add_row(f"{zh} {en}", str(counts["met"]), late)
    return table


def _costs(made: Report) -> Table:
    table = Table(title="用量 usage", title_justify="left", min_width=60)
    table.add_column("计量 meter")
    table.add_column("合计 total", justify="right")
    table.add_column("每件 a case", justify="right")
    cases = max(1, made.received)
    for name, amount in made.usage.items():
        if name != "usd_per_case":
            table.add_row(name, f"{amount:,.0f}", f"{amount / cases:,.1f}")
    table.add_section()
    for service, usd in made.cost_by_service.items():
        table.add_row(f"{service} USD", f"{usd * cases:.4f}", f"{usd:.7f}")
    table.add_row("不含短信邮件 without messages, USD", "", f"{made.usage['usd_per_case']:.7f}", style="bold")
    table.caption = f"{made.events} 事件 events · {made.wall_s} s"
    return table
