"""By which ids a person is registered: at two posts at once, or once more after they had left.

GX-18b, SZ-A2.4.8: what is kept from somebody is kept from the person. Whoever is reached by the same phone or e-mail is
taken for the same, now and formerly, also a successor who took over the phone of the post: others act then. Contacts
stand here as keyed hashes, ids beside ids. Nothing is ever taken away.
"""

from collections.abc import Iterable

from pynamodb.exceptions import DoesNotExist

from huiyin.units import Unit
from huiyin_aws import keys
from huiyin_aws.tables import RegistryItem


def note(programme: str, before: Unit | None, after: Unit) -> None:
    """Whom of a unit a new contact reaches, beside all whom it ever reached; whatever is noted twice is there once."""
    for contact, person in sorted(_contacts(after) - _contacts(before)):
        key = keys.staff_key(programme, contact)
        together = _joined(RegistryItem(f"CONTACTS#{programme}", key), {person})
        if len(together) > 1:
            for each in sorted(together):
                _joined(RegistryItem(_people(programme), each), together)


def of(programme: str, people: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each of these people, all ids that are theirs."""
    return {person: _all_of(programme, person) for person in sorted(set(people))}


def _all_of(programme: str, person: str) -> frozenset[str]:
    """Also by a contact that they had at yet another post."""
    found, new = {person}, {person}
    while new:
        new = {other for each in new for other in _beside(programme, each)} - found
        found |= new
    return frozenset(found)


def _beside(programme: str, person: str) -> set[str]:
    try:
        return set(RegistryItem.get(_people(programme), person, consistent_read=True).ids or ())
    except DoesNotExist:
        return set()


def _joined(row: RegistryItem, ids: set[str]) -> set[str]:
    row.update(actions=[RegistryItem.ids.add(ids)])
    return set(row.ids)


def _contacts(unit: Unit | None) -> set[tuple[str, str]]:
    """Each contact, written in one way, with the person whom it reaches."""
    people = unit.people if unit else ()
    written = ((contact, p.id) for p in people for contact in (_phone(p.phone), p.email.strip().casefold()))
    return {(contact, person) for contact, person in written if contact}


def _phone(number: str) -> str:
    return "".join(c for c in number if c.isdigit())[-11:]


def _people(programme: str) -> str:
    return f"PEOPLE#{programme}"
