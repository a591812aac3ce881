"""The answer and what comes after it: rating, follow-up, a second handling, a promise."""

from dataclasses import dataclass

from huiyin.case.commands.command import Command
from huiyin.case.facts import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Command):
    """`paper`: the answer's own copy, for a request that was handled with another."""

    paper: Paper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Command):
    rating: str
    paper: Paper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSecondHandling(Command):
    paper: Paper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explain(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPromise(Command):
    """What was promised is done; the paper says how and when."""

    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPromise(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectPromise(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePromise(Command):
    """It cannot be kept any more; the requester is told why."""

    paper: Paper
