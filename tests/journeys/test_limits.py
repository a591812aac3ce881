"""How often anybody may knock: by link and by address, and less often where nobody lives. Nothing changes meanwhile."""

import itertools

import pytest
from city import FORM, REQUESTS, City, Letter

from huiyin_aws import limits

HERE, ELSEWHERE = "192.0.2.7", "192.0.2.8"


def _minute(city: City) -> None:
    """On to the beginning of the next window of ten minutes, with which one of a minute begins as well."""
    city.pass_time(seconds=600 - int(city.now.timestamp()) % 600)


def test_a_link_that_is_opened_too_often_asks_to_wait_and_opens_again_a_minute_later(city: City) -> None:
    letter = city.hand_in()
    link = city.link("handler", letter)
    _minute(city)
    before = city.kept()

    answers = [city.cloud.gateway.call("GET", link) for _ in range(limits.LINK.most + 1)]
    posted = city.cloud.gateway.call("POST", link, FORM, b"command=SignFor&confirm=yes")

    assert [a.status for a in answers] == [200] * limits.LINK.most + [429]
    assert posted.status == 429
    assert answers[-1].headers["Retry-After"] == "60"
    assert "操作过于频繁" in city.read(answers[-1]).words
    assert letter.number not in answers[-1].text
    assert city.kept() == before
    assert city.open(city.link_for(letter, "deputy", "zhujian"))[0] == 200  # another's link is another's

    city.pass_time(seconds=60)
    assert city.open(link)[0] == 200


def test_an_address_that_comes_too_often_asks_in_vain_whatever_it_asks_for(city: City) -> None:
    letter = city.hand_in()
    _minute(city)
    links = [city.link_for(letter, "handler", "zhujian") for _ in range(4)]
    rounds = itertools.cycle(links)

    def call(source: str) -> int:
        return city.cloud.gateway.call("GET", next(rounds), source=source).status

    assert [call(HERE) for _ in range(limits.ADDRESS.most)] == [200] * limits.ADDRESS.most
    assert call(HERE) == 429
    asked = f"{REQUESTS}/{letter.number}?code={letter.code}"
    assert city.cloud.gateway.call("GET", asked, source=HERE).status == 429
    assert call(ELSEWHERE) == 200


@pytest.mark.parametrize("way", ["link", "page", "record"])
def test_whoever_guesses_is_not_even_told_when_right(city: City, way: str) -> None:
    letter = city.hand_in()
    _minute(city)
    right = {
        "link": city.link("handler", letter),
        "page": f"/track?number={letter.number}&code={letter.code}",
        "record": f"{REQUESTS}/{letter.number}?code={letter.code}",
    }[way]
    wrong = right[:-6] + "AAAAAA"
    source = f"192.0.2.{30 + len(way)}"

    tries = [city.cloud.gateway.call("GET", wrong, source=source).status for _ in range(limits.GUESS.most)]
    at_last = city.cloud.gateway.call("GET", right, source=source)

    assert tries == [404] * limits.GUESS.most
    assert at_last.status == 429
    assert letter.number not in at_last.text
    assert 0 < int(at_last.headers["Retry-After"]) <= limits.GUESS.seconds
    assert city.cloud.gateway.call("GET", right).status == 200
    city.pass_time(seconds=limits.GUESS.seconds)
    assert city.cloud.gateway.call("GET", right, source=source).status == 200


def test_wrong_codes_for_one_number_shut_out_no_other_behind_the_same_server(city: City) -> None:
    """A portal asks for all its people; who guesses at a number locks it there, for ten minutes, and nowhere else."""
    guessed, other = city.hand_in(), city.hand_in()
    _minute(city)
    portal = "192.0.2.60"

    def asks(letter: Letter, code: str = "", source: str = portal) -> int:
        asked = f"{REQUESTS}/{letter.number}?code={code or letter.code}"
        return city.cloud.gateway.call("GET", asked, source=source).status

    assert [asks(guessed, "AAAAAAAA") for _ in range(limits.GUESS.most)] == [404] * limits.GUESS.most
    assert asks(guessed) == 429
    assert asks(other) == 200
    assert asks(guessed, source="192.0.2.61") == 200
    page = f"/track?number={guessed.number}&code={guessed.code}"
    assert city.cloud.gateway.call("GET", page, source=portal).status == 200
    city.pass_time(seconds=limits.GUESS.seconds)
    assert asks(guessed) == 200


def test_a_server_that_tries_many_numbers_waits(city: City) -> None:
    letter = city.hand_in()
    _minute(city)
    server, tried = "192.0.2.62", 0
    while tried < limits.SERVER_GUESS.most:
        for _ in range(min(100, limits.SERVER_GUESS.most - tried)):
            asked = f"{REQUESTS}/SZ20260302-{tried:06d}?code=AAAAAAAA"
            assert city.cloud.gateway.call("GET", asked, source=server).status == 404
            tried += 1
        city.pass_time(seconds=60)

    right = f"{REQUESTS}/{letter.number}?code={letter.code}"
    assert city.cloud.gateway.call("GET", right, source=server).status == 429
    assert city.cloud.gateway.call("GET", right).status == 200


def test_no_address_is_kept(city: City) -> None:
    letter = city.hand_in()
    city.cloud.gateway.call("GET", city.link("handler", letter), source="203.0.113.77")

    rows = [row for row in city._scan("Correspondence") if row["pk"]["S"].startswith("LIMIT#")]
    assert rows
    assert not any("203.0.113.77" in str(row) for row in rows)
    assert max(int(row["expires"]["N"]) for row in rows) > city.now.timestamp()  # and then it goes
