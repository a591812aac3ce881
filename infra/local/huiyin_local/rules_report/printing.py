"""The rulebook on a terminal: headings, and under each a table of what the rules say, beside what their clauses ask."""

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from huiyin import clauses
from huiyin.rulebook import Rule, Rulebook, versions
from huiyin_aws.pages.words import STEPS, Words
from huiyin_local.rules_report import handling, oversight, scope
from huiyin_local.rules_report import words as say
from huiyin_local.rules_report.limits import limits_by_kind, steps_by_kind
from huiyin_local.rules_report.rows import Row, Section

CHOICE = "部署选择 a choice"

TIME = Section(Words("时限", "Time"), handling.time)
SECTIONS = (
    TIME,
    Section(Words("受理与派办", "Acceptance and dispatch"), handling.intake),
    Section(Words("签批与审核", "Approval and review"), handling.chains),
    Section(Words("退单与延期", "Returns and extensions"), handling.returns),
    Section(Words("评价与再次办理", "Rating and second handling"), handling.rating),
    Section(Words("答复", "The reply"), scope.reply),
    Section(Words("公开", "Publication"), oversight.publication),
    Section(Words("督办", "Supervision"), oversight.supervision),
    Section(Words("通报", "Bulletins"), oversight.bulletins),
    Section(Words("考核", "Score"), oversight.score),
    Section(Words("回避与登记", "Protection and registration"), oversight.protection),
    Section(Words("类别", "Kinds"), scope.kinds),
    Section(Words("不予受理", "Declined"), scope.declined),
    Section(Words("引导至其他渠道", "Referred elsewhere"), scope.referred),
    Section(Words("渠道", "Channels"), scope.channels),
    Section(Words("领域", "Fields"), scope.fields),
)


def print_rulebook(book: Rulebook, console: Console) -> None:
    """All of it, section by section; a clause is quoted once in each."""
    console.print(Text(f"{book.names.zh} · {book.names.en}", style="bold"))
    console.print(Text(f"{book.centre.zh} · {book.centre.en}"))
    console.print(Text(f"{book.code} · {_version(book)} · {book.zone}"))
    for section in SECTIONS:
        rows = list(section.rows(book))
        if not rows:
            continue
        console.print()
        console.print(Text(f"{section.heading.zh} {section.heading.en}", style="bold reverse"))
        quoted: set[str] = set()
        if section is TIME and steps_by_kind(book):
            console.print(_matrix(book))
            console.print(_quotes(book, quoted))
        console.print(_table(rows, quoted))


def _version(book: Rulebook) -> str:
    others = [version for version in versions(book.code) if version != book.version]
    beside = f"（另有 others: {', '.join(others)}）" if others else ""
    return f"第{book.version}版 version {book.version}{beside}"


def _table(rows: Iterable[Row], quoted: set[str]) -> Table:
    table = _plain_table(("规则 rule", 4), ("内容 says", 9), ("条款 clause", 8))
    for about, says, rule in rows:
        table.add_row(_both(about), _both(says), _clause(rule, quoted))
    return table


def _matrix(book: Rulebook) -> Table:
    """Time limits, kind × step, where they depend on the kind."""
    steps = [say.of(STEPS, step) for step in steps_by_kind(book)]
    table = _plain_table(("类别 kind", 4), *(("时限 limit: " + " ".join(step), 8) for step in steps))
    for kind, limits in limits_by_kind(book):
        table.add_row(_in_one_line(kind), *(_in_one_line(says, rule) for says, rule in limits))
    return table


def _in_one_line(words: Words, rule: Rule | None = None) -> Text:
    clause = (f"  {rule.clause or CHOICE}", "cyan" if rule.clause else "dim") if rule else ""
    return Text.assemble(words.zh, " ", (words.en, "dim"), clause)


def _quotes(book: Rulebook, quoted: set[str]) -> Table:
    """What the clauses of the matrix ask."""
    table = Table.grid(padding=(0, 2))
    for rule in (rule for _, limits in limits_by_kind(book) for _, rule in limits):
        if rule.clause and rule.clause not in quoted:
            quoted.add(rule.clause)
            table.add_row(Text(rule.clause, style="cyan"), Text(clauses.clause(rule.clause).requirement))
    return table


def _plain_table(*columns: tuple[str, int]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, header_style="dim")
    for heading, ratio in columns:
        table.add_column(heading, ratio=ratio, overflow="fold")
    return table


def _both(words: Words) -> Text:
    """Chinese, and English below it."""
    return Text.assemble(words.zh, "\n" if words.zh and words.en else "", (words.en, "dim"))


def _clause(rule: Rule, quoted: set[str]) -> Text:
    """Its id, and what it asks where that was not said yet under this heading."""
    if rule.clause is None:
        return Text(CHOICE, style="dim")
    if rule.clause in quoted:
        return Text(rule.clause, style="cyan")
    quoted.add(rule.clause)
    return Text.assemble((rule.clause, "cyan"), "\n", (clauses.clause(rule.clause).requirement, "dim"))
