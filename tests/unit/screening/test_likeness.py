"""When two letters are on the same matter: tried on invented letters, and measured on real ones."""

import csv
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from huiyin.rulebook import load
from huiyin.screening import Letter, likeness

FROM = load("suzhou-express").screening.same_matter_from
LIFT = Letter("小区电梯停运三天", "3号楼的电梯停运三天，老人出行不便，投诉物业不维修，请尽快处理。")

REAL_LETTERS = Path(__file__).resolve().parents[4] / "shared" / "data" / "letters_stream.csv"

# Read one by one: of the pairs by one sender that are found alike, these six are on different matters.
DIFFERENT = {
    ("192521", "191993"),
    ("274526", "275565"),
    ("237116", "275514"),
    ("200611", "206587"),
    ("279009", "275514"),
    ("229359", "234326"),
}


@pytest.mark.parametrize(
    "again",
    [
        Letter("再次反映电梯停运", LIFT.body),
        Letter(LIFT.title, "５号楼的电梯停运四天了！老人出行不便，投诉物业不维修，请尽快处理！！"),
        Letter("电梯停运", "电梯停运三天，老人出行不便"),
        Letter("投诉", LIFT.title + "。" + LIFT.body + "物业说要等配件，已经等了一个星期，没有人来看过。"),
    ],
)
@pytest.mark.clause("SZ-A2.4.1b")
def test_the_same_matter_is_found_again_in_other_words_shorter_or_longer(again):
    assert likeness(LIFT, again) >= FROM


@pytest.mark.parametrize(
    "other",
    [
        Letter("小区垃圾三天没有清运", "3号楼下的垃圾三天没人清运，气味很大，投诉物业不处理，请尽快安排。"),
        Letter("咨询小学入学", "请问今年小学什么时候报名，需要哪些材料？"),
        Letter("", ""),
    ],
)
def test_another_matter_is_another_even_in_the_same_house_and_tone(other):
    assert likeness(LIFT, other) < FROM


def test_width_case_digits_and_punctuation_say_nothing():
    assert likeness(Letter("WIFI坏了！", "2026年3月2日"), Letter("ｗｉｆｉ坏了", "2027年4月5日")) == 1


def _found() -> list[tuple[str, str]]:
    with REAL_LETTERS.open(encoding="utf-8-sig", newline="") as file:
        by_sender = defaultdict(list)
        for row in csv.DictReader(file):
            by_sender[row["sender"]].append(row)
    pairs = (pair for rows in by_sender.values() for pair in combinations(rows, 2))
    return [(a["id"], b["id"]) for a, b in pairs if likeness(_letter(a), _letter(b)) >= FROM]


def _letter(row: dict[str, str]) -> Letter:
    return Letter(row["title"], row["body"])


@pytest.mark.skipif(not REAL_LETTERS.is_file(), reason="the real letters (../shared/data) are not on this machine")
def test_on_real_letters_what_is_found_alike_is_the_same_matter():
    """Whoever changes the measure or the threshold reads the pairs anew: the number of pairs is part of the finding."""
    found = _found()

    assert len(found) == 168
    assert set(found) >= DIFFERENT
    assert 1 - len(DIFFERENT) / len(found) > 0.96
