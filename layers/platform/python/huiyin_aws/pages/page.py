"""Pages, rendered on the server: they work on a phone, by keyboard and without a script, and load nothing."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from huiyin_aws.pages import after
from huiyin_aws.pages.forms import ASIDE, Field, Form
from huiyin_aws.pages.forms.fields import Kind
from huiyin_aws.pages.history import Step
from huiyin_aws.pages.moments import Moment
from huiyin_aws.pages.visibility import CaseView, FileLine
from huiyin_aws.pages.words import Words

if TYPE_CHECKING:
    from jinja2 import Environment

Values = Mapping[str, Sequence[str]]
Errors = Mapping[str, tuple[str, str]]

DESK = Words("值班台", "Desk")

_HOUSE = Words("回音", "Huiyin")
_NOTHING_TO_DO = Words("查看诉求", "Look at the request")
_RATING_OVER = Words("查看答复", "Read the answer")
_LINK_IS_YOURS = Words("此链接只供您本人使用，请勿转发。", "This link is for you alone: please do not pass it on.")

_CODE_IS_YOURS = Words("此办理码只供您本人使用，请勿转发。", "This code is for you alone: please do not pass it on.")

_KEEP_THE_CODE = Words("查询码请勿告诉他人。", "Keep your query code to yourself.")

_LINKS: dict[str, tuple[Words, Words, Words]] = {
    "unknown": (
        Words("没有找到这个页面", "We can't find this page"),
        Words("链接可能没有复制完整。", "The link may not have been copied whole."),
        Words("请从短信或邮件中重新打开链接。", "Please open the link again from the message that you got."),
    ),
    "expired": (
        Words("链接已过期", "This link has expired"),
        Words("链接的有效期已过。", "Its time is over."),
        Words(
            "请使用最近一条短信或邮件中的链接；没有的，请联系受理单位。",
            "Use the link in your latest message, or ask the centre.",
        ),
    ),
    "revoked": (
        Words("这个链接已停用", "This link is no longer in use"),
        Words("办理人已有变更。", "Whom it was for no longer handles this."),
        Words("如仍由您办理，请联系受理单位更新登记。", "If you still do, ask the centre to put the register right."),
    ),
    "locked": (
        Words("办理码已锁定", "This code is locked"),
        Words("手机号后四位多次输入有误。", "The last four digits were wrong too often."),
        Words("请联系受理单位重新发送短信。", "Please ask the centre for a new message."),
    ),
    "moved_on": (
        Words("该诉求已进入下一环节", "The case has moved on"),
        Words("这个链接对应的事项已经办过，无需再办。", "What this link was for has been done."),
        Words("如还需要您办理，会另发链接给您。", "If there is more for you to do, you get another link."),
    ),
}

_LINKS["used"] = _LINKS["moved_on"]

_NOT_POSSIBLE = Words("现在不能这样办理", "This is not possible now")
_TOO_OFTEN = Words("操作过于频繁", "Too many tries")
_NOTHING_CHANGED = Words("没有作出任何更改。", "Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Others have acted since somebody opened a page: what they did, and the words that were not taken for it."""

    steps: tuple[Step, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """A form that its reader has begun to fill in: what stands in it, and since when."""

    values: Values
    saved: Moment


@dataclass(frozen=True, slots=True)
class Bar:
    """What stands above a page at the desk: who sits there, and ways on; `up` leads from it to the desk's root."""

    up: str
    place: Words
    post: Words
    csrf: str
    other_posts: bool


def act_page(
    view: CaseView,
    forms: Sequence[Form],
    action: str,
    values: Values | None = None,
    errors: Errors | None = None,
    here: str = "",
    *,
    hidden: Mapping[str, str] | None = None,
    overtaken: Overtaken | None = None,
    drafts: Mapping[str, Begun] | None = None,
    files: Sequence[FileLine] = (),
    bar: Bar | None = None,
) -> str:
    """The case as its reader may see it, the next move, and the other moves behind their headings; what belongs to the
    page, such as the slip to print, is found under `here`. `hidden` goes back with every form.
    """
    more = {"here": here, "hidden": hidden or {}, "overtaken": overtaken, "drafts": drafts or {}, "files": files}
    return _case_page("act.html.j2", view, forms, action, values, errors, _NOTHING_TO_DO, **more, **_at_desk(bar))


def rate_page(
    view: CaseView,
    forms: Sequence[Form],
    action: str,
    values: Values | None = None,
    errors: Errors | None = None,
    *,
    hidden: Mapping[str, str] | None = None,
    overtaken: Overtaken | None = None,
) -> str:
    """The answer, and the question whether it helped: nobody overtakes a requester."""
    return _case_page("rate.html.j2", view, forms, action, values, errors, _RATING_OVER, hidden=hidden or {})


def done_page(command: str, view: CaseView, bar: Bar | None = None) -> str:
    """What was done, and what happens next and by when; `view` is the case after it."""
    return render(
        "done.html.j2",
        programme=view.programme,
        view=view,
        heading=after.done(command, view),
        next_step=after.next_step(command, view),
        goes_on=command in after.GOES_ON and view.stage_code == "handling",
        **_at_desk(bar),
    )


def track_page(view: CaseView | None = None, number: str = "", missed: bool = False, programme: Words = _HOUSE) -> str:
    """Where a request stands; without one, the question for its number and code (again, where they were not right)."""
    if view is not None:
        return render("track.html.j2", programme=view.programme, view=view, footer=_KEEP_THE_CODE)
    return render("look_up.html.j2", programme=programme, number=number, missed=missed, footer=_KEEP_THE_CODE)


def link_page(kind: str, overtaken: Overtaken | None = None) -> str:
    """A link that leads nowhere any more: `unknown`, `expired`, `used`, `revoked` or `moved_on`, because of others."""
    heading, what, instead = _LINKS[kind]
    return render("notice.html.j2", heading=heading, what=what, instead=instead, overtaken=overtaken)


def error_page(zh: str, en: str, clause: str = "", back: str = "", bar: Bar | None = None) -> str:
    """Something was refused: why, by which clause, and the way back."""
    words = {"heading": _NOT_POSSIBLE, "what": Words(zh, en), "instead": _NOTHING_CHANGED}
    return render("notice.html.j2", **words, clause=clause, back=back, **_at_desk(bar))


_CODE_TROUBLES = {
    "wrong": Words(
        "请核对短信或邮件中的六位数字，再输入一次。", "Check the six digits in the message, and enter them again."
    ),
    "over": Words("该验证码已失效，请重新发送一个。", "This code is good no more: please have another one sent."),
}
_CONTACT = {"name": Words("姓名", "Name"), "phone": Words("电话", "Phone"), "email": Words("邮箱", "E-mail")}


def contact_page(
    programme: Words, number: str, state: str, back: str, hidden: Mapping[str, str], requester: Mapping[str, str]
) -> str:
    """Who wrote, behind a code: to `ask` for one, to `enter` it (again, where it was `wrong` or is `over`), `shown`."""
    return render(
        "contact.html.j2",
        programme=programme,
        number=number,
        state=state,
        back=back,
        hidden=hidden,
        trouble=_CODE_TROUBLES.get(state),
        contact=[(label, requester[key]) for key, label in _CONTACT.items() if requester.get(key)],
    )


def short_code_page(missed: bool = False) -> str:
    """The question for the code of a message that may carry no link (again, where nothing was found)."""
    return render("short_code.html.j2", missed=missed, footer=_CODE_IS_YOURS)


def too_often_page(seconds: int) -> str:
    """Somebody looks, or tries, more often than people do."""
    minutes = -(-seconds // 60)
    wait = Words(f"请在{minutes}分钟后再试。", f"Please try again in {minutes} minute{'' if minutes == 1 else 's'}.")
    return render("notice.html.j2", heading=_TOO_OFTEN, what=_NOTHING_CHANGED, instead=wait)


def headers(sends_to: str = "") -> dict[str, str]:
    """Headers of every page: nothing from elsewhere, no frames, no script, no trace of the link. `sends_to` is the one
    origin besides our own to which the page's form may go.
    """
    policy = (
        "default-src 'none'",
        f"style-src '{_style_hash()}'",
        f"form-action 'self' {sends_to}".strip(),
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
    return {
        "Content-Security-Policy": "; ".join(policy),
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def _case_page(
    template: str,
    view: CaseView,
    forms: Sequence[Form],
    action: str,
    values: Values | None,
    errors: Errors | None,
    otherwise: Words,
    **more: Any,
) -> str:
    """The form that was sent and is not whole yet comes first, else what is waited for; without either, the heading is
    `otherwise`.
    """
    values = values or {}
    command = next(iter(values.get("command", ())), "")
    posted = next((form for form in forms if form.command == command), None)
    begun = {command: draft.values for command, draft in more.get("drafts", {}).items()}
    first = posted or next((form for form in forms if form.command not in ASIDE), None)
    return render(
        template,
        programme=view.programme,
        view=view,
        first=first,
        others=[form for form in forms if form is not first],
        listed=_listed(forms),
        action=action,
        heading=first.heading if first else otherwise,
        posted=posted,
        written=_written(view) | begun | ({posted.command: values} if posted else {}),
        errors=(errors or {}) if posted else {},
        **more,
    )


def _written(view: CaseView) -> dict[str, Values]:
    """What stands in a form when it is opened: a reply that came back is there to be gone on with."""
    reply = {f"part_{part.code}": [part.text] for part in view.reply}
    return {"SubmitReply": reply} if reply else {}


def _at_desk(bar: Bar | None) -> dict[str, Any]:
    return {"bar": bar, "footer": DESK} if bar else {}


def render(template: str, **shown: Any) -> str:
    """A page from its template."""
    defaults = {"programme": _HOUSE, "footer": _LINK_IS_YOURS, "clause": "", "back": "", "overtaken": None, "bar": None}
    return _environment().get_template(template).render(defaults | shown)


@cache
def _environment() -> "Environment":
    # Whoever only asks for the headers need not pay for the template engine.
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["style"] = Markup(_style())
    return environment


@cache
def _style() -> str:
    return (resources.files(__package__) / "static" / "style.css").read_text(encoding="utf-8")


@cache
def _style_hash() -> str:
    digest = hashlib.sha256(_style().encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _listed(forms: Sequence[Form]) -> tuple[Field, ...]:
    """The fields with long lists, one for each list: a city has hundreds of units and over a thousand people."""
    found = {field.list_id: field for form in forms for field in form.fields if field.kind is Kind.LISTED}
    return tuple(found.values())
