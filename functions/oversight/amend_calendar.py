"""For the operator: a late notice, a region's own holiday, the first notice for a new year; open deadlines follow."""

from typing import Any

from huiyin_aws import amending
from huiyin_aws.observability import logger


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Input: {programme, days: [{date, working, zh, en}], withdrawn: [date], settled_years: [year], withdrawn_years:
    [year]}; output: {programme, edition, days}. Every open case is then counted again; the same input again changes
    nothing.

    Raises:
        pydantic.ValidationError: it names each wrong entry by its place; nothing was written.
        BeforeCalendarError: what would stand then makes no calendar; nothing was written.
        AlmanacChangedError: somebody else amended the calendar at the same time; nothing was written.
    """
    amended = amending.amend(event)
    logger.info("calendar amended", extra={"programme": event["programme"], "edition": amended.edition})
    return {"programme": event["programme"], "edition": amended.edition, "days": len(amended.days)}
