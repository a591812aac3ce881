"""By which ids a person is registered: at two posts at once, or once more after they had left.

GX-18b, SZ-A2.4.8: what is kept from somebody is kept from the person. Whoever is reached by the same mobile phone is
taken for the same, now and formerly; by the same e-mail, too, also a successor who took over the mailbox of the post:
others act then. A landline is an office's, and so is a mailbox that several people of a unit have at the same time:
neither tells who somebody is. Contacts stand here as keyed hashes, ids beside ids. Nothing is ever taken away.
"""

from collections.abc import Iterable, Mapping

from pynamodb.exceptions import DoesNotExist

from huiyin.units import Unit
from huiyin_aws import keys
from huiyin_aws.sending import takes_sms
from huiyin_aws.tables import RegistryItem


def note(programme: str, *states: Unit | None) -> None:
    """Whom the contacts of a unit, as it was and as it is, reach beside all whom they ever reached; whatever is noted
    twice is there once.
    """
    for unit in states:
        for contact, people in sorted(_reached(unit).items()):
            row = RegistryItem(f"CONTACTS#{programme}", keys.staff_key(programme, contact))
            if _is_shared(people):
                row.update(actions=[RegistryItem.shared.set(True)])
                continue
            together = _joined(row, set(people))
            if len(together) > 1 and not row.shared:
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


def _reached(unit: Unit | None) -> dict[str, dict[str, str]]:
    """Whom each contact of a unit's people reaches, with the mobile number of each."""
    found: dict[str, dict[str, str]] = {}
    for person in unit.people if unit else ():
        mobile = _mobile(person.phone)
        for contact in filter(None, (mobile, person.email.strip().casefold())):
            found.setdefault(contact, {})[person.id] = mobile
    return found


def _is_shared(people: Mapping[str, str]) -> bool:
    """Several have a contact at once, and are not one by their mobile number: a mailbox of the office."""
    mobiles = set(people.values())
    return len(people) > 1 and (len(mobiles) > 1 or "" in mobiles)


def _mobile(number: str) -> str:
    """Written in one way; nothing where it is a landline."""
    return "".join(c for c in number if c.isdigit())[-11:] if takes_sms(number) else ""


def _people(programme: str) -> str:
    return f"PEOPLE#{programme}"
