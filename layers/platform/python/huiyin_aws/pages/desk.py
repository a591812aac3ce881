"""The desk's own pages: signing in, choosing a post; the bar that stands above every page of who is signed in."""

from collections.abc import Iterable
from dataclasses import dataclass

from huiyin_aws.pages.page import DESK, Bar, render
from huiyin_aws.pages.words import Words

_TOLD: dict[str, tuple[Words, Words, Words]] = {
    "sent": (
        Words("请查收登录链接", "Look for your link"),
        Words(
            "如果您填写的邮箱或手机号已登记，登录链接会立即发送到该处，10分钟内有效，只能使用一次。",
            "If what you wrote is registered, a link goes there at once. It is good for 10 minutes, and once.",
        ),
        Words(
            "没有收到的，请核对后重试，或请受理单位核对登记信息。",
            "If nothing comes, check what you wrote and try again, or ask the centre to look at the register.",
        ),
    ),
    "link_over": (
        Words("登录链接已失效", "This link is no longer good"),
        Words("登录链接10分钟内有效，只能使用一次。", "A link is good for 10 minutes, and once."),
        Words("请重新申请登录链接。", "Please ask for a new one."),
    ),
    "signed_out": (
        Words("已退出登录", "You are signed out"),
        Words("没有登录，或登录已满8小时。", "You are not signed in, or eight hours have passed."),
        Words("请重新登录。", "Please sign in again."),
    ),
    "not_ours": (
        Words("操作未执行", "Nothing was done"),
        Words(
            "这个表单不是从本系统的页面提交的，或页面已过期。",
            "The form did not come from a page of ours, or is too old.",
        ),
        Words("请重新打开页面，再试一次。", "Open the page again, and try once more."),
    ),
    "no_case": (
        Words("没有找到该诉求", "We can't find this case"),
        Words(
            "没有这一编号的诉求，或不在您可查看的范围内。", "There is none of this number among those that you may see."
        ),
        Words("请核对编号。", "Please check the number."),
    ),
}


@dataclass(frozen=True, slots=True)
class PostChoice:
    """One of somebody's posts, to be chosen by its place."""

    at: int
    programme: Words
    unit: Words
    post: Words


def sign_in_page(programmes: Iterable[tuple[str, Words]], chosen: str = "") -> str:
    """Where to ask for a link."""
    return render("sign_in.html.j2", programmes=tuple(programmes), chosen=chosen, footer=DESK)


def enter_page() -> str:
    """Behind the link: a button, since whatever opens links in mails presses none."""
    return render("enter.html.j2", footer=DESK)


def posts_page(choices: Iterable[PostChoice], above: Bar) -> str:
    return render("posts.html.j2", choices=tuple(choices), bar=above, footer=DESK)


def told_page(kind: str, *, up: str = "", above: Bar | None = None) -> str:
    """What is to be said instead of a page; the way to sign in where nobody is signed in."""
    heading, what, instead = _TOLD[kind]
    way_in = "" if above else up or "."
    return render(
        "desk_notice.html.j2", heading=heading, what=what, instead=instead, bar=above, way_in=way_in, footer=DESK
    )
