"""What the public sees, how units are supervised, reported on and scored, who is kept away from a request."""

from collections.abc import Iterator

from huiyin.rulebook import Rulebook
from huiyin_aws.pages.words import Words
from huiyin_local.rules_report import words as say
from huiyin_local.rules_report.rows import Row
from huiyin_local.rules_report.words import POSTS


def publication(book: Rulebook) -> Iterator[Row]:
    public = book.publication
    says = [say.PUBLICITY[public.default]]
    if public.consent_of:
        who = [POSTS[each] for each in public.consent_of]
        consent = say.joined(who, "、", " and ")
        says.append(Words(f"须经{consent.zh}同意", f"consent of {consent.en}"))
    if public.exception_granted_by:
        by = POSTS[public.exception_granted_by]
        says.append(Words(f"例外由{by.zh}批准", f"exceptions granted by {by.en}"))
    yield Row(Words("公开", "publication"), say.joined(says), public)
    for mode in public.modes:
        yield Row(Words("方式", "mode"), Words(mode.zh, mode.en), mode)
    for kept in public.kept_from_public:
        yield Row(Words("不公开", "kept from the public"), Words(kept.zh, kept.en), kept)


def supervision(book: Rulebook) -> Iterator[Row]:
    for level in book.supervision:
        promise = POSTS[level.promise_by] if level.promise_by else None
        brings = (
            say.text(level.by),
            Words(f"{promise.zh}公开承诺", f"{promise.en} promises in public") if promise else Words("", ""),
            Words(f"{level.talk_by.zh}约谈", f"a talk with {level.talk_by.en}") if level.talk_by else Words("", ""),
            say.points(level.points) if level.points else Words("", ""),
        )
        yield Row(Words(level.zh, level.en), say.joined(brings), level)
        for ground in level.grounds:
            yield Row(Words("　情形", "  ground"), Words(ground.zh, ground.en), ground)
        for form in level.forms:
            yield Row(Words("　方式", "  form"), Words(form.zh, form.en), form)


def bulletins(book: Rulebook) -> Iterator[Row]:
    for each in book.bulletins:
        due, to = each.due, each.to
        says = Words(
            f"{say.PERIODS[each.period].zh}，{due.zh}，送{to.zh}",
            f"{say.PERIODS[each.period].en}; {due.en}; to {to.en}",
        )
        yield Row(Words(each.zh, each.en), says, each)


def score(book: Rulebook) -> Iterator[Row]:
    score = book.score
    yield Row(Words("办法", "method"), say.joined((say.METHODS[score.method], say.PERIODS[score.period])), score)
    for part in score.parts:
        worth = Words(f"{part.share:g}%", f"{part.share:g} %") if part.share is not None else Words("", "")
        worth = Words(f"{part.points:g} 分", f"{part.points:g} points") if part.points is not None else worth
        yield Row(Words(part.zh, part.en), worth, part)
    for each in score.each:
        most = Words(f"最多 {each.most:g}", f"at most {each.most:g}") if each.most is not None else Words("", "")
        yield Row(Words(each.zh, each.en), say.joined((say.points(each.points), most), "，", ", "), each)


def protection(book: Rulebook) -> Iterator[Row]:
    kinds = [Words(book.kind(kind).zh, book.kind(kind).en) for kind in book.accused.unit_barred_for]
    barred = say.joined(kinds, "、", ", ")
    says = (
        Words("被反映人不得经办", "the person named never sees it") if book.accused.person_barred else Words("", ""),
        Words(f"{barred.zh}不转被反映单位", f"nor the unit named, for: {barred.en}") if kinds else Words("", ""),
    )
    yield Row(Words("被反映人", "the accused"), say.joined(says), book.accused)
    entry = book.registration
    within = say.working_days(entry.within_working_days) if entry.within_working_days else Words("立即", "at once")
    change = say.joined((within, say.PROOFS[entry.proof]), "，", ", ")
    yield Row(Words("人员变更登记", "a change of people"), change, entry)
