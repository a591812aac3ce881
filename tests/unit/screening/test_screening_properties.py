"""What no letter whatever can make the machine do, in any programme that ships."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from huiyin.rulebook import Rulebook, codes, load
from huiyin.screening import Earlier, Letter, Verdict, Why, likeness, screen

on_a_busy_machine = settings(deadline=None)

BOOKS = {code: load(code) for code in codes()}


def _words(rulebook: Rulebook) -> list[str]:
    rules = (*rulebook.kinds, *rulebook.referral, *rulebook.decline_grounds, *rulebook.categories)
    return sorted({word for rule in rules for word in rule.words})


def _dangers(rulebook: Rulebook) -> list[str]:
    kinds = [kind for kind in rulebook.kinds if kind.code == "emergency"]
    grounds = [ground for ground in rulebook.referral + rulebook.decline_grounds if ground.urgent]
    return sorted({word for rule in (*kinds, *grounds) for word in rule.words})


WORDS = {code: _words(book) for code, book in BOOKS.items()}
DANGERS = {code: _dangers(book) for code, book in BOOKS.items()}


@st.composite
def texts(draw, code):
    parts = draw(st.lists(st.sampled_from(WORDS[code]) | st.text(max_size=8), max_size=8))
    return draw(st.sampled_from(["", "，", "\n"])).join(parts)


@st.composite
def letters(draw, code):
    kinds = [None, "nonsense", *(kind.code for kind in BOOKS[code].kinds)]
    return Letter(draw(texts(code)), draw(texts(code)), draw(st.sampled_from(kinds)))


@st.composite
def histories(draw, code):
    found = draw(st.lists(st.tuples(letters(code), st.booleans()), max_size=3))
    return [Earlier(f"{place}", letter, is_open) for place, (letter, is_open) in enumerate(found)]


def says_something(letter: Letter) -> bool:
    return any(sign.isalpha() for sign in letter.title + letter.body)


@pytest.mark.parametrize("code", BOOKS)
@on_a_busy_machine
@given(data=st.data())
def test_the_machine_declines_nobody_but_who_says_nothing_and_refers_nobody(code, data):
    letter, earlier = data.draw(letters(code)), data.draw(histories(code))
    proposal = screen(letter, BOOKS[code], earlier)

    if proposal.verdict is Verdict.DECLINE:
        assert not says_something(letter)
        assert (proposal.ground, proposal.why) == ("blank", Why.SAYS_NOTHING)
        assert BOOKS[code].ground("blank").by_machine
    if proposal.verdict is Verdict.ACCEPT:
        assert (proposal.ground, proposal.why, proposal.others) == (None, Why.PLAIN, ())
        assert not BOOKS[code].kind(proposal.kind).guided_by
    assert proposal.sure == (proposal.verdict is not Verdict.TRIAGE)


@pytest.mark.parametrize("code", BOOKS)
@on_a_busy_machine
@given(data=st.data())
def test_words_of_danger_anywhere_in_a_letter_reach_a_person_before_all_else(code, data):
    word, letter, earlier = (
        data.draw(st.sampled_from(DANGERS[code])),
        data.draw(letters(code)),
        data.draw(histories(code)),
    )
    place = data.draw(st.integers(0, len(letter.body)))
    body = letter.body[:place] + word + letter.body[place:]
    titled, written = Letter(word + letter.title, letter.body, letter.declared_kind), Letter(letter.title, body)

    for dangerous in (titled, written):
        proposal = screen(dangerous, BOOKS[code], earlier)
        assert (proposal.verdict, proposal.why) == (Verdict.TRIAGE, Why.EMERGENCY)


@pytest.mark.parametrize("code", BOOKS)
@on_a_busy_machine
@given(data=st.data())
def test_a_proposal_speaks_in_codes_that_the_rulebook_knows_and_is_the_same_each_time(code, data):
    rulebook, letter, earlier = BOOKS[code], data.draw(letters(code)), data.draw(histories(code))
    proposal = screen(letter, rulebook, earlier)

    assert rulebook.kind(proposal.kind)
    assert all(rulebook.category(each) for each in (proposal.category, *proposal.others))
    assert proposal.category not in proposal.others
    assert proposal.ground is None or rulebook.ground(proposal.ground).clause == proposal.clause
    assert proposal.earlier in ("", *(case.number for case in earlier))
    assert proposal == screen(letter, rulebook, earlier)


SOME = st.builds(Letter, texts("suzhou-express"), texts("suzhou-express"))


@on_a_busy_machine
@given(one=SOME, other=SOME)
def test_likeness_is_between_nothing_and_one_whichever_way_it_is_asked(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1


@on_a_busy_machine
@given(one=st.text("abcxyz", min_size=1), other=st.text("停水三天", min_size=1))
def test_letters_without_a_letter_in_common_are_not_alike_at_all(one, other):
    assert likeness(Letter(one, ""), Letter("", other)) == 0


@on_a_busy_machine
@given(letter=SOME, more=st.text("再次来信请尽快", min_size=1))
def test_whoever_sends_a_letter_again_with_more_stays_on_the_same_matter(letter, more):
    assume(says_something(letter) and sum(sign.isalpha() for sign in letter.body) != 1)
    assert likeness(letter, Letter(letter.title, letter.body + more)) >= 0.5
