"""Rules propose and people decide: what the machine may do alone, and what it brings before the centre."""

from dataclasses import replace

import pytest

from huiyin.rulebook import load
from huiyin.rulebook.flow import Instruction
from huiyin.screening import Earlier, Letter, Verdict, Why, screen

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
    ("请求解决水压问题", "自来水三天上不了楼，水压不够", "utilities"),
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

    assert (proposal.verdict, proposal.why) == (Verdict.TRIAGE, "may_accuse_unit")


def test_a_milder_kind_that_is_declared_hides_no_report():
    proposal = screen(a_letter("举报物业无证经营", declared_kind="help"), RULES)

    assert (proposal.verdict, proposal.kind, proposal.why) == (Verdict.TRIAGE, "help", "may_accuse_unit")


@pytest.mark.clause("SZ-A2.4.4d", "SZ-A6.9")
@pytest.mark.parametrize("declared", [None, "enquiry"])
def test_words_of_danger_call_a_person_whatever_the_letter_declares(declared):
    burst = screen(Letter("小区燃气泄漏", "楼道里味道很重", declared_kind=declared), RULES)
    fire = screen(Letter("咨询", "楼下着火了，有人在喊救命", declared_kind=declared), RULES)

    assert (burst.verdict, burst.kind, burst.ground, burst.sure) == (Verdict.TRIAGE, "emergency", None, False)
    assert (burst.why, burst.clause) == (Why.EMERGENCY, "SZ-A2.4.4d")
    assert (fire.verdict, fire.kind, fire.ground, fire.sure) == (Verdict.TRIAGE, "emergency", "emergency_line", False)
    assert (fire.why, fire.clause) == (Why.EMERGENCY, "SZ-A6.9")


@pytest.mark.clause("SZ-A2.4.4d")
@pytest.mark.parametrize(
    "title", ["楼道着火", "厨房着火，快来人", "三楼着火", "货车着火", "有人落水", "孩子掉进水库", "楼下有人喊救命"]
)
def test_plain_words_of_danger_are_heard(title):
    assert screen(Letter(title, "请快派人来。"), RULES).kind == "emergency"


@pytest.mark.parametrize("title", ["请求修理小区落水管", "请求返还救命钱", "请求更换易着火的楼道板材"])
def test_words_that_only_resemble_danger_are_no_emergency(title):
    proposal = screen(Letter(title, "已经等了很久，没有人管。"), RULES)

    assert (proposal.kind, proposal.why is Why.EMERGENCY) == ("help", False)


@pytest.mark.clause("SZ-A2.4.4d")
@pytest.mark.parametrize(
    "letter", [Letter("小区物业", "", "emergency"), Letter("", "", "emergency"), Letter("突发事件", "")]
)
def test_what_is_declared_or_called_an_emergency_reaches_a_person_even_with_nothing_written(letter):
    proposal = screen(letter, RULES)

    assert (proposal.verdict, proposal.kind, proposal.why) == (Verdict.TRIAGE, "emergency", Why.EMERGENCY)


@pytest.mark.clause("SZ-A2.4.4c")
@pytest.mark.parametrize("declared", [None, "complaint"])
def test_an_outage_is_proposed_as_urgent_and_a_person_looks_at_once(declared):
    proposal = screen(Letter("请求解决停水问题", "小区停水三天，老人小孩没有水用", declared), RULES)

    assert (proposal.verdict, proposal.kind, proposal.category) == (Verdict.TRIAGE, "urgent", "utilities")
    assert (proposal.why, proposal.clause) == (Why.EMERGENCY, "SZ-A2.4.4c")


def test_danger_comes_before_every_ground_however_loud():
    fire = Letter("法院判决书、信访局答复、纪委都管不了", "仲裁裁决书也没用，现在楼下着火了")
    proposal = screen(fire, RULES, [Earlier("SZ20260105-000001", fire, is_open=False)])

    assert (proposal.why, proposal.ground) == (Why.EMERGENCY, "emergency_line")
    assert proposal.earlier == "SZ20260105-000001"


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


@pytest.mark.clause("SZ-A2.3")
def test_insults_are_proposed_as_offending_public_morals_and_a_complaint_of_an_insult_is_not_declined_either():
    insult = screen(Letter("物业经理就是王八蛋", PLAIN_BODY), RULES)
    complaint = screen(Letter("投诉物业保安骂人", "小区保安骂业主白痴、滚蛋，请物业管一管。"), RULES)

    for proposal in (insult, complaint):
        assert (proposal.verdict, proposal.why) == (Verdict.TRIAGE, Why.WORDS_OF_GROUND)
        assert (proposal.ground, proposal.clause) == ("public_morals", "SZ-A2.3")


OTHER_LETTER = Letter("咨询小学入学政策", "请问学区怎么划分，学校还有学位吗")


@pytest.mark.clause("SZ-A2.4.1b")
def test_a_matter_answered_before_is_proposed_as_repeated_but_not_declined():
    again = a_letter(body=PLAIN_BODY + "请再次核实处理。")
    proposal = screen(again, RULES, [Earlier("SZ20260105-000001", a_letter(), is_open=False)])

    assert (proposal.verdict, proposal.ground, proposal.clause) == (Verdict.TRIAGE, "repeated", "SZ-A2.4.1b")
    assert (proposal.why, proposal.earlier, proposal.sure) == (Why.ANSWERED_BEFORE, "SZ20260105-000001", False)


@pytest.mark.clause("SZ-A2.4.1b")
def test_another_matter_of_the_same_requester_is_no_repeat():
    proposal = screen(OTHER_LETTER, RULES, [Earlier("SZ20260105-000001", a_letter(), is_open=False)])

    assert (proposal.verdict, proposal.earlier) == (Verdict.ACCEPT, "")


def test_what_is_still_in_hand_may_be_joined_and_gives_no_ground_to_decline():
    proposal = screen(a_letter(), RULES, [Earlier("SZ20260105-000001", a_letter(), is_open=True)])

    assert (proposal.verdict, proposal.ground, proposal.clause) == (Verdict.TRIAGE, None, None)
    assert (proposal.why, proposal.earlier) == (Why.STILL_IN_HAND, "SZ20260105-000001")


def test_of_several_cases_on_the_matter_the_open_one_is_named_then_the_newest():
    newest_first = [
        Earlier("SZ20260303-000003", OTHER_LETTER, is_open=True),
        Earlier("SZ20260302-000002", a_letter(), is_open=False),
        Earlier("SZ20260301-000001", a_letter(), is_open=False),
    ]
    still_open = Earlier("SZ20260201-000009", a_letter(), is_open=True)

    assert screen(a_letter(), RULES, newest_first).earlier == "SZ20260302-000002"
    assert screen(a_letter(), RULES, [*newest_first, still_open]).earlier == "SZ20260201-000009"


def test_a_blank_letter_is_no_repeat_of_another_blank_one():
    blank = Letter("", "……")
    proposal = screen(blank, RULES, [Earlier("SZ20260105-000001", blank, is_open=True)])

    assert (proposal.why, proposal.earlier) == (Why.SAYS_NOTHING, "")


@pytest.mark.clause("SZ-A2.4.3b")
def test_where_two_fields_speak_and_neither_leads_the_centre_names_the_lead_unit():
    proposal = screen(Letter("投诉学校和物业", "家长和业主都受影响"), RULES)

    assert (proposal.verdict, proposal.why) == (Verdict.TRIAGE, Why.SEVERAL_BODIES)
    assert (proposal.category, proposal.others) == ("housing", ("education",))
    assert proposal.clause == RULES.several_bodies.clause == "SZ-A2.4.3b"


@pytest.mark.parametrize(
    ("letter", "why"),
    [
        (Letter("你好", "在吗"), Why.UNCLEAR),
        (Letter("你好", "在吗", "complaint"), Why.UNCLEAR),
        (Letter("有个事情", "想跟你们说一说这个事情，不知道行不行"), Why.UNCLEAR),
        (Letter("有个事情", "想跟你们说一说这个事情，" * 4), Why.KIND_UNCLEAR),
        (Letter("路灯坏了", "路灯坏了"), Why.UNCLEAR),
        (Letter("请求清理垃圾", "巷口的垃圾没人管"), Why.PLAIN),
    ],
)
def test_too_little_to_act_on_is_for_a_person_to_ask_about(letter, why):
    proposal = screen(letter, RULES)

    assert (proposal.why, proposal.ground) == (why, "unclear" if why is Why.UNCLEAR else None)


@pytest.mark.parametrize(
    ("title", "body"), [("", ""), ("  ", "\n\t"), ("！！！", "……？？"), ("123", "456-789"), ("😀", "👍")]
)
def test_a_letter_without_a_single_word_is_declined_by_the_machine(title, body):
    proposal = screen(Letter(title, body), RULES)

    assert (proposal.verdict, proposal.ground, proposal.sure) == (Verdict.DECLINE, "blank", True)
    assert proposal.why is Why.SAYS_NOTHING


def test_where_the_rulebook_keeps_that_to_people_a_blank_letter_waits_for_one():
    grounds = tuple(replace(ground, by_machine=False) for ground in RULES.decline_grounds)
    proposal = screen(Letter("", ""), replace(RULES, decline_grounds=grounds))

    assert (proposal.verdict, proposal.ground, proposal.sure) == (Verdict.TRIAGE, "blank", False)


GUIDE = RULES.ground("discipline")


def test_a_kind_that_is_guided_elsewhere_is_proposed_for_referral_whether_declared_or_told_by_words():
    kinds = tuple(replace(kind, guided_by=GUIDE.code) if kind.code == "report" else kind for kind in RULES.kinds)
    guiding = replace(RULES, kinds=kinds)
    letters = (
        a_letter(declared_kind="report"),
        a_letter("举报物业无证经营"),
        a_letter("举报物业", declared_kind="help"),
    )

    for letter in letters:
        proposal = screen(letter, guiding)
        assert (proposal.verdict, proposal.why) == (Verdict.TRIAGE, Why.GUIDED_ELSEWHERE)
        assert (proposal.ground, proposal.clause) == (GUIDE.code, GUIDE.clause)


def test_a_major_kind_waits_for_the_leader_where_one_instructs():
    kinds = tuple(replace(kind, major=True) if kind.code == "suggestion" else kind for kind in RULES.kinds)
    letter = a_letter("建议小区增加充电桩")

    assert screen(letter, replace(RULES, kinds=kinds)).verdict is Verdict.ACCEPT
    instructed = replace(RULES, kinds=kinds, instruction=Instruction(by="leader", clause="WB-6.2b"))
    proposal = screen(letter, instructed)
    assert (proposal.verdict, proposal.why, proposal.clause) == (Verdict.TRIAGE, Why.MAJOR, "WB-6.2b")


def test_a_letters_text_does_not_show_where_the_letter_is_printed():
    assert "物业" not in repr(a_letter())
    assert "物业" not in repr(screen(a_letter(), RULES))
