"""From quarantine to the record: an upload is looked into, and what is sound becomes a file of its case.

A delivery may come twice, late, or out of order, and may fail anywhere: what is on record stays, and the quarantine is
emptied in every case. A form takes one file: what comes by it once more is judged anew where the first was refused, and
else leaves a word to its sender. The law is asked again: whose the case is no longer, or who is barred from it by
now, attaches nothing any more.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from botocore.exceptions import ClientError

from huiyin.case import commands as c
from huiyin.case.refusal import Refusal
from huiyin_aws import files, inspection, papers, store
from huiyin_aws.clients import client, error_code
from huiyin_aws.files import Upload
from huiyin_aws.inspection import Media, Sound, Unfit
from huiyin_aws.observability import logger
from huiyin_aws.settings import setting

# What is kept out though it is sound, beside the reasons of `inspection.Why`.
NOT_A_SCAN = "not_a_scan"
NO_LONGER = "no_longer"
SENT_TWICE = "sent_twice"
UNFINISHED = "unfinished"  # it has come, and its inspection died

SCANS = frozenset({"return", "extension", "stamped"})
_SCANNED = frozenset({Media.JPEG, Media.PNG, Media.PDF})
_KEY = re.compile(rf"{files.QUARANTINE}/([A-Z]{{2,4}}\d{{8}}-\d{{6}})/([0-9a-f]{{32}})")
_GONE = frozenset({"NoSuchKey", "404"})


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the bucket tells: what lies where, with the mark of its content; `again` where it was told before."""

    key: str
    mark: str = ""
    again: bool = False


def inspect(delivery: Delivery, now: datetime) -> None:
    """What lies under this key of the quarantine is judged, and gone from there."""
    match = _KEY.fullmatch(delivery.key)
    expected = files.upload(match[1], match[2]) if match else None
    if expected and not _judge(expected, delivery, now):
        return
    client("s3").delete_object(Bucket=setting("FILES_BUCKET"), Key=delivery.key)


def _judge(expected: Upload, delivery: Delivery, now: datetime) -> bool:
    """Whether nothing has to be judged any more."""
    found = _fetched(expected.key)
    if found is None:
        return True  # another delivery of the same was faster
    content, mark = found
    if delivery.mark and delivery.mark != mark:
        files.keep_out(expected, SENT_TWICE)
        return False  # a later file has taken its place, and is told of by itself
    if delivery.again and not files.file(expected.case, expected.id):
        files.keep_out(expected, UNFINISHED)  # until it is finished
    try:
        _take(expected, content, now)
    except (Unfit, Refusal) as error:
        why = error.why.value if isinstance(error, Unfit) else error.code
        why = SENT_TWICE if files.file(expected.case, expected.id) else why
        known = isinstance(error, Unfit) or why in (NOT_A_SCAN, SENT_TWICE)
        files.keep_out(expected, why if known else NO_LONGER)
        logger.info("file kept out", extra={"case": expected.case, "why": why})
    return True


def _take(expected: Upload, content: bytes, now: datetime) -> None:
    sound = inspection.inspect(content)
    if expected.purpose in SCANS and sound.media not in _SCANNED:
        raise Refusal(NOT_A_SCAN, "", "")
    filed = files.file(expected.case, expected.id)
    if filed is None:
        _attach(expected, sound, now)
        logger.info("file attached", extra={"case": expected.case, "media": sound.media.value})
    elif filed.place != files.place(expected, sound.content):
        raise Refusal(SENT_TWICE, "", "")


def _fetched(key: str) -> tuple[bytes, str] | None:
    try:
        answer = client("s3").get_object(Bucket=setting("FILES_BUCKET"), Key=key)
    except ClientError as error:
        if error_code(error) in _GONE:
            return None
        raise
    return answer["Body"].read(), answer["ETag"].strip('"')


def _attach(expected: Upload, sound: Sound, now: datetime) -> None:
    """The file first, then the record that names it; where the law refuses the record, the file goes again.

    Raises:
        Refusal: by the law; or a delivery of another file by the same form was faster.
    """
    body = files.paper_body(expected, sound.media, sound.content, now)
    place = {"Bucket": setting("FILES_BUCKET"), "Key": f"{files.CLEAN}/{expected.case}/{body['place']}"}
    client("s3").put_object(**place, Body=sound.content, ContentType=sound.media.type)
    paper, item = papers.draw_up(expected.case, "file", body, files.paper_id(expected))

    def wanted(stored: store.Stored) -> store.Change:
        media, size, purpose = sound.media.value, len(sound.content), expected.purpose
        attach = c.AttachFile(by=expected.by, paper=paper, media=media, size=size, purpose=purpose)
        return store.Change([attach], [item])

    try:
        store.change(expected.case, wanted, now)
    except (Refusal, store.ConflictError) as error:
        filed = files.file(expected.case, expected.id)
        if filed is not None and filed.key == place["Key"]:
            return  # another delivery of the same was faster
        if filed is not None or isinstance(error, Refusal):
            client("s3").delete_object(**place)
        if filed is not None:
            raise Refusal(SENT_TWICE, "", "") from error
        raise
