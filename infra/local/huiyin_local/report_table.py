"""The figures of a run as tables, Chinese first, with a column for each programme."""

from collections.abc import Iterator, Mapping, Sequence

from rich.table import Table

from huiyin.rulebook import load
from huiyin_aws.pages.words import OUTCOMES, STAGES, STEPS, Words, unknown
from huiyin_local.report import Report


def tables(made: Sequence[Report]) -> Iterator[Table]:
    """What happened, the deadlines, the usage."""
    yield _summary(made)
    yield _deadlines(made)
    yield _costs(made)


def _summary(made: Sequence[Report]) -> Table:
    table = _table(f"{made[0].virtual_days} 天 days", "情况 what happened", made)
    _row(table, "来信 letters", [report.letters for report in made])
    _row(table, "收到 received", [report.received for report in made], end_section=True)
    stages = {stage.value: words for stage, words in STAGES.items()}
    outcomes = {outcome.value: words for outcome, words in OUTCOMES.items()}
    _count(table, "环节 stage", [report.by_stage for report in made], stages)
    _count(table, "结果 outcome", [report.by_outcome for report in made], outcomes)
    _count(table, "评价 rating", [report.ratings for report in made], _ratings(made))
    _row(table, "曾超时 had something overdue", [report.overdue for report in made])
    _row(table, "停滞 stuck", [report.stuck for report in made], style="bold red" if _stuck(made) else "")
    return table


def _stuck(made: Sequence[Report]) -> int:
    return sum(report.stuck for report in made)


def _ratings(made: Sequence[Report]) -> dict[str, Words]:
    """What each programme lets its requesters answer."""
    asked = (load(report.programme).rating for report in made)
    said = {choice.code: Words(choice.zh, choice.en) for rating in asked if rating for choice in rating.choices}
    return said | {"default": Words("未评价", "No rating")}


def _deadlines(made: Sequence[Report]) -> Table:
    """Of each step, how many were met, and how many late where any were."""
    table = _table("时限：按时（超时） deadlines: met (late)", "事项 step", made)
    found = {step for report in made for step in report.obligations}
    for step in (*(step for step in STEPS if step in found), *sorted(found - STEPS.keys())):
        zh, en = STEPS.get(step, unknown(step))
        table.add_row(f"{zh} {en}", *(_met_and_late(report.obligations.get(step)) for report in made))
    return table


def _met_and_late(counts: Mapping[str, int] | None) -> str:
    if counts is None:
        return "–"
    return f"{counts['met']} [red]({counts['late']})[/red]" if counts["late"] else str(counts["met"])


def _costs(made: Sequence[Report]) -> Table:
    """The cloud is everybody's, and so is its bill."""
    whole, cases = made[0], max(1, sum(report.received for report in made))
    table = Table(title="用量 usage", title_justify="left", min_width=60)
    table.add_column("计量 meter")
    table.add_column("合计 total", justify="right")
    table.add_column("每件 a case", justify="right")
    for name, amount in whole.usage.items():
        if name != "usd_per_case":
            table.add_row(name, f"{amount:,.0f}", f"{amount / cases:,.1f}")
    table.add_section()
    for service, usd in whole.cost_by_service.items():
        table.add_row(f"{service} USD", f"{usd * cases:.4f}", f"{usd:.7f}")
    table.add_row("不含短信邮件 without messages, USD", "", f"{whole.usage['usd_per_case']:.7f}", style="bold")
    table.caption = f"{sum(report.events for report in made)} 事件 events · {whole.wall_s} s"
    return table


def _table(title: str, first: str, made: Sequence[Report]) -> Table:
    table = Table(title=title, title_justify="left", min_width=60)
    table.add_column(first)
    for report in made:
        # Five programmes fit a terminal where their codes may break at the hyphen.
        table.add_column(report.programme.replace("-", "-\n"), justify="right")
    return table


def _count(table: Table, title: str, counts: Sequence[Mapping[str, int]], words: Mapping[str, Words]) -> None:
    """A row for each code that any programme counted, in the order in which the words stand."""
    found = {code for each in counts for code in each}
    codes = [*(code for code in words if code in found), *sorted(found - words.keys())]
    for place, code in enumerate(codes, 1):
        zh, en = words.get(code, unknown(code))
        # Most of what one programme has, another has not: nothing is easier to read than a column of noughts.
        counted = [each.get(code, "·") for each in counts]
        _row(table, f"{title}：{zh} {en}", counted, end_section=place == len(codes))


def _row(table: Table, label: str, numbers: Sequence[int | str], *, style: str = "", end_section: bool = False) -> None:
    table.add_row(label, *(str(number) for number in numbers), style=style, end_section=end_section)
