"""The command `huiyin`: local cloud, runs, deadlines, rulebooks, clauses.

What a command needs is imported when it runs.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from huiyin.rulebook import Rulebook
    from huiyin_aws.amending import Notice

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

OK, UNWELL, USAGE = 0, 1, 2
WIDTH = 120
DEFAULT_AT = "2026-03-02T08:00+08:00"


class UsageError(Exception):
    """What was asked for cannot be done; the text says what can."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code: 0 done, 1 something is not as it should be, 2 asked in a wrong way."""
    # The emulator's waits read naive local time, so all of the process lives in UTC.
    os.environ["TZ"] = "UTC"
    time.tzset()
    asked = _parser().parse_args(arguments)
    try:
        return int(asked.command(asked))
    except UsageError as error:
        print(f"huiyin: {error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="huiyin", description="回音 Huiyin: every letter gets a result.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_up(commands)
    _add_run(commands)
    demo = _command(commands, "demo", _demo, "a month on the sample letters, the figures, then the console")
    demo.add_argument("--port", type=int, default=8080, help="of the console (default: 8080)")
    _add_due(commands)
    _add_rules(commands)
    _add_clauses(commands)
    return parser


def _command(
    commands: "Commands", name: str, run: Callable[[argparse.Namespace], int], says: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=says, description=says.capitalize() + ".")
    parser.set_defaults(command=run)
    return parser


def _add_up(commands: "Commands") -> None:
    up = _command(commands, "up", _up, "the local cloud, empty, with its console")
    up.add_argument("--port", type=int, default=8080, help="default: 8080")
    up.add_argument("--at", type=_instant, default=_instant(DEFAULT_AT), help=f"the clock's start ({DEFAULT_AT})")
    up.add_argument("--programme", metavar="CODE", help="only this one (default: all that have samples)")


def _add_run(commands: "Commands") -> None:
    run = _command(commands, "run", _run, "feed letters, let scripted people handle them, report")
    run.add_argument("letters", type=Path, metavar="LETTERS.csv", help="columns id, sender, title, sent_at, body")
    run.add_argument("--programme", required=True, metavar="CODE", help="for example suzhou-express")
    run.add_argument("--limit", type=_positive, help="only the first N letters by sent_at")
    run.add_argument("--days", type=_positive, default=60, help="virtual days (default: 60)")
    run.add_argument("--at", type=_instant, default=_instant(DEFAULT_AT), help=f"the first instant ({DEFAULT_AT})")
    run.add_argument("--seed", type=int, default=1, help="of the people's habits (default: 1)")
    run.add_argument("--json", type=Path, metavar="OUT", help="write the figures here")


def _add_due(commands: "Commands") -> None:
    due = _command(commands, "due", _due, "a deadline and its day-by-day reason")
    due.add_argument("programme", metavar="CODE")
    due.add_argument("--step", required=True, help="accept, sign_for, return, reply, review, answer, rate …")
    due.add_argument("--kind", help="enquiry, help, complaint …")
    due.add_argument("--at", type=_instant, required=True, metavar="INSTANT", help="when the step starts")
    notice = "what a notice for AmendCalendar would make of it, over the official calendar alone"
    due.add_argument("--notice", type=Path, metavar="FILE.json", help=notice)
    due.add_argument("--json", action="store_true", help="as JSON")


def _add_rules(commands: "Commands") -> None:
    parser = commands.add_parser("rules", help="check or show a rulebook")
    rules = parser.add_subparsers(required=True, metavar="WHAT")
    check = _command(rules, "check", _rules_check, "validate a rulebook file")
    check.add_argument("file", type=Path)
    show = _command(rules, "show", _rules_show, "print a programme's rulebook with its clauses")
    show.add_argument("programme", metavar="CODE")
    show.add_argument("--version", metavar="V", default="", help="of its rulebook (default: the newest)")


def _add_clauses(commands: "Commands") -> None:
    says = "every clause: where it is implemented, which tests carry it, or what is missing"
    parser = _command(commands, "clauses", _clauses, says)
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--write", action="store_true", help="write the table anew, as tests/clauses.md")
    either.add_argument("--check", action="store_true", help="say what is wrong, and end with 1 where anything is")


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.utcoffset() is None:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no instant with its offset; expected for example {DEFAULT_AT} or 2026-03-02T00:00Z"
        )
    return at


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a whole number of 1 or more")
    return int(text)


def _require_programme(code: str) -> None:
    from huiyin import rulebook

    if code not in rulebook.codes():
        raise UsageError(f"there is no programme {code!r}; there are: {', '.join(rulebook.codes())}")


def _require_step_and_kind(rules: "Rulebook", step: str, kind: str | None) -> None:
    steps, kinds = [str(known) for known in rules.limits], [known.code for known in rules.kinds]
    if step not in steps:
        raise UsageError(f"{rules.code} sets no limit for step {step!r}; it has limits for: {', '.join(steps)}")
    if kind is not None and kind not in kinds:
        raise UsageError(f"{rules.code} has no kind {kind!r}; it has: {', '.join(kinds)}")


def _notice(file: Path, programme: str) -> "Notice":
    """A notice as AmendCalendar takes it, checked in the same way."""
    from pydantic import ValidationError

    from huiyin_aws.amending import Notice

    try:
        notice = Notice.model_validate_json(file.read_bytes())
    except OSError as error:
        raise UsageError(f"there is no file {file} to read; expected the JSON that AmendCalendar takes") from error
    except ValidationError as error:
        raise UsageError(f"{file.name} is no notice as AmendCalendar takes it: {error}") from error
    if notice.programme != programme:
        raise UsageError(f"{file.name} is a notice for {notice.programme}, not for {programme}")
    return notice


def _console() -> "Console":
    """As wide as the terminal; a file or a pipe, which has no width, gets lines of a fixed one."""
    from rich.console import Console

    console = Console()
    return console if console.is_terminal else Console(width=WIDTH)


def _up(asked: argparse.Namespace) -> int:
    from huiyin_local import samples
    from huiyin_local.serve import PortTakenError, serve_empty

    if asked.programme:
        _require_programme(asked.programme)
    try:
        serve_empty((asked.programme,) if asked.programme else samples.programmes(), asked.at, asked.port)
    except PortTakenError as error:
        raise UsageError(str(error)) from error
    return OK


def _run(asked: argparse.Namespace) -> int:
    from huiyin_local.letters import UnreadableLettersError
    from huiyin_local.progress import Progress
    from huiyin_local.report import print_reports
    from huiyin_local.run import Order, run

    _require_programme(asked.programme)
    if not asked.letters.is_file():
        raise UsageError(f"there is no file {asked.letters}; expected a CSV file of letters")
    if asked.json and not asked.json.resolve().parent.is_dir():
        raise UsageError(f"there is no folder {asked.json.parent} to write {asked.json.name} to")
    order = Order(asked.days, asked.at, asked.seed)
    try:
        with Progress(int(asked.at.timestamp()), asked.days, asked.programme) as progress:
            made = run(order, asked.programme, asked.letters, progress, asked.limit)
    except UnreadableLettersError as error:
        raise UsageError(str(error)) from error
    if asked.json:
        made.write(asked.json)
    print_reports([made], _console())
    return OK if made.is_well else UNWELL


def _demo(asked: argparse.Namespace) -> int:
    from huiyin_local.demo import demo
    from huiyin_local.serve import PortTakenError

    try:
        return OK if demo(asked.port, _console()) else UNWELL
    except PortTakenError as error:
        raise UsageError(str(error)) from error


def _due(asked: argparse.Namespace) -> int:
    import json

    from huiyin_local.due import due_report, print_due, rulebook_at

    _require_programme(asked.programme)
    _require_step_and_kind(rulebook_at(asked.programme, asked.at), asked.step, asked.kind)
    notice = _notice(asked.notice, asked.programme) if asked.notice else None
    try:
        report = due_report(asked.programme, asked.step, asked.kind, asked.at, notice)
    except ValueError as error:  # an instant before the calendar, or a kind that nobody here handles
        raise UsageError(str(error)) from error
    if asked.json:
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        print_due(report, _console())
    return OK


def _rules_check(asked: argparse.Namespace) -> int:
    from huiyin_local.rules_report import check_file

    return check_file(asked.file, _console())


def _rules_show(asked: argparse.Namespace) -> int:
    from huiyin_local.rules_report import show

    return show(asked.programme, _console(), asked.version)


def _clauses(asked: argparse.Namespace) -> int:
    from huiyin_local.clauses_report import check, of_this_checkout, show, write

    says = write if asked.write else check if asked.check else show
    return says(of_this_checkout(), _console())
