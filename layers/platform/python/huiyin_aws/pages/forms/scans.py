"""Files to choose from in a form: what the unit has sent before, and what was found sound.

GX-11, GX-14c (a return or an extension is proved by a scan of the stamped or signed paper).
"""

from huiyin_aws.pages.forms.desk import Desk
from huiyin_aws.pages.forms.fields import Field, Kind
from huiyin_aws.pages.words import Words

_TICK = Words("勾选已上传并检查通过的扫描件。", "Tick the scan that was sent and has passed its check.")


def chosen(desk: Desk, name: str, purpose: str, label: Words, hint: Words = _TICK, *, required: bool = True) -> Field:
    """The unit's files that were sent for this purpose."""
    options = desk.scans.get(purpose, ())
    return Field(name=name, kind=Kind.FILES, label=label, hint=hint, required=required, options=options)
