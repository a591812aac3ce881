"""Who wrote is nobody's to see by a link alone: a code to the registered phone opens it, once, and it is on record."""

import json
import re

import pytest
from city import FORM, HOUSING, MARKET, City, Letter

from huiyin_aws import limits, one_time
from huiyin_local.cloud.gateway import Response


def _window(city: City) -> None:
    """On to the next window of asking for codes, so that no test uses up another's."""
    city.pass_time(seconds=600 - int(city.now.timestamp()) % 600)


def _ask(city: City, link: str) -> str:
    """Have a code sent, and read it where it arrives."""
    heard = len(city.cloud.messages)
    answer = city.post(f"{link}/contact", {})
    assert answer.status == 200, answer.text
    (message,) = city.cloud.messages[heard:]
    found = re.search(r"验证码(\d{6})，", message.text)
    assert found is not None
    return found[1]


def _enter(city: City, link: str, code: str) -> Response:
    return city.post(f"{link}/contact", {"code": code})


def _handled(city: City) -> tuple[Letter, str, str]:
    """A letter in handling, its handler's link, and the name of who wrote."""
    _window(city)
    content = city.content()
    letter = city.hand_in(requester=content["requester"])
    return letter, city.link("handler", letter), str(content["requester"]["name"])


def test_the_requesters_name_and_contact_stand_on_no_page_without_a_code(city: City) -> None:
    letter, link, name = _handled(city)
    before = city.kept()
    for path in (link, f"{link}/contact", f"{link}/files"):
        text = city.cloud.gateway.call("GET", path).text
        assert name not in text
        assert letter.phone not in text
    assert city.kept() == before


def test_a_code_to_the_registered_phone_shows_them_once_and_the_record_says_to_whom(city: City) -> None:
    letter, link, name = _handled(city)
    phone = city.latest_message("handler", letter).to[0]

    code = _ask(city, link)
    assert city.cloud.messages[-1].to == (phone,)
    shown = _enter(city, link, code)

    assert shown.status == 200
    assert name in shown.text
    assert letter.phone in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    event = city.events(letter)[-1]
    assert (event["type"], event["by"]["id"]) == ("ContactRevealed", city.deployment.book[phone].id)
    assert name not in json.dumps(event, ensure_ascii=False)
    assert "查看诉求人联系方式" in city.open(link)[1].words

    assert _enter(city, link, code).status == 422  # one use
    assert city.story(letter).count("ContactRevealed") == 1
    assert name not in "".join(city.cloud.log) + json.dumps(city.events(letter), ensure_ascii=False)


def test_five_wrong_tries_end_a_code_and_so_do_ten_minutes_and_a_newer_one(city: City) -> None:
    letter, link, name = _handled(city)
    code = _ask(city, link)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    answers = [_enter(city, link, wrong) for _ in range(one_time.TRIES)]
    answers.append(_enter(city, link, code))
    assert {answer.status for answer in answers} == {422}
    assert "已失效" in city.read(answers[-1]).words
    assert not any(name in answer.text for answer in answers)

    older, newer = _ask(city, link), _ask(city, link)
    assert _enter(city, link, older).status == (200 if older == newer else 422)
    assert _enter(city, link, newer).status == (422 if older == newer else 200)

    _window(city)
    code = _ask(city, link)
    city.pass_time(seconds=one_time.GOOD_FOR_SECONDS + 1)
    assert _enter(city, link, code).status == 422
    assert city.story(letter).count("ContactRevealed") == 1


def test_codes_are_sent_three_times_in_ten_minutes(city: City) -> None:
    letter, link, _ = _handled(city)
    for _ in range(limits.CODE.most):
        _ask(city, link)
    heard = len(city.cloud.messages)
    refused = city.post(f"{link}/contact", {})
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) <= limits.CODE.seconds
    assert len(city.cloud.messages) == heard
    assert letter.number not in refused.text


def test_a_code_is_bound_to_its_case_link_and_person(city: City) -> None:
    letter, link, name = _handled(city)
    code = _ask(city, link)
    other = city.hand_in()
    elsewhere = [
        city.link("handler", other),
        city.link_for(letter, "deputy", HOUSING),
        city.link_for(letter, "handler", HOUSING),
    ]
    assert {_enter(city, each, code).status for each in elsewhere} == {422}
    assert name in _enter(city, link, code).text


@pytest.mark.parametrize(("who", "unit", "status"), [("requester", "", 404), ("handler", MARKET, 410)])
def test_whose_case_it_is_not_is_sent_no_code(city: City, who: str, unit: str, status: int) -> None:
    letter, _, name = _handled(city)
    link = city.link_for(letter, who, unit).replace("/rate/", "/act/")
    heard = len(city.cloud.messages)
    answers = [city.cloud.gateway.call("GET", f"{link}/contact"), city.post(f"{link}/contact", {})]
    answers.append(_enter(city, link, "123456"))
    assert {answer.status for answer in answers} == {status}
    assert not any(name in answer.text for answer in answers)
    assert len(city.cloud.messages) == heard


def test_looking_sends_nothing_and_what_a_scanner_clicks_sends_nothing(city: City) -> None:
    letter, link, _ = _handled(city)
    heard, before = len(city.cloud.messages), city.kept()
    for _ in range(5):
        city.cloud.gateway.call("GET", f"{link}/contact")
        city.cloud.gateway.call("GET", f"{link}/contact?code=123456")
        city.cloud.gateway.call("HEAD", f"{link}/contact", FORM)
    city.cloud.world.settle()
    assert (len(city.cloud.messages), city.kept()) == (heard, before)
    assert city.stage(letter) == "handling"


def test_a_colleague_who_looked_is_in_nobodys_way(city: City) -> None:
    letter, link, _ = _handled(city)
    deputy = city.link_for(letter, "deputy", HOUSING)
    form = city.open(link)[1].form("SignFor")
    assert form is not None
    assert _enter(city, deputy, _ask(city, deputy)).status == 200
    assert city.cloud.gateway.call("POST", link, FORM, form.filled({"confirm": "yes"})).status == 200


def test_only_a_keyed_hash_of_a_code_is_kept(city: City) -> None:
    _, link, _ = _handled(city)
    code = _ask(city, link)
    rows = [json.dumps(row) for row in city._scan("Correspondence") if row["pk"]["S"].startswith("CODE#")]
    assert rows
    assert not any(f'"{code}"' in row or f":{code}" in row for row in rows)
    assert f"验证码{code}" not in "".join(city.cloud.log)


def test_a_code_goes_out_at_any_hour(city: City) -> None:
    letter = city.hand_in()
    link = city.link("handler", letter)
    city.next_working_day(3)
    assert len(_ask(city, link)) == one_time.DIGITS
