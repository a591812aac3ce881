"""Contact with the requester: each attempt stands in the history, and a wrong number is answered from the letter."""

import pytest

from builders import DEPUTY, HANDLER, Walk, a_law, a_letter, a_walk, accepted, dispatched, screened
from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding import decide
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Contact, Stage
from huiyin.rulebook import codes, load

PARTS = ("text", "legal_basis", "handler")  # all that Suzhou asks for, but for the contact


def called(walk: Walk, outcome: Contact) -> Walk:
    paper = walk.paper(f"contact-{walk.case.seq}", told="3月2日上午电话联系。")
    return walk.does(c.RecordContact(by=HANDLER, outcome=outcome, paper=paper))


def refused(walk: Walk, command: c.Command) -> Refusal:
    with pytest.raises(Refusal) as caught:
        decide(walk.case, command, walk.law, walk.now)
    return caught.value


def reply_without_contact(walk: Walk) -> c.SubmitReply:
    return c.SubmitReply(by=HANDLER, paper=walk.paper("reply", text="已核实处理。"), parts=PARTS)


@pytest.mark.clause("SZ-A2.4.4f", "SZ-A2.4.4i", "NM-11c")
def test_a_handler_records_every_attempt_and_the_order_stays_with_them():
    walk = called(called(a_walk(), Contact.NOT_REACHED), Contact.REACHED)

    recorded = [event for event in walk.events if isinstance(event.fact, f.ContactRecorded)]
    assert [event.fact.outcome for event in recorded] == [Contact.NOT_REACHED, Contact.REACHED]
    assert all(event.by == HANDLER for event in recorded)
    assert walk.case.stage is Stage.HANDLING
    assert len({event.fact.paper.id for event in recorded}) == 2


@pytest.mark.clause("CQ-14", "CQ-14b")
def test_with_a_wrong_number_the_reply_need_not_tell_of_a_contact():
    walk = a_walk()
    assert refused(walk, reply_without_contact(walk)).code == "reply_incomplete"

    called(walk, Contact.WRONG_NUMBER).does(reply_without_contact(walk))

    assert walk.case.stage is Stage.APPROVING


def test_a_number_that_turns_out_to_be_right_is_told_of_again():
    walk = called(called(a_walk(), Contact.WRONG_NUMBER), Contact.REACHED)

    assert refused(walk, reply_without_contact(walk)).code == "reply_incomplete"


def test_nobody_but_the_handler_records_a_contact_and_only_while_handling():
    asked = c.RecordContact(by=DEPUTY, outcome=Contact.REACHED, paper=a_walk().paper("contact"))

    assert refused(a_walk(), asked).code == "not_yours"
    assert refused(a_walk(Stage.APPROVING), asked).code == "not_now"


def test_an_outcome_that_is_none_is_refused():
    walk = a_walk()

    assert (
        refused(walk, c.RecordContact(by=HANDLER, outcome="perhaps", paper=walk.paper("p"))).code == "unknown_contact"
    )


@pytest.mark.parametrize("programme", codes())
def test_every_programme_records_contacts_and_spares_only_what_tells_of_them(programme):
    book = load(programme)

    assert book.contact is not None
    spared = [part.code for part in book.reply_parts if part.required and not part.is_required(wrong_number=True)]
    assert spared in ([], ["contact"])
    assert (spared == ["contact"]) == (programme in ("suzhou-express", "neimenggu-12345", "chongqing-commerce"))


def test_where_orders_are_signed_for_a_contact_may_be_recorded_before():
    walk = dispatched(accepted(screened(a_letter(Walk(a_law())))))

    assert called(walk, Contact.REACHED).case.signed is False
