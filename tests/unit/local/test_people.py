"""Scripted people: they know what their messages and pages say, act in their own time, and repeat themselves."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest

from huiyin.worktime import Calendar, WorkTime
from huiyin_local.people import People, Person, address_book, forms, pace
from huiyin_local.people.dice import Dice
from huiyin_local.people.notes import read
from huiyin_local.people.pace import Temper
from huiyin_local.people.sentences import POOR

TIME = WorkTime(Calendar("Asia/Shanghai"))
MONDAY_MORNING = datetime(2026, 3, 2, 1, tzinfo=UTC)  # 09:00 in Suzhou
NUMBER = "SZ20260302-000001"
ROLES = ("centre", "handler", "deputy", "head", "checker", "leader", "chief", "regional")
PHONES = {role: f"1300000000{n}" for n, role in enumerate(ROLES)}
BOOK = {phone: Person(f"{role}-1", role) for role, phone in PHONES.items()}

CONFIRM = '<input type="checkbox" name="confirm" value="yes" required>'
REASON = '<textarea name="reason" required></textarea>'
UNITS = '<option value="">…</option><option value="chengguan">城管局</option><option value="zhujian">住建局</option>'
KINDS = '<option value="help">求助</option><option value="complaint" selected>投诉</option>'
REPLY = "".join(
    f'<textarea name="part_{p}" required></textarea>' for p in ("text", "legal_basis", "contact", "handler")
)


def form(command: str, fields: str = CONFIRM) -> str:
    return f'<form method="post" action="/act/T"><input type="hidden" name="command" value="{command}">{fields}</form>'


SIGN = form("SignFor")
RETURN = form(
    "RequestReturn", f'{REASON}<textarea name="basis" required></textarea><textarea name="suggestion"></textarea>'
)
ANSWER = form("SubmitReply", REPLY)
EXTEND = form(
    "RequestExtension",
    f'<input type="number" name="days" min="1" max="3" required>{REASON}'
    '<input type="checkbox" name="consent" value="yes" required>',
)
REVIEW = form("PassReply") + form(
    "SendBack",
    '<input type="checkbox" name="grounds" value="irregular"><input type="checkbox" name="grounds" value="vague">'
    f'<input type="checkbox" name="grounds" value="incomplete">{REASON}',
)


GOOD_OR_POOR = {"good": "满意 Satisfied", "poor": "不满意 Not satisfied"}
SOLVED_OR_NOT = {"a": "已解决，满意", "b": "已解决，但不满意", "c": "未解决，但满意", "d": "未解决，不满意"}
STARS = {"s1": "一星", "s2": "2星", "s3": "★★★", "s4": "四星 4 stars", "s5": "★★★★★ 非常满意"}


def rate_form(answers: dict[str, str]) -> str:
    radios = (
        f'<input type="radio" id="{value}" name="rating" value="{value}" required><label for="{value}">{said}</label>'
        for value, said in answers.items()
    )
    return form("Rate", "".join(radios) + '<textarea name="reason"></textarea>')


class Town:
    """People before pages that a test chooses; what they send is kept."""

    def __init__(self, page: str | Callable[[str], str], seed: int = 1, status: int = 200, taken: int = 200) -> None:
        self.page, self.status, self.taken = page, status, taken
        self.now = MONDAY_MORNING
        self.plans: list[tuple[datetime, Callable[[], None]]] = []
        self.sent: list[tuple[str, dict[str, list[str]]]] = []
        self.opened: list[datetime] = []
        self.people = People(seed, TIME, BOOK, self._call, self._plan, lambda: self.now)

    def message(self, to: str, text: str, at: datetime | None = None) -> None:
        self.people.hear(at or self.now, PHONES.get(to, to), f"【宿事速办】{text} http://localhost:8080/act/T")

    def let_time_pass(self, until: datetime = MONDAY_MORNING + timedelta(days=60)) -> None:
        while due := sorted((plan for plan in self.plans if plan[0] <= until), key=lambda plan: plan[0]):
            self.plans.remove(due[0])
            self.now, act = due[0]
            act()

    def commands(self) -> list[str]:
        return [command for command, _ in self.sent]

    def _plan(self, at: datetime, act: Callable[[], None]) -> None:
        self.plans.append((at, act))

    def _call(self, method: str, path: str, headers: object, body: bytes) -> tuple[int, bytes]:
        if method == "GET":
            self.opened.append(self.now)
            page = self.page if isinstance(self.page, str) else self.page("".join(self.commands()))
            return self.status, page.encode()
        fields = parse_qs(body.decode(), keep_blank_values=True)
        self.sent.append((fields.pop("command")[0], fields))
        return self.taken, b""


def seeds_where(wanted: Callable[[int], bool], most: int = 300) -> int:
    return next(seed for seed in range(most) if wanted(seed))


class TestMessages:
    def test_a_message_tells_its_case_its_link_and_whether_it_urges(self) -> None:
        note = read(
            MONDAY_MORNING,
            "x",
            f"【宿事速办】【催办】{NUMBER}已超过签收时限，请立即签收。 http://localhost:8080/act/a-B_9",
        )
        assert (note.number, note.path, note.urges) == (NUMBER, "/act/a-B_9", True)

    def test_what_counts_without_a_rating_is_no_urging(self) -> None:
        assert not read(MONDAY_MORNING, "x", "您的诉求已有答复，逾期未评价视为满意。").urges

    def test_a_message_without_a_link_asks_for_nothing(self) -> None:
        town = Town(SIGN)
        town.people.hear(town.now, PHONES["handler"], f"【宿事速办】您的诉求已收到，编号{NUMBER}，查询码ABCD2345。")
        assert town.plans == []

    def test_the_registry_says_whose_telephone_it_is(self) -> None:
        unit = {
            "code": "chengguan",
            "people": [{"id": "c-1", "title": "经办人", "role": "handler", "phone": "130", "email": "c@x"}],
        }
        book = address_book({"units": [unit], "channels": [{"id": "hotline"}]})
        assert book == dict.fromkeys(("130", "c@x"), Person("c-1", "handler", "chengguan", "经办人"))


class TestForms:
    def test_a_form_is_sent_as_a_browser_would(self) -> None:
        page = forms.read(form("Dispatch", f'<select name="unit" required>{UNITS}</select>{CONFIRM}'))
        asked = page.forms[0]
        assert parse_qs(asked.filled({}).decode()) == {
            "command": ["Dispatch"],
            "unit": ["chengguan"],
            "confirm": ["yes"],
        }
        assert parse_qs(asked.filled({"unit": "zhujian"}).decode())["unit"] == ["zhujian"]

    def test_several_boxes_of_one_name_are_one_field(self) -> None:
        send_back = forms.read(REVIEW).form("SendBack")
        assert send_back is not None
        grounds = send_back.field("grounds")
        assert grounds is not None
        assert grounds.options == ("irregular", "vague", "incomplete")

    @pytest.mark.parametrize(
        "html", ["", "<p>404", "<form><input name=q></form>", "<form method=post><select></select>"]
    )
    def test_a_page_without_a_command_offers_nothing(self, html: str) -> None:
        assert forms.read(html).forms == ()


class TestActing:
    @pytest.mark.clause("SZ-A2.4.4a")
    def test_a_handler_signs_and_then_replies_by_the_same_link(self) -> None:
        town = Town(lambda sent: ANSWER if "SignFor" in sent else SIGN, seeds_where(_handler_is_prompt))
        town.message("handler", f"您单位有新工单{NUMBER}（求助），请签收。")
        town.let_time_pass()
        assert town.commands() == ["SignFor", "SubmitReply"]
        assert set(town.sent[1][1]) == {"part_text", "part_legal_basis", "part_contact", "part_handler"}

    def test_where_nothing_is_signed_for_a_handler_reads_the_order_and_replies_later(self) -> None:
        town = Town(ANSWER, seeds_where(lambda seed: len(_visits_of_a_handler(seed)) == 2))
        town.message("handler", f"您单位有新工单{NUMBER}（求助），请办理。")
        town.let_time_pass()
        assert town.commands() == ["SubmitReply"]
        assert town.opened[0] < town.opened[-1]

    def test_an_urged_handler_replies_at_once(self) -> None:
        town = Town(ANSWER)
        town.message("handler", f"【超期】{NUMBER}已超过答复时限，请立即答复。")
        town.let_time_pass()
        assert town.commands() == ["SubmitReply"]
        assert len(town.opened) == 1

    def test_what_a_page_asks_for_is_written_as_its_label_says(self) -> None:
        scan = (
            '<label for="a">延期书面材料（文号、日期）</label><input type="text" id="a" name="proof" required>'
            '<label for="b">份数</label><input type="number" id="b" name="sheets" required>'
        )
        town = Town(form("ApproveReply", scan + CONFIRM))
        town.message("deputy", f"工单{NUMBER}的答复待您审核。")
        town.let_time_pass()
        ((_, fields),) = town.sent
        assert "盖" in fields["proof"][0]
        assert fields["sheets"] == ["1"]

    @pytest.mark.parametrize(
        ("role", "usual", "other"),
        [("checker", "ConfirmOpinion", "RejectOpinion"), ("leader", "PassReply", "SendBack")],
    )
    @pytest.mark.clause("CQ-13", "CQ-15")
    def test_those_above_mostly_confirm_and_now_and_then_refuse_with_a_reason(
        self, role: str, usual: str, other: str
    ) -> None:
        page, taken = form(usual) + form(other, f'<input type="checkbox" name="grounds" value="vague">{REASON}'), []
        for seed in range(150):
            town = Town(page, seed)
            town.message(role, f"{NUMBER}待您审核。")
            town.let_time_pass()
            taken += town.sent[:1]
        refused = [fields for command, fields in taken if command == other]
        assert 0 < len(refused) < 0.15 * len(taken)
        assert all(fields["reason"][0] for fields in refused)

    @pytest.mark.clause("WB-6.2b")
    def test_a_leader_who_is_asked_writes_an_instruction(self) -> None:
        box = '<label for="t">批示</label><textarea id="t" name="text" required></textarea>'
        town = Town(form("Instruct", f'{box}<select name="unit">{UNITS}</select>'))
        town.message("leader", f"诉求{NUMBER}请您批示。")
        town.let_time_pass()
        ((command, fields),) = town.sent
        assert command == "Instruct"
        assert len(fields["text"][0]) > 8

    @pytest.mark.clause("NM-11b")
    def test_a_coordinator_names_who_leads_and_mostly_another_that_supports_it(self) -> None:
        boxes = "".join(f'<input type="checkbox" name="supporting" value="{u}">' for u in ("chengguan", "zhujian"))
        said = '<label for="t">协调意见</label><textarea id="t" name="coordination" required></textarea>'
        fields = f'<select name="unit" required>{UNITS}</select>{boxes}{said}'
        pages, first = form("Coordinate", fields) + form("DeclineCoordination", REASON), set()
        for seed in range(60):
            town = Town(pages, seed)
            town.message("regional", f"诉求{NUMBER}提请协调。")
            town.let_time_pass()
            command, sent = town.sent[0]
            first.add((command, *sent.get("unit", ()), *sent.get("supporting", ())))
        assert ("DeclineCoordination",) in first
        assert {named[1:] for named in first} - {()} <= {
            ("chengguan",), ("zhujian",), ("chengguan", "zhujian"), ("zhujian", "chengguan"),
        }  # fmt: skip
        assert any(len(named) == 3 for named in first)

    @pytest.mark.clause("CQ-12")
    def test_what_no_unit_is_proposed_for_sometimes_goes_elsewhere(self) -> None:
        accept = form("Accept", f'<select name="kind">{KINDS}</select><select name="unit" required>{UNITS}</select>')
        elsewhere = "".join(form(command, REASON) for command in ("Forward", "SubmitUpward", "AskInstruction"))
        first = set()
        for seed in range(60):
            town = Town(accept + elsewhere, seed)
            town.message("centre", f"新诉求{NUMBER}待受理。")
            town.let_time_pass()
            first.add(town.commands()[0])
        assert first == {"Accept", "Forward", "SubmitUpward", "AskInstruction"}

    @pytest.mark.clause("WB-6.3c", "GX-8")
    def test_what_may_not_be_accepted_goes_the_way_that_the_page_puts_first(self) -> None:
        kinds = KINDS.replace(" selected", "")
        proposal = "<textarea name=proposal required></textarea>"
        ask = form("AskInstruction", f"{proposal}<select name=kind>{KINDS}</select>")
        for seed in range(40):
            town = Town(ask + form("Accept", f'<select name="kind" required>{kinds}</select>{CONFIRM}'), seed)
            town.message("centre", f"新诉求{NUMBER}待受理。")
            town.let_time_pass()
            assert town.commands()[0] == "AskInstruction"

    def test_a_page_that_offers_nothing_asks_for_nothing(self) -> None:
        town = Town("<p>现在没有需要您办理的操作。</p>")
        town.message("chief", f"{NUMBER}待您审核。")
        town.let_time_pass()
        assert town.sent == []
        assert not town.people.troubles

    def test_people_in_offices_act_in_office_hours(self) -> None:
        for seed in range(40):
            town = Town(lambda sent: ANSWER if "SignFor" in sent else SIGN, seed)
            town.message("handler", f"您单位有新工单{NUMBER}（求助），请签收。", MONDAY_MORNING + timedelta(hours=11))
            town.let_time_pass()
            assert all(TIME.next_open(at) == at for at in town.opened)

    def test_the_duty_officer_acts_at_night(self) -> None:
        town = Town(form("Dispatch", f'<select name="unit" required>{UNITS}</select>{CONFIRM}'))
        town.message("centre", f"诉求{NUMBER}待派单。", MONDAY_MORNING + timedelta(hours=17))
        town.let_time_pass()
        assert town.now < MONDAY_MORNING + timedelta(hours=20)
        assert town.commands() == ["Dispatch"]

    def test_some_do_nothing_until_urged(self) -> None:
        def lies(seed: int) -> bool:
            town = Town(SIGN, seed)
            town.message("handler", f"您单位有新工单{NUMBER}（求助），请签收。")
            return not town.plans

        town = Town(SIGN, seeds_where(lies))
        town.message("handler", f"您单位有新工单{NUMBER}（求助），请签收。")
        town.let_time_pass()
        assert town.opened == []
        town.message(
            "handler", f"【催办】{NUMBER}已超过签收时限，第1次催办，请立即签收。", MONDAY_MORNING + timedelta(days=1)
        )
        town.let_time_pass()
        assert town.commands()[0] == "SignFor"

    @pytest.mark.clause("SZ-A2.4.4d")
    def test_a_sudden_event_is_taken_up_at_once_whatever_the_hour(self) -> None:
        night = MONDAY_MORNING + timedelta(hours=14)
        town = Town(SIGN)
        town.message("handler", f"您单位有新工单{NUMBER}（突发事件），请签收。", night)
        assert town.plans[0][0] < night + timedelta(minutes=30)

    @pytest.mark.parametrize("status", [404, 409, 410])
    def test_a_clear_page_is_let_be(self, status: int) -> None:
        town = Town(SIGN, status=status)
        town.message("centre", f"诉求{NUMBER}待派单。")
        town.let_time_pass()
        assert town.sent == []
        assert not town.people.troubles

    @pytest.mark.clause("SZ-A2.4.4b")
    def test_a_return_that_is_refused_by_the_page_becomes_a_signature(self) -> None:
        def returns(seed: int) -> bool:
            town = Town(SIGN + RETURN, seed)
            town.message("handler", f"您单位有新工单{NUMBER}。")
            town.let_time_pass()
            return town.commands()[:1] == ["RequestReturn"]

        town = Town(SIGN + RETURN, seeds_where(returns), taken=422)
        town.message("handler", f"您单位有新工单{NUMBER}。")
        town.let_time_pass()
        assert town.commands()[:2] == ["RequestReturn", "SignFor"]
        assert town.people.troubles["RequestReturn → 422"] == 1

    @pytest.mark.clause("SZ-A2.4.4g")
    def test_a_reply_that_says_nothing_is_sent_back_with_its_grounds(self) -> None:
        town = Town(f"<p>{POOR[0]}</p>{REVIEW}")
        town.message("centre", f"工单{NUMBER}的答复已报送。")
        town.let_time_pass()
        assert town.sent[0][0] == "SendBack"
        assert town.sent[0][1]["grounds"] == ["vague", "incomplete"]

    @pytest.mark.clause("SZ-A2.4.4e")
    def test_an_extension_keeps_to_what_the_page_allows(self) -> None:
        for seed in range(120):
            town = Town(ANSWER + EXTEND, seed)
            town.message("handler", f"工单{NUMBER}请答复。")
            town.let_time_pass()
            for command, fields in town.sent:
                if command == "RequestExtension":
                    assert 1 <= int(fields["days"][0]) <= 3
                    assert fields["consent"] == ["yes"]

    def test_the_centre_does_what_the_rules_propose(self) -> None:
        units = UNITS.replace('value="zhujian"', 'value="zhujian" selected')
        selects = (("kind", KINDS), ("category", '<option value="housing" selected>住房</option>'), ("unit", units))
        asked = "".join(f'<select name="{name}">{options}</select>' for name, options in selects)
        town = Town(form("Accept", asked + CONFIRM), seed=1)
        town.message("centre", f"新诉求{NUMBER}待受理。")
        town.let_time_pass()
        (command, fields), *_ = town.sent
        assert command == "Accept"
        assert (fields["kind"], fields["category"], fields["unit"]) == (["complaint"], ["housing"], ["zhujian"])

    @pytest.mark.parametrize(
        ("mood", "answers", "given", "says_why"),
        [
            ("satisfied", GOOD_OR_POOR, {"good"}, False),
            ("dissatisfied", GOOD_OR_POOR, {"poor"}, True),
            ("poor_without_reason", GOOD_OR_POOR, {"poor"}, False),
            ("silent", GOOD_OR_POOR, set(), False),
            ("satisfied", SOLVED_OR_NOT, {"a"}, False),
            ("dissatisfied", SOLVED_OR_NOT, {"b", "d"}, True),
            ("satisfied", STARS, {"s4", "s5"}, False),
            ("dissatisfied", STARS, {"s1", "s2"}, True),
        ],
    )
    @pytest.mark.clause("SZ-A2.4.6", "NM-11g", "GX-19")
    def test_requesters_rate_as_their_letter_says_by_what_the_page_calls_each_answer(
        self, mood: str, answers: dict[str, str], given: set[str], says_why: bool
    ) -> None:
        ratings, reasons = set(), set()
        for seed in range(20):
            town = Town(rate_form(answers), seed)
            town.people.wrote(NUMBER, mood)
            town.message("13900000000", f"您的诉求{NUMBER}已有答复，请查看并评价。")
            town.let_time_pass()
            ratings |= {fields["rating"][0] for _, fields in town.sent}
            reasons |= {fields["reason"][0] for _, fields in town.sent if fields.get("reason")}
        assert ratings == given
        assert bool(reasons) is says_why

    def test_a_second_message_about_a_case_does_not_make_a_second_visit(self) -> None:
        town = Town(form("ApproveReply") + form("RejectReply", REASON), seed=2)
        town.message("deputy", f"工单{NUMBER}的答复待您审核。")
        town.message("deputy", f"【提醒】{NUMBER}即将到期。")
        town.let_time_pass()
        assert len(town.opened) == 1


class TestRepeating:
    def test_what_people_do_depends_on_the_seed_and_the_case_alone(self) -> None:
        def one(seed: int, others: int) -> list[tuple[str, dict[str, list[str]]]]:
            town = Town(lambda sent: ANSWER if "SignFor" in sent else SIGN + RETURN, seed)
            for n in range(others):
                town.people.hear(town.now, PHONES["deputy"], f"SZ20260302-{n + 100:06d} http://localhost:8080/act/U{n}")
            town.plans.clear()
            town.message("handler", f"您单位有新工单{NUMBER}（求助），请签收。")
            town.let_time_pass()
            return town.sent

        assert all(one(seed, 0) == one(seed, 7) for seed in range(25))
        assert len({str(one(seed, 0)) for seed in range(25)}) > 5

    def test_throws_spread_evenly(self) -> None:
        share = sum(Dice(1, n).happens("q", 0.3) for n in range(4000)) / 4000
        assert 0.27 < share < 0.33


class TestPace:
    @pytest.mark.parametrize(
        ("start", "hours", "local_end"),
        [
            (MONDAY_MORNING, 1, "2026-03-02 10:00"),
            (MONDAY_MORNING, 4, "2026-03-02 15:30"),  # over the midday break
            (MONDAY_MORNING, 6.5, "2026-03-03 09:00"),
            (datetime(2026, 2, 27, 9, tzinfo=UTC), 1, "2026-02-28 09:00"),  # Saturday 28 February is a make-up day
            (datetime(2026, 3, 6, 9, tzinfo=UTC), 1, "2026-03-09 09:00"),  # over a weekend
        ],
    )
    def test_office_time_passes_in_office_hours_only(self, start: datetime, hours: float, local_end: str) -> None:
        assert f"{TIME.local(pace.in_office(TIME, start, hours)):%Y-%m-%d %H:%M}" == local_end

    def test_a_late_handler_replies_after_the_deadline_and_a_prompt_one_before(self) -> None:
        due_at = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
        for n in range(50):
            prompt = pace.to_reply(Temper.PROMPT, Dice(n), MONDAY_MORNING, due_at, TIME)
            late = pace.to_reply(Temper.LATE, Dice(n), MONDAY_MORNING, due_at, TIME)
            assert prompt is not None
            assert late is not None
            assert MONDAY_MORNING < prompt <= due_at < late


def _visits_of_a_handler(seed: int) -> list[datetime]:
    """When a handler under this seed opens an order that nobody signs for, where all that comes of it is a reply."""
    town = Town(ANSWER, seed)
    town.message("handler", f"您单位有新工单{NUMBER}（求助），请办理。")
    town.let_time_pass()
    return town.opened if town.commands() == ["SubmitReply"] else []


def _handler_is_prompt(seed: int) -> bool:
    """A seed under which this handler signs and replies without being urged, and has no other wish."""
    town = Town(lambda sent: ANSWER if "SignFor" in sent else SIGN, seed)
    town.message("handler", f"您单位有新工单{NUMBER}（求助），请签收。")
    town.let_time_pass()
    return town.commands() == ["SignFor", "SubmitReply"]


class TestPromises:
    @pytest.mark.parametrize(
        ("page", "who", "first"),
        [
            (form("ReportPromise", REASON), "handler", "ReportPromise"),
            (form("ConfirmPromise", CONFIRM) + form("RejectPromise", REASON), "centre", "ConfirmPromise"),
        ],
    )
    def test_a_handler_reports_what_was_promised_and_the_centre_looks_at_it(self, page, who, first) -> None:
        done = set()
        for seed in range(8):
            town = Town(page, seed)
            town.message(who, f"【催办】{NUMBER}的承诺，请立即落实。")
            town.let_time_pass()
            done |= set(town.commands()[:1])
        assert first in done

    def test_now_and_then_a_reply_promises_something_by_a_day_that_the_page_allows(self) -> None:
        day = '<textarea name="part_promise"></textarea><input type="date" name="promise_on" min="2026-03-03" value="">'
        page, sent = form("SubmitReply", '<textarea name="part_text" required></textarea>' + day), []
        for seed in range(60):
            town = Town(page, seed)
            town.message("handler", f"【催办】{NUMBER}已超过答复时限，请立即答复。")
            town.let_time_pass()
            sent += [fields for _, fields in town.sent]
        promised = [fields for fields in sent if fields.get("promise_on", [""])[0]]
        assert 0 < len(promised) < len(sent)
        assert all(fields["promise_on"][0] > "2026-03-03" and fields["part_promise"][0] for fields in promised)
