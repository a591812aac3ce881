"""Links: who opens one changes nothing, who acts by one acts once, and only as the person whom it was sent to.

Design, *People*: a link is bound to one case, stage and person; GET never changes anything; the same POST again is
answered as the first was.
"""

import itertools
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.request import urlopen

import pytest
from city import FORM, HOUSING, MARKET, PUZZLE, REPLY, City, Letter, path_of
from werkzeug.serving import make_server

from huiyin.case.moves import ANYWHERE, MOVES, moves_of
from huiyin.case.vocabulary import Role, Stage
from huiyin_aws.pages.forms.offer import DESK_ONLY
from huiyin_local.cloud.calls import Call
from huiyin_local.cloud.gateway import Response

REASON = {"reason": "情况如此，请核实。"}
# Every command that a page may ever offer, filled in whole.
FILLED: dict[str, dict[str, Any]] = {
    "Accept": {"kind": "complaint", "category": "housing", "unit": HOUSING, "confirm": "yes"},
    "Decline": {"ground": "repeated", "explanation": "已答复"},
    "Refer": {"ground": "litigation", "explanation": "请向法院反映"},
    "AnswerAtOnce": {"text": "答复如下"},
    "Dispatch": {"unit": HOUSING, "confirm": "yes"},
    "GiveBack": REASON,
    "ReportProgress": REASON,
    "SignFor": {"confirm": "yes"},
    "RequestReturn": REASON | {"basis": "三定方案"},
    "RequestExtension": REASON | {"days": "2", "consent": "yes"},
    "GrantExtension": {"confirm": "yes"},
    "RefuseExtension": REASON,
    "SubmitReply": REPLY | {"solved": "solved", "part_promise": "月底前更换电梯钢丝绳。", "promise_on": "2026-12-31"},
    "ReportPromise": REASON,
    "ApproveReply": {"confirm": "yes"},
    "RejectReply": REASON,
    "UpholdReturn": {"confirm": "yes"},
    "RefuseReturn": REASON,
    "PassReply": {"confirm": "yes"},
    "SendBack": REASON | {"grounds": ["vague"]},
    "OrderSecondHandling": REASON,
    "Explain": {"text": "说明如下"},
    "Rate": REASON | {"rating": "poor"},
    # Nobody asks for these over HTTP: they are the machine's and the clock's.
    "Receive": {},
    "Screen": {"verdict": "accept"},
    "Answer": {},
    "Attend": {},
}
# Whatever else the house knows, with what most forms ask for.
OTHERS = {command.__name__ for moves in (*MOVES.values(), ANYWHERE) for command in moves} - FILLED.keys()
FILLED |= {command: REASON | {"unit": HOUSING, "text": "说明如下", "confirm": "yes"} for command in sorted(OTHERS)}

# One way through the house that enters every stage in which people act.
WAY: list[tuple[str, str]] = [
    ("centre", "Accept"),
    ("centre", "Dispatch"),
    ("handler", "RequestReturn"),
    ("centre", "RefuseReturn"),
    ("handler", "SignFor"),
    ("handler", "RequestExtension"),
    ("deputy", "GrantExtension"),
    ("handler", "SubmitReply"),
    ("deputy", "ApproveReply"),
    ("centre", "PassReply"),
    ("requester", "Rate"),
    ("centre", "OrderSecondHandling"),
    ("handler", "SubmitReply"),
    ("head", "ApproveReply"),
]

TRYING_ALL = {("handler", HOUSING), ("centre", "centre")}
A_MINUTE = 50  # forms by one link, and it is asked to wait after sixty

TO_THE_END = [("centre", "PassReply"), ("requester", "Rate"), ("centre", "Explain"), ("handler", "ReportPromise")]

# The unit's own people, those of another, the centre, the requester.
PEOPLE = [(role, unit) for unit in (HOUSING, MARKET) for role in ("handler", "deputy", "head")]
PEOPLE += [("centre", "centre"), ("requester", "")]


def test_a_link_expires_after_sixty_days(city: City) -> None:
    letter = city.hand_in()
    link = city.link("handler", letter)
    _walk(city, letter, ("handler", "SignFor"), ("handler", "SubmitReply"), ("deputy", "ApproveReply"))
    _walk(city, letter, ("centre", "PassReply"))
    city.does("requester", letter, "Rate", rating="good")

    city.pass_time(days=60)
    assert _says(city, link) == (410, "该诉求已进入下一环节")
    city.pass_time(seconds=1)

    assert _says(city, link) == (410, "链接已过期")
    assert city.post(link, {"command": "SignFor", "confirm": "yes"}).status == 410


@pytest.mark.parametrize("token", ["a", "0" * 32, "9" * 3000, "..", "%00", "%F0%9F%98%A1", "a%2Fb", "LINK%23x", "<b>"])
def test_an_unknown_link_shows_a_clear_page(city: City, token: str) -> None:
    before = city.kept()

    for door in ("act", "rate"):
        assert _says(city, f"/{door}/{token}") == (404, "没有找到这个页面")
        assert city.post(f"/{door}/{token}", {"command": "SignFor", "confirm": "yes"}).status == 404

    assert city.kept() == before


def test_looking_changes_nothing(city: City) -> None:
    """Mail scanners open every link, and click."""
    letter = city.hand_in()
    link = city.link("handler", letter)
    before = city.kept()

    pages = [city.open(link) for _ in range(5)]
    for method in ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"):
        city.cloud.gateway.call(method, link, FORM, "command=SignFor&confirm=yes")
    city.cloud.gateway.call("GET", f"{link}?command=SignFor&confirm=yes")
    city.cloud.world.settle()

    assert {page[0] for page in pages} == {200}
    assert len({page[1].words for page in pages}) == 1
    assert city.kept() == before


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(city: City) -> None:
    letter = city.hand_in()
    link = city.link("handler", letter)
    before = city.kept()
    assert city.post(link, {"command": "SignFor"}).status == 422
    assert city.kept() == before

    city.does("handler", letter, "SignFor", confirm="yes")
    before = city.kept()
    typed = {"part_text": "已维修 <b>完毕</b> 𠮷\n第二行", "part_contact": "已电话告知"}
    answer = city.post(link, {"command": "SubmitReply"} | typed)

    assert answer.status == 422
    form = city.read(answer).form("SubmitReply")
    assert {name: form.field(name).proposed for name in typed} == typed
    assert city.kept() == before


def test_a_form_sent_twice_is_done_once(city: City) -> None:
    """A reload, a lost answer, a message read on two phones."""
    letter = city.hand_in(**PUZZLE)
    for who, command in WAY:
        link, form = city.link(who, letter), {"command": command} | _filled(command)
        first = city.post(link, form)
        assert first.status == 200, command
        before = city.kept()

        again = [city.post(link, form) for _ in range(2)]

        assert {(answer.status, _heading(answer)) for answer in again} == {(200, _heading(first))}, command
        assert city.kept() == before, command


def test_a_double_click_is_done_once_wherever_the_second_overtakes_the_first(city: City) -> None:
    letter = city.hand_in(**PUZZLE)
    for who, command in WAY:
        link, form = city.link(who, letter), {"command": command} | _filled(command)
        seq = len(city.events(letter))

        answers = _double_click(city, link, form, "TransactWriteItems", 1)

        assert {(answer.status, _heading(answer)) for answer in answers} == {(200, _heading(answers[0]))}, command
        assert 1 <= len(city.events(letter)) - seq <= 2, command


@pytest.mark.parametrize("query", [2, 3, 4, 5])  # the first asks how often somebody was here, and knows no link
def test_a_double_click_is_done_once_whatever_the_first_had_read_by_then(city: City, query: int) -> None:
    letter = city.hand_in()
    link, form = city.link("handler", letter), {"command": "SignFor", "confirm": "yes"}

    answers = _double_click(city, link, form, "Query", query)

    assert {(answer.status, _heading(answer)) for answer in answers} == {(200, "已签收")}
    assert city.story(letter).count("OrderSignedFor") == 1


def _double_click(city: City, link: str, form: dict[str, Any], operation: str, nth: int) -> list[Response]:
    answers: list[Response] = []
    with _overtaken(city, lambda: answers.append(city.post(link, form)), operation, nth):
        answers.append(city.post(link, form))
    return answers


def test_of_two_who_decide_at_the_same_moment_the_first_one_counts(city: City) -> None:
    letter = city.hand_in()
    _walk(city, letter, ("handler", "SignFor"), ("handler", "SubmitReply"))
    deputy, head = city.link("deputy", letter), city.link_for(letter, "head", HOUSING)
    answers = []

    with _overtaken(city, lambda: answers.append(city.post(head, {"command": "RejectReply"} | REASON))):
        answers.append(city.post(deputy, {"command": "ApproveReply", "confirm": "yes"}))

    assert [answer.status for answer in answers] == [200, 409]
    assert city.stage(letter) == "handling"
    assert "ReplyApproved" not in city.story(letter)


def test_what_was_asked_for_anew_is_decided_anew_by_the_same_link(city: City) -> None:
    """The same words again are a new decision where there is something new to decide."""
    letter = city.hand_in()
    _walk(city, letter, ("handler", "SignFor"))
    handler = city.link("handler", letter)
    ask = {"command": "RequestExtension"} | FILLED["RequestExtension"]
    grant = {"command": "GrantExtension", "confirm": "yes"}

    assert city.post(handler, ask).status == 200
    deputy = city.link("deputy", letter)
    for _ in range(2):
        assert city.post(deputy, grant).status == 200
        assert city.post(handler, ask).status == 200

    assert city.story(letter).count("ExtensionGranted") == 2
    assert city.story(letter).count("ExtensionRequested") == 3
    assert city.offers(deputy) == ["GrantExtension", "RefuseExtension"]


@pytest.mark.clause("SZ-A2.4.4f")
def test_nobody_does_by_a_link_what_is_not_theirs(city: City) -> None:
    """Every command through every role's link in every stage: what is not offered is refused, nothing is written."""
    letter = city.hand_in(**PUZZLE)
    seen: set[Stage] = set()
    for step in [*WAY, *TO_THE_END]:
        stage = Stage(city.stage(letter))
        if stage not in seen:
            for role, unit in PEOPLE:
                _refuses_what_it_does_not_offer(city, letter, stage, role, unit)
        seen.add(stage)
        _walk(city, letter, step)

    assert seen == {stage for stage in Stage if any(_by_a_link(stage, Role(role)) for role, _ in PEOPLE)}


def _by_a_link(stage: Stage, role: Role) -> set[str]:
    """What the desk alone offers stands behind no link, and some only in a case that is an emergency, or in which
    something was promised.
    """
    of_some = {"AlertLine", "ConfirmPromise", "RejectPromise", "ReleasePromise"}
    return set(moves_of(stage, role)) - DESK_ONLY - of_some


def _refuses_what_it_does_not_offer(city: City, letter: Letter, stage: Stage, role: str, unit: str) -> None:
    links = [city.link_for(letter, role, unit) for _ in range(0, len(FILLED), A_MINUTE)]
    offered = city.offers(links[0])
    assert set(offered) <= set(moves_of(stage, Role(role))) | {c.__name__ for c in ANYWHERE}
    before = city.kept()

    tried = FILLED if (role, unit) in TRYING_ALL else FILLED.keys() - OTHERS
    for place, command in enumerate(sorted(tried) if unit != MARKET else offered):
        link = links[place // A_MINUTE]
        theirs = command in offered and unit != MARKET
        fields = {} if theirs else FILLED[command]  # what they may do is sent without what it needs
        status = city.post(link, {"command": command} | fields).status
        assert status in ((422,) if theirs else (409, 410)), f"{command} by {role} of {unit} in {stage}: {status}"

    assert city.kept() == before, f"{role} of {unit} in {stage}"


def test_an_old_link_stays_shut_when_the_case_comes_back_to_its_stage(city: City) -> None:
    letter = city.hand_in()
    _walk(city, letter, ("handler", "SignFor"))
    old = city.link("handler", letter)
    _walk(city, letter, ("handler", "SubmitReply"), ("deputy", "RejectReply"))
    assert city.stage(letter) == "handling"
    before = city.kept()

    assert _says(city, old) == (410, "该诉求已进入下一环节")
    assert city.post(old, {"command": "SubmitReply"} | REPLY | {"part_text": "另一份答复"}).status == 410
    assert city.kept() == before


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"command",
        b"command=",
        b"command=SignFor%00&confirm=yes",
        b'{"command": "SignFor", "confirm": "yes"}',
        b"\xff\xfe=\xff",
        b"command=signfor&confirm=yes",
        b"command=SignFor&confirm=no",
        b"confirm=yes&command=ApproveReply&command=SignFor",
        b"&".join(b"f%d=x" % n for n in range(2000)),
        b"command=SignFor&confirm=" + b"y" * 1_000_000,
    ],
)
def test_a_form_that_is_none_of_ours_is_refused(city: City, body: bytes) -> None:
    letter = city.hand_in()
    before = city.kept()

    answer = city.cloud.gateway.call("POST", city.link("handler", letter), FORM, body)

    assert 400 <= answer.status < 500
    assert city.kept() == before


def test_a_link_is_kept_nowhere_but_in_its_message(city: City) -> None:
    sent: list[str] = []
    city.cloud.calls.before.append(lambda call: sent.append(_without_messages(call)))
    city.deployment.cloud.log.clear()
    letter = city.hand_in(**PUZZLE)
    links = []
    for step in WAY:
        links.append(city.link(step[0], letter))
        _walk(city, letter, step)
    city.cloud.gateway.call("GET", f"{links[-1]}x")
    city.cloud.calls.before.pop()

    kept = json.dumps(city.kept(), default=str) + "".join(city.cloud.log) + "".join(sent)
    tokens = {link.rpartition("/")[2] for link in links}
    assert len(tokens) >= len(WAY) - 1
    assert [token for token in tokens if token in kept] == []


def test_a_page_is_served_over_real_http(city: City) -> None:
    """As a browser gets it: the link of the message, the page, the form, the page that says it is done."""
    letter = city.hand_in()
    server = make_server("127.0.0.1", 0, city.cloud.gateway.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.port}{path_of(city.link('handler', letter))}"
        with urlopen(url, timeout=30) as page:
            assert page.status == 200
            assert page.headers["content-type"] == "text/html; charset=utf-8"
            assert page.headers["referrer-policy"] == "no-referrer"
            assert page.headers["cache-control"] == "no-store"
            assert letter.number in page.read().decode()
        with urlopen(url, data=b"command=SignFor&confirm=yes", timeout=30) as done:
            assert "已签收" in done.read().decode()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

    assert "OrderSignedFor" in city.story(letter)


def _walk(city: City, letter: Letter, *steps: tuple[str, str]) -> None:
    for who, command in steps:
        answer = city.post(city.link(who, letter), {"command": command} | _filled(command))
        assert answer.status == 200, f"{command} by {who}: {answer.status}"


def _filled(command: str) -> dict[str, Any]:
    """Accepted for a later dispatch, so that dispatching is a stage of its own."""
    return FILLED[command] | ({"unit": ""} if command == "Accept" else {})


@contextmanager
def _overtaken(
    city: City, other: Callable[[], None], operation: str = "TransactWriteItems", nth: int = 1
) -> Iterator[None]:
    """Within, the nth call of this kind finds that `other` has come to pass just before it."""
    seen = itertools.count(1)

    def before(call: Call) -> None:
        if call.operation == operation and next(seen) == nth:
            city.cloud.calls.before.remove(before)
            other()

    city.cloud.calls.before.append(before)
    yield
    assert before not in city.cloud.calls.before


def _without_messages(call: Call) -> str:
    return "" if call.service in ("sns", "ses") else json.dumps(call.parameters, default=str)


def _says(city: City, link: str) -> tuple[int, str]:
    """The status of a page, and its heading."""
    answer = city.cloud.gateway.call("GET", link)
    return answer.status, _heading(answer)


def _heading(answer: Response) -> str:
    return answer.text.partition("<h1")[2].partition(">")[2].partition("<")[0].strip()
