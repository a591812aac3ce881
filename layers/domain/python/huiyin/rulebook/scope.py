"""What a programme takes, on which channels, in which fields; and what it declines or refers elsewhere (SZ-A2.3)."""

from dataclasses import dataclass

from huiyin.rulebook.basis import NamedRule, Rule, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground(Rule):
    """A ground for not accepting: what the requester is told (`zh`, `en`), where to go instead, and to whom the centre
    passes the matter itself.
    """

    code: str
    zh: str
    en: str
    words: tuple[str, ...] = ()
    words_of: tuple[str, ...] = ()
    refer_to: Text | None = None
    pass_to: Text | None = None
    by_machine: bool = False
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Category(NamedRule):
    """A field of city life, and the words by which a request is routed to it."""

    words: tuple[str, ...] = ()
    words_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel(NamedRule):
    """A way in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningRule(Rule):
    """How sure the machine must be to accept a request without a person.

    A word in the title weighs `title_weight`, one in the body 1; the first category needs `least_score` and
    `lead` times the score of the second. An enquiry with `complex_from_questions` question marks is a complex one.
    Fewer than `least_letters` letters or hanzi are too little to act on. Two letters of one requester are on the same
    matter from a likeness of `same_matter_from` on (0 to 1).
    """

    title_weight: int
    least_score: int
    lead: float
    complex_from_questions: int | None = None
    least_letters: int = 8
    same_matter_from: float = 0.5
