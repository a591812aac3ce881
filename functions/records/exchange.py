"""For the operator: the list of units and people goes out as CSV or XLSX, and comes in with a report by row."""

import base64
from typing import Any

from huiyin_aws import clock, rolls, staffing
from huiyin_aws.observability import logger


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Input: {programme, give: csv | xlsx} → {media_type, content}; {programme, content} → the report. `content` is
    the file in base64. Wrong in one row, nothing is written.

    Raises:
        UnreadableListError: the content is no CSV or XLSX.
    """
    programme = event["programme"]
    if form := event.get("give"):
        content = rolls.give_out(programme, form)
        return {"media_type": rolls.TYPES[form], "content": base64.b64encode(content).decode()}
    entry = staffing.Entry(staffing.OPERATOR, clock.now())
    report = rolls.take_in(programme, base64.b64decode(event["content"], validate=True), entry)
    logger.info("list taken in", extra={"programme": programme, "written": report.written, **report.counts})
    return report.record()
