"""From quarantine to the record: an upload is looked into, and what is sound becomes a file of its case.

A delivery may come twice, late, or out of order, and may fail anywhere: what was decided about an upload stays, and the
quarantine is emptied in every case. The law is asked again: whose the case is no longer, or who is barred from it by
now, attaches nothing any more.
"""

import re
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

SCANS = frozenset({"return", "extension", "stamped"})
_SCANNED = frozenset({Media.JPEG, Media.PNG, Media.PDF})
_KEY = re.compile(rf"{files.QUARANTINE}/([A-Z]{{2,4}}\d{{8}}-\d{{6}})/([0-9a-f]{{32}})")
_GONE = frozenset({"NoSuchKey", "404"})


def inspect(key: str, now: datetime) -> None:
    """What lies under this key of the quarantine is judged, once."""
    match = _KEY.fullmatch(key)
    expected = files.upload(match[1], match[2]) if match else None
    if expected and not expected.why and not files.is_filed(expected.case, expected.id):
        _judge(expected, now)
    client("s3").delete_object(Bucket=setting("FILES_BUCKET"), Key=key)


def _judge(expected: Upload, now: datetime) -> None:
    content = _fetched(expected.key)
    if content is None:
        return  # another delivery of the same was faster
    try:
        sound = inspection.inspect(content)
        if expected.purpose in SCANS and sound.media not in _SCANNED:
            raise Refusal(NOT_A_SCAN, "", "")
        _attach(expected, sound, now)
        logger.info("file attached", extra={"case": expected.case, "media": sound.media.value})
    except (Unfit, Refusal) as error:
        why = error.why.value if isinstance(error, Unfit) else error.code
        files.keep_out(expected, why if why == NOT_A_SCAN or isinstance(error, Unfit) else NO_LONGER)
        logger.info("file kept out", extra={"case": expected.case, "why": why})


def _fetched(key: str) -> bytes | None:
    try:
        answer = client("s3").get_object(Bucket=setting("FILES_BUCKET"), Key=key)
    except ClientError as error:
        if error_code(error) in _GONE:
            return None
        raise
    content: bytes = answer["Body"].read()
    return content


def _attach(expected: Upload, sound: Sound, now: datetime) -> None:
    """The file first, then the record that names it; where the law refuses the record, the file goes again."""
    place = {"Bucket": setting("FILES_BUCKET"), "Key": f"{files.CLEAN}/{expected.case}/{expected.id}"}
    client("s3").put_object(**place, Body=sound.content, ContentType=sound.media.type)
    body = files.paper_body(expected, sound.media, sound.content, now)
    paper, item = papers.draw_up(expected.case, "file", body, files.paper_id(expected))

    def wanted(stored: store.Stored) -> store.Change:
        media, size, purpose = sound.media.value, len(sound.content), expected.purpose
        attach = c.AttachFile(by=expected.by, paper=paper, media=media, size=size, purpose=purpose)
        return store.Change([attach], [item])

    try:
        store.change(expected.case, wanted, now)
    except Refusal:
        client("s3").delete_object(**place)
        raise
    except store.ConflictError:
        if not files.is_filed(expected.case, expected.id):
            raise
