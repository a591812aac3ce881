"""The checks measured on real replies: what they refuse says nothing, and nearly everything else passes unasked."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from huiyin.replies import DOUBT, REFUSE, Reported, examine
from huiyin.replies.phrases import letters
from huiyin.rulebook import load

BOOK = load("neimenggu-12345")
REAL_REPLIES = Path(__file__).resolve().parents[4] / "shared" / "data" / "letters_with_replies.csv"


@pytest.mark.clause("NM-11d")
@pytest.mark.skipif(not REAL_REPLIES.is_file(), reason="the real replies (../shared/data) are not on this machine")
def test_of_real_replies_only_those_that_say_nothing_are_refused():
    with REAL_REPLIES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    graded = Counter[str]()
    for row in rows:
        parts = {"text": row["reply"], "contact": "电话告知来信人。"}
        found = examine(parts, Reported(solved="solved", letter=row["title"] + row["body"]), BOOK)
        grades = {each.grade for each in found}
        graded[REFUSE if REFUSE in grades else DOUBT if grades else "passed"] += 1
        if REFUSE in grades:
            # Each was read: they say that the letter came in, or where it was passed on, and not a word of the matter.
            assert [each.code for each in found] == ["empty_phrases"]
            assert len(letters(row["reply"])) < 70
    assert len(rows) == 1408
    assert graded == {"passed": 1271, DOUBT: 79, REFUSE: 58}
