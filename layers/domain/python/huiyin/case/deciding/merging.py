"""Many-one (多人一投): requests on the same matter are handled once, and each requester is answered.

WB-6.1 (one letter, one number: a request that is joined keeps its own life); SZ-3.3, SZ-A2.4.1b (the same matter is
found); GX-18b (what is kept from one is kept from both). A request that is joined waits for the answer of the case that
leads, and gets the same; its rating and its follow-up are its own. Where that case ends without an answer, or the
centre splits them, it goes back to triage. Two cases never change together: each records its own side, once, and
whoever dies in between is made up for by the next who looks.
"""

from dataclasses import replace

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.correcting import is_with_barred, release_barred, take_back
from huiyin.case.deciding.draft import Draft
from huiyin.case.deciding.promising import handed_to
from huiyin.case.deciding.requiring import require_instructed, require_not_guided
from huiyin.case.facts import Accused, Actor, Paper
from huiyin.case.law import CENTRE, MACHINE
from huiyin.case.refusal import Refusal
from huiyin.case.state import Case
from huiyin.case.vocabulary import Stage

# How many may be joined to one case: the state of a case is small, and more than these are a matter for a campaign.
MOST_JOINED = 5

# Here an answer is still to come.
_BEFORE_THE_ANSWER = frozenset(
    {
        Stage.TRIAGE,
        Stage.CHECKING,
        Stage.INSTRUCTING,
        Stage.COORDINATING,
        Stage.COORDINATING,
        Stage.DISPATCHING,
        Stage.HANDLING,
        Stage.RULING_RETURN,
        Stage.APPROVING,
        Stage.REVIEWING,
    }
)
_ANSWERED = frozenset({Stage.ANSWERING, Stage.RATING, Stage.FOLLOWING_UP, Stage.KEEPING_PROMISE, Stage.ARCHIVED})


def join_to(draft: Draft, command: c.JoinTo) -> None:
    """The centre has disposed of the request; from now on it looks at it again within its own limit."""
    case, lead = draft.case, command.lead
    _require_lead(draft, lead, command.by)
    require_not_guided(draft.law, case.kind)
    _require_no_more_pressing(draft, lead)
    accused = united(united(case.accused, lead.accused), command.accused)
    _require_not_barred(draft, lead, accused)
    fact = f.RequestJoined(lead.number, command.paper, accused)
    draft.add(command.by, fact, *draft.dispatched(), draft.owe("joined", CENTRE))


def split_off(draft: Draft, command: c.SplitOff) -> None:
    """Not the same matter after all: it is judged on its own, within a fresh limit."""
    _split(draft, command.by, command.paper)


def follow_lead(draft: Draft, command: c.FollowLead) -> None:
    """The case that leads was answered: so is this one. It ended otherwise, or was joined to this very one in the same
    moment: this one is judged on its own.
    """
    case, lead = draft.case, command.lead
    if lead.number != case.joined_to:
        raise Refusal(
            "not_the_lead",
            "该诉求未并入此件。",
            f"this case was joined to {case.joined_to}, not to {lead.number}",
        )
    # What that one shares with a third is its own, and can be shared, once its requester has it.
    if lead.stage in _ANSWERED and lead.reply and not lead.shared:
        about = united(case.accused, lead.accused)  # who was named late in the other is kept from this one, too
        fact = _shared(draft, lead, lead.reply, about)
        kept = handed_to(draft, fact.unit or CENTRE)
        draft.add(command.by, fact, draft.met("joined"), draft.owe("answer", MACHINE), *kept)
    elif not lead.is_open or lead.joined_to == case.number:
        _split(draft, command.by, None)


def _shared(draft: Draft, lead: Case, answer: Paper, about: Accused | None) -> f.AnswerShared:
    """With the units that answered, unless it is kept from either (GX-18b)."""
    units, both = (lead.unit, lead.handed_on_by), replace(draft.case, accused=about)
    unit, above = ("", "") if any(draft.law.bars(both, each) for each in units) else units
    return f.AnswerShared(lead.number, answer, unit, about, above, lead.promise_on)


def note_joined(draft: Draft, command: c.NoteJoined) -> None:
    """Once, however often it is noted. A unit that the matter is now kept from loses the order (GX-18b)."""
    case = draft.case
    if command.number in case.joined:
        return
    accused = united(case.accused, command.accused)
    draft.add(command.by, f.JoinedNoted(command.number, accused))
    if is_with_barred(draft):
        take_back(draft, command.by, None, barred=True)
    release_barred(draft, command.by)


def note_split(draft: Draft, command: c.NoteSplit) -> None:
    """Once; whom the other was about stays barred: its words may have been read with this case."""
    if command.number in draft.case.joined:
        draft.add(command.by, f.SplitNoted(command.number))


def united(one: Accused | None, other: Accused | None) -> Accused | None:
    """Whom either is about."""
    if one is None or other is None:
        return one or other
    units, people = (*one.units, *other.units), (*one.people, *other.people)
    return Accused(tuple(dict.fromkeys(units)), tuple(dict.fromkeys(people)))


def named_besides(case: Case, other: Case) -> Accused | None:
    """Whom the other is about, and this one, as it stands on record, is not; None where there is nobody."""
    known, theirs = case.accused or Accused(), other.accused or Accused()
    units = tuple(unit for unit in theirs.units if unit not in known.units)
    people = tuple(person for person in theirs.people if person not in known.people)
    return Accused(units, people) if units or people else None


def _split(draft: Draft, by: Actor, paper: Paper | None) -> None:
    fact = f.RequestSplitOff(draft.case.joined_to, paper)
    draft.add(by, fact, draft.met("joined"), draft.owe("accept", CENTRE))


def _require_lead(draft: Draft, lead: Case, by: Actor) -> None:
    """An open case of the same programme, still to be answered, that is joined to none itself and has room."""
    case = draft.case
    if not lead.exists or lead.programme != case.programme or draft.law.bars(lead, by.unit, by.id):
        raise Refusal(
            "unknown_lead", "没有这一编号的诉求，请核对要并入的编号。", "no such case: check the number to join"
        )
    if lead.number == case.number or lead.stage not in _BEFORE_THE_ANSWER:
        raise Refusal(
            "lead_not_open",
            "只能并入同一事项、尚未答复的另一件诉求；已答复的，请直接答复诉求人。",
            f"{lead.number} stands at {lead.stage}: join another request that waits for its answer, or answer directly",
        )
    if not draft.law.rulebook.is_limited("joined"):
        raise Refusal("no_joining", "本渠道不并案办理。", "this programme joins no requests: handle it on its own")
    if case.joined or len(lead.joined) >= MOST_JOINED:
        raise Refusal(
            "too_many_joined",
            f"每件最多并入{MOST_JOINED}件，已有他件并入的不能再并入别的诉求。",
            f"at most {MOST_JOINED} are joined to one case, and none that leads others: handle it on its own",
        )


def _require_no_more_pressing(draft: Draft, lead: Case) -> None:
    """SZ-A2.4.4d, NM-10, WB-6.3c: an emergency, or what is major, waits for no other that is handled as less than that;
    and where a leader's word comes first, that was given on one of the two.
    """
    book, case = draft.law.rulebook, draft.case
    urgent = book.is_emergency(case.kind) and not book.is_emergency(lead.kind)
    major = (case.major or book.kind(case.kind).major) and not (lead.major or book.kind(lead.kind).major)
    if urgent or major:
        raise Refusal(
            "lead_less_pressing",
            "该诉求属突发事件或者重大事项，要并入的那件不是，不能随其办理，请单独办理；或者先更正那件的类别。",
            f"this is an emergency, or a major matter, and {lead.number} is not: handle it on its own, or put the kind "
            "of that one right first",
            (book.emergency.clause if urgent and book.emergency else None) or "",
        )
    if lead.instruction is None:
        require_instructed(draft, case.kind)


def _require_not_barred(draft: Draft, lead: Case, accused: Accused | None) -> None:
    """GX-18b: neither may reach, by the other, a unit or a person that it is kept from."""
    rule, case = draft.law.rulebook.accused, draft.case
    both = replace(lead, accused=united(lead.accused, accused))
    mine = replace(case, accused=both.accused)
    kept = [each.kind in rule.unit_barred_for for each in (case, lead)]
    strays = both.accused is not None and bool(both.accused.units) and kept[0] is not kept[1]
    if strays or draft.law.bars(both, lead.unit) or draft.law.bars(mine, lead.unit):
        raise Refusal(
            "barred_together",
            "两件诉求须回避的单位不同，不能并案办理，请分别办理。",
            "what one of the two is kept from would reach it by the other: handle them apart",
            rule.clause or "",
        )
