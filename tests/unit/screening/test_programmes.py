"""Each programme's own grounds, proposed with its own clauses, and decided by a person."""

import pytest

from huiyin.rulebook import load
from huiyin.screening import Earlier, Letter, Proposal, Verdict, Why, screen

GX, NM, WB, CQ = "guangxi-mailbox", "neimenggu-12345", "weibin-mailbox", "chongqing-commerce"
MATTER = Letter("反映超市预付卡退款难", "超市的预付卡不给退款，消费者多次要求没有结果，希望商务部门处理。")
ADVERTISING = Letter("火爆招商诚邀加盟", "厂家直销，欢迎来电咨询，扫码加微信领取优惠，名额不多。")
ABUSE = Letter("一群王八蛋", "你们这些人渣，都是不要脸的东西，早晚要滚蛋。")
HOLLOW = Letter("你好", "在吗")


def proposed(programme: str, letter: Letter, *earlier: Earlier) -> Proposal:
    """What the programme's rules propose; whatever it is, a person decides."""
    proposal = screen(letter, load(programme), earlier)
    assert (proposal.verdict, proposal.sure) == (Verdict.TRIAGE, False)
    return proposal


REPEATED = [
    pytest.param(WB, "WB-6.2a", marks=pytest.mark.clause("WB-6.2a")),
    pytest.param(CQ, "CQ-9", marks=pytest.mark.clause("CQ-9")),
    (NM, None),
    (GX, None),
]


@pytest.mark.parametrize(("programme", "clause"), REPEATED)
def test_what_was_answered_before_is_proposed_as_repeated(programme, clause):
    proposal = proposed(programme, MATTER, Earlier("X20260105-000001", MATTER, is_open=False))

    assert (proposal.why, proposal.ground, proposal.clause) == (Why.ANSWERED_BEFORE, "repeated", clause)
    assert proposal.earlier == "X20260105-000001"


GROUNDS = [
    pytest.param(GX, HOLLOW, "unclear", "GX-9", marks=pytest.mark.clause("GX-9")),
    (GX, ADVERTISING, "advertising", None),
    (GX, ABUSE, "abuse", None),
    pytest.param(WB, HOLLOW, "unclear", "WB-4", marks=pytest.mark.clause("WB-4")),
    pytest.param(WB, ADVERTISING, "advertising", "WB-4", marks=pytest.mark.clause("WB-4")),
    pytest.param(WB, ABUSE, "abuse", "WB-4", marks=pytest.mark.clause("WB-4")),
    pytest.param(CQ, HOLLOW, "unclear", "CQ-9", marks=pytest.mark.clause("CQ-9")),
    pytest.param(CQ, ADVERTISING, "advertising", "CQ-9", marks=pytest.mark.clause("CQ-9")),
    pytest.param(CQ, ABUSE, "abuse", "CQ-9", marks=pytest.mark.clause("CQ-9")),
    (NM, HOLLOW, "unclear", None),
    (NM, ADVERTISING, "advertising", None),
    (NM, ABUSE, "abuse", "NM-26"),
]


@pytest.mark.parametrize(("programme", "letter", "ground", "clause"), GROUNDS)
def test_hollow_letters_advertising_and_abuse_are_proposed_on_the_programmes_ground(programme, letter, ground, clause):
    proposal = proposed(programme, letter)

    assert (proposal.ground, proposal.clause) == (ground, clause)
    assert proposal.why is (Why.UNCLEAR if ground == "unclear" else Why.WORDS_OF_GROUND)


@pytest.mark.clause("GX-8", "GX-18b")
@pytest.mark.parametrize(
    ("letter", "ground"),
    [
        (Letter("举报某公司无证经营", "小区旁的公司没有营业执照，请查处。"), "report"),
        (Letter("小区旁的公司", "没有营业执照，请查处。", "report"), "report"),
        (Letter("反映小区旁的公司", "这家公司无证经营，请尽快解决。", "complaint"), "report"),
        (Letter("信访局没有答复", "请帮助解决，多次询问都没有结果。"), "petition"),
    ],
)
def test_reports_and_petitions_are_guided_elsewhere_in_guangxi_and_reach_no_unit(letter, ground):
    proposal = proposed(GX, letter)

    assert (proposal.ground, proposal.clause) == (ground, "GX-8")
    assert proposal.why is (Why.WORDS_OF_GROUND if ground == "petition" else Why.GUIDED_ELSEWHERE)


@pytest.mark.clause("GX-8")
@pytest.mark.parametrize(
    ("letter", "ground"),
    [
        (Letter("楼下着火了", "请快派人来救火"), "emergency_line"),
        (Letter("请求帮助", "家里有急事", "emergency"), "emergency_line"),
        (Letter("村里被洪水围困", "山洪冲进村子，请派人来"), "major_urgent"),
    ],
)
def test_emergencies_reach_a_person_at_once_in_guangxi_who_guides_them_to_the_line(letter, ground):
    proposal = proposed(GX, letter)

    assert (proposal.why, proposal.ground, proposal.clause) == (Why.EMERGENCY, ground, "GX-8")


ELSEWHERE = [
    ("法院判决书下来了一直没有执行", "litigation"),
    ("劳动仲裁的结果我不服", "arbitration"),
    ("干部贪污，请纪委查一查", "discipline"),
    ("我要申请行政复议", "reconsideration"),
    ("政府信息公开申请没有回音", "disclosure"),
    ("信访局受理了我的事没有下文", "petition"),
]


@pytest.mark.clause("NM-9", "WB-4")
@pytest.mark.parametrize(("title", "ground"), ELSEWHERE)
def test_matters_of_other_procedures_are_proposed_for_referral(title, ground):
    letter = Letter(title, "请帮助解决，多次询问都没有结果。")

    for programme, clause in ((NM, "NM-9"), (WB, "WB-4")):
        proposal = proposed(programme, letter)
        assert (proposal.why, proposal.ground, proposal.clause) == (Why.WORDS_OF_GROUND, ground, clause)


@pytest.mark.clause("NM-9")
@pytest.mark.parametrize(
    ("title", "ground"),
    [("此件涉及国家秘密", "state_secret"), ("泄露公司商业秘密", "trade_secret"), ("有人偷拍住户", "privacy")],
)
def test_secrets_and_privacy_are_proposed_as_out_of_scope(title, ground):
    proposal = proposed(NM, Letter(title, "请帮助处理，多次询问都没有结果。"))

    assert (proposal.ground, proposal.clause) == (ground, "NM-9")


@pytest.mark.clause("NM-10")
@pytest.mark.parametrize("title", ["小区停水三天", "整条街停电", "楼道燃气泄漏", "山洪冲进村子"])
def test_outages_and_disasters_are_an_emergency_in_inner_mongolia(title):
    proposal = proposed(NM, Letter(title, "请求尽快处理", "help"))

    assert (proposal.why, proposal.kind, proposal.clause) == (Why.EMERGENCY, "emergency", "NM-10")


SEVERAL = [
    (GX, Letter("请求学校和物业解决", "家长和业主都受影响，没有人管。"), {"housing", "education"}, "GX-10"),
    (NM, Letter("投诉学校和物业", "家长和业主都受影响，没有人管。"), {"housing", "education"}, "NM-11b"),
    (WB, Letter("投诉学校和物业", "家长和业主都受影响，没有人管。"), {"housing", "education"}, "WB-6.3c"),
    (CQ, Letter("投诉超市和网店", "商场和网购都不给退货，没有人管。"), {"retail", "e_commerce"}, "CQ-13"),
]


@pytest.mark.parametrize(("programme", "letter", "fields", "clause"), SEVERAL)
def test_a_letter_that_concerns_several_bodies_is_proposed_as_such(programme, letter, fields, clause):
    proposal = proposed(programme, letter)

    assert (proposal.why, proposal.clause) == (Why.SEVERAL_BODIES, clause)
    assert {proposal.category, *proposal.others} == fields
