"""The samples that ship with the project: varied, free of anybody's data, and fitting each programme's rulebook."""

import re
from collections import Counter, defaultdict
from typing import Any

import pytest
import yaml

from huiyin import rulebook
from huiyin.rulebook.book import UNIT_POSTS
from huiyin_local import samples
from huiyin_local.letters import Letter, read

SUZHOU = "suzhou-express"
PLACES = ("埇桥", "砀山", "萧县", "灵璧", "泗县")


def letters_of(programme: str) -> list[Letter]:
    found, problems = read(samples.letters(programme))
    assert problems == []
    return found


def registry_of(programme: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(samples.registry(programme).read_text("utf-8"))
    return loaded


def everything_in(letter: Letter) -> str:
    return f"{letter.title}\n{letter.body}"


def people_of(registry: dict[str, Any]) -> list[dict[str, Any]]:
    return [person for unit in registry["units"] for person in unit["people"]]


def test_every_programme_that_ships_can_be_tried_at_once() -> None:
    assert samples.programmes() == rulebook.codes()


def test_a_programme_without_samples_is_named_with_those_that_have_some() -> None:
    with pytest.raises(LookupError, match=r"no samples for programme 'atlantis'.*suzhou-express"):
        samples.letters("atlantis")


def test_no_address_and_no_channel_stands_in_two_programmes() -> None:
    """All of them run side by side in one demo."""
    registries = [registry_of(programme) for programme in samples.programmes()]
    addresses = [person[key] for each in registries for person in people_of(each) for key in ("phone", "email")]
    assert [address for address, times in Counter(addresses).items() if times > 1] == []
    channels = [channel["id"] for each in registries for channel in each["channels"]]
    assert len(set(channels)) == len(channels)


@pytest.mark.parametrize("programme", samples.programmes())
class TestLetters:
    def test_there_are_enough_of_every_length(self, programme: str) -> None:
        letters = letters_of(programme)
        lengths = sorted(len(letter.body) for letter in letters)
        assert len(letters) >= 36
        assert lengths[0] == 0
        assert sum(length < 100 for length in lengths) >= 5
        assert sum(length >= 200 for length in lengths) >= 3

    def test_declared_kinds_are_the_rulebooks_and_most_letters_declare_none(self, programme: str) -> None:
        declared = Counter(letter.declared_kind for letter in letters_of(programme))
        known = {kind.code for kind in rulebook.load(programme).kinds}
        assert set(declared) - {""} <= known
        assert len(declared) >= 4

    def test_requesters_have_moods_where_they_are_asked(self, programme: str) -> None:
        moods = Counter(letter.rating_mood for letter in letters_of(programme))
        if rulebook.load(programme).rating:
            assert min(moods[mood] for mood in ("", "satisfied", "dissatisfied", "silent")) >= 1

    def test_a_blank_letter_and_a_sender_who_writes_again_are_there(self, programme: str) -> None:
        letters = letters_of(programme)
        assert sum(not re.search(r"\w", letter.body) for letter in letters) >= 1
        assert max(Counter(letter.sender for letter in letters).values()) >= 2

    def test_none_holds_a_phone_or_identity_number_or_an_address_of_mail(self, programme: str) -> None:
        prefix = rulebook.load(programme).prefix.lower()
        for letter in letters_of(programme):
            assert not re.search(r"\d{7,}|\d{3,4}-\d{7,8}|@", re.sub(r"[\s]", "", everything_in(letter))), letter.id
            assert re.fullmatch(rf"{prefix}-\d{{4}}", letter.sender), letter.id


@pytest.mark.parametrize("programme", samples.programmes())
class TestRegistries:
    def test_each_duty_is_one_units_and_some_field_is_left_to_the_centre(self, programme: str) -> None:
        duties = [duty for unit in registry_of(programme)["units"] for duty in unit["duties"]]
        fields = {category.code for category in rulebook.load(programme).categories}
        assert len(set(duties)) == len(duties)
        assert set(duties) < fields
        assert len(duties) >= 0.7 * len(fields)

    @pytest.mark.clause("SZ-A2.2")
    def test_the_network_begins_with_the_centre_and_each_unit_is_under_one_above_it(self, programme: str) -> None:
        units = registry_of(programme)["units"]
        level = {unit["code"]: unit["level"] for unit in units}
        assert len(level) == len(units)
        assert [unit["code"] for unit in units if not unit["parent"]] == ["centre"]
        assert all(level[unit["parent"]] == unit["level"] - 1 for unit in units if unit["parent"])

    @pytest.mark.clause("CQ-13", "CQ-15", "WB-6.2b", "SZ-A2.4.4f")
    def test_every_post_that_the_rulebook_asks_for_is_filled_and_the_centre_has_two_on_duty(
        self, programme: str
    ) -> None:
        of_units, of_centre = rulebook.load(programme).posts()
        for unit in registry_of(programme)["units"]:
            posts = Counter(person["role"] for person in unit["people"])
            if unit["code"] == "centre":
                assert posts["centre"] >= 2
                assert of_centre <= set(posts)
                assert not set(posts) & UNIT_POSTS
            else:
                assert of_units <= set(posts) <= of_units | UNIT_POSTS
                assert posts["head"] == 1

    def test_people_are_known_by_their_post_and_reached_by_fictional_numbers_of_their_own(self, programme: str) -> None:
        people = people_of(registry_of(programme))
        for key in ("id", "title", "phone", "email"):
            assert len({person[key] for person in people}) == len(people), key
        for person in people:
            assert re.fullmatch(r"1300000\d{4}", person["phone"])
            assert person["email"] == f"{person['id']}@example.gov.cn"
            assert person["by"] in {"sms", "email"}
            assert re.search(r"(经办人|负责人|值班员|协调员)[甲乙]?$", person["title"]), person["id"]

    def test_all_channels_are_approved(self, programme: str) -> None:
        channels = registry_of(programme)["channels"]
        assert channels
        assert all(channel["approved"] for channel in channels)


@pytest.fixture(scope="module")
def letters() -> list[Letter]:
    return letters_of(SUZHOU)


@pytest.fixture(scope="module")
def registry() -> dict[str, Any]:
    return registry_of(SUZHOU)


class TestSuzhou:
    """The largest of the samples is held to more."""

    def test_there_are_letters_enough_of_every_length_and_from_every_place(self, letters: list[Letter]) -> None:
        assert len(letters) >= 72
        lengths = sorted(len(letter.body) for letter in letters)
        assert 2500 < lengths[-1] <= 3000
        assert sum(200 <= length <= 600 for length in lengths) >= 5
        text = "".join(map(everything_in, letters))
        assert [place for place in PLACES if place not in text] == []

    def test_every_kind_of_the_regulation_is_declared(self, letters: list[Letter]) -> None:
        declared = {letter.declared_kind for letter in letters}
        assert {"", "enquiry", "help", "suggestion", "complaint", "report", "praise", "urgent", "emergency"} <= declared

    def test_every_way_of_rating_is_there(self, letters: list[Letter]) -> None:
        moods = Counter(letter.rating_mood for letter in letters)
        assert min(moods[mood] for mood in ("", "satisfied", "dissatisfied", "silent")) >= 5

    @pytest.mark.parametrize(
        ("words", "at_least"),
        [
            ("判决", 2),
            ("劳动仲裁|仲裁裁决", 1),
            ("信访", 1),
            ("政府信息公开", 1),
            ("纪委|违纪", 1),
            ("加盟|优惠】", 2),
            ("燃气|煤气味", 1),
            ("他妈的|屁|聋子", 2),
            ("學|門|環", 1),
            ("[A-Za-z]{4,} [a-z]{2,} [a-z]{2,}", 1),
        ],
    )
    def test_the_awkward_letters_are_there(self, letters: list[Letter], words: str, at_least: int) -> None:
        assert sum(bool(re.search(words, everything_in(letter))) for letter in letters) >= at_least

    def test_a_blank_letter_and_one_of_punctuation_are_there(self, letters: list[Letter]) -> None:
        empty = [letter for letter in letters if not everything_in(letter).strip()]
        mute = [letter for letter in letters if letter.body and not re.search(r"\w", everything_in(letter))]
        assert (len(empty), len(mute)) == (1, 1)

    def test_senders_repeat_themselves_and_one_matter_comes_from_several(self, letters: list[Letter]) -> None:
        by_sender = Counter(letter.sender for letter in letters)
        assert sum(count > 1 for count in by_sender.values()) >= 3
        at_night = {
            letter.sender for letter in letters if re.search(r"东城小区.*(打桩|工地)", everything_in(letter), re.DOTALL)
        }
        assert len(at_night) >= 3

    @pytest.mark.clause("SZ-A2.4.3b", "SZ-A2.2")
    def test_every_category_has_one_responsible_second_level_unit_and_other_is_for_the_centre(
        self, registry: dict[str, Any]
    ) -> None:
        responsible = defaultdict(list)
        for unit in registry["units"]:
            for category in unit["duties"]:
                responsible[category].append(unit["level"])
        categories = {category.code for category in rulebook.load(SUZHOU).categories}
        assert responsible == {category: [2] for category in categories - {"other"}}

    @pytest.mark.clause("SZ-A2.2")
    def test_the_network_has_three_levels_and_a_unit_for_every_place(self, registry: dict[str, Any]) -> None:
        assert {unit["level"] for unit in registry["units"]} == {1, 2, 3}
        assert {unit["class"] for unit in registry["units"]} == {"county", "department", "utility"}
        assert sum(unit["class"] == "county" for unit in registry["units"]) == len(PLACES)

    @pytest.mark.clause("SZ-A2.4.4f")
    def test_every_unit_has_those_who_handle_and_sign_and_the_centre_two_on_duty(
        self, registry: dict[str, Any]
    ) -> None:
        for unit in registry["units"]:
            roles = Counter(person["role"] for person in unit["people"])
            if unit["code"] == "centre":
                assert roles == {"centre": 2}
            else:
                assert set(roles) == {"handler", "deputy", "head"}
                assert (roles["deputy"], roles["head"]) == (1, 1)

    @pytest.mark.clause("SZ-3.2")
    def test_the_channels_are_the_rulebooks_one_line_and_eight_ends(self, registry: dict[str, Any]) -> None:
        named = {channel["id"]: channel["zh"] for channel in registry["channels"]}
        assert named == {channel.code: channel.zh for channel in rulebook.load(SUZHOU).channels}
        assert len(named) == 9
