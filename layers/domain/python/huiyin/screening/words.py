"""How strongly the words of a rulebook speak in a letter."""

from collections.abc import Iterable
from dataclasses import dataclass

from huiyin.screening.letter import Letter


@dataclass(frozen=True, slots=True)
class Ranking:
    """The code that speaks loudest, its score, and the score of the next."""

    best: str | None
    score: int
    next_score: int

    def leads(self, least: int, lead: float) -> bool:
        return self.best is not None and self.score >= least and self.score >= lead * self.next_score


def rank(letter: Letter, vocabulary: Iterable[tuple[str, tuple[str, ...]]], title_weight: int) -> Ranking:
    """The codes of a vocabulary ranked by their words; on a tie, the earlier one."""
    best, score, next_score = None, 0, 0
    for code, words in vocabulary:
        heard = loudness(letter, words, title_weight)
        if heard > score:
            best, score, next_score = code, heard, score
        else:
            next_score = max(next_score, heard)
    return Ranking(best, score, next_score)


def loudness(letter: Letter, words: tuple[str, ...], title_weight: int) -> int:
    """Each word counts once: `title_weight` where the title has it, 1 where only the body does."""
    return sum(title_weight if word in letter.title else word in letter.body for word in words)


def says_nothing(letter: Letter) -> bool:
    """True without a single letter, hanzi or any other sign of a word."""
    return not any(character.isalpha() for character in letter.title + letter.body)


def questions(letter: Letter) -> int:
    text = letter.title + letter.body
    return text.count("？") + text.count("?")
