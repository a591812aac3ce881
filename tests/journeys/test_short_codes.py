"""Where an SMS may carry no link: a fixed address, a short code, the end of one's own phone number."""

import contextlib
import json
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from city import FORM, HOUSING, PROGRAMME, REPLY, City, Letter, Visitor, opened

from huiyin_aws import limits, links, short_codes
from huiyin_local.people import notes


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    with opened(PROGRAMME, sms_links=False) as without_links:
        yield without_links


def _note(city: City, who: str, letter: Letter) -> notes.Note:
    message = city.latest_message(who, letter)
    return notes.read(message.at, message.to[0], message.text)


def _post(city: City, at: str, entry: dict[str, str], source: str = "") -> int:
    return city.cloud.gateway.call("POST", at, FORM, urlencode(entry), source).status


def test_a_whole_life_goes_by_codes_and_no_sms_carries_a_link(city: City) -> None:
    letter = city.hand_in()
    city.does("handler", letter, "SignFor", confirm="yes")
    city.does("handler", letter, "SubmitReply", **REPLY)
    city.does("deputy", letter, "ApproveReply", confirm="yes")
    city.does("centre", letter, "PassReply", confirm="yes")
    city.does("requester", letter, "Rate", rating="good")
    assert city.stage(letter) == "archived"

    texts = [m.text for m in city.cloud.messages if m.kind == "sms"]
    assert texts
    assert not any("://" in text for text in texts)
    asked = next(text for text in texts if "输入办理码" in text and letter.number in text)
    assert re.search(
        r"请在浏览器打开localhost:8080/act，输入办理码[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}和本手机号后四位。", asked
    )


def test_the_page_at_the_fixed_address_asks_for_both_and_changes_nothing(city: City) -> None:
    before = city.kept()
    for at in ("/act", "/rate"):
        answer = city.cloud.gateway.call("GET", at)
        assert answer.status == 200
        assert {"code", "digits"} <= set(re.findall(r'name="(\w+)"', answer.text))
    assert city.kept() == before


@pytest.mark.parametrize("typed", ["{0}", "{0} ", "lower", "plain", "wide"])
def test_a_code_is_taken_however_it_is_typed(city: City, typed: str) -> None:
    letter = city.hand_in()
    note = _note(city, "handler", letter)
    ways = {"lower": note.code.lower(), "plain": note.code.replace("-", ""), "wide": _wide(note.code)}
    entry = note.entry | {"code": ways.get(typed, typed.format(note.code))}
    assert city.open(city.enter("/act", entry))[0] == 200


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) for c in text)


def test_a_wrong_code_and_wrong_digits_are_told_alike_and_five_wrong_ones_lock_it(city: City) -> None:
    letter = city.hand_in()
    note = _note(city, "handler", letter)
    wrong_digits = note.entry | {"digits": str((int(note.entry["digits"]) + 1) % 10_000).zfill(4)}
    pages = [
        city.cloud.gateway.call("POST", "/act", FORM, urlencode(entry))
        for entry in (wrong_digits, note.entry | {"code": "2222-2222"}, {"code": "", "digits": ""}, {})
    ]
    assert {page.status for page in pages} == {404}
    assert len({page.text for page in pages}) == 1

    assert [_post(city, "/act", wrong_digits) for _ in range(short_codes.TRIES)] == [404] * 4 + [410]
    locked = city.cloud.gateway.call("POST", "/act", FORM, urlencode(note.entry))
    assert locked.status == 410
    assert "办理码已锁定" in city.read(locked).words
    assert letter.number not in locked.text


def test_many_wrong_digits_at_once_are_no_more_than_five(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who tries all of them at the same moment is looked at one by one: a try is counted before it is compared."""
    note = _note(city, "handler", city.hand_in())
    looked_at: list[int] = []
    compare = short_codes.compare_digest

    def meanwhile(kept: str, given: str) -> bool:
        looked_at.append(1)
        if len(looked_at) < 40:  # another one comes while this one is being compared
            with contextlib.suppress(links.NoLinkError):
                short_codes.enter(note.entry["code"], "", city.cloud.now)
        return compare(kept, given)

    monkeypatch.setattr(short_codes, "compare_digest", meanwhile)
    with city.cloud.world.turn(), contextlib.suppress(links.NoLinkError):
        short_codes.enter(note.entry["code"], "", city.cloud.now)
    assert len(looked_at) == short_codes.TRIES


def test_who_has_no_mailbox_signs_in_by_a_code_that_is_good_once(city: City) -> None:
    """The desk as well: its SMS carries no link either."""
    entries = city.registry()
    housing = next(unit for unit in entries["units"] if unit["code"] == HOUSING)
    head = next(person for person in housing["people"] if person["role"] == "head")
    address = head.pop("email")
    city.cloud.invoke("Register", entries)

    assert city.asks_to_sign_in(head["phone"]).status == 200
    message = city.cloud.messages[-1]
    assert message.to == (head["phone"],)
    assert "://" not in message.text
    code = re.search(r"办理码([2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4})", message.text)
    assert code
    entry = {"code": code[1], "digits": head["phone"][-4:]}

    assert _post(city, "/act", entry | {"digits": "0000"}) == 404
    onward = city.cloud.gateway.call("POST", "/act", FORM, urlencode(entry))
    assert (onward.status, _post(city, "/act", entry)) == (303, 410)
    visitor = Visitor(city)
    assert visitor.post(f"/{onward.headers['location']}").status == 303
    assert visitor.queue().status == 200

    city.cloud.invoke("Register", city.registry())
    assert address == city.mailbox("head", HOUSING)


def test_whoever_guesses_codes_waits(city: City) -> None:
    letter = city.hand_in()
    city.pass_time(seconds=600 - int(city.now.timestamp()) % 600)
    note = _note(city, "handler", letter)
    guesses = [_post(city, "/act", {"code": "2222-2222", "digits": "0000"}, "192.0.2.9") for _ in range(20)]
    assert guesses == [404] * limits.GUESS.most
    assert _post(city, "/act", note.entry, "192.0.2.9") == 429
    assert _post(city, "/act", note.entry) == 303


def test_a_code_is_its_own_persons_and_ends_with_its_link(city: City) -> None:
    letter = city.hand_in()
    note = _note(city, "handler", letter)
    city.does("handler", letter, "SignFor", confirm="yes")
    link = city.enter("/act", note.entry)
    assert city.offers(link)[0] == "SubmitReply"

    city.fill(link, "SubmitReply", **REPLY)
    assert city.is_shut(city.enter("/act", note.entry))
    city.pass_time(days=61)
    assert _post(city, "/act", note.entry) == 410


def test_neither_code_nor_digits_are_kept(city: City) -> None:
    letter = city.hand_in()
    note = _note(city, "handler", letter)
    kept = json.dumps(city.kept(), default=str) + "".join(city.cloud.log)
    assert note.code not in kept
    assert note.code.replace("-", "") not in kept
    assert city.link_for(letter, "handler", HOUSING)  # issuing goes on as ever
