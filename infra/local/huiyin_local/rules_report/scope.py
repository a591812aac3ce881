"""What a programme takes and in which fields, what it declines or refers elsewhere, what a reply must hold."""

from collections.abc import Iterator, Sequence

from huiyin.replies import WORDS
from huiyin.rulebook import Ground, Rulebook
from huiyin_aws.pages.words import Words
from huiyin_local.rules_report import words as say
from huiyin_local.rules_report.rows import Row

MOST_WORDS = 6  # a field has dozens; the YAML has them all


def kinds(book: Rulebook) -> Iterator[Row]:
    for kind in book.kinds:
        says = (
            Words("重大，须批示", "major: goes to a leader") if kind.major else Words("", ""),
            Words("引导至其他渠道", "guided elsewhere") if kind.guided_by else Words("", ""),
            _words(kind.words),
        )
        yield Row(Words(kind.zh, kind.en), say.joined(says), kind)


def declined(book: Rulebook) -> Iterator[Row]:
    for ground in book.decline_grounds:
        yield Row(Words(ground.code, ""), _ground(ground), ground)


def referred(book: Rulebook) -> Iterator[Row]:
    for ground in book.referral:
        yield Row(Words(ground.code, ""), _ground(ground), ground)


def _ground(ground: Ground) -> Words:
    told = [Words(ground.zh, ground.en)]
    told += [say.text(ground.refer_to)] if ground.refer_to else []
    if ground.pass_to:
        told.append(Words(f"另转：{ground.pass_to.zh}", f"Passed on to: {ground.pass_to.en}"))
    return say.joined(told, "", " ")


def reply(book: Rulebook) -> Iterator[Row]:
    for part in book.reply_parts:
        must = Words("必填", "required") if part.required else Words("选填", "optional")
        spared = Words("号码有误的免填", "not where the number is wrong") if part.about_contact else Words("", "")
        yield Row(Words(part.zh, part.en), say.joined((must, spared), "，", ", "), part)
    for check in book.reply_checks:
        looked_for = Words(f"审核：{WORDS[check.code][0]}", f"checked: {WORDS[check.code][1]}")
        yield Row(looked_for, say.joined((say.GRADES[check.grade], _words(check.words))), check)
    if book.unsolved:
        told = Words("须向诉求人解释", "explained to the requester")
        yield Row(Words("目前不能解决的", "what is not solved now"), told, book.unsolved)
    if book.promises:
        ahead = book.promises.longest_days
        far = Words(f"最长 {ahead} 日，跟踪至落实", f"{ahead} days ahead at most, followed until kept")
        yield Row(Words("答复中的承诺", "promises in a reply"), far, book.promises)
    for charge in book.charges:
        machine = Words("自动", "by itself") if charge.by_itself else Words("", "")
        yield Row(Words(f"记录在案：{charge.zh}", f"charged: {charge.en}"), machine, charge)
    for ground in book.review_grounds:
        yield Row(Words("退回理由", "ground to send back"), Words(ground.zh, ground.en), ground)


def channels(book: Rulebook) -> Iterator[Row]:
    for channel in book.channels:
        yield Row(Words(channel.code, ""), Words(channel.zh, channel.en), channel)


def fields(book: Rulebook) -> Iterator[Row]:
    for category in book.categories:
        yield Row(Words(category.zh, category.en), _words(category.words), category)
    screening = book.screening
    sure = Words(
        f"标题词计{screening.title_weight}分；至少{screening.least_score}分、为次高者{screening.lead:g}倍方可自动派单",
        f"a word in the title counts {screening.title_weight}; sure from {screening.least_score}, "
        f"and {screening.lead:g} times the second",
    )
    yield Row(Words("自动判断", "the machine is sure"), sure, screening)


def _words(words: Sequence[str]) -> Words:
    if not words:
        return Words("", "")
    rest = "…" if len(words) > MOST_WORDS else ""
    return Words(f"{'、'.join(words[:MOST_WORDS])}{rest}", f"{len(words)} words")
