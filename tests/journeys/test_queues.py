"""What is due next comes first, with its light; a search finds what its filters say, and only what one may see."""

from bs4 import BeautifulSoup, Tag
from city import HOUSING, PROGRAMME, PUZZLE, opened

from huiyin_local.cloud.gateway import Response


def test_a_queue_is_ordered_by_what_is_due_next_and_its_lights_turn_while_a_week_passes() -> None:
    with opened(PROGRAMME) as city:
        letters = [city.hand_in()]
        city.pass_time(hours=26)
        letters += [city.hand_in(), city.hand_in(**PUZZLE)]
        handler, centre = city.signs_in("handler", HOUSING), city.signs_in("centre")

        first, second = _rows(handler.queue())
        assert [first[0], second[0]] == [letter.number for letter in letters[:2]]
        assert (first[1], second[1]) == ("已超过时限", "时限充足")
        assert "小区电梯停运三天" in first[2]
        assert [row[0] for row in _rows(centre.queue())] == [letters[2].number]
        assert _lights(handler.queue()) == {"已超过时限": "1", "即将到期": "0", "时限充足": "1"}

        handler.does(letters[0], "SignFor", confirm="yes")
        handler.does(letters[1], "SignFor", confirm="yes")
        lights = []
        for _ in range(9):
            city.pass_time(hours=24)
            handler = city.signs_in("handler", HOUSING)
            lights.append([row[1] for row in _rows(handler.queue())])

        assert lights[0] == ["时限充足", "时限充足"]
        assert ["即将到期", "时限充足"] in lights
        assert lights[-1][0] == "已超过时限"
        assert [row[0] for row in _rows(handler.queue("?queue=open"))] == [letter.number for letter in letters[:2]]


def test_a_long_queue_comes_in_pages_of_fifty_and_no_case_twice() -> None:
    with opened(PROGRAMME) as city:
        numbers = {city.hand_in().number for _ in range(53)}
        handler, centre = city.signs_in("handler", HOUSING), city.signs_in("centre")
        for visitor, queue in ((handler, ""), (handler, "?queue=open"), (centre, "?queue=open&stage=handling")):
            first = visitor.queue(queue)
            onward = first.text.partition('class="go" href="queues')[2].partition('"')[0].replace("&amp;", "&")
            pages = [_rows(first), _rows(visitor.queue(onward))]
            assert [len(rows) for rows in pages] == [50, 3]
            assert {row[0] for rows in pages for row in rows} == numbers
            assert _lights(first)["时限充足"] == "53"


def test_a_search_finds_by_each_filter_what_its_asker_may_see() -> None:
    with opened(PROGRAMME) as city:
        lift, noise = city.hand_in(), city.hand_in(**PUZZLE)
        dawn = city.hand_in(title="请帮帮忙", body="我们这里每天清晨都很闹，睡不好觉，盼有人管一管。", kind="help")
        centre, handler = city.signs_in("centre"), city.signs_in("handler", HOUSING)
        centre.does(dawn, "Decline", ground="repeated", explanation="此前已答复。")
        found = {
            "number": (lift.number, [lift.number]),
            "words": ("半夜 吵", [noise.number]),
            "unit": (HOUSING, [lift.number]),
            "state": ("triage", [noise.number]),
        }
        for name, (value, numbers) in found.items():
            assert [row[0] for row in _rows(centre.finds(**{name: value}))] == numbers, name
        assert [row[0] for row in _rows(centre.finds(number=noise.number[-6:]))] == [noise.number]
        assert [row[0] for row in _rows(centre.finds(number=noise.number[2:]))] == [noise.number]
        assert [row[0] for row in _rows(centre.finds(state="closed", month="2026-03"))] == [dawn.number]
        assert _rows(centre.finds(state="closed", month="2026-02")) == []
        assert _rows(centre.finds(words="半夜 没有这个词")) == []
        assert "共查看了2件诉求" in city.read(centre.finds(words="电梯")).words

        assert [row[0] for row in _rows(handler.finds(words="电梯"))] == [lift.number]
        assert _rows(handler.finds(words="半夜")) == []
        assert _rows(handler.finds(number=noise.number)) == []
        assert _rows(handler.finds(state="closed", unit="shichang")) == []


def _rows(answer: Response) -> list[tuple[str, str, str]]:
    """The rows of a list: number, light ("" where nothing is due), all words."""
    assert answer.status == 200
    found = BeautifulSoup(answer.text, "html.parser").select(".cases tbody tr")
    return [(_words(row.select_one("a")), _words(row.select_one(".light")), row.get_text(" ")) for row in found]


def _words(tag: Tag | None) -> str:
    return next(iter(tag.stripped_strings), "") if tag else ""


def _lights(answer: Response) -> dict[str, str]:
    found = BeautifulSoup(answer.text, "html.parser").select(".lights li")
    return {next(iter(each.stripped_strings)): each.strong.text for each in found if each.strong}
