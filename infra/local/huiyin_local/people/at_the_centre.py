"""Habits of the centre's side: duty officers judge, dispatch, rule and review; those above them check and instruct."""

from huiyin_local.people import sentences as say
from huiyin_local.people.sitting import Choice, Sitting

Choices = tuple[Choice, ...]

# What may be done with a request other than accepting it, what is written then, and how often the page is followed
# where it proposes that.
_ELSEWHERE = (
    ("Refer", say.REFER_WORDS),
    ("Decline", say.DECLINE_WORDS),
    ("Forward", say.FORWARDS),
    ("SubmitUpward", say.UPWARDS),
    ("AskCoordination", say.COORDINATIONS),
    ("AskInstruction", say.PROPOSALS),
    ("AnswerAtOnce", say.ANSWERS),
)
_AS_PROPOSED = 0.85


def triage(sitting: Sitting) -> Choices:
    """Mostly what the rules proposed; now and then a request takes another of the ways that the page offers."""
    accept = _accept(sitting)
    # A kind that is not to be accepted stands on the page without being among those to choose from.
    share = _AS_PROPOSED if sitting.proposed("Accept", "kind") else 1.0
    for command, words in _ELSEWHERE:
        if _is_proposed(sitting, command) and sitting.dice.happens(f"{command} as proposed", share):
            return sitting.write(command, words), accept
    is_enquiry, has_unit = accept.values["kind"] == "enquiry", bool(sitting.proposed("Accept", "unit"))
    of_their_own = (
        ("AnswerAtOnce", 0.25 if is_enquiry else 0.0),
        ("AskInstruction", 0.2),
        ("Forward", 0.03 if has_unit else 0.4),
        ("SubmitUpward", 0.03 if has_unit else 0.2),
        ("AskCoordination", 0.03 if has_unit else 0.2),
    )
    for command, share in of_their_own:
        if sitting.page.offers(command) and sitting.dice.happens(command, share):
            return sitting.write(command, dict(_ELSEWHERE)[command]), accept
    return (accept,)


def _is_proposed(sitting: Sitting, command: str) -> bool:
    """The page puts first what the rules propose, and names the ground."""
    return bool(sitting.proposed(command, "ground")) or sitting.page.forms[0].command == command


def _accept(sitting: Sitting) -> Choice:
    values = {name: sitting.chosen("Accept", name) for name in ("kind", "category", "unit")}
    if sitting.dice.happens("dispatch later", 0.05) and not sitting.requires("Accept", "unit"):
        values["unit"] = ""
    if sitting.dice.happens("major", 0.06):
        values["major"] = "yes"
    if sitting.dice.happens("a limit of law", 0.03):
        values |= {"law_amount": "15", "law_unit": "working_days", "law": say.one_of(say.LAWS, sitting.dice)}
    if values["kind"] in ("complaint", "report"):
        values |= _accused(sitting, values["unit"])
    return Choice("Accept", values)


def _accused(sitting: Sitting, unit: str) -> dict[str, str]:
    """Whom a complaint or report is about, where it names somebody: never the unit that is to handle it."""
    about = sitting.chosen("Accept", "accused_unit") if sitting.dice.happens("a unit is named", 0.15) else ""
    person = sitting.chosen("Accept", "accused_person") if sitting.dice.happens("a person is named", 0.05) else ""
    return {"accused_unit": about if about != unit else "", "accused_person": person}


def dispatch(sitting: Sitting) -> Choices:
    """To the unit that the page proposes; where it may not have the order again, to another."""
    units = (sitting.chosen("Dispatch", "unit"), sitting.chosen("Dispatch", "unit", afresh=True))
    orders = tuple(Choice("Dispatch", {"unit": unit}) for unit in units)
    asks = sitting.time == 1 and not sitting.proposed("Dispatch", "unit") and sitting.dice.happens("ask first", 0.2)
    return (sitting.write("AskInstruction", say.PROPOSALS), *orders) if asks else orders


def check(sitting: Sitting) -> Choices:
    """The second person mostly agrees with the opinion; what comes again was mended."""
    confirm, reject = Choice("ConfirmOpinion"), sitting.write("RejectOpinion", say.OPINION_REJECTIONS)
    rejects = sitting.time == 1 and sitting.dice.happens("reject the opinion", 0.07)
    return (reject, confirm) if rejects else (confirm, reject)


def instruct(sitting: Sitting) -> Choices:
    return (sitting.write("Instruct", say.INSTRUCTIONS),)


def coordinate(sitting: Sitting) -> Choices:
    """Mostly two units are named; now and then one alone, or the centre is to do it itself."""
    named, back = sitting.write("Coordinate", say.COORDINATED), sitting.write("DeclineCoordination", say.REFUSALS)
    form = sitting.page.form("Coordinate")
    asked = form.field("supporting") if form else None
    others = [unit for unit in (asked.options if asked else ()) if unit != named.values["unit"]]
    if others and sitting.dice.happens("several units", 0.7):
        named = Choice("Coordinate", {**named.values, "supporting": [sitting.dice.pick("supporting", others)]})
    return (back, named) if sitting.dice.happens("decline to coordinate", 0.08) else (named, back)


def rule_on_return(sitting: Sitting) -> Choices:
    uphold = Choice("UpholdReturn", {"unit": sitting.chosen("UpholdReturn", "unit")})
    refuse = sitting.write("RefuseReturn", say.REFUSALS)
    return (uphold, refuse) if sitting.dice.happens("uphold", 0.65) else (refuse, uphold)


def decide_extension(sitting: Sitting) -> Choices:
    """The unit's leader or the centre, whoever the page offers it to."""
    grant, refuse = Choice("GrantExtension"), sitting.write("RefuseExtension", say.REFUSALS)
    return (grant, refuse) if sitting.dice.happens("grant", 0.85) else (refuse, grant)


def review(sitting: Sitting) -> Choices:
    """A reply that says nothing goes back; so does, now and then, one that leaves a point open."""
    page, dice, passed = sitting.page, sitting.dice, Choice("PassReply")
    poor = any(words in page.words for words in say.POOR)
    if not poor and not (sitting.time == 1 and dice.happens("send back", 0.03)):
        return (passed,)
    form = page.form("SendBack")
    asked = form.field("grounds") if form else None
    known = asked.options if asked else ()
    wanted = ("vague", "incomplete", "perfunctory") if poor else ("points_unanswered", "off_the_point")
    grounds = [ground for ground in wanted if ground in known] or list(known[:1])
    back = sitting.write("SendBack", say.SEND_BACK_REASONS)
    return Choice("SendBack", {**back.values, "grounds": grounds}), passed


def confirm_promise(sitting: Sitting) -> Choices:
    confirm, reject = Choice("ConfirmPromise"), sitting.write("RejectPromise", say.NOT_KEPT)
    rejects = sitting.time == 1 and sitting.dice.happens("not kept", 0.15)
    return (reject, confirm) if rejects else (confirm, reject)


def release_promise(sitting: Sitting) -> Choices:
    """An overdue promise is mostly waited for; now and then it is let go."""
    lets_go = sitting.dice.happens("let go", 0.1)
    return (Choice("ReleasePromise", {"explanation": say.one_of(say.LET_GO, sitting.dice)}),) if lets_go else ()


def follow_up(sitting: Sitting) -> Choices:
    again = sitting.write("OrderSecondHandling", say.SECOND_HANDLING_REASONS)
    explain = sitting.write("Explain", say.EXPLANATIONS)
    return (again, explain) if sitting.dice.happens("second handling", 0.75) else (explain, again)
