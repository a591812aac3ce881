"""What every programme has in its own way, walked in those that no other story of it tells: requests on one matter, the
slip by its own name, a case that is kept from whom it is about.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pytest
from city import City, Letter, opened
from pypdf import PdfReader

YES = {"confirm": "yes"}
NOISE = {"title": "请管一管", "body": "我们这里每天半夜都很吵，睡不好觉，盼有人管一管。", "kind": "help"}


@dataclass(frozen=True)
class Programme:
    """A letter that goes to a unit by itself, the unit, another one, and how its reply is signed and reviewed."""

    code: str
    letter: dict[str, str]
    unit: str
    other: str
    slip: str
    chain: tuple[str, ...]
    reply: dict[str, str]
    before: tuple[str, ...] = ()
    rated: str = ""
    checked: bool = False


PROGRAMMES = (
    Programme(
        "neimenggu-12345",
        {
            "title": "投诉物业不修单元门",
            "body": "小区单元门坏了一个月，物业推诿不修，请督促维修。",
            "kind": "complaint",
        },
        "zhujian",
        "shichang",
        "12345热线工单处理单",
        ("centre PassReply",),
        {"part_text": "物业已更换单元门锁和闭门器，住户代表验收。", "part_contact": "当日电话联系，诉求人认可。"},
        before=("SignFor",),
        rated="solved_satisfied",
    ),
    Programme(
        "weibin-mailbox",
        {"title": "咨询老楼加装电梯", "body": "请问我们家属院的老楼加装电梯有什么补贴，怎么申请？", "kind": "enquiry"},
        "zhujian",
        "chengguan",
        "区长信箱处置单",
        ("head ApproveReply", "centre PassReply", "leader PassReply"),
        {"part_text": "每部补贴十五万元，向街道申请。", "part_handler": "物业科经办人，0917-0000000"},
    ),
    Programme(
        "chongqing-commerce",
        {"title": "预付卡退款难", "body": "美发店关门跑路，储值卡余额三千元不退，请帮忙追回。", "kind": "complaint"},
        "yufuka",
        "zhifa",
        "市商务委公开信箱（电话）处理单",
        ("head ApproveReply", "leader ApproveReply", "centre PassReply", "checker PassReply", "leader PassReply"),
        {
            "part_text": "已责令发卡企业七日内退还余额，三千元已退至您的账户。",
            "part_unit": "预付卡管理中心",
            "part_handler": "预付卡管理中心经办人，023-00000000",
            "part_investigation": "三月九日到店核查，查明发卡企业未备案。",
            "part_legal_basis": "《单用途商业预付卡管理办法（试行）》第三十六条",
            "part_contact": "三月十日电话告知来信人处理情况。",
        },
        checked=True,
    ),
)


@pytest.fixture(scope="module", params=PROGRAMMES, ids=lambda programme: programme.code)
def world(request: pytest.FixtureRequest) -> Iterator[tuple[City, Programme]]:
    with opened(request.param.code) as city:
        yield city, request.param


def _ordered(city: City, programme: Programme) -> Letter:
    letter = city.hand_in(**programme.letter)
    if programme.checked:
        city.does("checker", letter, "ConfirmOpinion", **YES)
    assert city.stage(letter) == "handling"
    return letter


@pytest.mark.clause("WB-6.1")
def test_one_handling_answers_both_requests_on_the_same_matter(world: tuple[City, Programme]) -> None:
    city, programme = world
    lead, other, apart = _ordered(city, programme), city.hand_in(**NOISE), city.hand_in(**NOISE)
    centre = city.at_desk("centre")
    for each in (other, apart):
        centre.does(each, "JoinTo", number=lead.number, reason="同一事项。", **YES)
        assert city.stage(each) == "joined"
    centre.does(apart, "SplitOff", reason="不是同一事项。")
    assert city.stage(apart) == "triage"

    for command in programme.before:
        city.does("handler", lead, command, **YES)
    city.does("handler", lead, "SubmitReply", **programme.reply)
    for who, command in (step.split() for step in programme.chain):
        city.does(who, lead, command, **YES)

    assert city.track(lead)["answer"] == city.track(other)["answer"] == programme.reply["part_text"]
    for each in (lead, other):
        if programme.rated:
            city.does("requester", each, "Rate", rating=programme.rated)
        assert city.stage(each) == "archived"
    assert city.stage(apart) == "triage"
    assert lead.number not in city.look_up(other)


@pytest.mark.clause("WB-6.2b", "CQ-13")
def test_the_slip_is_printed_under_the_programmes_own_name_with_what_was_written_and_room_to_sign(
    world: tuple[City, Programme],
) -> None:
    city, programme = world
    letter = _ordered(city, programme)
    answer = city.cloud.gateway.call("GET", f"{city.link('handler', letter)}/slip.pdf")

    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    sheets = PdfReader(BytesIO(answer.body)).pages
    assert [round(float(side) / 72 * 25.4) for side in sheets[0].mediabox[2:]] == [210, 297]
    text = "".join("".join(sheet.extract_text().split()) for sheet in sheets)
    assert all(said in text for said in (programme.slip, letter.number, programme.letter["body"]))
    assert letter.phone not in text


@pytest.mark.clause("GX-18b")
def test_what_turns_out_to_be_about_the_unit_is_taken_from_it_and_nobody_there_is_told_more(
    world: tuple[City, Programme],
) -> None:
    city, programme = world
    letter = _ordered(city, programme)
    link, centre = city.link("handler", letter), city.at_desk("centre")
    head = city.at_desk("head", programme.unit)
    assert head.get(f"/desk/cases/{letter.number}").status == 200

    centre.does(letter, "Correct", kind="report", reason="是举报。")
    centre.does(letter, "NameAccused", accused_unit=programme.unit, reason="信中反映该单位违规审批。")

    assert city.stage(letter) == "dispatching"
    assert city.open(link)[0] == 410
    assert head.get(f"/desk/cases/{letter.number}").status == 404
    offered = centre.opens(letter).form("Dispatch").field("unit").options
    assert programme.unit not in offered
    before = [m for m in city.cloud.messages if letter.number in m.text]
    centre.does(letter, "Dispatch", unit=programme.other, **YES)
    after = [m for m in city.cloud.messages if letter.number in m.text][len(before) :]
    assert after
    assert not [m for m in after if (p := city.deployment.book.get(m.to[0])) and p.unit == programme.unit]
    assert "违规审批" not in city.open(city.link("handler", letter, programme.other))[1].words


def test_an_order_goes_back_to_whom_it_belongs_and_is_taken_from_whom_it_does_not(
    world: tuple[City, Programme],
) -> None:
    city, programme = world
    letter, centre = _ordered(city, programme), city.at_desk("centre")
    returned = {"reason": "不属于本单位职责。", "basis": "三定规定。", "suggestion": "请改派。"}
    city.does("handler", letter, "RequestReturn", programme.unit, **returned)
    city.does("centre", letter, "UpholdReturn", unit="", **YES)
    centre.does(letter, "DispatchAgain", unit=programme.unit, reason="三定规定列明属该单位。", **YES)
    assert city.story(letter)[-2:] == ["ImproperReturn", "OrderDispatched"]
    assert "第1次不当退单" in city.messages_to("head", letter, programme.unit)[-1].text

    link = city.link("handler", letter, programme.unit)
    centre.does(letter, "Recall", reason="经会商由另一单位办理。")
    assert city.is_shut(link)
    centre.does(letter, "Dispatch", unit=programme.other, **YES)
    assert city.stage(letter) == "handling"
    told = centre.opens(letter).words
    assert all(said in told for said in ("三定规定列明属该单位。", "经会商由另一单位办理。"))
    assert "经会商由另一单位办理。" not in city.open(city.link("handler", letter, programme.other))[1].words
