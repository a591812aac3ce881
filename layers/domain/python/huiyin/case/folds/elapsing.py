"""Time passes: it changes obligations alone."""

from huiyin.case import facts as f
from huiyin.case.folds.fold import Fold

FOLDS: dict[type, Fold] = {
    f.WarningGiven: lambda c, e, x: {},
    f.FellOverdue: lambda c, e, x: {},
    f.Urged: lambda c, e, x: {},
    f.DeadlinesRecounted: lambda c, e, x: {},
}
