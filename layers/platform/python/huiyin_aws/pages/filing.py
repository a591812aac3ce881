"""The pages of files: what a case holds, what became of what was sent, and the form by which a browser sends one more.

The form goes straight to the bucket, so this page alone may send a form elsewhere. What people called a file is shown
as written, and is part of no address.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from huiyin.case.law import Law
from huiyin.case.vocabulary import Role
from huiyin.rulebook import Rulebook
from huiyin_aws.files import Upload
from huiyin_aws.inspecting import NO_LONGER, NOT_A_SCAN, SENT_TWICE, UNFINISHED
from huiyin_aws.inspection import Why
from huiyin_aws.pages import page
from huiyin_aws.pages.forms import Field, Form, FormInvalid, Option
from huiyin_aws.pages.forms.fields import Kind, line
from huiyin_aws.pages.visibility import FileLine
from huiyin_aws.pages.words import PURPOSES, Words


@dataclass(frozen=True, slots=True)
class State:
    """An upload that is no file yet: what its sender called it, and what became of it."""

    label: str
    purpose: Words
    said: Words
    refused: bool


_AWAITED = Words(
    "等待上传，或正在检查；请稍后刷新本页。", "Waiting to be sent, or being checked: load this page again in a moment."
)
_LAPSED = Words("没有收到文件；请重新添加。", "No file has come: please add it again.")
_KINDS = "JPG、PNG、PDF、DOCX、XLSX、MP3、MP4"

_WHY: dict[str, Words] = {
    Why.EMPTY: Words("文件是空的；请重新选择文件。", "The file is empty: choose it again."),
    Why.OVERSIZED: Words(
        "文件超过20 MB；请压缩或分开上传。", "Larger than 20 MB: make it smaller, or send it in parts."
    ),
    Why.UNKNOWN: Words(
        f"不是可以接收的文件类型（以内容为准，与文件名无关）；请另存为 {_KINDS} 之一。",
        "By its content it is none of the kinds that we take, whatever its name: save it as one of them.",
    ),
    Why.BROKEN: Words("文件不完整或已损坏；请重新导出后上传。", "Cut off or damaged: export it anew and send that."),
    Why.TOO_LARGE_INSIDE: Words(
        "文件打开后过大；请缩小图片或拆分文件。",
        "Far too large once opened: make the picture smaller, or split it.",
    ),
    Why.LOCKED: Words(
        "文件有密码保护，无法检查；请取消密码后上传。",
        "Locked, and cannot be checked: send it without a password.",
    ),
    Why.ACTIVE: Words(
        "文件含有脚本、宏或嵌入的文件；请另存为不含这些内容的文件，或打印后扫描。",
        "It holds scripts, macros or files within: save it without them, or scan a print of it.",
    ),
    Why.REACHES_OUT: Words(
        "文件打开时会连接外部地址；请断开外部链接或模板后上传。",
        "It fetches something from elsewhere when opened: cut its links or template, and send it again.",
    ),
    Why.PICTURES: Words(
        "文件中有无法检查的图片或影音（如 SVG、HEIC）；请换成 JPG 或 PNG 图片，或打印后扫描。",
        "A picture or film within it cannot be checked: put in a JPG or PNG instead, or scan a print of it.",
    ),
    Why.TRACKS: Words("视频带有位置轨迹；请导出不含位置的视频。", "The film has a track of places: export it without."),
    NOT_A_SCAN: Words("扫描件应为图片或 PDF；请重新扫描上传。", "A scan is a picture or a PDF: scan it and send that."),
    SENT_TWICE: Words(
        "用同一张表单又上传了一个文件；一张表单只收一个文件，请另行添加。",
        "One more was sent by the same form, which takes one file: please add the other by itself.",
    ),
    UNFINISHED: Words(
        "已收到文件，但检查没有完成；系统会自动再试。如仍未收录，请缩小文件或另存为 PDF、JPG 后重新添加。",
        "It has come, but checking it was not finished; we try again by ourselves. If it does not appear above, make it"
        " smaller or save it as PDF or JPG, and add it again.",
    ),
    NO_LONGER: Words(
        "检查完成时，该诉求已不在您手中，文件未予收录；确需补交的，请联系受理单位。",
        "When it was checked the case was no longer with you, and it was not taken: ask the centre if it matters.",
    ),
}


def form_for(role: Role, rulebook: Rulebook) -> Form:
    """What is asked before a file is sent: what it shows, and what it is for."""
    what = Words("例如：路灯安装后照片。不要写个人信息。", "Such as: the street light, put up. No personal data.")
    purpose = Field(
        name="purpose",
        kind=Kind.RADIO,
        label=Words("做什么用？", "What is it for?"),
        options=tuple(Option(code, PURPOSES[code]) for code in _purposes(role, rulebook)),
    )
    return Form(
        command="AttachFile",
        heading=Words("添加附件", "Add a file"),
        explains=Words(
            f"可上传 {_KINDS}，每个不超过20 MB。图片中的拍摄地点等信息会自动删除。",
            "JPG, PNG, PDF, DOCX, XLSX, MP3 or MP4, up to 20 MB each. Where a picture was taken is removed from it.",
        ),
        button=Words("下一步：选择文件", "Next: choose the file"),
        fields=(line("label", "是什么文件？", "What is it?", what), purpose),
    )


def _purposes(role: Role, rulebook: Rulebook) -> Iterable[str]:
    """What a unit has to prove here, as its rulebook says (GX-11, GX-14c, WB-6.3a), or to show (SZ-A2.4.4f)."""
    if role in (Role.HANDLER, Role.SUPPORTER):
        yield "reply"
    if role is Role.HANDLER:
        if rulebook.returns.proof == "scan":
            yield "return"
        if rulebook.extension.proof == "scan":
            yield "extension"
        if rulebook.stamped_reply:
            yield "stamped"
    yield "other"


def state_of(upload: Upload, now: datetime) -> State:
    waits = _AWAITED if now <= upload.until else _LAPSED
    said = _WHY.get(upload.why, _WHY[NO_LONGER]) if upload.why else waits
    return State(upload.label, PURPOSES[upload.purpose], said, bool(upload.why))


def files_page(
    number: str,
    law: Law,
    form: Form,
    files: Sequence[FileLine],
    states: Sequence[State],
    invalid: FormInvalid | None,
    back: str,
    hidden: Mapping[str, str],
) -> str:
    """What there is, what became of the rest, and the form to add one; `hidden` goes back with it."""
    names = law.rulebook.names
    return page.render(
        "files.html.j2",
        programme=Words(names.zh, names.en),
        number=number,
        form=form,
        files=files,
        states=states,
        values=invalid.values if invalid else {},
        errors=invalid.errors if invalid else {},
        back=back,
        hidden=hidden,
    )


def sending_page(number: str, rulebook: Rulebook, upload: Upload, target: str, fields: Mapping[str, str]) -> str:
    """A plain form to the bucket; the file's own name is left behind there."""
    return page.render(
        "send_file.html.j2",
        programme=Words(rulebook.names.zh, rulebook.names.en),
        number=number,
        label=upload.label,
        purpose=PURPOSES[upload.purpose],
        target=target,
        fields=fields,
    )


def origin(url: str) -> str:
    """What a policy of the page names: scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
