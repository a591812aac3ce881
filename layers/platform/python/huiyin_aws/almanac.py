"""What an authority has laid over the official calendar: days that it keeps differently, years that it has settled.

One item a programme in the registry, read with every decision and written rarely. Its edition counts the changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pynamodb.exceptions import DoesNotExist, PutError

from huiyin.worktime import Amendment
from huiyin_aws.tables import RegistryItem

ALMANACS = "ALMANACS"


class AlmanacChangedError(RuntimeError):
    """Somebody else amended the calendar in the meantime: nothing was written, look again."""


@dataclass(frozen=True, slots=True)
class Amended:
    """A calendar's changes, in the order of the days; hashable, so that what is made of them can be kept."""

    edition: str = ""
    days: tuple[tuple[date, Amendment], ...] = ()
    settled_years: frozenset[int] = frozenset()
    published_until: int = 0  # the last year of the official calendar when open deadlines were last counted again

    @property
    def amendments(self) -> Mapping[date, Amendment]:
        return dict(self.days)


def read(programme: str) -> Amended:
    """The changes as they stand."""
    try:
        entry: Mapping[str, Any] = RegistryItem.get(ALMANACS, programme, consistent_read=True).entry
    except DoesNotExist:
        return Amended()
    return Amended(
        entry["edition"],
        tuple((date.fromisoformat(day), Amendment(*kept)) for day, kept in sorted(entry["days"].items())),
        frozenset(entry["settled_years"]),
        entry["published_until"],
    )


def write(programme: str, before: Amended, after: Amended) -> Amended:
    """Keep the next edition, made from `before`.

    Raises:
        AlmanacChangedError: another edition stands there by now.
    """
    edition = str(int(before.edition or "0") + 1)
    entry = {
        "edition": edition,
        "days": {day.isoformat(): [kept.working, kept.why] for day, kept in sorted(after.days)},
        "settled_years": sorted(after.settled_years),
        "published_until": after.published_until,
    }
    item = RegistryItem(ALMANACS, programme, entry=entry, edition=edition)
    unchanged = RegistryItem.edition == before.edition if before.edition else RegistryItem.pk.does_not_exist()
    try:
        item.save(condition=unchanged)
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        raise AlmanacChangedError(f"{programme}: the calendar was amended by somebody else; look again") from error
    return Amended(edition, tuple(sorted(after.days)), after.settled_years, after.published_until)
