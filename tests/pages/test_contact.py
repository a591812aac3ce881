"""What pages say of contacts with the requester: those inside read them, and a wrong number changes what is asked."""

import pytest

from builders import HANDLER, Walk, a_walk
from huiyin.case import commands as c
from huiyin.case.vocabulary import Contact, Role
from huiyin_aws.pages import visibility
from huiyin_aws.pages.forms import forms_for, read_form
from page_builders import UNITS, rendered

TOLD = "3月2日上午致电，对方称打错了。"


def called(outcome: Contact) -> Walk:
    walk = a_walk()
    return walk.does(c.RecordContact(by=HANDLER, outcome=outcome, paper=walk.paper("contact", told=TOLD)))


def reply_form(walk: Walk):
    forms = forms_for(walk.case, Role.HANDLER, walk.rulebook, UNITS, walk.now, time=walk.law.time)
    return next(form for form in forms if form.command == "SubmitReply")


@pytest.mark.clause("SZ-A2.4.4f", "NM-11c")
def test_a_contact_is_read_by_those_who_handle_the_case_and_never_by_the_requester():
    walk = called(Contact.WRONG_NUMBER)

    for role in (Role.HANDLER, Role.DEPUTY, Role.CENTRE):
        assert visibility.papers(walk.case, role, walk.rulebook, walk.events)[-1].id == "contact"
        assert TOLD in rendered(walk, role)
        assert "联系诉求人：号码有误或是空号" in rendered(walk, role)
    assert "contact" not in [p.id for p in visibility.papers(walk.case, Role.REQUESTER, walk.rulebook, walk.events)]
    assert TOLD not in rendered(walk, Role.REQUESTER)
    assert "号码有误" not in rendered(walk, Role.REQUESTER)


@pytest.mark.clause("CQ-14")
def test_with_a_wrong_number_the_form_says_that_the_letter_is_enough():
    asked = {field.name: field for field in reply_form(a_walk()).fields}
    spared = {field.name: field for field in reply_form(called(Contact.WRONG_NUMBER)).fields}

    assert asked["part_contact"].required
    assert not spared["part_contact"].required
    assert "据来信内容答复" in spared["part_contact"].hint.zh
    assert [name for name in asked if asked[name].required != spared[name].required] == ["part_contact"]


def test_the_form_becomes_a_command_with_its_paper():
    walk = a_walk()
    forms = forms_for(walk.case, Role.HANDLER, walk.rulebook, UNITS, walk.now, time=walk.law.time)
    posted = {"command": ["RecordContact"], "outcome": ["not_reached"], "told": [TOLD]}

    intent = read_form(posted, forms)
    (kept,) = intent.papers
    (command,) = intent.commands(HANDLER, {"contact": walk.paper("contact")})

    assert kept == ("contact", {"told": TOLD})
    assert command.outcome is Contact.NOT_REACHED
