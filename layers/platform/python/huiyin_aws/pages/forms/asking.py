"""The commands that a filled-in form comes to; all of a form's are taken, or none."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from huiyin.case import commands as c
from huiyin.case.commands import Command
from huiyin.case.facts import Accused, Actor, LegalLimit, Paper
from huiyin.case.state import Case
from huiyin.case.vocabulary import Contact, Solved

if TYPE_CHECKING:
    from huiyin_aws.pages.forms.intent import Intent

Values = Mapping[str, Any]  # a text, a number, or the codes that were ticked
Papers = Mapping[str, Paper]

DOUBTS = "doubts"  # found in a reply, and confirmed (`examining`): not a field of any form


def _accept(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    """With a unit, the order goes out with it; a limit that another law sets prevails (SZ-A2.4.4c)."""
    values = intent.values
    accept = c.Accept(
        by=by,
        kind=values["kind"],
        category=values["category"],
        unit=values.get("unit", ""),
        major=bool(values.get("major")),
        by_law=_by_law(values, intent.paper(papers)),
        accused=_accused(values),
        place=values.get("place", ""),
        origin=values.get("origin", ""),
        supporting=_supporting(values),
        task=papers.get("task"),
    )
    return (accept,)


def _ask_instruction(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    values, paper = intent.values, intent.required_paper(papers)
    asked = c.AskInstruction(
        by=by,
        paper=paper,
        kind=values.get("kind", ""),
        category=values.get("category", ""),
        unit=values.get("unit", ""),
        by_law=_by_law(values, paper),
        accused=_accused(values),
        place=values.get("place", ""),
        origin=values.get("origin", ""),
    )
    return (asked,)


def _ask_coordination(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    values, paper = intent.values, intent.required_paper(papers)
    asked = c.AskCoordination(
        by=by,
        paper=paper,
        kind=values.get("kind", ""),
        category=values.get("category", ""),
        by_law=_by_law(values, paper),
        accused=_accused(values),
        place=values.get("place", ""),
        origin=values.get("origin", ""),
    )
    return (asked,)


def _coordinate(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    values, paper = intent.values, intent.required_paper(papers)
    return (c.Coordinate(by=by, paper=paper, unit=values["unit"], supporting=_supporting(values)),)


def _by_law(values: Values, paper: Paper | None) -> LegalLimit | None:
    return LegalLimit(values["law_amount"], values["law_unit"], paper) if values.get("law_amount") else None


def _accused(values: Values) -> Accused | None:
    unit, person = values.get("accused_unit"), values.get("accused_person")
    if not (unit or person):
        return None
    return Accused((unit,) if unit else (), (person,) if person else ())


def _name_accused(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    accused = _accused(intent.values) or Accused()
    return (c.NameAccused(by=by, accused=accused, paper=intent.required_paper(papers)),)


def _instruct(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    values, paper = intent.values, intent.required_paper(papers)
    return (c.Instruct(by=by, paper=paper, unit=values["unit"], supporting=_supporting(values)),)


def _uphold_return(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    return (c.UpholdReturn(by=by), *_dispatch_if_named(intent, by, papers))


def _dispatch_if_named(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    unit, support = intent.values.get("unit"), _supporting(intent.values)
    return (c.Dispatch(by=by, unit=unit, supporting=support, task=papers.get("task")),) if unit else ()


def _supporting(values: Values) -> tuple[str, ...]:
    return tuple(values.get("supporting") or ())


def _name_supporting(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    return (c.NameSupporting(by=by, supporting=_supporting(intent.values), task=papers.get("task")),)


def _dispatch_again(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    return (c.DispatchAgain(by=by, unit=intent.values["unit"], paper=intent.required_paper(papers)),)


def _correct(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    values = intent.values
    correct = c.Correct(
        by=by,
        paper=intent.required_paper(papers),
        kind=values["kind"],
        category=values["category"],
        place=values.get("place", ""),
    )
    return (correct,)


def _join_to(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    """The form knows the other case by its number alone; it is read when the command is carried out."""
    values, paper = intent.values, intent.required_paper(papers)
    return (c.JoinTo(by=by, lead=Case(number=values["number"]), paper=paper, accused=_accused(values)),)


def _void_overdue(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    return (c.VoidOverdue(by=by, obligation=intent.values["obligation"], paper=intent.required_paper(papers)),)


def _plain(command: Callable[..., Command]) -> Callable[["Intent", Actor, Papers], tuple[Command, ...]]:
    """A command that says nothing but that it is asked for."""
    return lambda intent, by, papers: (command(by=by),)


def _with_paper(command: Callable[..., Command]) -> Callable[["Intent", Actor, Papers], tuple[Command, ...]]:
    return lambda intent, by, papers: (command(by=by, paper=intent.required_paper(papers)),)


def _with_comment(command: Callable[..., Command]) -> Callable[["Intent", Actor, Papers], tuple[Command, ...]]:
    return lambda intent, by, papers: (command(by=by, comment=intent.paper(papers)),)


def _withdraw_charge(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    ground, _, unit = intent.values["charge"].partition(":")
    return (c.WithdrawCharge(by=by, ground=ground, unit=unit, paper=intent.required_paper(papers)),)


def _with_ground(command: Callable[..., Command]) -> Callable[["Intent", Actor, Papers], tuple[Command, ...]]:
    return lambda intent, by, papers: (
        command(
            by=by,
            ground=intent.values["ground"],
            paper=intent.required_paper(papers),
            accused=_accused(intent.values),
        ),
    )


def _elsewhere(command: Callable[..., Command]) -> Callable[["Intent", Actor, Papers], tuple[Command, ...]]:
    """Whom it is about is kept from it wherever it goes, and whoever checks that."""
    return lambda intent, by, papers: (
        command(by=by, paper=intent.required_paper(papers), accused=_accused(intent.values)),
    )


def _request_return(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    """GX-11: proved where the form asked for a scan of the stamped paper, and got one that was found sound."""
    proved = bool(intent.values.get("scans"))
    return (c.RequestReturn(by=by, paper=intent.required_paper(papers), proved=proved),)


def _request_extension(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    """GX-14c: likewise."""
    days, proved = intent.values["days"], bool(intent.values.get("scans"))
    return (c.RequestExtension(by=by, days=days, paper=intent.required_paper(papers), proved=proved),)


def _alert_line(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    return (c.AlertLine(by=by, line=intent.values["line"], paper=intent.required_paper(papers)),)


def _record_contact(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    outcome = Contact(intent.values["outcome"])
    return (c.RecordContact(by=by, outcome=outcome, paper=intent.required_paper(papers)),)


def _submit_reply(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    values = intent.values
    submitted = c.SubmitReply(
        by=by,
        paper=intent.required_paper(papers),
        parts=intent.part_codes,
        solved=Solved(values["solved"]),
        promise_on=date.fromisoformat(on) if (on := values.get("promise_on")) else None,
        doubts=values.get(DOUBTS, ()),
        stamped=bool(values.get("scans")),
    )
    return (submitted,)


def _send_back(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    grounds = tuple(intent.values["grounds"])
    return (c.SendBack(by=by, grounds=grounds, paper=intent.required_paper(papers)),)


def _rate(intent: "Intent", by: Actor, papers: Papers) -> tuple[Command, ...]:
    return (c.Rate(by=by, rating=intent.values["rating"], paper=intent.paper(papers)),)


COMMANDS: dict[str, Callable[["Intent", Actor, Papers], tuple[Command, ...]]] = {
    "Accept": _accept,
    "AskInstruction": _ask_instruction,
    "AskCoordination": _ask_coordination,
    "Coordinate": _coordinate,
    "DeclineCoordination": _with_paper(c.DeclineCoordination),
    "Decline": _with_ground(c.Decline),
    "Refer": _with_ground(c.Refer),
    "Forward": _elsewhere(c.Forward),
    "SubmitUpward": _elsewhere(c.SubmitUpward),
    "AnswerAtOnce": _elsewhere(c.AnswerAtOnce),
    "RecordThreeWayCall": _elsewhere(c.RecordThreeWayCall),
    "TransferCall": _elsewhere(c.TransferCall),
    "ConfirmOpinion": _with_comment(c.ConfirmOpinion),
    "RejectOpinion": _with_paper(c.RejectOpinion),
    "Instruct": _instruct,
    "Dispatch": _dispatch_if_named,
    "NameSupporting": _name_supporting,
    "Contribute": _with_paper(c.Contribute),
    "DeclineSupport": _with_paper(c.DeclineSupport),
    "ReleaseSupport": lambda intent, by, papers: (c.ReleaseSupport(by=by, unit=intent.values["unit"]),),
    "DispatchAgain": _dispatch_again,
    "Correct": _correct,
    "NameAccused": _name_accused,
    "Recall": _with_paper(c.Recall),
    "VoidOverdue": _void_overdue,
    "JoinTo": _join_to,
    "SplitOff": _with_paper(c.SplitOff),
    "SignFor": _plain(c.SignFor),
    "RequestReturn": _request_return,
    "RequestExtension": _request_extension,
    "GrantExtension": _plain(c.GrantExtension),
    "RefuseExtension": _with_paper(c.RefuseExtension),
    "NameHandler": lambda intent, by, papers: (c.NameHandler(by=by, person=intent.values["person"]),),
    "HandOn": lambda intent, by, papers: (c.HandOn(by=by, unit=intent.values["unit"]),),
    "AlertLine": _alert_line,
    "RecordContact": _record_contact,
    "SubmitReply": _submit_reply,
    "ApproveReply": _with_comment(c.ApproveReply),
    "RejectReply": _with_paper(c.RejectReply),
    "UpholdReturn": _uphold_return,
    "RefuseReturn": _with_paper(c.RefuseReturn),
    "PassReply": _with_comment(c.PassReply),
    "ReportPromise": _with_paper(c.ReportPromise),
    "ConfirmPromise": _plain(c.ConfirmPromise),
    "RejectPromise": _with_paper(c.RejectPromise),
    "ReleasePromise": _with_paper(c.ReleasePromise),
    "Charge": lambda intent, by, papers: (
        c.Charge(
            by=by,
            ground=intent.values["ground"],
            unit=intent.values["unit"],
            paper=intent.required_paper(papers),
        ),
    ),
    "WithdrawCharge": _withdraw_charge,
    "SendBack": _send_back,
    "Rate": _rate,
    "OrderSecondHandling": _with_paper(c.OrderSecondHandling),
    "Explain": _with_paper(c.Explain),
}
