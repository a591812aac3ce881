"""The desk's pages as their reader gets them: signing in, a queue with every light, a search, a case."""

from datetime import timedelta

from builders import Walk, a_walk
from huiyin.case.vocabulary import Role, Stage
from huiyin_aws.desk.finding import Asked, Result
from huiyin_aws.pages import desk, dues, listed, page
from huiyin_aws.pages.page import Bar
from huiyin_aws.pages.visibility import see
from huiyin_aws.pages.words import STAGES, Words
from page_builders import UNITS, offers

NAMES = {unit.code: Words(unit.zh, unit.en) for unit in UNITS}
BAR = Bar("", Words("市住房城乡建设局", "Housing and Construction Bureau"), Words("经办人", "Handler"), "TOKEN", True)
PROGRAMMES = [("suzhou-express", Words("宿事速办", "Suzhou Express")), ("weibin-mailbox", Words("区长信箱", "Mailbox"))]


def _entry(hours: int, walk: Walk, title: str) -> listed.Entry:
    owed = listed.Owed("reply", walk.now + timedelta(hours=hours), walk.now + timedelta(hours=hours - 10))
    return listed.entry(walk.case, walk.law, NAMES, {"title": title}, owed, walk.now)


def entries() -> list[listed.Entry]:
    """One of each light, one with a long title, one that is closed."""
    walk = a_walk(Stage.HANDLING)
    late, soon, fine = (_entry(hours, walk, "小区电梯停运三天") for hours in (-1, 5, 90))
    return [late, soon, fine, _entry(91, walk, "很长的标题" * 12), _entry(0, a_walk(Stage.ARCHIVED), "已办结")]


def queue_page() -> str:
    lights = [(colour, dues.LIGHTS[colour], "1") for colour in ("red", "yellow", "green")]
    tabs = [("todo", Words("待办", "To do"), True), ("open", Words("在办诉求", "Open cases"), False)]
    choices = [listed.Choice(stage.value, words) for stage, words in STAGES.items()]
    filters = [("stage", Words("环节", "Stage"), choices)]
    return listed.queue_page(BAR, entries(), lights, tabs, filters, "queue=todo&due=x&number=y")


def search_page() -> str:
    result = Result(tuple(entries()), 120, True)
    filters = [("state", Words("状态", "State"), [listed.Choice("", Words("全部在办", "All open"))])]
    return listed.search_page(BAR, Asked(words="电梯"), filters, result)


def sign_in_page() -> str:
    return desk.sign_in_page(PROGRAMMES)


def posts_page() -> str:
    post = Words("经办人", "Handler")
    choices = [desk.PostChoice(n, words, BAR.place, post) for n, (_, words) in enumerate(PROGRAMMES)]
    return desk.posts_page(choices, BAR)


def case_page() -> str:
    walk = a_walk(Stage.HANDLING)
    view = see(walk.case, Role.HANDLER, walk.texts, walk.rulebook, walk.now, events=walk.events, units=UNITS)
    return page.act_page(view, offers(walk, Role.HANDLER), "", hidden={"seq": "5", "csrf": "TOKEN"}, bar=BAR)


PAGES = {
    "desk_sign_in": sign_in_page,
    "desk_enter": desk.enter_page,
    "desk_sent": lambda: desk.told_page("sent", up="desk"),
    "desk_posts": posts_page,
    "desk_queue": queue_page,
    "desk_search": search_page,
    "desk_case": case_page,
}
