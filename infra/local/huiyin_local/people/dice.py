"""Chance that repeats itself: every throw is a hash of what it is about, so no other throw can disturb it."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Throws about one matter; the same seed, matter and question always fall the same."""

    def __init__(self, seed: int, *matter: object) -> None:
        self._matter = "|".join(str(part) for part in (seed, *matter))

    def throw(self, question: str) -> float:
        """A number from 0 up to, not including, 1."""
        digest = hashlib.sha256(f"{self._matter}|{question}".encode()).digest()
        return int.from_bytes(digest[:6], "big") / 2**48

    def happens(self, question: str, share: float) -> bool:
        return self.throw(question) < share

    def between(self, question: str, low: float, high: float) -> float:
        return low + (high - low) * self.throw(question)

    def pick(self, question: str, options: Sequence[T]) -> T:
        return options[int(self.throw(question) * len(options))]

    def weigh(self, question: str, shares: Sequence[tuple[T, float]]) -> T:
        """One of the options, each by its share (they add up to 1)."""
        thrown, gone = self.throw(question), 0.0
        for option, share in shares:
            gone += share
            if thrown < gone:
                return option
        return shares[-1][0]
