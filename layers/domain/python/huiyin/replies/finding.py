"""A finding: what is wrong with which part of a reply, how grave that is, and what to do, in words for its writer."""

from dataclasses import dataclass

REFUSE, DOUBT = "refuse", "doubt"

# The same for all programmes; which of them a programme looks for, how gravely and by which words, its rulebook says.
WORDS: dict[str, tuple[str, str]] = {
    "missing": ("请填写这一项", "Fill this in"),
    "too_short": (
        "内容过短，请写清查明的情况、怎么办的和结果",
        "Too short: say what was found, what was done and the result",
    ),
    "empty_phrases": (
        "只有套话或转办说明，请写明查明的情况、怎么办的和结果",
        "Nothing but phrases, or that it was passed on: say what was found, what was done and the result",
    ),
    "placeholder": ("请写出具体内容，不要用“同上”一类的话代替", "Write it out, instead of “as above” and the like"),
    "letter_copied": ("这是来信的原文，请写您的答复", "This is the letter itself: write your reply to it"),
    "unsolved_words": (
        "选了“已解决”，文中却说尚未解决，请核对",
        "You chose “solved”, and the text says that it is not: check it",
    ),
    "satisfied_unreached": (
        "文中说诉求人满意，但没有联系上诉求人，请核对",
        "It says that the requester is satisfied, but they were not reached: check it",
    ),
    "no_law": (
        "没有法规、文件的名称、文号或条款，请核对",
        "It names no law or paper, with its number or article: check it",
    ),
    "no_telephone": ("没有联系电话，请核对", "There is no telephone number: check it"),
    "hollow": (
        "有空泛的话，请核对是否写明了具体措施和时间",
        "Some words say little: check that measures and dates are there",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`refuse` has to be put right; a `doubt` is shown to its writer, who may stand by it, and to reviewers."""

    code: str
    part: str
    grade: str
    clause: str = ""

    @property
    def zh(self) -> str:
        return WORDS[self.code][0]

    @property
    def en(self) -> str:
        return WORDS[self.code][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What is known beside the parts: solved or not, as the handler says; how the latest contact with the requester
    ended, as far as it is on record; the letter; the names of units, which alone say nothing.
    """

    solved: str = ""
    contact: str = ""
    letter: str = ""
    units: tuple[str, ...] = ()
