"""What somebody wants, read from a form: the texts to be kept as papers, and then the commands that name them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from huiyin.case.commands import Command
from huiyin.case.facts import Actor, Paper
from huiyin_aws.pages.forms.asking import COMMANDS, Papers, Values

Body = dict[str, Any]

PART = "part_"


@dataclass(frozen=True, slots=True)
class Intent:
    """One form, filled in and found whole."""

    name: str
    values: Values

    @property
    def papers(self) -> tuple[tuple[str, Body], ...]:
        """The texts to keep, by name: what the form says, and what supporting units are asked for."""
        if self.name not in _PAPERS:
            return self._task()
        name, fields = _PAPERS[self.name]
        if self.name == "SubmitReply":
            body: Body = self.parts | self._files()
        else:
            body = {field: _kept(self.values[field]) for field in fields if self.values.get(field)}
        return (*(((name, body),) if body else ()), *self._task())

    def _task(self) -> tuple[tuple[str, Body], ...]:
        """What supporting units are asked for is a paper of its own: they read it, and not what stands beside it."""
        task = self.values.get("task")
        return (("task", {"task": task}),) if task and self.values.get("supporting") else ()

    def commands(self, by: Actor, papers: Papers) -> tuple[Command, ...]:
        """The commands, all of them or none; `papers` are those of `self.papers`, drawn up, by name."""
        return COMMANDS[self.name](self, by, papers)

    def paper(self, papers: Papers) -> Paper | None:
        return papers.get(_PAPERS[self.name][0])

    def required_paper(self, papers: Papers) -> Paper:
        return papers[_PAPERS[self.name][0]]

    @property
    def parts(self) -> Body:
        """A reply's parts that hold something, as written."""
        return {part: self.values[PART + part] for part in self.part_codes}

    def _files(self) -> Body:
        """The files that go with a reply, by what they are."""
        return {name: _kept(self.values[name]) for name in ("scans", "photos") if self.values.get(name)}

    @property
    def part_codes(self) -> tuple[str, ...]:
        return tuple(name.removeprefix(PART) for name, value in self.values.items() if name.startswith(PART) and value)


def _kept(value: Any) -> Any:
    """What was ticked is kept as a list, as papers hold it."""
    return list(value) if isinstance(value, tuple) else value


# Each command's paper: its name, and the fields that it keeps.
_PAPERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Accept": ("law", ("law",)),
    "AskInstruction": ("proposal", ("proposal", "law")),
    "AskCoordination": ("reason", ("reason", "law")),
    "Coordinate": ("coordination", ("coordination",)),
    "DeclineCoordination": ("reason", ("reason",)),
    "Decline": ("explanation", ("explanation",)),
    "Refer": ("explanation", ("explanation",)),
    "Forward": ("explanation", ("body", "explanation")),
    "SubmitUpward": ("explanation", ("body", "explanation")),
    "AnswerAtOnce": ("reply", ("text",)),
    "RecordThreeWayCall": ("reply", ("body", "text")),
    "TransferCall": ("explanation", ("body", "explanation")),
    "RejectOpinion": ("reason", ("reason",)),
    "Correct": ("reason", ("reason",)),
    "NameAccused": ("reason", ("reason",)),
    "Recall": ("reason", ("reason",)),
    "DispatchAgain": ("reason", ("reason",)),
    "VoidOverdue": ("reason", ("reason",)),
    "JoinTo": ("reason", ("reason",)),
    "SplitOff": ("reason", ("reason",)),
    "Instruct": ("instruction", ("instruction",)),
    "Contribute": ("contribution", ("contribution",)),
    "DeclineSupport": ("reason", ("reason",)),
    "RequestReturn": ("reason", ("reason", "basis", "proof", "scans", "suggestion")),
    "RequestExtension": ("reason", ("reason", "proof", "scans")),
    "RefuseExtension": ("reason", ("reason",)),
    "AlertLine": ("alert", ("alerted",)),
    "RecordContact": ("contact", ("told",)),
    "SubmitReply": ("reply", ()),
    "ConfirmOpinion": ("comment", ("comment",)),
    "ApproveReply": ("comment", ("comment",)),
    "PassReply": ("comment", ("comment",)),
    "ReportPromise": ("reason", ("reason",)),
    "RejectPromise": ("reason", ("reason",)),
    "ReleasePromise": ("explanation", ("explanation",)),
    "Charge": ("reason", ("reason",)),
    "WithdrawCharge": ("reason", ("reason",)),
    "RejectReply": ("reason", ("reason",)),
    "RefuseReturn": ("reason", ("reason",)),
    "SendBack": ("reason", ("grounds", "reason")),
    "Rate": ("reason", ("reason",)),
    "OrderSecondHandling": ("reason", ("reason",)),
    "Explain": ("explanation", ("text",)),
}


def texts_of(command: str, posted: Iterable[str]) -> tuple[str, ...]:
    """Which of a posted form's fields hold what somebody wrote."""
    _, fields = _PAPERS.get(command, ("", ()))
    texts = set(fields) - {"grounds", "scans"}  # which are codes
    return tuple(name for name in posted if name in texts or (command == "SubmitReply" and name.startswith(PART)))
