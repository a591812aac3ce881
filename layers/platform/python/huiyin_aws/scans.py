"""Stamped scans that prove a change in the registry (GX-13): looked into by content, kept beside the cases' files.

A key holds the programme, the unit and an id of ours; the id is made from the content, so that the same scan sent twice
is one.
"""

import hashlib

from huiyin.case.refusal import Refusal
from huiyin_aws.clients import client
from huiyin_aws.inspection import Unfit, inspect
from huiyin_aws.inspection.findings import Media
from huiyin_aws.settings import setting

LARGEST = 4_000_000  # what comes with a form passes through the function, which takes no more

_PAPERS = {Media.JPEG, Media.PNG, Media.PDF}


def keep(programme: str, unit: str, content: bytes) -> str:
    """The id under which the scan is kept, cleaned of what tells of places and people.

    Raises:
        Refusal: it is too large, or no picture and no PDF.
    """
    if len(content) > LARGEST:
        raise Refusal(
            "scan_too_large", "扫描件超过4MB，请压缩后再上传。", "the scan is larger than 4 MB: make it smaller"
        )
    try:
        sound = inspect(content)
    except Unfit:
        sound = None
    if sound is None or sound.media not in _PAPERS:
        raise Refusal(
            "scan_unfit",
            "扫描件应为 JPG、PNG 或 PDF 文件，请重新上传。",
            "a scan is a JPEG, a PNG or a PDF: send such a file",
        )
    scan_id = hashlib.sha256(sound.content).hexdigest()[:32]
    client("s3").put_object(
        Bucket=setting("FILES_BUCKET"),
        Key=_key(programme, unit, scan_id),
        Body=sound.content,
        ContentType=sound.media.type,
    )
    return scan_id


def read(programme: str, unit: str, scan_id: str) -> tuple[bytes, str]:
    """The scan and its media type; the caller knows from the list of changes that it is there."""
    found = client("s3").get_object(Bucket=setting("FILES_BUCKET"), Key=_key(programme, unit, scan_id))
    return found["Body"].read(), found["ContentType"]


def _key(programme: str, unit: str, scan_id: str) -> str:
    return f"registry/{programme}/{unit}/{scan_id}"
