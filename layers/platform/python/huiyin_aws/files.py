"""Files of a case: asked for by somebody who stands at its door, sent by their browser straight to quarantine, and
handed out once they were found sound (`inspecting`).

What a file shows is a paper, and so is what became of it: keys and addresses hold the case's number and an id of ours,
never a word or a file name of the sender's. An upload that became nothing leaves its reason.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from huiyin.case.facts import Actor
from huiyin.case.record import instant, parse_instant
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Role
from huiyin_aws import keys
from huiyin_aws.clients import signer
from huiyin_aws.inspection import LARGEST, Media
from huiyin_aws.settings import setting
from huiyin_aws.tables import PaperItem

QUARANTINE, CLEAN = "quarantine", "clean"
FORM_SECONDS = 15 * 60
ADDRESS_SECONDS = 60
MOST_UPLOADS = 60  # of one case

_UPLOAD, _FILE = "UPLOAD#", "PAPER#file-"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody means to send until then; `why` it was kept out, "" where it was not."""

    case: str
    id: str
    label: str
    purpose: str
    by: Actor
    until: datetime
    why: str = ""

    @property
    def key(self) -> str:
        return f"{QUARANTINE}/{self.case}/{self.id}"


@dataclass(frozen=True, slots=True)
class Filed:
    """A sound file, part of the record; `place` is where its content lies."""

    case: str
    id: str
    label: str
    purpose: str
    by: Actor
    at: datetime
    media: Media
    size: int
    place: str = ""

    @property
    def key(self) -> str:
        return f"{CLEAN}/{self.case}/{self.place or self.id}"


def filed(number: str) -> tuple[Filed, ...]:
    """The sound files of a case, in the order in which they were attached."""
    found = [_filed(item) for item in _items(number, _FILE)]
    return tuple(sorted(found, key=lambda file: (file.at, file.id)))


def uploads(number: str) -> tuple[Upload, ...]:
    """Everything that was to be sent, whatever became of it."""
    return tuple(sorted((_upload(item) for item in _items(number, _UPLOAD)), key=lambda u: (u.until, u.id)))


def upload(number: str, file_id: str) -> Upload | None:
    return next((_upload(item) for item in _items(number, _UPLOAD + file_id)), None)


def file(number: str, file_id: str) -> Filed | None:
    """What has become part of the record under this id, as it stands now."""
    return next((_filed(item) for item in _items(number, _FILE + file_id)), None)


def expect(number: str, by: Actor, label: str, purpose: str, asked: str, now: datetime) -> Upload:
    """The upload that somebody asks for; asked for twice, it is one as long as nothing has become of it. `asked` is
    known to the asker alone.

    Raises:
        Refusal: the case has as many as a case may have.
    """
    known, sound = {each.id: each for each in uploads(number)}, {each.id for each in filed(number)}
    for time in count():
        file_id = hashlib.sha256(f"{asked}/{time}".encode()).hexdigest()[:32]
        before = known.get(file_id)
        if before is None or not (before.why or file_id in sound):
            break
    if before is None and len(known) >= MOST_UPLOADS:
        raise Refusal(
            "too_many_files",
            f"一件诉求最多上传 {MOST_UPLOADS} 个文件，现已达上限；请合并材料，或联系受理单位。",
            f"a case takes {MOST_UPLOADS} uploads and has had them: put papers together, or ask the centre",
        )
    expected = Upload(number, file_id, label, purpose, by, now + timedelta(seconds=FORM_SECONDS))
    _save(expected)
    return expected


def keep_out(expected: Upload, why: str) -> None:
    """What has come is not taken, and its sender reads why. What comes by the same form later on is looked at anew."""
    _save(expected, why)


def form(expected: Upload, then: str) -> tuple[str, dict[str, str]]:
    """Where the browser sends the file, and the fields that the policy covers; afterwards it is led on to `then`."""
    fields = {"success_action_redirect": then}
    signed = signer().generate_presigned_post(
        setting("FILES_BUCKET"),
        expected.key,
        Fields=fields,
        Conditions=[fields, ["content-length-range", 1, LARGEST]],
        ExpiresIn=FORM_SECONDS,
    )
    return signed["url"], signed["fields"]


def address(file: Filed) -> str:
    """Where the file can be fetched for a minute: as a download, under its true type, called by its case."""
    name = f"{file.case}-{file.id[:8]}.{file.media}"
    asked = {
        "Bucket": setting("FILES_BUCKET"),
        "Key": file.key,
        "ResponseContentType": file.media.type,
        "ResponseContentDisposition": f'attachment; filename="{name}"',
    }
    return str(signer().generate_presigned_url("get_object", Params=asked, ExpiresIn=ADDRESS_SECONDS))


def paper_body(expected: Upload, media: Media, content: bytes, at: datetime) -> dict[str, Any]:
    """What the paper of a sound file says; its digest is in the event, and proves the file's own."""
    said = {"media": media.value, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return _body(expected) | said | {"at": instant(at), "place": place(expected, content)}


def place(expected: Upload, content: bytes) -> str:
    """Another content by the same form has a place of its own: nothing overwrites what is on record."""
    return f"{expected.id}-{hashlib.sha256(content).hexdigest()[:16]}"


def paper_id(expected: Upload) -> str:
    """One upload becomes one paper, however often it is delivered."""
    return f"file-{expected.id}"


def _items(number: str, prefix: str) -> Iterator[PaperItem]:
    return iter(PaperItem.query(number, PaperItem.sk.startswith(prefix), consistent_read=True))


def _save(expected: Upload, why: str = "") -> None:
    body = _body(expected) | {"until": instant(expected.until), "why": why}
    PaperItem(expected.case, _UPLOAD + expected.id, body=body, salt=keys.new_salt()).save()


def _body(expected: Upload) -> dict[str, Any]:
    by = expected.by
    return {
        "label": expected.label,
        "purpose": expected.purpose,
        "role": by.role.value,
        "person": by.id,
        "unit": by.unit,
    }


def _upload(item: PaperItem) -> Upload:
    body: dict[str, Any] = item.body
    until, file_id = parse_instant(body["until"]), item.sk.removeprefix(_UPLOAD)
    return Upload(item.pk, file_id, body["label"], body["purpose"], _actor(body), until, body["why"])


def _filed(item: PaperItem) -> Filed:
    body: dict[str, Any] = item.body
    file_id, at = item.sk.removeprefix(_FILE), parse_instant(body["at"])
    media = Media(body["media"])
    lies = body.get("place", "")
    return Filed(item.pk, file_id, body["label"], body["purpose"], _actor(body), at, media, int(body["size"]), lies)


def _actor(body: dict[str, Any]) -> Actor:
    return Actor(Role(body["role"]), body["person"], body["unit"])
