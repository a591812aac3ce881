"""What a channel can get wrong: each is answered by problem details with a stable code, and nothing is written.

Issue 2, *Errors*; design, *People* (signatures, nonces). SZ-A2.4.1a: what a request must hold.
"""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from city import PROGRAMME, REQUESTS, City

Wrong = Callable[[City], Any]

PERSON = {"name": "王某", "phone": "13900000001"}


def _json(text: str) -> Wrong:
    return lambda city: text.encode()


def _letter(**changes: Any) -> Wrong:
    return lambda city: city.content(**changes)


def _padded(**fields: str) -> Wrong:
    """A letter with something written by hand, where no JSON writer would write it."""
    return lambda city: (
        json.dumps(city.content())[:-1] + "".join(f', "{name}": {value}' for name, value in fields.items()) + "}"
    ).encode()


BODIES: dict[str, tuple[Wrong, int, str]] = {
    "nothing": (_json(""), 400, "malformed"),
    "no JSON": (_json("{"), 400, "malformed"),
    "half a letter": (_json('{"title": "电梯'), 400, "malformed"),
    "a list": (_json("[]"), 400, "malformed"),
    "a text": (_json('"来信"'), 400, "malformed"),
    "null": (_json("null"), 400, "malformed"),
    "not a number": (_padded(kind="NaN"), 400, "malformed"),
    "a number beyond reading": (_padded(kind="9" * 5000), 400, "malformed"),
    "nested without end": (_json("[" * 100_000), 400, "malformed"),
    "no title": (_letter(title=None), 400, "malformed"),
    "no body": (_letter(body=None), 400, "malformed"),
    "no reference": (_letter(channel_ref=None), 400, "malformed"),
    "blank reference": (_letter(channel_ref="  "), 400, "malformed"),
    "reference too long": (_letter(channel_ref="r" * 65), 400, "malformed"),
    "no requester": (_letter(requester=None), 400, "malformed"),
    "no name": (_letter(requester={"phone": "13900000001"}), 400, "malformed"),
    "no contact": (_letter(requester={"name": "王某"}), 400, "malformed"),
    "empty contact": (_letter(requester={"name": "王某", "phone": "", "email": ""}), 400, "malformed"),
    "no telephone number": (_letter(requester={"name": "王某", "phone": "没有电话"}), 400, "malformed"),
    "no mail address": (_letter(requester={"name": "王某", "email": "nowhere"}), 400, "malformed"),
    "mail to two": (_letter(requester={"name": "王某", "email": "a@b.cn\nBcc: c@d.cn"}), 400, "malformed"),
    "title is a number": (_letter(title=7), 400, "malformed"),
    "a key that nobody knows": (_letter(colour="red"), 400, "malformed"),
    "a key of the requester's that nobody knows": (_letter(requester=PERSON | {"id_number": "0"}), 400, "malformed"),
    "a thousand keys that nobody knows": (lambda c: c.content(**{f"k{n}": n for n in range(1000)}), 400, "malformed"),
    "kind that the programme has not": (_letter(kind="gossip"), 400, "malformed"),
    "kind of another type": (_letter(kind=["complaint"]), 400, "malformed"),
    "sent at no instant": (_letter(sent_at="yesterday"), 400, "malformed"),
    "sent at an instant without offset": (_letter(sent_at="2026-03-02T08:00:00"), 400, "malformed"),
    "sent beyond the calendar": (_letter(sent_at="9999-12-31T23:59:59-12:00"), 400, "malformed"),
    "half a character in the title": (_padded(title='"\\ud800"'), 400, "malformed"),
    "half a character in a key": (lambda city: b'{"\\ud800": 1}', 400, "malformed"),
    "body of 20,001 characters": (_letter(body="字" * 20_001), 413, "oversized"),
    "title of 201 characters": (_letter(title="字" * 201), 413, "oversized"),
    "body of four million bytes": (_letter(body="a" * 4_000_000), 413, "oversized"),
}


@pytest.mark.clause("SZ-A2.4.1a")
@pytest.mark.parametrize("case", BODIES)
def test_a_malformed_letter_is_refused_and_nothing_is_written(city: City, case: str) -> None:
    content, status, code = BODIES[case]
    before = city.kept()

    answer = city.send(city.envelope(content(city)))

    assert (answer.status, _problem(answer)["code"]) == (status, code)
    assert city.kept() == before


def test_what_is_too_large_for_any_function_is_refused_by_the_gateway_with_a_code_as_well(city: City) -> None:
    """Lambda takes six megabytes, and every body comes to it in base64."""
    before = city.kept()

    answer = city.send(city.envelope(_letter(body="a" * 5_000_000)(city)))

    assert (answer.status, answer.headers["content-type"]) == (413, "application/json")
    assert json.loads(answer.body) == {"type": "about:blank", "code": "oversized", "title": "Request Too Long"}
    assert city.kept() == before


SIGNATURES: dict[str, tuple[dict[str, Any], int, str]] = {
    "no key": ({"headers": {"X-Huiyin-Key": None}}, 401, "signature_missing"),
    "no timestamp": ({"headers": {"X-Huiyin-Timestamp": None}}, 401, "signature_missing"),
    "no nonce": ({"headers": {"X-Huiyin-Nonce": None}}, 401, "signature_missing"),
    "no signature": ({"headers": {"X-Huiyin-Signature": None}}, 401, "signature_missing"),
    "empty signature": ({"headers": {"X-Huiyin-Signature": ""}}, 401, "signature_missing"),
    "another signature": ({"headers": {"X-Huiyin-Signature": "0" * 64}}, 401, "bad_signature"),
    "signature of letters": ({"headers": {"X-Huiyin-Signature": "签名"}}, 401, "bad_signature"),
    "another's key": ({"key": bytes(32)}, 401, "bad_signature"),
    "another approved channel": ({"channel": "mayor_mailbox"}, 401, "bad_signature"),
    "unknown channel": ({"channel": "rumours"}, 401, "unknown_channel"),
    "channel beyond any key's length": ({"channel": "c" * 2000}, 401, "unknown_channel"),
    "nonce too short": ({"nonce": "short"}, 401, "bad_nonce"),
    "nonce too long": ({"nonce": "n" * 65}, 401, "bad_nonce"),
    "nonce of other characters": ({"nonce": "nonce#00000"}, 401, "bad_nonce"),
    "time in words": ({"headers": {"X-Huiyin-Timestamp": "now"}}, 401, "clock_skew"),
    "time of 5,000 digits": ({"headers": {"X-Huiyin-Timestamp": "9" * 5000}}, 401, "clock_skew"),
    "another method": ({"headers": {}, "method": "PUT"}, 404, ""),
}


@pytest.mark.parametrize("case", SIGNATURES)
def test_a_request_that_is_not_signed_as_agreed_is_refused(city: City, case: str) -> None:
    changes, status, code = SIGNATURES[case]
    before = city.kept()

    answer = city.send(city.envelope(city.content(), **changes))

    assert answer.status == status
    assert not code or _problem(answer)["code"] == code
    assert city.kept() == before


@pytest.mark.parametrize(("seconds", "taken"), [(-301, False), (-300, True), (300, True), (301, False)])
def test_a_clock_may_be_five_minutes_off(city: City, seconds: int, taken: bool) -> None:
    envelope = city.envelope(city.content(), timestamp=int(city.cloud.now.timestamp()) + seconds)

    answer = city.send(envelope)

    assert answer.status == (201 if taken else 401)
    assert taken or _problem(answer)["code"] == "clock_skew"


@pytest.mark.parametrize("query", ["a=1", "code=x&code=y", "a=1%26b=2"])
def test_a_query_that_was_not_signed_is_refused(city: City, query: str) -> None:
    before = city.kept()

    answer = city.send(city.envelope(city.content()), query=query)

    assert (answer.status, _problem(answer)["code"]) == (401, "bad_signature")
    assert city.kept() == before


@pytest.mark.parametrize("signed", ["a=1", "a=1&a=2", "a=1%26b&c=%E5%AD%97", "empty="])
def test_a_query_that_was_signed_in_order_is_taken(city: City, signed: str) -> None:
    assert city.send(city.envelope(city.content(), query=signed)).status == 201


@pytest.mark.parametrize("signed", ["a=1%26b%3D2", "a=2&a=1"])
def test_a_query_that_was_rewritten_on_the_way_is_refused(city: City, signed: str) -> None:
    """Decoded, `a=1%26b%3D2` reads like `a=1&b=2`: what is signed is the query as it was sent."""
    envelope = city.envelope(city.content(), query=signed)
    rewritten = {"a=1%26b%3D2": "a=1&b=2", "a=2&a=1": "a=2"}[signed]

    assert city.send(envelope, query=rewritten).status == 401


def test_a_letter_goes_only_where_it_was_signed_for(city: City) -> None:
    before = city.kept()

    elsewhere = city.send(city.envelope(city.content()), path="/v1/bengbu-express/requests")
    signed_for_it = city.send(city.envelope(city.content(), path="/v1/bengbu-express/requests"))

    assert {elsewhere.status, signed_for_it.status} == {404}
    assert _problem(signed_for_it)["code"] == "unknown_programme"
    assert city.kept() == before


def test_without_the_key_of_the_usage_plan_the_door_stays_shut(city: City) -> None:
    before = city.kept()

    without = city.send(city.envelope(city.content(), headers={"x-api-key": None}))
    wrong = city.send(city.envelope(city.content(), headers={"x-api-key": "guessed"}))

    assert {without.status, wrong.status} == {403}
    assert city.kept() == before


def test_the_same_request_again_is_answered_as_the_first_was(city: City) -> None:
    envelope = city.envelope(city.content())
    first = city.send(envelope)
    before = city.kept()

    again = [city.send(envelope) for _ in range(3)]

    assert first.status == 201
    assert {answer.status for answer in again} == {200}
    assert {answer.body for answer in again} == {first.body}
    assert city.kept() == before


def test_the_same_letter_under_a_new_nonce_has_the_number_that_it_had(city: City) -> None:
    content = city.content()
    first = city.send(city.envelope(content))
    before = city.kept()
    city.pass_time(minutes=20)
    later = city.kept()

    again = city.send(city.envelope(content | {"sent_at": "2026-03-02T02:00:00Z"}))

    assert (again.status, again.body) == (200, first.body)
    assert city.kept() == later
    assert before.keys() <= later.keys()


def test_a_nonce_signs_one_request_only(city: City) -> None:
    used = city.envelope(city.content())
    city.send(used)
    before = city.kept()

    answer = city.send(city.envelope(city.content(), nonce=used.nonce))

    assert (answer.status, _problem(answer)["code"]) == (409, "nonce_reused")
    assert city.kept() == before


def test_a_reference_stands_for_one_letter_only(city: City) -> None:
    first = city.content()
    city.send(city.envelope(first))
    before = city.kept()

    for change in ({"title": "另一件事"}, {"body": "另一件事"}, {"requester": PERSON}, {"kind": "help"}):
        answer = city.send(city.envelope(first | change))
        assert (answer.status, _problem(answer)["code"]) == (409, "channel_ref_conflict")
    assert city.kept() == before


def test_two_channels_may_use_the_same_reference_and_nonce(city: City) -> None:
    content, city_cloud = city.content(), city.cloud
    key = bytes.fromhex(city_cloud.invoke("ChannelKey", {"channel": "mayor_mailbox"})["key"])
    hotline = city.envelope(content)
    mailbox = city.envelope(content, channel="mayor_mailbox", key=key, nonce=hotline.nonce)

    numbers = {json.loads(city.send(envelope).body)["number"] for envelope in (hotline, mailbox)}

    assert len(numbers) == 2


LETTERS = {
    "emoji": "电梯坏了😡👨‍👩‍👧 请修🛗",
    "rare Hanzi": "𠮷野家门前𡃁仔很多，䶮先生反映",
    "full width": "ＡＢＣ　１２３！？",
    "control characters": "电梯\x00停\x0b运\x1b[31m了",
    "lines": "第一行\r\n第二行\n\t第三行",
    "SQL": "'; DROP TABLE cases; --",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}",
    "format": "{number} %s ${jndi:ldap://x} {0.__class__}",
    "right to left": "\u202e运停梯电\u202c",
}


@pytest.mark.clause("SZ-A2.4.1a")
@pytest.mark.parametrize("kind", LETTERS)
def test_whatever_characters_a_letter_holds_it_is_taken_and_shown_as_text(city: City, kind: str) -> None:
    written = LETTERS[kind]
    shown = " ".join("".join(c for c in written if c >= " " or c in "\n\t").split())

    letter = city.hand_in(title=written[:200], body=f"物业 小区 {written}")
    link = city.link("handler" if city.stage(letter) == "handling" else "centre", letter)
    status, page = city.open(link)

    assert status == 200
    assert shown in " ".join(page.words.split())
    assert all(written not in message.text + message.subject for message in city.cloud.messages)


@pytest.mark.parametrize("length", [1, 19_999, 20_000])
def test_length_is_counted_in_characters_not_bytes(city: City, length: int) -> None:
    assert city.send(city.envelope(city.content(title="𠮷" * 200, body="𠮷" * length))).status == 201


def test_bytes_that_are_no_text_are_refused(city: City) -> None:
    before = city.kept()

    answer = city.send(city.envelope(b'{"title": "\xff\xfe"}'))

    assert answer.status in (400, 401)
    assert _problem(answer)["code"] in ("malformed", "bad_signature")
    assert city.kept() == before


def test_a_body_in_base64_is_read_as_the_bytes_that_it_stands_for(city: City) -> None:
    """As the API hands it over where it takes a body for binary."""
    for body, status in ((json.dumps(city.content()).encode(), 201), (b"\xff\xfe", 400)):
        envelope = city.envelope(body)
        event = {
            "resource": "/v1/{programme}/requests",
            "path": REQUESTS,
            "httpMethod": "POST",
            "headers": envelope.sent_by("key"),
            "pathParameters": {"programme": PROGRAMME},
            "queryStringParameters": None,
            "requestContext": {"stage": "v", "path": f"/v{REQUESTS}"},
            "body": base64.b64encode(body).decode(),
            "isBase64Encoded": True,
        }

        assert city.cloud.invoke("Submit", event)["statusCode"] == status


def test_problems_name_fields_and_never_what_was_written(city: City) -> None:
    secret = "13900001234"
    person = {"name": secret, "phone": secret + "x", "email": secret}

    answer = city.send(city.envelope(city.content(title=secret * 30, requester=person)))

    problem = _problem(answer)
    assert {"title", "requester.phone", "requester.email"} <= {error["field"] for error in problem["errors"]}
    assert secret not in answer.text
    assert not any(secret in line for line in city.cloud.log)


@pytest.mark.clause("SZ-A2.4.1a")
def test_a_wrong_number_a_wrong_code_and_another_programme_are_answered_alike(city: City) -> None:
    letter = city.hand_in()
    code = f"?code={letter.code}"
    paths = [
        f"{REQUESTS}/{letter.number}",
        f"{REQUESTS}/{letter.number}?code=",
        f"{REQUESTS}/{letter.number}?code=AAAAAAAA",
        f"{REQUESTS}/{letter.number}?code={letter.code}&code=AAAAAAAA",
        f"{REQUESTS}/{letter.number}?code=%F0%9F%98%A1",
        f"{REQUESTS}/SZ20260302-999999{code}",
        f"{REQUESTS}/{letter.number.replace('SZ', 'BB')}{code}",
        f"{REQUESTS}/..{code}",
        f"{REQUESTS}/{'9' * 3000}{code}",
    ]

    answers = [city.cloud.gateway.call("GET", path) for path in paths]

    assert {(answer.status, answer.body) for answer in answers} == {(404, answers[0].body)}
    assert _problem(answers[0])["code"] == "unknown_request"
    elsewhere = city.cloud.gateway.call("GET", f"/v1/bengbu-express/requests/{letter.number}{code}")
    assert (elsewhere.status, _problem(elsewhere)["code"]) == (404, "unknown_programme")


def test_a_query_code_may_be_typed_as_people_type(city: City) -> None:
    letter = city.hand_in()

    answer = city.cloud.gateway.call("GET", f"{REQUESTS}/{letter.number}?code=%20{letter.code.lower()}%20")

    assert answer.status == 200


def _problem(answer: Any) -> dict[str, Any]:
    assert answer.headers["content-type"] == "application/problem+json"
    problem = json.loads(answer.body)
    assert {"type", "title", "status", "detail", "code"} <= problem.keys()
    assert problem["status"] == answer.status
    return dict(problem)


@pytest.mark.clause("GX-7")
def test_only_where_the_rulebook_names_a_platform_is_there_one(city: City) -> None:
    """Suzhou's centre hands out itself: no channel of its own is a platform there."""
    letter, channel = city.hand_in(), city.deployment.channel
    order = f"platform/orders/{letter.number}"
    for method, path in (("GET", "platform/orders"), ("GET", order), ("POST", f"{order}/dispatch")):
        status, told = channel.call_signed(method, path, {"unit": "zhujian"}, city.cloud.now)
        assert (status, told["code"]) == (403, "not_the_platform")
