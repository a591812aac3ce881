"""What is found in a reply's parts: faults are refused, contradictions are doubts, an honest reply passes."""

from dataclasses import replace

import pytest

from huiyin.replies import DOUBT, EXPLAINED, REFUSE, WORDS, Reported, examine
from huiyin.rulebook import codes, load

SUZHOU, GUANGXI, NEIMENGGU, CHONGQING = map(
    load, ("suzhou-express", "guangxi-mailbox", "neimenggu-12345", "chongqing-commerce")
)

GOOD = {
    "text": "3月3日到场核实，电梯因曳引机故障停运，已更换并通过检验，3月4日恢复运行。",
    "legal_basis": "《特种设备安全监察条例》第二十七条",
    "contact": "3月4日电话告知诉求人，诉求人表示满意。",
    "handler": "住房城乡建设局物业科经办人，0557-0000000",
}
LETTER = "三号楼的电梯已停运三天，老人出行不便，投诉物业不维修，请尽快派人修好，并公布检验结果。"


def found(parts=GOOD, book=SUZHOU, **said):
    told = Reported(**{"solved": "solved", "letter": LETTER} | said)
    return [(each.code, each.part, each.grade) for each in examine(parts, told, book)]


@pytest.mark.clause("SZ-A2.4.4f")
def test_an_honest_reply_passes():
    assert found() == []


@pytest.mark.clause("GX-16")
@pytest.mark.clause("NM-11d")
@pytest.mark.clause("CQ-26")
@pytest.mark.clause("SZ-A2.4.4g")
@pytest.mark.parametrize("book", [SUZHOU, GUANGXI, NEIMENGGU, CHONGQING], ids=lambda book: book.code)
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("您好！您反映的问题已转有关部门处理，请耐心等待。感谢您的来信！", "empty_phrases"),
        ("网友：您好！留言已收悉", "empty_phrases"),
        ("感谢您的来信。住房城乡建设局 2026年3月3日", "empty_phrases"),
        ("同上", "placeholder"),
        ("——", "empty_phrases"),
        ("已修好。", "too_short"),
        (LETTER, "letter_copied"),
    ],
)
def test_what_says_nothing_is_refused(book, text, code):
    parts = {part.code: "" for part in book.reply_parts} | {"text": text}
    said = Reported(solved="solved", letter=LETTER, units=("住房城乡建设局",))
    here = [each for each in examine(parts, said, book) if each.part == "text"]
    assert [(each.code, each.grade) for each in here] == [(code, REFUSE)]


@pytest.mark.parametrize(
    "text",
    [
        "您好！您反映的问题已转至房管所，房管所3月3日上门修好了水管。感谢您的来信！",  # passed on, and what came of it
        "已转账三千元至您的账户。",
        "感谢您的来信，已交由环卫公司于3月3日清运完毕。",  # a phrase and what came of it, in one breath
        "经核实处理路灯已恢复照明。",
        "按照现有的规定，我市没有此类补贴。",
        "您来信说电梯停运三天，经查属实，曳引机已更换，3月4日恢复运行，检验结果已张贴。",  # takes up the letter's words
    ],
)
def test_a_phrase_among_words_that_say_something_refuses_nothing(text):
    assert found(GOOD | {"text": text}) == []


@pytest.mark.clause("GX-15")
@pytest.mark.clause("CQ-29")
@pytest.mark.parametrize("code", codes())
def test_every_part_that_the_rulebook_asks_for_has_to_be_there(code):
    book = load(code)
    required = [part.code for part in book.reply_parts if part.required]
    missing = [each.part for each in examine({}, Reported(), book) if (each.code, each.grade) == ("missing", REFUSE)]
    assert missing == required


@pytest.mark.parametrize(
    ("change", "said", "doubt"),
    [
        ({"text": "该路段增设路灯需专项资金，目前暂时无法安装。"}, {}, ("unsolved_words", "text")),
        ({}, {"contact": "not_reached"}, ("satisfied_unreached", "contact")),
        ({}, {"contact": "wrong_number"}, ("satisfied_unreached", "contact")),
        ({"contact": "电话为空号，诉求人表示满意。"}, {}, ("satisfied_unreached", "contact")),
        ({"legal_basis": "有关规定"}, {}, ("no_law", "legal_basis")),
        ({"handler": "物业科经办人"}, {}, ("no_telephone", "handler")),
        ({"text": "曳引机已更换，今后将进一步加强日常巡查。"}, {}, ("hollow", "text")),
    ],
)
def test_a_contradiction_is_a_doubt(change, said, doubt):
    assert found(GOOD | change, **said) == [(*doubt, DOUBT)]


@pytest.mark.clause("SZ-A2.4.4i")
def test_who_says_that_it_is_not_solved_may_say_why():
    unsolved = GOOD | {"text": "该路段增设路灯需专项资金，目前暂时无法安装。", EXPLAINED: "3月3日上门说明了原因。"}
    assert found(unsolved, solved="not_now") == []
    assert found(unsolved | {EXPLAINED: "同上"}, solved="not_now") == [("placeholder", EXPLAINED, REFUSE)]


@pytest.mark.parametrize(
    "basis", ["《物业管理条例》", "国发〔2024〕12号", "条例第二十七条", "（2026）3号文", "《办法》第3条"]
)
def test_a_law_is_known_by_its_name_its_number_or_its_article(basis):
    assert found(GOOD | {"legal_basis": basis}) == []


@pytest.mark.parametrize("number", ["0557-3020000", "13900000001", "12345", "3020000转801"])
def test_a_telephone_number_is_known(number):
    assert found(GOOD | {"handler": f"经办人，{number}"}) == []


def test_who_is_not_satisfied_contradicts_nothing():
    assert found(GOOD | {"contact": "电话无人接听，上门时诉求人表示不满意。"}) == []


def test_every_finding_has_words_and_every_check_its_clause_or_is_a_choice():
    for code in codes():
        checks = load(code).reply_checks
        assert {check.code for check in checks} <= set(WORDS)
        assert {check.grade for check in checks} == {REFUSE, DOUBT}


def test_a_rulebook_without_checks_asks_for_presence_alone():
    assert found({"text": "同上"} | dict.fromkeys(GOOD, "同上"), replace(SUZHOU, reply_checks=())) == []
