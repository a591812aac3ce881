"""Attach a file: what was uploaded and found sound becomes part of the record (GX-11, GX-14c, WB-6.3a, SZ-A2.4.4f)."""

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft


def attach_file(draft: Draft, command: c.AttachFile) -> None:
    """Nothing else changes by it: what the file proves is decided where it is named."""
    draft.add(command.by, f.FileAttached(command.paper, command.media, command.size, command.purpose))
