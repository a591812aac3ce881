"""A step of the recount: one page of the open cases; each counts its deadlines by the calendar as it is now.

A case that cannot be counted holds up none of the others: all are gone through again, a few times. What fails even so
is named in the log, and the machine fails; the case counts by the new calendar whenever it is next attended to.
"""

from typing import Any

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.facts import Actor
from huiyin.case.vocabulary import Role
from huiyin.rulebook import load
from huiyin_aws import clock, store
from huiyin_aws.observability import logger
from huiyin_aws.settings import index_shards
from huiyin_aws.tables import CaseRow

PAGE = 50
ROUNDS = 3


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Input and output: {programme, shard, after, cases, changed, failed, rounds, done}.

    `after` is where the page begins; `cases` counts the visits, so a second round counts them again.
    """
    shard = int(event["shard"])
    page = CaseRow.attention.query(str(shard), last_evaluated_key=event.get("after"), limit=PAGE)
    prefix = load(event["programme"]).prefix
    numbers = [row.pk for row in page if row.pk.startswith(prefix)]
    results = [_each(number) for number in numbers]
    after = page.last_evaluated_key
    done = after is None and shard + 1 == index_shards()
    counts = {
        "cases": event["cases"] + len(numbers),
        "changed": event["changed"] + results.count(True),
        "failed": event.get("failed", 0) + results.count(None),  # the machine begins without it
    }
    rounds = int(event.get("rounds", 1))
    if done and counts["failed"] and rounds < ROUNDS:  # most of what fails once was in somebody else's hands
        return event | counts | {"shard": 0, "after": None, "failed": 0, "rounds": rounds + 1, "done": False}
    if done:
        logger.info("recounted", extra={"programme": event["programme"]} | counts)
    return event | {"shard": shard if after else shard + 1, "after": after, "done": done} | counts


def _each(number: str) -> bool | None:
    """True where a deadline moved; None where the case could not be counted."""
    try:
        return _counted_again(number)
    except Exception as error:  # whatever it is, the other cases have a right to the recount
        logger.error("not recounted", extra={"case": number, "error": type(error).__name__})
        return None


def _counted_again(number: str) -> bool:
    """Whoever attends to a case counts first: a case that is closed, or counted already, stays as it is."""
    wanted = store.Change([c.Attend(by=Actor(Role.CLOCK))])
    _, events = store.change(number, lambda stored: wanted if stored.case.is_open else None, clock.now())
    return any(isinstance(event.fact, f.DeadlinesRecounted) for event in events)
