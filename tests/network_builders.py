"""Pages of the network with good defaults: a unit with everybody, somebody away, a night's duty, a late change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from huiyin.rulebook import load
from huiyin.units import Absence, Change, DutySpan, Person, Unit
from huiyin.units.changes import posts
from huiyin_aws import rolls
from huiyin_aws.desk import naming, unit_forms
from huiyin_aws.pages import network
from huiyin_aws.pages.page import Bar
from huiyin_aws.pages.words import Words
from huiyin_aws.rolls import Problem, Report

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
BOOK = load("guangxi-mailbox")
BAR = Bar("", Words("自治区大数据发展局", "Big Data Bureau"), Words("值班员", "Centre"), "token", False)

ANN = Person("ann", "住建厅经办人", "handler", "13000000001", "ann@example.gov.cn")
DAN = Person("dan", "住建厅分管负责人", "deputy", "13000000002")
HOUSING = Unit(
    "housing",
    "自治区住房和城乡建设厅",
    "Department of Housing and Construction",
    parent="centre",
    duties=("housing",),
    people=(ANN, DAN),
    vacant=("head",),
    absences=(Absence("ann", NOW - DAY, NOW + DAY, "dan"),),
    roster=(DutySpan("dan", NOW, NOW + DAY),),
)
BEFORE = replace(HOUSING, people=(replace(ANN, id="old", title="原经办人"), DAN))
CHANGE = Change(
    "housing",
    2,
    NOW,
    "dan",
    ("people",),
    date(2026, 2, 20),
    posts(BEFORE),
    posts(HOUSING),
    proof="0" * 32,
    due_at=NOW - DAY,
    clause="GX-13",
    late=True,
)


def list_page(*units: Unit, whole: bool = True) -> str:
    closed = replace(HOUSING, code="old", zh="原住房局", people=(), succeeded_by="housing")
    return network.list_page(units or (HOUSING, closed), NOW, BAR, whole=whole)


def unit_page(invalid: naming.InvalidError | None = None, *, may_enter: bool = True) -> str:
    view = network.unit_view(HOUSING, (CHANGE,), BOOK.time(), NOW)
    forms = unit_forms.forms("head", HOUSING, BOOK, BOOK.time(), NOW) if may_enter else ()
    return network.unit_page(view, forms, BAR, edition=2, invalid=invalid)


def unit_page_with_errors() -> str:
    wrong = {"since": Words("请填写日期，如 2026-03-02", "Give a day, such as 2026-03-02")}
    return unit_page(naming.InvalidError("NamePerson", {"since": ["昨天"], "role": ["handler"]}, wrong))


def report_page() -> str:
    problem = Problem(
        "phone", "malformed", "应为电话号码，如13000000001，请改正", "expected a telephone number: correct it"
    )
    rows = (rolls.Result(3, "housing", "ann", "wrong", (problem,)), rolls.Result(4, "housing", "dan", "right"))
    return network.report_page(Report(False, rows, (), {"right": 1, "wrong": 1}), BAR)
