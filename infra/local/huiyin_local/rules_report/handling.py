"""How a case is handled: its time, its way in, its chains, returns, extensions and ratings."""

from collections.abc import Iterator, Sequence

from huiyin.rulebook import Rulebook
from huiyin.rulebook.people import Signature
from huiyin_aws.pages.words import STEPS, Words
from huiyin_local.rules_report import words as say
from huiyin_local.rules_report.limits import steps_by_kind
from huiyin_local.rules_report.rows import Row
from huiyin_local.rules_report.words import POSTS


def time(book: Rulebook) -> Iterator[Row]:
    spans = "、".join(f"{span.opens:%H:%M}–{span.closes:%H:%M}" for span in book.office_hours.spans)
    yield Row(Words("办公时间", "office hours"), Words(spans, "on working days"), book.office_hours)
    yield Row(Words("立即", "at once"), say.length(book.at_once), book.at_once)
    if book.law_prevails:
        prevails = Words("法律法规另有时限的，从其规定", "a limit that a law sets prevails")
        yield Row(Words("法定时限", "limits of law"), prevails, book.law_prevails)
    for day in book.regional_days:
        works = Words("上班", "a working day") if day.working else Words("放假", "a day off")
        yield Row(Words(f"{day.date}", day.en), Words(f"{day.zh}：{works.zh}", works.en), day)
    for step, stated in book.limits.items():
        if str(step) not in steps_by_kind(book):
            yield Row(say.of(STEPS, str(step)), say.length(stated[0]), stated[0])
    yield Row(Words("催办", "urging"), Words("到期即催", "at the deadline"), book.urging)
    lights = book.lights
    days = say.working_days(lights.yellow_working_days_before)
    share, elapsed = f"{lights.yellow_office_share:.0%}", f"{lights.yellow_elapsed_share:.0%}"
    yellow = Words(
        f"到期前{days.zh}、办公时间已过{share}，取其后者；其间无办公时间的，为全程的{elapsed}",
        f"the later of {days.en} before and {share} of the office time; without office time, {elapsed} of the whole",
    )
    yield Row(Words("亮黄灯", "yellow light"), yellow, lights)
    hours = book.sending_hours
    exempt = [POSTS[role].zh for role in hours.exempt_roles] + [book.kind(kind).zh for kind in hours.exempt_kinds]
    exempt_en = [POSTS[role].en for role in hours.exempt_roles] + [book.kind(kind).en for kind in hours.exempt_kinds]
    span = f"{hours.opens:%H:%M}–{hours.closes:%H:%M}"
    sent = Words(f"{span}；不受限：{'、'.join(exempt)}", f"{span}; at any hour: {', '.join(exempt_en)}")
    yield Row(Words("发送时段", "messages are sent"), sent, hours)


def intake(book: Rulebook) -> Iterator[Row]:
    checked = book.acceptance.checked_by
    by = [POSTS[book.acceptance.by]]
    by += [Words(f"{POSTS[checked].zh}复核", f"checked by {POSTS[checked].en}")] if checked else []
    yield Row(Words("受理", "acceptance"), say.joined(by, "，", ", "), book.acceptance)
    for route in book.routes:
        to = say.text(route.to) if route.to else Words("", "")
        yield Row(Words("去向", "route"), say.joined((Words(route.zh, route.en), to), "：", ": "), route)
    several = {
        "lead_unit": Words("确定牵头单位，其他单位配合", "one unit leads, the others support"),
        "upward": Words("呈报上级", "submitted to the level above"),
    }
    yield Row(Words("涉及多个单位", "several bodies"), several[book.several_bodies.route], book.several_bodies)
    if book.emergency:
        called = Words(f"立即通知，电话{book.emergency.call}", f"told at once; number to call: {book.emergency.call}")
        yield Row(Words("突发事件", "emergencies"), called, book.emergency)
        for line in book.emergency.lines:
            yield Row(Words("通知热线", "lines alerted"), Words(line.zh, line.en), line)
    if book.support:
        leads = Words("主办单位汇总答复", "the lead unit gathers and replies")
        yield Row(Words("协办单位", "supporting units"), leads, book.support)
    for origin in book.origins:
        yield Row(Words("工单来源", "whose order it is"), Words(origin.zh, origin.en), origin)
    if book.instruction:
        asked = Words("派单前请示", "before dispatch, where it is asked for")
        by_leader = say.joined((POSTS[book.instruction.by], asked), "，", ", ")
        yield Row(Words("批示", "instruction"), by_leader, book.instruction)
    if book.coordination:
        to = say.text(book.coordination.to)
        across = Words(f"跨地区、跨层级的，由{to.zh}协调督办", f"across regions or levels, by {to.en}")
        yield Row(Words("协调", "coordination"), across, book.coordination)
    if book.platform:
        platform = book.platform
        handed = Words(f"{platform.zh}分发", f"by the {platform.en}")
        yield Row(Words("派单", "orders are handed out"), handed, platform)
    if book.slip:
        yield Row(Words("处理单", "slip"), say.text(book.slip.title), book.slip)


def chains(book: Rulebook) -> Iterator[Row]:
    yield from _chain(Words("单位签批", "the unit approves"), book.approval)
    yield from _chain(Words("中心审核", "the centre reviews"), book.review)
    if book.stamped_reply:
        stamped = Words("随附加盖公章的扫描件", "with a scan that bears the unit's stamp")
        yield Row(Words("答复", "reply"), stamped, book.stamped_reply)
    target = say.working_days(book.send_back.target_working_days)
    back = Words(
        f"在原时限内完成；剩余不足{target.zh}的，给{target.zh}", f"within the deadline, or {target.en} as a target"
    )
    yield Row(Words("退回重办", "sent back"), back, book.send_back)


def _chain(name: Words, chain: Sequence[Signature]) -> Iterator[Row]:
    for place, level in enumerate(chain, 1):
        when = say.WHEN[level.when]
        about = Words(f"{name.zh} {place}", f"{name.en} {place}")
        yield Row(about, Words(level.zh + when.zh, level.en + when.en), level)


def returns(book: Rulebook) -> Iterator[Row]:
    returns, extension = book.returns, book.extension
    proof = say.PROOFS[returns.proof]
    wanted = (
        proof,
        Words("写明依据", "with its basis") if returns.basis_required else Words("", ""),
        Words("提出改派建议", "with a suggestion") if returns.suggestion_required else Words("", ""),
        Words("逾期视同接受", "afterwards counted as accepted"),
    )
    yield Row(Words("退单", "return"), say.joined(wanted, "，", ", "), returns)
    if book.contact:
        recorded = Words("每次联系都登记", "each attempt is on record")
        yield Row(Words("联系诉求人", "contact with the requester"), recorded, book.contact)
    before, most = extension.asked_working_days_before, extension.longest_ratio
    days = say.working_days(before)
    asked = (
        Words(f"到期{days.zh}前提出", f"asked {days.en} before the end") if before else Words("到期前提出", "in time")
    )
    by = POSTS["deputy" if extension.decided_by == "leader" else "centre"]
    limits = (
        asked,
        Words(f"{by.zh}决定", f"decided by {by.en}"),
        say.PROOFS[extension.proof],
        Words(f"累计不超过原时限{most}倍", f"in sum at most {most} × the original limit"),
        Words("", "") if extension.several else Words("仅一次", "once"),
        Words("报受理单位备案", "the centre is told") if extension.told else Words("", ""),
        Words("向诉求人说明", "explained to the requester") if extension.explained_to_requester else Words("", ""),
    )
    yield Row(Words("延期", "extension"), say.joined(limits, "，", ", "), extension)


def rating(book: Rulebook) -> Iterator[Row]:
    rating, again = book.rating, book.second_handling
    if rating:
        choices = say.joined((Words(each.zh, each.en) for each in rating.choices), "／", " / ")
        asked = Words(f"{rating.question.zh}{choices.zh}", f"{rating.question.en} {choices.en}")
        yield Row(Words("评价", "rating"), asked, rating)
        yield Row(Words("未评价", "silence"), say.SILENCE[rating.silence.means], rating.silence)
    if again:
        supervised = Words("列入督办", "under supervision") if again.supervised else Words("", "")
        times = Words(f"{again.times}次", "once" if again.times == 1 else f"{again.times} times")
        yield Row(Words("再次办理", "second handling"), say.joined((times, supervised), "，", ", "), again)
