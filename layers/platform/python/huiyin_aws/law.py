"""The law of a programme as the domain wants it: rulebook and time, kept as long as the process lives."""

from functools import cache

from huiyin.case.law import Law
from huiyin.rulebook import load


@cache
def of(programme: str, version: str = "") -> Law:
    """The law that cases of this programme and rulebook version stand under.

    Raises:
        LookupError: there is no such programme, or this package does not hold that version.
    """
    rulebook = load(programme)
    if version and version != rulebook.version:
        raise LookupError(f"{programme}: rulebook version {version} is not installed, only {rulebook.version}")
    return Law(rulebook, rulebook.time())
