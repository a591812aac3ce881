"""Time passes: it changes obligations alone, and what a charge stands for (CQ-27)."""

from huiyin.case import facts as f
from huiyin.case.folds.fold import Fold, charged_for_too

FOLDS: dict[type, Fold] = {
    f.WarningGiven: lambda c, e, x: {},
    f.FellOverdue: lambda c, e, x: charged_for_too(c, e, x.who) if x.step == "urge" else {},
    f.Urged: lambda c, e, x: {},
    f.DeadlinesRecounted: lambda c, e, x: {},
}
