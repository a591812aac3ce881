"""What stands on a handling slip, in which order: from the view that its reader has of the case, and nothing else."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from huiyin.case.vocabulary import Role, Stage
from huiyin.rulebook import Rulebook
from huiyin_aws.pages.matters import Line
from huiyin_aws.pages.visibility import CaseView
from huiyin_aws.pages.words import ROLES, Words
from huiyin_aws.slip.sheet import Cell, Row, Sheet

# By these a request was taken up, or not.
_OPINIONS = frozenset(
    {
        "OpinionGiven",
        "OpinionRejected",
        "RequestAccepted",
        "RequestDeclined",
        "RequestReferred",
        "RequestForwarded",
        "RequestSubmittedUpward",
        "AnsweredAtOnce",
        "SettledByCall",
        "CallTransferred",
    }
)
# What a clock or a machine did is nobody's signature.
_NOBODYS = frozenset(
    {"RequestReceived", "RequestScreened", "WarningGiven", "FellOverdue", "Urged", "DeadlinesRecounted"}
)
_TITLE = Words("工单处理单", "Handling slip")
_LABEL, _TEXT = 0.95, 4.55
_ROOM_TO_SIGN, _ROOM_TO_WRITE = 26.0, 56.0


def sheet_of(view: CaseView, rulebook: Rulebook, now: datetime) -> Sheet:
    """The whole paper: what is filed, what was written, who has signed, and room for those who sign by hand."""
    title = Words(rulebook.slip.title.zh, rulebook.slip.title.en) if rulebook.slip else _TITLE
    rows = (
        *_filed(view, rulebook),
        *_letter(view),
        _opinion(view, rulebook),
        *(_written(matter.heading, matter.lines) for matter in view.matters),
        *_instruction(view),
        *_reply(view),
        *_done(view, rulebook),
        *_to_sign(view, rulebook),
    )
    return Sheet(
        issuer=view.centre.zh,
        title=title.zh,
        small=f"{title.en} · {view.programme.en}",
        running=f"{title.zh}　{view.number}",
        rows=rows,
        foot=f"{rulebook.time().local(now):%Y-%m-%d %H:%M} 打印 printed",
    )


def _filed(view: CaseView, rulebook: Rulebook) -> Iterator[Row]:
    """Two facts a row, and each thing that is due with its clause."""
    received = _at(view.received.iso, rulebook) if view.received else ""
    yield _two(Words("编号", "Number"), view.number, Words("收到时间", "Received"), received)
    yield _two(Words("来信渠道", "Channel"), _zh(view.channel), Words("类别", "Kind"), _zh(view.kind))
    yield _two(Words("领域", "Field"), _zh(view.category), Words("环节", "Stage"), view.stage.zh)
    marks = [said for said, is_so in (("重大事项", view.major), ("督办件", view.supervised)) if is_so]
    units = "、".join([_zh(view.unit), *marks]) if view.unit else "、".join(marks)
    yield _one(Words("承办单位", "Unit"), units)
    dues = (
        f"{due.words.zh}：{_by(due.at, rulebook)}前"
        + (f"（依据 {due.clause}）" if due.clause else "")
        + ("（暂定）" if due.provisional else "")
        for due in view.dues
    )
    yield _one(Words("办理时限", "Due"), "\n".join(dues))
    yield _one(Words("来信人", "Requester"), "姓名和联系方式不印在本单上，按规定在系统内查看。")


def _letter(view: CaseView) -> Iterator[Row]:
    yield _one(Words("标题", "Title"), view.title)
    yield _one(Words("内容", "Letter"), view.body or "内容已按规定删除。")


def _opinion(view: CaseView, rulebook: Rulebook) -> Row:
    """CQ-13: whether it is accepted, by whom, and who has checked that; room to write where nobody has said yet."""
    given = [step for step in view.history if step.event in _OPINIONS]
    lines = (f"{step.what.zh}（{step.who.zh}，{_at(step.moment.iso, rulebook)}）" for step in given)
    return _one(Words("受理意见", "Opinion on acceptance"), "\n".join(lines), blank=0.0 if given else _ROOM_TO_WRITE)


def _instruction(view: CaseView) -> Iterator[Row]:
    """WB-6.2b: what a leader has written stands among the matters; until then there is room for it."""
    if view.stage_code == Stage.INSTRUCTING:
        yield _one(Words("领导批示", "Instruction"), "", blank=_ROOM_TO_WRITE)


def _written(heading: Words, lines: Iterable[Line]) -> Row:
    """An opinion, an instruction, a return: as somebody wrote it."""
    return _one(heading, "\n".join(f"{line.label.zh}：{line.text.zh}" for line in lines))


def _reply(view: CaseView) -> Iterator[Row]:
    lines = [f"{part.words.zh}：{part.text}" for part in view.reply]
    lines += [f"是否解决：{view.solved.zh}"] if view.solved else []
    yield _one(Words("办理情况", "Handling, reply"), "\n".join(lines), blank=0.0 if lines else _ROOM_TO_WRITE)


def _done(view: CaseView, rulebook: Rulebook) -> Iterator[Row]:
    """Who did what, when: a signature on the record is one on the paper."""
    steps = [step for step in view.history if step.event not in _NOBODYS | _OPINIONS]
    if steps:
        yield (Cell("办理人 Who", 1.8), Cell("办理记录 What was done", 2.4), Cell("时间 When", 1.3))
    for step in steps:
        what = step.what.zh + (f"（{step.clause}）" if step.clause else "")
        yield (Cell(step.who.zh, 1.8), Cell(what, 2.4), Cell(_at(step.moment.iso, rulebook), 1.3))


def _to_sign(view: CaseView, rulebook: Rulebook) -> Iterator[Row]:
    """A box for the pen of each who signs in this programme, and two for the stamps; four in a row."""
    boxes = [f"{post.zh}（签字）" for post in dict.fromkeys(_posts(view, rulebook))]
    boxes += ["承办单位（盖章）", "受理单位（盖章）"]
    for first in range(0, len(boxes), 4):
        four = (boxes[first : first + 4] + [""] * 3)[:4]
        yield tuple(Cell(f"{box}\n　　年　　月　　日" if box else "", blank=_ROOM_TO_SIGN) for box in four)


def _posts(view: CaseView, rulebook: Rulebook) -> Iterator[Words]:
    """CQ-13, CQ-14, WB-6.2b, SZ-A2.4.4f: whoever checks, instructs, handles, signs and passes, in this order."""
    if checker := rulebook.acceptance.checked_by:
        yield ROLES[Role(checker)]
    if rulebook.instruction:
        yield ROLES[Role(rulebook.instruction.by)]
    yield ROLES[Role.HANDLER]
    how = {"supervised": view.supervised, "major": view.major}
    for level in (*rulebook.approval_chain(**how), *rulebook.review_chain(**how)):
        yield Words(level.zh, level.en)


def _one(label: Words, text: str, blank: float = 0.0) -> Row:
    return (Cell(label.zh, _LABEL, label.en), Cell(text, _TEXT, blank=blank))


def _two(label: Words, text: str, label2: Words, text2: str) -> Row:
    half = (_TEXT - _LABEL) / 2
    first = (Cell(label.zh, _LABEL, label.en), Cell(text, half))
    return (*first, Cell(label2.zh, _LABEL, label2.en), Cell(text2, half))


def _zh(words: Words | None) -> str:
    return words.zh if words else ""


def _at(iso: str, rulebook: Rulebook) -> str:
    return _in_full(datetime.fromisoformat(iso), rulebook)


def _in_full(at: datetime, rulebook: Rulebook) -> str:
    """With its year: a paper is read when it has become another one."""
    local = rulebook.time().local(at)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def _by(at: datetime, rulebook: Rulebook) -> str:
    """A deadline at midnight belongs to the day that it closes (24:00)."""
    local = rulebook.time().local(at)
    if local.time() != time(0):
        return _in_full(at, rulebook)
    day = local - timedelta(days=1)
    return f"{day.year}年{day.month}月{day.day}日 24:00"
