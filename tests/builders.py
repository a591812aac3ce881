"""Builders with good defaults: cases that the real decide has walked to a stage, and the people who walk them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from huiyin.case import commands as c
from huiyin.case.deciding import decide
from huiyin.case.evolve import replay
from huiyin.case.facts import Actor, Event, Paper
from huiyin.case.law import Law
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role, Solved, Stage
from huiyin.replies import PROMISE
from huiyin.rulebook import Rulebook, load

PROGRAMME = "suzhou-express"
MONDAY_MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in China, a working day
UNIT, OTHER_UNIT = "housing", "city_management"

MACHINE = Actor(Role.MACHINE)
CENTRE = Actor(Role.CENTRE, "centre-desk")
HANDLER = Actor(Role.HANDLER, "housing-handler", UNIT)
DEPUTY = Actor(Role.DEPUTY, "housing-deputy", UNIT)
HEAD = Actor(Role.HEAD, "housing-head", UNIT)
REQUESTER = Actor(Role.REQUESTER)
PEOPLE = {actor.role: actor for actor in (MACHINE, CENTRE, HANDLER, DEPUTY, HEAD, REQUESTER)}


def a_paper(name: str = "paper") -> Paper:
    """A paper whose id is its name."""
    return Paper(name, hashlib.sha256(name.encode()).hexdigest())


def a_law(programme: str = PROGRAMME) -> Law:
    rulebook = load(programme)
    return Law(rulebook, rulebook.time())


@dataclass
class Walk:
    """A case on its way, with its events, the texts of its papers by id, and the instant at which it stands."""

    law: Law = field(default_factory=a_law)
    now: datetime = MONDAY_MORNING
    case: Case = field(default_factory=Case)
    events: tuple[Event, ...] = ()
    texts: dict[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def rulebook(self) -> Rulebook:
        return self.law.rulebook

    def paper(self, name: str, **body: str) -> Paper:
        self.texts[name] = body
        return a_paper(name)

    def does(self, *commands: c.Command, after: timedelta = timedelta(minutes=10)) -> "Walk":
        """What the commands decide, `after` the last thing that happened."""
        self.now += after
        added = decide(self.case, commands, self.law, self.now)
        self.case = replay(added, self.case)
        self.events += added
        return self


def a_letter(walk: Walk, kind: str = "complaint", number: str = "SZ20260302-000001") -> Walk:
    paper = walk.paper("request", title="小区电梯停运三天", body="三号楼的电梯已停运三天，\n老人出行不便，请尽快修好。")
    return walk.does(
        c.Receive(
            by=MACHINE,
            number=number,
            programme=walk.rulebook.code,
            channel="hotline",
            requester="keyed-hash",
            paper=paper,
            kind=kind,
        )
    )


def screened(walk: Walk, kind: str = "complaint", verdict: str = "triage", **proposal: str) -> Walk:
    return walk.does(c.Screen(by=MACHINE, verdict=verdict, kind=kind, category="housing", **proposal))


def accepted(walk: Walk, kind: str = "complaint") -> Walk:
    return walk.does(c.Accept(by=CENTRE, kind=kind, category="housing"))


def dispatched(walk: Walk, unit: str = UNIT) -> Walk:
    return walk.does(c.Dispatch(by=CENTRE, unit=unit))


def signed(walk: Walk) -> Walk:
    return walk.does(c.SignFor(by=HANDLER))


def replied(walk: Walk, name: str = "reply") -> Walk:
    body = {
        "text": "电梯已于3月3日修复并通过检验。",
        "legal_basis": "《特种设备安全监察条例》第二十七条",
        "contact": "3月3日电话告知诉求人，诉求人表示满意。",
        "handler": "住房城建局经办人",
    }
    return walk.does(c.SubmitReply(by=HANDLER, paper=walk.paper(name, **body), parts=tuple(body), solved=Solved.SOLVED))


def _promise_followed(walk: Walk, kind: str) -> Walk:
    """The reply promised something, and the requester is satisfied with the rest."""
    body = {"text": "电梯已于3月3日修复。", "promise": "四月底前加装监控。"}
    parts = (*(part.code for part in walk.rulebook.reply_parts), PROMISE)
    on = date(2026, 4, 30)
    _to_handling(walk, kind).does(
        c.SubmitReply(by=HANDLER, paper=walk.paper("reply", **body), parts=parts, solved=Solved.SOLVED, promise_on=on)
    )
    walk.does(c.ApproveReply(by=DEPUTY)).does(c.PassReply(by=CENTRE)).does(c.Answer(by=MACHINE))
    return walk.does(c.Rate(by=REQUESTER, rating="good"))


def return_requested(walk: Walk) -> Walk:
    paper = walk.paper("return", reason="不属于本单位职责", basis="三定方案第三条", suggestion="建议转市场监管局")
    return walk.does(c.RequestReturn(by=HANDLER, paper=paper))


def extension_requested(walk: Walk, days: int = 3) -> Walk:
    paper = walk.paper("extension", reason="配件须从厂家调运")
    return walk.does(c.RequestExtension(by=HANDLER, days=days, paper=paper))


def sent_back(walk: Walk, *grounds: str) -> Walk:
    paper = walk.paper("sent_back", reason="请说明停运的原因。")
    return walk.does(c.SendBack(by=CENTRE, grounds=grounds or ("vague",), paper=paper))


def rated_poor(walk: Walk) -> Walk:
    return walk.does(c.Rate(by=REQUESTER, rating="poor", paper=walk.paper("rating", reason="电梯又停了")))


def joined(walk: Walk, kind: str, lead: Case | None = None) -> Walk:
    """On the same matter as another request, which a unit is handling."""
    lead = lead or _to_handling(Walk(law=walk.law, now=walk.now), kind).case
    lead = replace(lead, number="SZ20260302-000009")
    letter = screened(a_letter(walk, kind), kind)
    return letter.does(c.JoinTo(by=CENTRE, lead=lead, paper=walk.paper("join", reason="同一部电梯")))


def _to_handling(walk: Walk, kind: str) -> Walk:
    return signed(dispatched(accepted(screened(a_letter(walk, kind), kind), kind)))


def _to_reviewing(walk: Walk, kind: str) -> Walk:
    return replied(_to_handling(walk, kind)).does(c.ApproveReply(by=DEPUTY))


def _to_rating(walk: Walk, kind: str) -> Walk:
    return _to_reviewing(walk, kind).does(c.PassReply(by=CENTRE)).does(c.Answer(by=MACHINE))


def _declined(walk: Walk, kind: str) -> Walk:
    paper = walk.paper("explanation", explanation="来信没有写明事项。")
    ground = walk.rulebook.decline_grounds[0].code
    return screened(a_letter(walk, kind), kind).does(c.Decline(by=CENTRE, ground=ground, paper=paper))


def _referred(walk: Walk, kind: str) -> Walk:
    paper = walk.paper("explanation", explanation="您反映的纠纷已在法院审理。")
    ground = walk.rulebook.referral[0].code
    return screened(a_letter(walk, kind), kind).does(c.Refer(by=CENTRE, ground=ground, paper=paper))


_WAYS: dict[Stage, Any] = {
    Stage.RECEIVED: a_letter,
    Stage.TRIAGE: lambda w, kind: screened(a_letter(w, kind), kind),
    Stage.DISPATCHING: lambda w, kind: accepted(screened(a_letter(w, kind), kind), kind),
    Stage.HANDLING: _to_handling,
    Stage.RULING_RETURN: lambda w, kind: return_requested(_to_handling(w, kind)),
    Stage.APPROVING: lambda w, kind: replied(_to_handling(w, kind)),
    Stage.REVIEWING: _to_reviewing,
    Stage.ANSWERING: lambda w, kind: _to_reviewing(w, kind).does(c.PassReply(by=CENTRE)),
    Stage.RATING: _to_rating,
    Stage.FOLLOWING_UP: lambda w, kind: rated_poor(_to_rating(w, kind)),
    Stage.JOINED: joined,
    Stage.KEEPING_PROMISE: _promise_followed,
    Stage.ARCHIVED: lambda w, kind: _to_rating(w, kind).does(c.Rate(by=REQUESTER, rating="good")),
    Stage.DECLINED: _declined,
    Stage.REFERRED: _referred,
}


def a_walk(stage: Stage | str = Stage.HANDLING, *, kind: str = "complaint", at: datetime = MONDAY_MORNING) -> Walk:
    """A case walked to a stage by the shortest way, with its events and texts; the order is signed for."""
    walk: Walk = _WAYS[Stage(stage)](Walk(now=at), kind)
    assert walk.case.stage is Stage(stage)
    return walk


def a_case(stage: Stage | str = Stage.HANDLING, *, kind: str = "complaint", at: datetime = MONDAY_MORNING) -> Case:
    """Only the state of such a walk."""
    return a_walk(stage, kind=kind, at=at).case
