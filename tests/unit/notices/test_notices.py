"""Whom an event tells."""

from datetime import timedelta

import pytest

from builders import CENTRE, a_walk, extension_requested, rated_poor, replied, screened
from huiyin.case import commands as c
from huiyin.case.facts import Actor
from huiyin.case.vocabulary import Role
from huiyin.notices import notices, tells


def told(walk, event_name):
    event = next(e for e in reversed(walk.events) if e.name == event_name)
    return [(n.template, n.to) for n in notices(event, walk.case)]


@pytest.mark.clause("SZ-A2.4.4f")
def test_a_reply_goes_to_the_deputy_and_when_supervised_to_the_head():
    assert told(a_walk("approving"), "ReplySubmitted") == [("approve", Role.DEPUTY)]
    again = replied(rated_poor(a_walk("rating")).does(c.OrderSecondHandling(by=CENTRE)))
    assert told(again, "ReplySubmitted") == [("approve", Role.HEAD)]


@pytest.mark.clause("SZ-A2.4.4e")
def test_an_extension_tells_the_handler_the_centre_and_the_requester():
    walk = extension_requested(a_walk("handling"))
    walk.does(c.GrantExtension(by=Actor(Role.DEPUTY, "d", walk.case.unit)))
    assert [to for _, to in told(walk, "ExtensionGranted")] == [Role.HANDLER, Role.REQUESTER, Role.CENTRE]


@pytest.mark.clause("SZ-3.5")
def test_a_breach_also_goes_one_level_up():
    walk = a_walk("handling").does(c.Attend(by=Actor(Role.CLOCK)), after=timedelta(days=12))
    assert told(walk, "WarningGiven") == [("warning", Role.HANDLER)]
    assert told(walk, "FellOverdue") == [("overdue", Role.HANDLER), ("overdue_unit", Role.HEAD)]


@pytest.mark.clause("SZ-3.5")
def test_of_the_daily_urgings_every_fifth_goes_one_level_up():
    walk = a_walk("handling")
    for _ in range(25):
        walk.does(c.Attend(by=Actor(Role.CLOCK)), after=timedelta(days=1))
    urged = [e for e in walk.events if e.name == "Urged"]
    up = [e.fact.times for e in urged if "head" in tells(e, walk.case)]
    assert len(urged) > 10
    assert up == [5, 10]


def test_a_reply_that_waits_for_its_signature_is_the_leaders_to_hurry():
    walk = a_walk("approving").does(c.Attend(by=Actor(Role.CLOCK)), after=timedelta(days=12))
    assert told(walk, "FellOverdue")[0] == ("overdue", Role.DEPUTY)


def test_an_event_that_concerns_nobody_outside_tells_nobody():
    walk = a_walk("handling")
    signed = next(e for e in walk.events if e.name == "OrderSignedFor")
    assert tells(signed, walk.case) == ()


def test_the_requester_is_told_of_receipt_and_of_a_referral():
    walk = screened(a_walk("received"))
    walk.does(c.Refer(by=CENTRE, ground="petition", paper=walk.paper("why")))
    assert told(walk, "RequestReceived") == [("received", Role.REQUESTER)]
    assert told(walk, "RequestReferred") == [("referred", Role.REQUESTER)]
