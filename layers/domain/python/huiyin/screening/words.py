"""How strongly the words of a rulebook speak in a letter, and how much a letter says at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from huiyin.screening.letter import Letter


@dataclass(frozen=True, slots=True)
class Ranking:
    """The codes whose words speak at all with their scores, the loudest first."""

    scores: tuple[tuple[str, int], ...]

    @property
    def best(self) -> str | None:
        return self.scores[0][0] if self.scores else None

    def leads(self, least: int, lead: float) -> bool:
        """True where the first is loud enough, and far enough from the second."""
        return bool(self.scores) and self.scores[0][1] >= least and not self.rivals(0, lead)

    def rivals(self, least: int, lead: float) -> tuple[str, ...]:
        """The others that are loud enough, and that the first does not lead."""
        return tuple(code for code, score in self.scores[1:] if score >= least and self.scores[0][1] < lead * score)


def rank(letter: Letter, vocabulary: Iterable[tuple[str, tuple[str, ...]]], title_weight: int) -> Ranking:
    """The codes of a vocabulary ranked by their words; on a tie, the earlier one."""
    heard = ((code, loudness(letter, words, title_weight)) for code, words in vocabulary)
    return Ranking(tuple(sorted((pair for pair in heard if pair[1]), key=lambda pair: -pair[1])))


def loudness(letter: Letter, words: tuple[str, ...], title_weight: int) -> int:
    """Each word counts once: `title_weight` where the title has it, 1 where only the body does."""
    return sum(title_weight if word in letter.title else word in letter.body for word in words)


def letters_said(letter: Letter) -> int:
    """How many letters, hanzi or other signs of words it has; a title that the body says again counts once."""
    body = letter.body if letter.title.strip() in letter.body else letter.title + letter.body
    return sum(character.isalpha() for character in body)


def questions(letter: Letter) -> int:
    text = letter.title + letter.body
    return text.count("？") + text.count("?")
