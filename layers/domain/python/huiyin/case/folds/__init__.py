"""Folds: what each fact changes of a case, in the rooms of the facts."""

from huiyin.case.folds import arriving, closing, elapsing, handling, replying, righting
from huiyin.case.folds.fold import Fold

FOLDS: dict[type, Fold] = (
    arriving.FOLDS | handling.FOLDS | replying.FOLDS | righting.FOLDS | closing.FOLDS | elapsing.FOLDS
)

__all__ = ["FOLDS", "Fold"]
