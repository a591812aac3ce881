"""Rules propose and people decide: what the machine may do alone, and what it brings before the centre."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.rulebook import load
from huiyin.screening import Letter, Verdict, screen

RULES = load("suzhou-express")
PLAIN_BODY = "楼下开发商一直没有处理，业主多次找物业沟通。"


def a_letter(title="小区物业长期不修电动门", body=PLAIN_BODY, **more):
    return Letter(title, body, **more)


KINDS = [
    ("咨询小区物业费的标准", "请问物业费是怎么定的", "enquiry"),
    ("投诉小区物业乱停车", "业主和物业沟通没有结果", "complaint"),
    ("举报某公司无证经营", "小区里的物业知情不报", "report"),
    ("建议小区增加充电桩", "方便业主，物业也好管理", "suggestion"),
    ("表扬小区物业师傅", "业主都说好", "praise"),
    ("请求解决小区漏水", "物业说等开发商，恳请帮助", "help"),
    ("小区的门禁坏了", "物业拖了半年，业主希望解决", "help"),
]


@pytest.mark.clause("SZ-A2.4.1a")
@pytest.mark.parametrize(("title", "body", "kind"), KINDS)
def test_the_kind_is_told_by_the_words(title, body, kind):
    assert screen(Letter(title, body), RULES).kind == kind


@pytest.mark.clause("SZ-A2.4.1a")
def test_a_declared_kind_prevails_over_the_words():
    assert screen(a_letter("投诉小区物业", declared_kind="help"), RULES).kind == "help"


@pytest.mark.clause("SZ-A2.4.4c")
def test_an_enquiry_that_asks_many_things_is_a_complex_one():
    letter = a_letter("咨询小区物业", "请问物业费多少？业主怎么交？可以分期吗？")

    assert screen(letter, RULES).kind == "complex_enquiry"


CATEGORIES = [
    ("请求增加公交班次", "末班车太早，司机也不等人", "transport"),
    ("咨询小学入学政策", "请问学区怎么划分，学校还有学位吗", "education"),
    ("请求解决停水问题", "自来水已经停了三天，水压也不够", "utilities"),
    ("咨询养老保险怎么续缴", "请问社保断了影响退休吗", "human_resources"),
    ("投诉医院挂号太难", "医生少，患者排队半天", "health"),
    ("投诉工厂夜里排污", "废水直排河道，臭气很重", "environment"),
    ("请求清理楼下垃圾", "流动摊贩占道，环卫清扫不及时", "urban_management"),
    ("投诉商家卖假货", "消费者要求退款，商家不理", "market"),
    ("咨询落户材料", "请问户口迁移到哪个派出所", "public_security"),
    ("咨询低保申请", "残疾人家庭，民政怎么认定特困", "civil_affairs"),
]


@pytest.mark.clause("SZ-A2.4.3b")
@pytest.mark.parametrize(("title", "body", "category"), CATEGORIES)
def test_a_plain_letter_is_accepted_and_routed_by_its_words(title, body, category):
    proposal = screen(Letter(title, body), RULES)

    assert (proposal.verdict, proposal.category, proposal.sure) == (Verdict.ACCEPT, category, True)


def test_a_letter_between_two_fields_is_brought_before_the_centre():
    proposal = screen(Letter("请求解决问题", "学校门口的公交"), RULES)

    assert (proposal.verdict, proposal.sure, proposal.why) == (Verdict.TRIAGE, False, "category_unclear")


def test_a_category_that_the_channel_knows_is_taken_as_it_is():
    assert screen(Letter("请求解决", "学校门口的公交", category="transport"), RULES).verdict is Verdict.ACCEPT


def test_a_letter_whose_kind_nobody_can_tell_is_brought_before_the_centre():
    proposal = screen(Letter("小区物业", "业主很多"), RULES)

    assert (proposal.verdict, proposal.kind, proposal.why) == (Verdict.TRIAGE, "other", "kind_unclear")


def test_a_plain_report_is_looked_at_by_a_person_since_the_unit_in_charge_may_be_whom_it_accuses():
    for letter in (a_letter("举报某公司无证经营"), a_letter(declared_kind="report")):
        proposal = screen(letter, RULES)

        assert (proposal.verdict, proposal.kind, proposal.why) == (Verdict.TRIAGE, "report", "may_accuse_unit")


def test_what_may_be_a_report_in_disguise_is_looked_at_by_a_person_before_any_unit_gets_it():
    proposal = screen(a_letter(body="物业经理无证经营，业主希望尽快解决。"), RULES)

    assert (proposal.verdict, proposal.why) == (Verdict.TRIAGE, "kind_unclear")


@pytest.mark.clause("SZ-A2.4.4d", "SZ-A6.9")
@pytest.mark.parametrize("declared", [None, "enquiry"])
def test_words_of_danger_call_a_person_whatever_the_letter_declares(declared):
    burst = screen(Letter("小区燃气泄漏", "楼道里味道很重", declared_kind=declared), RULES)
    fire = screen(Letter("咨询", "楼下着火了，有人在喊救命", declared_kind=declared), RULES)

    assert (burst.verdict, burst.kind, burst.ground, burst.sure) == (Verdict.TRIAGE, "emergency", None, False)
    assert (fire.verdict, fire.kind, fire.ground, fire.sure) == (Verdict.TRIAGE, "emergency", "emergency_line", False)
    assert fire.clause == "SZ-A6.9"


OUT_OF_SCOPE = [
    ("法院判决书下来了一直没有执行", "litigation", "SZ-A2.3"),
    ("劳动仲裁的结果我不服", "arbitration", "SZ-A2.3"),
    ("村干部贪污，请纪委查一查", "discipline", "SZ-A2.3"),
    ("我要申请行政复议", "reconsideration", "SZ-A2.3"),
    ("政府信息公开申请没有回音", "disclosure", "SZ-A2.3"),
    ("信访局受理了我的事，没有下文", "petition", "SZ-A2.3"),
    ("此件涉及国家秘密", "state_secret", "SZ-A2.3"),
    ("有人泄露我公司的商业秘密", "trade_secret", "SZ-A2.3"),
]


@pytest.mark.clause("SZ-A2.3")
@pytest.mark.parametrize(("title", "ground", "clause"), OUT_OF_SCOPE)
def test_words_of_another_procedure_propose_its_ground_and_leave_the_decision_to_a_person(title, ground, clause):
    proposal = screen(Letter(title, PLAIN_BODY), RULES)

    assert (proposal.verdict, proposal.sure) == (Verdict.TRIAGE, False)
    assert (proposal.ground, proposal.clause) == (ground, clause)


@pytest.mark.clause("SZ-A2.4.1b")
def test_a_matter_answered_before_is_proposed_as_repeated_but_not_declined():
    proposal = screen(a_letter(answered_before=True), RULES)

    assert (proposal.verdict, proposal.ground, proposal.clause) == (Verdict.TRIAGE, "repeated", "SZ-A2.4.1b")


@pytest.mark.parametrize(
    ("title", "body"), [("", ""), ("  ", "\n\t"), ("！！！", "……？？"), ("123", "456-789"), ("😀", "👍")]
)
def test_a_letter_without_a_single_word_is_declined_by_the_machine(title, body):
    proposal = screen(Letter(title, body), RULES)

    assert (proposal.verdict, proposal.ground, proposal.sure) == (Verdict.DECLINE, "blank", True)


VOCABULARY = sorted(
    {word for kind in RULES.kinds for word in kind.words}
    | {word for ground in RULES.referral + RULES.decline_grounds for word in ground.words}
    | {word for category in RULES.categories for word in category.words}
)
TEXTS = st.lists(st.sampled_from(VOCABULARY) | st.text(max_size=8), max_size=8).map("，".join)


@pytest.mark.clause("SZ-A2.3", "SZ-A6.9")
@given(title=TEXTS, body=TEXTS, declared=st.sampled_from([None, "report", "enquiry", "nonsense"]))
def test_no_words_whatever_make_the_machine_refuse(title, body, declared):
    letter = Letter(title, body, declared_kind=declared)
    proposal = screen(letter, RULES)

    says_something = any(sign.isalpha() for sign in title + body)
    assert (proposal.verdict is Verdict.DECLINE) == (not says_something)
    assert proposal.verdict is not Verdict.REFER
    assert proposal.sure == (proposal.verdict is not Verdict.TRIAGE)
    assert proposal == screen(letter, RULES)
    assert RULES.kind(proposal.kind)
    assert RULES.category(proposal.category)


def test_a_letters_text_does_not_show_where_the_letter_is_printed():
    assert "物业" not in repr(a_letter())
    assert "物业" not in repr(screen(a_letter(), RULES))
