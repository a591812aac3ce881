"""Notices held until the sending hours: queued again when their time has come.

The morning does so at the opening of the hours; the sweep does so for what a morning that failed left behind.
"""

import json
from datetime import datetime

from pynamodb.exceptions import UpdateError

from huiyin.case.record import instant
from huiyin_aws import settings
from huiyin_aws.clients import client
from huiyin_aws.observability import logger
from huiyin_aws.tables import Correspondence


class NotReleasedError(RuntimeError):
    """Some held notices could not be queued; all the others were, and the next sweep tries these again."""


def release_held(until: datetime) -> int:
    """Queue every notice held until then or earlier; the queue's reader claims it as any other. How many there were.

    Raises:
        NotReleasedError: after the last of them, so that one which fails holds up none of the others.
    """
    count, failed = 0, 0
    for shard in map(str, range(settings.index_shards())):
        for row in list(Correspondence.held.query(shard, Correspondence.send_at <= instant(until))):
            try:
                _queue_again(row.pk.removeprefix("NOTICE#"))
                count += 1
            except Exception as error:  # whatever it is, the other notices have a right to be sent
                logger.error("not released", extra={"notice": row.pk, "error": type(error).__name__})
                failed += 1
    if failed:
        raise NotReleasedError(f"{failed} notices stay held: see the log")
    return count


def _queue_again(notice_id: str) -> None:
    number, seq, _ = notice_id.split("#")
    body = json.dumps({"detail": {"case": number, "seq": int(seq)}})
    client("sqs").send_message(QueueUrl=settings.setting("NOTICES_QUEUE"), MessageBody=body)
    _release(notice_id)


def _release(notice_id: str) -> None:
    """Take a held notice out of the waiting ones, after it was queued again: twice queued is harmless, lost is not.

    The queue's reader may have been quicker and have claimed it already: then there is nothing left to do.
    """
    try:
        Correspondence(f"NOTICE#{notice_id}", "NOTICE").update(
            actions=[
                Correspondence.status.set("released"),
                Correspondence.held_shard.remove(),
                Correspondence.send_at.remove(),
            ],
            condition=Correspondence.status == "held",
        )
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
