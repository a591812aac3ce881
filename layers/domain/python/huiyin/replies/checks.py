"""The checks of a reply's parts, one function each; the rulebook lists which a programme makes, and by which words."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from huiyin.case.vocabulary import Contact, Solved
from huiyin.replies import phrases
from huiyin.replies.finding import REFUSE, Finding, Reported
from huiyin.rulebook import Rulebook
from huiyin.rulebook.replies import ReplyCheck

_UNREACHED = frozenset({Contact.NOT_REACHED, Contact.WRONG_NUMBER})

# What a handler adds where a matter is not solved, or promises: parts as the rulebook's own, and of substance.
EXPLAINED, PROMISE = "explained", "promise"

_LAW = re.compile(r"《[^》]+》|[〔\[（(]\s*\d{4}\s*[〕\]）)].{0,6}号|第[一二三四五六七八九十百千零〇\d]+条")
_TELEPHONE = re.compile(r"(?<!\d)(?:0\d{2,3}[-—－ ]?\d{7,8}|1\d{10}|\d{7,8}|12\d{3})(?!\d)")


@dataclass(frozen=True, slots=True)
class _Part:
    """One part as written, what the rulebook asks of it, and everything around it."""

    code: str
    text: str
    asks: tuple[str, ...]
    said: Reported
    whole: str

    @property
    def has_substance(self) -> bool:
        return "substance" in self.asks


def examine(parts: Mapping[str, str], said: Reported, rulebook: Rulebook) -> tuple[Finding, ...]:
    """What is found in the parts, in the order of the rulebook; of what must be put right, one finding a part."""
    return (*_missing(parts, said, rulebook), *_found(parts, said, rulebook))


def _missing(parts: Mapping[str, str], said: Reported, rulebook: Rulebook) -> Iterator[Finding]:
    wrong = said.contact == Contact.WRONG_NUMBER
    for part in rulebook.reply_parts:
        if part.is_required(wrong_number=wrong) and not parts.get(part.code, "").strip():
            yield Finding("missing", part.code, REFUSE, part.clause or "")


def _found(parts: Mapping[str, str], said: Reported, rulebook: Rulebook) -> Iterator[Finding]:
    whole = "\n".join(parts.values())
    for part in _written(parts, said, whole, rulebook):
        here = [
            Finding(check.code, part.code, check.grade, check.clause or "")
            for check in rulebook.reply_checks
            if _CHECKS[check.code](part, check)
        ]
        refused = [finding for finding in here if finding.grade == REFUSE]
        yield from refused[:1] or here


def _written(parts: Mapping[str, str], said: Reported, whole: str, rulebook: Rulebook) -> Iterator[_Part]:
    asked = {part.code: part.asks for part in rulebook.reply_parts}
    asked |= {EXPLAINED: ("substance",), PROMISE: ("substance",)}
    for code, asks in asked.items():
        if parts.get(code, "").strip():
            yield _Part(code, parts[code], asks, said, whole)


def _too_short(part: _Part, check: ReplyCheck) -> bool:
    return part.has_substance and len(phrases.letters(part.text)) < check.least


def _empty_phrases(part: _Part, check: ReplyCheck) -> bool:
    tells_the_result = bool(phrases.found(part.text, check.against))
    return part.has_substance and not tells_the_result and phrases.says_nothing(part.text, check.words, part.said.units)


def _placeholder(part: _Part, check: ReplyCheck) -> bool:
    return phrases.letters(part.text) in {"", *check.words}


def _letter_copied(part: _Part, check: ReplyCheck) -> bool:
    return part.has_substance and phrases.is_copied(part.text, part.said.letter)


def _unsolved_words(part: _Part, check: ReplyCheck) -> bool:
    says = part.said.solved == Solved.SOLVED and part.has_substance and part.code not in (EXPLAINED, PROMISE)
    return says and bool(phrases.found(part.text, check.words))


def _satisfied_unreached(part: _Part, check: ReplyCheck) -> bool:
    """By what is on record, or by what the reply itself says of the contact."""
    unreached = part.said.contact in _UNREACHED or bool(phrases.found(part.whole, check.against))
    return unreached and bool(phrases.found(part.text.replace("不满意", ""), check.words))


def _no_law(part: _Part, check: ReplyCheck) -> bool:
    return "law" in part.asks and not _LAW.search(part.text)


def _no_telephone(part: _Part, check: ReplyCheck) -> bool:
    return "telephone" in part.asks and not _TELEPHONE.search(part.text)


def _hollow(part: _Part, check: ReplyCheck) -> bool:
    return part.has_substance and bool(phrases.found(part.text, check.words))


_CHECKS: dict[str, Callable[[_Part, ReplyCheck], bool]] = {
    "too_short": _too_short,
    "empty_phrases": _empty_phrases,
    "placeholder": _placeholder,
    "letter_copied": _letter_copied,
    "unsolved_words": _unsolved_words,
    "satisfied_unreached": _satisfied_unreached,
    "no_law": _no_law,
    "no_telephone": _no_telephone,
    "hollow": _hollow,
}
