"""What always holds: any sequence of commands leaves a legal state or a named refusal, and the record replays."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import MONDAY_MORNING, UNIT, a_law, a_paper
from huiyin.case import commands as c
from huiyin.case.deciding import decide
from huiyin.case.deciding.merging import MOST_JOINED
from huiyin.case.evolve import replay
from huiyin.case.facts import Accused, Actor, Event, LegalLimit
from huiyin.case.law import Law
from huiyin.case.moves import MOVES, moves_of
from huiyin.case.record import case_from, case_record, event_from, event_record
from huiyin.case.refusal import Refusal
from huiyin.case.state import Case
from huiyin.case.vocabulary import Contact, Role, Solved, Stage
from huiyin.notices import notices
from huiyin.replies import EXPLAINED
from huiyin.rulebook import Rulebook, codes
from huiyin.worktime import Amendment

PAPER = a_paper()
LAWS = {code: a_law(code) for code in codes()}
# A Thursday taken off, a Saturday worked: what an authority may announce while cases are open.
NOTICE = {
    date(2026, 3, 5): Amendment(False, "放假 · a day off"),
    date(2026, 3, 7): Amendment(True, "调休 · a make-up day"),
}
CHARGES = tuple({ground.code for law in LAWS.values() for ground in law.rulebook.charges})
REPLY_PARTS = tuple({part.code for law in LAWS.values() for part in law.rulebook.reply_parts})

units = st.sampled_from([UNIT, "transport", "health"])
actors = st.builds(Actor, st.sampled_from(list(Role)), st.just("somebody"), units)
kinds = st.sampled_from(["enquiry", "complaint", "report", "suggestion", "emergency", "other", "no_such_kind"])
by_law = st.sampled_from([None, LegalLimit(60, "calendar_days", PAPER), LegalLimit(2, "working_days", PAPER)])
accused = st.sampled_from([Accused(), Accused(units=(UNIT,)), Accused(people=("somebody-else",))])
papers = st.one_of(st.none(), st.just(PAPER))
supporting = st.lists(units, max_size=2, unique=True).map(tuple)
SUPPORT = {"supporting": supporting, "task": papers}


# Cases that another may be joined to, at whatever stage they stand; and as many as may be joined to one.
OTHERS = [f"SZ20260302-00010{place}" for place in range(MOST_JOINED)]
leads = st.builds(
    Case,
    number=st.just("SZ20260302-000099"),
    programme=st.sampled_from(sorted(LAWS)),
    stage=st.sampled_from(list(Stage)),
    seq=st.just(9),
    unit=units,
    kind=kinds,
    reply=papers,
)


# What each command takes besides who asks for it.
TAKES: dict[type[c.Command], dict[str, st.SearchStrategy]] = {
    c.Screen: {"verdict": st.sampled_from(["accept", "triage", "decline"]), "kind": kinds, "unit": units},
    c.Accept: {"kind": kinds, "unit": st.one_of(st.just(""), units), "major": st.booleans(), "by_law": by_law}
    | SUPPORT,
    c.AskInstruction: {"paper": st.just(PAPER), "kind": kinds, "unit": units},
    c.Instruct: {"paper": st.just(PAPER), "unit": units, "supporting": supporting},
    c.AskCoordination: {"paper": st.just(PAPER), "kind": kinds},
    c.Coordinate: {"paper": st.just(PAPER), "unit": units, "supporting": supporting},
    c.DeclineCoordination: {"paper": st.just(PAPER)},
    c.ConfirmOpinion: {"comment": papers},
    c.RejectOpinion: {"paper": st.just(PAPER)},
    c.Forward: {"paper": st.just(PAPER)},
    c.SubmitUpward: {"paper": st.just(PAPER)},
    c.Decline: {"ground": st.sampled_from(["blank", "nothing"]), "paper": papers},
    c.Refer: {"ground": st.sampled_from(["petition", "nothing"]), "paper": papers},
    c.AnswerAtOnce: {"paper": st.just(PAPER)},
    c.RecordThreeWayCall: {"paper": st.just(PAPER)},
    c.TransferCall: {"paper": st.just(PAPER)},
    c.Dispatch: {"unit": units} | SUPPORT,
    c.NameSupporting: SUPPORT,
    c.Contribute: {"paper": st.just(PAPER)},
    c.DeclineSupport: {"paper": st.just(PAPER)},
    c.ReleaseSupport: {"unit": units},
    c.DispatchAgain: {"unit": units, "paper": st.just(PAPER)},
    c.Correct: {"paper": st.just(PAPER), "kind": kinds, "category": st.sampled_from(["", "transport"])},
    c.KeepFrom: {"accused": accused},
    c.NameAccused: {"accused": accused, "paper": st.just(PAPER)},
    c.Recall: {"paper": st.just(PAPER)},
    c.JoinTo: {"lead": leads, "paper": st.just(PAPER), "accused": st.sampled_from([None, Accused((UNIT,))])},
    c.SplitOff: {"paper": st.just(PAPER)},
    c.FollowLead: {"lead": leads},
    c.NoteJoined: {"number": st.sampled_from(OTHERS), "accused": st.sampled_from([None, Accused((UNIT,))])},
    c.NoteSplit: {"number": st.sampled_from(OTHERS)},
    c.VoidOverdue: {"obligation": st.sampled_from(["reply#1", "accept#1", "sign_for#1"]), "paper": st.just(PAPER)},
    c.CarryOver: {"unit_from": units, "unit": units},
    c.HandOn: {"unit": units},
    c.GiveBack: {"paper": st.just(PAPER)},
    c.ReportProgress: {"paper": st.just(PAPER)},
    c.SignFor: {},
    c.RequestReturn: {"paper": st.just(PAPER), "proved": st.booleans()},
    c.UpholdReturn: {},
    c.RefuseReturn: {"paper": st.just(PAPER)},
    c.RequestExtension: {"days": st.integers(-1, 9), "paper": st.just(PAPER), "proved": st.booleans()},
    c.GrantExtension: {},
    c.RefuseExtension: {"paper": st.just(PAPER)},
    c.NameHandler: {"person": st.sampled_from(["somebody", "a-colleague", ""])},
    c.AlertLine: {"line": st.sampled_from(["fire", "nobody"]), "paper": st.just(PAPER)},
    c.RecordContact: {"outcome": st.sampled_from(list(Contact)), "paper": st.just(PAPER)},
    c.RevealContact: {},
    c.SubmitReply: {
        "paper": st.just(PAPER),
        "parts": st.sampled_from([REPLY_PARTS, (*REPLY_PARTS, EXPLAINED), ("text",)]),
        "solved": st.sampled_from([None, *Solved]),
        "promise_on": st.sampled_from([None, date(2026, 3, 6), date(2026, 3, 14), date(2026, 4, 1)]),
        "doubts": st.sampled_from([(), ("hollow:text",)]),
        "stamped": st.booleans(),
    },
    c.ApproveReply: {"comment": papers},
    c.RejectReply: {"paper": st.just(PAPER)},
    c.PassReply: {"comment": papers},
    c.ReportPromise: {"paper": st.just(PAPER)},
    c.ConfirmPromise: {},
    c.RejectPromise: {"paper": st.just(PAPER)},
    c.ReleasePromise: {"paper": st.just(PAPER)},
    c.Charge: {"ground": st.sampled_from(CHARGES), "unit": units, "paper": st.just(PAPER)},
    c.WithdrawCharge: {"ground": st.sampled_from(CHARGES), "unit": units, "paper": st.just(PAPER)},
    c.SendBack: {"grounds": st.sampled_from([("vague",), ("perfunctory",), ()]), "paper": st.just(PAPER)},
    c.AttachFile: {"paper": st.just(PAPER), "media": st.just("pdf"), "size": st.just(9), "purpose": st.just("other")},
    c.Answer: {"paper": papers},
    c.Rate: {"rating": st.sampled_from(["good", "poor", "1", "5", "unsolved_dissatisfied", "so-so"]), "paper": papers},
    c.OrderSecondHandling: {"paper": papers},
    c.Explain: {"paper": st.just(PAPER)},
    c.Attend: {},
}


@dataclass
class Life:
    """A case under random commands, with its record kept beside."""

    law: Law
    now: datetime = MONDAY_MORNING
    case: Case = field(default_factory=Case)
    events: tuple[Event, ...] = ()
    refusals: list[Refusal] = field(default_factory=list)

    def ask(self, command: c.Command) -> None:
        added = decide(self.case, command, self.law, self.now)
        self.case, self.events = replay(added, self.case), self.events + added

    def rightful(self, draw: st.DrawFn) -> c.Command:
        """A command that the table allows in this stage, by somebody of the case's unit."""
        moves = MOVES[self.case.stage]
        wanted = draw(st.sampled_from(sorted(moves, key=lambda m: m.__name__)))
        role = draw(st.sampled_from(sorted(moves[wanted])))
        supporting = [owed.who for owed in self.case.open_obligations("support")]
        unit = draw(st.sampled_from(supporting)) if role is Role.SUPPORTER and supporting else self.case.unit
        by = st.just(Actor(role, "somebody", unit))
        return draw(st.builds(wanted, by=by, **TAKES[wanted]))


def received(rulebook: Rulebook) -> c.Receive:
    return c.Receive(
        by=Actor(Role.REQUESTER),
        number=f"{rulebook.prefix}20260302-000001",
        programme=rulebook.code,
        channel="hotline",
        requester="keyed-hash",
        paper=PAPER,
    )


@cache
def amended(programme: str) -> Law:
    rulebook = LAWS[programme].rulebook
    return Law(rulebook, rulebook.time(NOTICE), "1")


@st.composite
def lives(draw: st.DrawFn) -> Life:
    programme = draw(st.sampled_from(sorted(LAWS)))
    life = Life(LAWS[programme])
    life.ask(received(life.law.rulebook))
    for _ in range(draw(st.integers(0, 25))):
        if draw(st.integers(0, 7)) == 0:
            life.law = LAWS[programme] if life.law.edition else amended(programme)
        life.now += timedelta(minutes=draw(st.sampled_from([0, 1, 25, 200, 1440, 3 * 1440, 20 * 1440])))
        rightful = life.case.is_open and draw(st.integers(0, 4)) > 0
        move = draw(st.sampled_from(list(TAKES)))
        command = life.rightful(draw) if rightful else draw(st.builds(move, by=actors, **TAKES[move]))
        try:
            life.ask(command)
        except Refusal as refusal:
            life.refusals.append(refusal)
    return life


lively = settings(max_examples=100, deadline=None)


@lively
@given(lives())
def test_replaying_the_events_gives_the_stored_state(life):
    kept = [json.loads(json.dumps(event_record(event))) for event in life.events]
    assert tuple(event_from(record) for record in kept) == life.events
    assert replay(map(event_from, kept)) == life.case
    stored = json.loads(json.dumps(case_record(life.case)))
    assert case_from(stored, life.case.obligations) == life.case


@lively
@given(lives())
def test_a_refusal_has_a_code_for_machines_and_words_for_people(life):
    assert all(refusal.code and refusal.zh and refusal.en for refusal in life.refusals)


@lively
@given(lives())
def test_an_open_case_always_has_an_instant_at_which_it_is_attended_to(life):
    assert (life.case.attend_at is not None) == life.case.is_open
    assert life.case.stage in Stage


@lively
@given(lives())
def test_a_finished_case_owes_nothing_and_has_an_outcome(life):
    if not life.case.is_open:
        assert list(life.case.open_obligations()) == []
        assert life.case.outcome is not None
        assert life.case.closed_at is not None


@lively
@given(lives())
def test_the_clock_has_nothing_left_to_record_when_it_has_just_attended(life):
    if life.case.is_open:
        life.ask(c.Attend(by=Actor(Role.CLOCK)))
        assert decide(life.case, c.Attend(by=Actor(Role.CLOCK)), life.law, life.now) == () or not life.case.is_open
        assert not life.case.is_open or life.case.attend_at > life.now


@lively
@given(lives())
def test_sequence_numbers_and_stage_entries_only_grow(life):
    assert [e.seq for e in life.events] == list(range(1, len(life.events) + 1))
    entries = [e.stage_no for e in life.events]
    assert entries == sorted(entries)
    assert entries[-1] == life.case.stage_no


@lively
@given(lives())
def test_a_record_is_small_and_every_event_can_say_whom_it_tells(life):
    assert len(json.dumps(case_record(life.case))) < 2048  # two write units at the most; ordinary cases take one
    for event in life.events:
        notices(event, life.case)


@lively
@given(lives(), actors)
def test_the_table_of_moves_and_decide_agree_on_what_is_forbidden(life, by):
    allowed = moves_of(life.case.stage, by.role)
    forbidden = [m for stage in MOVES.values() for m in stage if m.__name__ not in allowed]
    for move in forbidden:
        if move in (c.SignFor, c.UpholdReturn, c.GrantExtension, c.ApproveReply, c.PassReply, c.Answer):
            with pytest.raises(Refusal):
                decide(life.case, move(by=by), life.law, life.now)
