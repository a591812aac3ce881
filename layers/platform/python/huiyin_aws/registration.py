"""Entering units, people and channels: checked as a whole, then written."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from huiyin import units as network
from huiyin.rulebook import load, versions
from huiyin_aws import clock, identities, law, registry, staffing
from huiyin_aws.rolls import columns
from huiyin_aws.sending import takes_sms

Units = dict[str, registry.Unit]


class UnknownDutyError(ValueError):
    """A unit was given a duty that no request can have."""


class PostUnfilledError(ValueError):
    """Nobody fills a post through which the programme's requests would have to go."""


class ClosedUnitError(ValueError):
    """A unit was merged into another: nobody is entered for it any more."""


class RepeatedIdError(ValueError):
    """Two people would have one id, by which a case, a link and the record know them."""


class UnlistableUnitError(ValueError):
    """A unit is entered in a way in which no list could give it out and take it in again."""


class MisplacedUnitError(ValueError):
    """A unit does not fit into the three levels (SZ-A2.2)."""


class _Strict(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, hide_input_in_errors=True, str_strip_whitespace=True
    )


class PersonEntry(_Strict):
    id: str = Field(pattern=r"^[a-z0-9-]{1,60}$")
    title: str = Field(min_length=1, max_length=60)
    role: Literal["centre", "checker", "leader", "chief", "regional", "handler", "deputy", "head"]
    phone: str = ""
    email: str = ""
    by: Literal["sms", "email"] = "sms"

    @model_validator(mode="after")
    def _reachable(self) -> "PersonEntry":
        if not (takes_sms(self.phone) or self.email):
            raise ValueError("a person needs a mobile phone or an email: work reaches people by message")
        return self


class UnitEntry(_Strict):
    code: str = Field(pattern=r"^[a-z0-9_-]{1,40}$")
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    level: Literal[1, 2, 3] = 2
    parent: str = ""
    group: str = Field(default="", alias="class")
    duties: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    people: tuple[PersonEntry, ...]
    vacant: tuple[Literal["handler", "deputy", "head", "leader", "chief"], ...] = ()

    def over(self, before: registry.Unit | None) -> registry.Unit:
        """The unit as entered; who is away and who has the night stays with it, as far as they still serve it."""
        people = tuple(registry.Person(**p.model_dump()) for p in self.people)
        return staffing.laid_over(registry.Unit(**self.model_dump(exclude={"people"}), people=people), before)


class ChannelEntry(_Strict):
    id: str = Field(pattern=registry.CHANNEL_ID)
    zh: str
    en: str
    approved: bool = True
    acts_as: Literal["channel", "platform"] = "channel"  # a platform may hand out and follow orders besides (GX-24)


class Registration(_Strict):
    programme: str
    units: tuple[UnitEntry, ...] = ()
    channels: tuple[ChannelEntry, ...] = ()


def _require_known(entries: Registration) -> None:
    """The programme is there, each duty is a category of one of its versions, the posts of that in force are filled.

    A unit's duties serve the cases of every version: those that stand under an older one, and those still to come.

    Raises:
        PostUnfilledError: it names the unit and the posts: a handler, those who sign off (SZ-A2.4.4f), those who check
            and instruct (CQ-13, WB-6.2b), the centre's duty officers.
        UnknownDutyError: it names the units with their wrong duties.
        UnknownProgrammeError: there is no such rulebook.
    """
    shelf = [load(entries.programme, version) for version in versions(entries.programme)]
    of_units, of_centre = law.rulebook_in_force(entries.programme, clock.now()).posts()
    for unit in entries.units:
        needed = of_centre if unit.code == registry.CENTRE else of_units
        filled = {person.role for person in unit.people}
        if unfilled := needed - filled - {post for post in unit.vacant if filled & set(network.stands_in_for(post))}:
            raise PostUnfilledError(f"unit {unit.code} has nobody as {', '.join(sorted(unfilled))}")
    known = {category.code for rulebook in shelf for category in rulebook.categories}
    wrong = {unit.code: sorted(set(unit.duties) - known) for unit in entries.units if set(unit.duties) - known}
    if wrong:
        told = "; ".join(f"{unit}: {', '.join(duties)}" for unit, duties in wrong.items())
        raise UnknownDutyError(f"no such categories ({told}); {entries.programme} has {', '.join(sorted(known))}")


def _require_placed(standing: Units, laid_over: Units) -> None:
    """With these entries laid over what stands, every unit is under one of the level above (SZ-A2.2).

    Raises:
        ClosedUnitError: a unit is there no longer.
        MisplacedUnitError: it names each unit with what was expected.
    """
    closed = sorted(code for code, unit in laid_over.items() if unit.is_closed)
    if closed:
        raise ClosedUnitError(f"closed, and merged into others: {', '.join(closed)}. Leave them out")
    wrong = network.misplaced((standing | laid_over).values())
    if wrong:
        raise MisplacedUnitError("; ".join(f"unit {each.unit}, {each.field}: {each.en}" for each in wrong))


def _require_own_ids(standing: Units, laid_over: Units) -> None:
    """Everybody in these units has an id of their own.

    Raises:
        RepeatedIdError: it names the ids with their units.
    """
    twice = network.held_twice((standing | laid_over).values())
    if told := [f"{person}: {', '.join(codes)}" for person, codes in twice.items() if laid_over.keys() & set(codes)]:
        raise RepeatedIdError(f"an id is one person's of one unit; choose others for {'; '.join(told)}")


def _require_listable(laid_over: Units) -> None:
    """What is given out as a list can be taken in again.

    Raises:
        UnlistableUnitError: it names the units with the columns that cannot hold what they say.
    """
    found = {code: columns.unlistable(unit) for code, unit in laid_over.items()}
    if told := [f"{code}: {', '.join(names)}" for code, names in found.items() if names]:
        raise UnlistableUnitError(f"no list can hold what stands in these columns: {'; '.join(told)}")


def register(payload: dict[str, Any]) -> dict[str, int]:
    """Write what the payload holds, all of it valid.

    Raises:
        ClosedUnitError, MisplacedUnitError: a unit is there no longer, or does not fit into the levels.
        RepeatedIdError, UnlistableUnitError: an id is somebody's already; a unit could not be given out as a list.
        PostUnfilledError: a unit lacks somebody whom its programme asks for.
        pydantic.ValidationError: names each wrong entry by its place, never by its content; nothing was written.
    """
    entries = Registration.model_validate(payload)
    _require_known(entries)
    standing = {unit.code: unit for unit in registry.units(entries.programme)}
    laid_over = {unit.code: unit.over(standing.get(unit.code)) for unit in entries.units}
    _require_placed(standing, laid_over)
    _require_own_ids(standing, laid_over)
    _require_listable(laid_over)
    entered = staffing.Entry(staffing.OPERATOR, clock.now())
    for unit in entries.units:
        if staffing.change_unit(entries.programme, unit.code, unit.over, entered) is None:
            identities.note(entries.programme, laid_over[unit.code])  # registered before anybody's contacts were noted
    for channel in entries.channels:
        registry.save_channel(channel.model_dump())
    people_count = sum(len(u.people) for u in entries.units)
    return {"units": len(entries.units), "people": people_count, "channels": len(entries.channels)}
