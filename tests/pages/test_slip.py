"""The handling slip (处理单、处置单): A4, whole, the same every time, and never more than its reader's page shows."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from builders import Walk
from huiyin.case.facts import Accused
from huiyin.case.vocabulary import Role, Stage
from huiyin_aws.pages.visibility import see
from huiyin_aws.slip import slip
from huiyin_aws.slip.lettering import MISSING, legible, lines, width
from page_builders import (
    CHONGQING,
    GUANGXI,
    NEIMENGGU,
    SUZHOU,
    UNITS,
    WEIBIN,
    begun,
    handed_in,
    instruction_asked,
    opinion_given,
    ordered,
    passed_on,
)

TITLES = {
    GUANGXI: "主席信箱信件处理单",
    NEIMENGGU: "12345热线工单处理单",
    WEIBIN: "区长信箱处置单",
    CHONGQING: "市商务委公开信箱（电话）处理单",
    SUZHOU: "“宿事速办”工作平台工单处理单",
}


def printed(walk: Walk, role: Role) -> bytes:
    view = see(walk.case, role, walk.texts, walk.rulebook, walk.now, events=walk.events, units=UNITS)
    return slip(view, walk.rulebook, walk.now)


def pages(paper: bytes) -> list[str]:
    """What can be read on each page, whatever lines it stands in."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(paper)).pages]


def writing(body: str, **letter: str) -> Walk:
    """Guangxi's centre has a letter of this body before it."""
    walk = begun(GUANGXI)
    return replace(walk, texts=walk.texts | {"request": {"title": "请管一管", "body": body} | letter})


@pytest.mark.parametrize(("programme", "title"), TITLES.items())
def test_each_programme_calls_its_slip_as_its_regulation_does_on_one_sheet_of_a4(programme: str, title: str) -> None:
    paper = printed(ordered(programme), Role.HANDLER)
    sheet, (text,) = PdfReader(BytesIO(paper)).pages[0], pages(paper)

    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (595, 842)
    assert title in text
    assert "小区电梯停运三天" in text
    assert "三号楼的电梯已停运三天，老人出行不便，请尽快修好。" in text
    assert "市住房城乡建设局" in text
    assert "承办单位（盖章）" in text
    assert "第1页，共1页" in text


@pytest.mark.clause("CQ-13")
def test_the_slip_carries_the_opinion_to_its_checker_and_the_check_to_the_unit() -> None:
    (to_check,) = pages(printed(opinion_given(), Role.CHECKER))
    assert "提出受理意见：受理（市商务委办公室，2026年3月2日09:30）" in to_check
    assert "受理审核人（签字）" in to_check
    (ordered_,) = pages(printed(ordered(CHONGQING), Role.HANDLER))
    assert "受理（受理审核人，2026年3月2日09:40）" in ordered_
    assert "答复：2026年3月16日17:30前（依据CQ-19b）" in ordered_


@pytest.mark.clause("WB-6.2b")
def test_the_slip_carries_the_proposed_opinion_and_room_for_the_leaders_instruction() -> None:
    (text,) = pages(printed(instruction_asked(), Role.LEADER))
    assert "拟办意见：拟由住建局牵头办理" in text
    assert "领导批示" in text
    assert "分管领导（签字）" in text


def test_every_signature_on_the_record_stands_on_the_paper_with_its_date() -> None:
    (text,) = pages(printed(passed_on(handed_in(CHONGQING), Stage.ANSWERING), Role.CENTRE))
    for who, what, when in (
        ("市住房城乡建设局主要负责人", "签批答复（CQ-14）", "10:00"),
        ("分管委领导", "签批答复（CQ-14）", "10:10"),
        ("委办公室负责人", "答复审核通过（CQ-15）", "10:30"),
    ):
        assert f"{who}{what}2026年3月2日{when}" in text


@pytest.mark.clause("GX-18b")
def test_a_unit_prints_no_more_than_its_page_shows() -> None:
    """Whom the matter is about is for the centre alone; who wrote is on no paper."""
    walk = ordered(GUANGXI, "complaint", accused=Accused(units=("market",)))
    (unit,), (centre,) = (pages(printed(walk, role)) for role in (Role.HANDLER, Role.CENTRE))
    assert "被反映的对象，不得转给" in centre
    assert "市市场监管局" in centre
    assert "被反映" not in unit
    assert "市市场监管局" not in unit
    for text in (unit, centre):
        assert walk.case.requester not in text
        assert "姓名和联系方式不印在本单上" in text


def test_the_same_case_at_the_same_instant_gives_the_same_bytes() -> None:
    assert printed(ordered(SUZHOU), Role.HANDLER) == printed(ordered(SUZHOU), Role.HANDLER)


def test_a_long_letter_goes_on_overleaf_and_loses_nothing() -> None:
    body = "\n".join(f"第{n}段，路灯不亮，夜里看不清路，请尽快修好。" for n in range(300))
    found = pages(printed(writing(body), Role.CENTRE))
    assert len(found) > 4
    whole = "".join(found)
    assert all(f"第{n}段，" in whole for n in range(300))
    for number, text in enumerate(found, 1):
        assert f"第{number}页，共{len(found)}页" in text
        assert "主席信箱信件处理单" in text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("路灯\x00\x07坏了", "路灯坏了"),
        ("路灯\u202e坏了\u200b", "路灯坏了"),
        ("请修好😀谢谢", f"请修好{MISSING}谢谢"),
        ("مرحبا", MISSING * 5),
        ("一\r\n二\r三\u2028四", "一\n二\n三 四"),
        ("价格€5，½，ñandú，㐀，䶮", "价格€5，½，ñandú，㐀，䶮"),
    ],
)
def test_what_no_pen_makes_goes_and_what_no_face_has_leaves_its_place(written: str, shown: str) -> None:
    assert legible(written) == shown
    (text,) = pages(printed(writing(written), Role.CENTRE))
    assert "".join(shown.split()) in text


ODD = ["A" * 3000, "长" * 3000, "word " * 600, "（" * 400, "。" * 400, " " * 500 + "x", ""]


@pytest.mark.parametrize("written", ODD)
def test_no_line_is_longer_than_its_room_and_no_sign_is_lost(written: str) -> None:
    broken = lines(written, 10.0, 200.0)
    assert all(width(line, 10.0) <= 200.0 for line in broken)
    assert "".join(broken).replace(" ", "") == written.replace(" ", "")


def test_lines_begin_with_no_closing_sign_and_words_stay_whole() -> None:
    sentence = "Please repair the lamp in front of the house."
    broken = lines("灯坏了，请修。" * 30 + f"{sentence} " * 5, 10.0, 153.0)
    assert not any(line[:1] in ("，", "。") for line in broken)
    assert {word for line in broken for word in line.split() if word.isascii()} == set(sentence.split())
