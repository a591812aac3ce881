"""Notices on their way: hold until the sending hours, claim, send, mark. An uncertain one is shown, not sent twice.

A claim without a mark means that we died around the moment of sending. Nobody can tell whether the message went out, so
it stays in the `uncertain` index, where the morning digest shows it to the centre, and is not sent again by itself.

Who cannot be told (a landline alone; every address refused) stands in the same index beside them, under shards of its
own: the digest names the cases, and the centre calls.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from pynamodb.exceptions import PutError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.law import Law
from huiyin.case.record import instant
from huiyin.case.state import Case
from huiyin.case.vocabulary import CENTRE_ROLES, Role
from huiyin.notices import Notice, notices
from huiyin.rulebook import Rulebook
from huiyin.units import Find, Person, Unit, has_it_now, on_duty, rostered
from huiyin_aws import keys, law, links, papers, registry, sending, short_codes, store
from huiyin_aws.observability import logger
from huiyin_aws.pages import messages
from huiyin_aws.settings import retention_seconds
from huiyin_aws.settings import sending as sending_settings
from huiyin_aws.tables import Correspondence

_UNTOLD = ("released", "untold")  # what every address refused, as long as it is not sent; what none could take
_OF_TIME = f.WarningGiven | f.FellOverdue | f.Urged


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a notice goes, and where instead if it is refused there; never logged, never kept. No address at all: they
    have none that a message could reach.
    """

    person: str
    unit: str
    sms: bool
    address: str
    home: str = ""
    post: str = ""
    duty: bool = False
    instead: str = ""


class NotToldError(RuntimeError):
    """Not everybody could be told; all the others were, and hear nothing twice when it is tried again."""


def notify(number: str, seq: int, now: datetime) -> None:
    """Every notice that one event of a case calls for, each at most once.

    Raises:
        NotToldError: after the last of them, so that nobody goes without because another cannot be reached.
    """
    stored, event = store.load(number), store.event_of(number, seq)
    if event is None:
        return
    rules, failed = law.of_case(stored.case), 0
    for place, notice in enumerate(notices(event, stored.case)):
        try:
            _notify_one(stored, rules, event, notice, f"{number}#{seq:06d}#{notice.of or place}", now)
        except Exception as error:  # whatever it is, the others have a right to hear
            logger.error("not told", extra={"case": number, "template": notice.template, "error": cause(error)})
            failed += 1
    if failed:
        raise NotToldError(f"{failed} notices of {number}, event {seq}: see the log")


def cause(error: Exception) -> str:
    """What a log may hold: a refusal's own words, which name no address; of anything else its name."""
    return str(error) if isinstance(error, sending.SendingRefusedError) else type(error).__name__


def _notify_one(stored: store.Stored, rules: Law, event: Event, notice: Notice, notice_id: str, now: datetime) -> None:
    send_at = _send_at(stored.case, rules.rulebook, notice, now)
    if send_at > now:
        _hold(stored, notice_id, send_at, now)
        return
    if is_moot(stored, event, notice):
        return
    recipient = _recipient(stored, rules, notice, now)
    if recipient is None:
        logger.warning("nobody to tell", extra={"case": stored.case.number, "template": notice.template})
        return
    deliver(stored, rules, event, notice, recipient, notice_id, now)


def deliver(
    stored: store.Stored, rules: Law, event: Event | None, notice: Notice, to: Recipient, notice_id: str, now: datetime
) -> None:
    """Send a notice to whom it is for, once; without an event it tells how the case stands.

    Raises:
        SendingRefusedError: no address took it; it may be tried again.
    """
    pass_on(partial(_written, stored, rules, event, notice, now=now), to, notice.template, notice_id, now)


def pass_on(
    written: Callable[[Recipient], messages.Message], to: Recipient, template: str, notice_id: str, now: datetime
) -> None:
    """Send once what is written for them; refused at one of their addresses, to the other.

    Raises:
        SendingRefusedError: neither took it; it may be tried again.
    """
    if not to.address:
        _keep_untold(notice_id, template, now)
        return
    message = written(to)  # before the claim: who fails here has not sent it
    if not claim(notice_id, template, now):
        return
    try:
        with claimed(notice_id):
            _send(to, message)
    except sending.SendingRefusedError:
        if not to.instead:
            raise
        other = replace(to, sms=not to.sms, address=to.instead, instead="")
        pass_on(written, other, template, notice_id, now)


def is_moot(stored: store.Stored, event: Event, notice: Notice) -> bool:
    """Time has overtaken the notice: it asks for what is done, or for what is no longer that person's."""
    case = stored.case
    if isinstance(event.fact, _OF_TIME):
        return _is_past(event.fact, case)
    if not notice.acts:
        return False
    if notice.to is Role.SUPPORTER:  # its task is not bound to a stage of the lead unit's
        return case.support_of(notice.unit) is None
    return event.stage_no != case.stage_no


def _is_past(fact: f.WarningGiven | f.FellOverdue | f.Urged, case: Case) -> bool:
    """What it speaks of is done, in review, another's by now, or put right: an extension withdraws the overdue."""
    owed = case.owes(fact.step, fact.who)
    if owed is None or owed.handed_in_at is not None:
        return True
    warns = isinstance(fact, f.WarningGiven)
    return owed.overdue or not owed.warned if warns else not owed.overdue


def _written(
    stored: store.Stored, rules: Law, event: Event | None, notice: Notice, to: Recipient, now: datetime
) -> messages.Message:
    """The message, with a link of its own where it is to be acted on."""
    case = replace(stored.case, number=notice.of) if notice.of else stored.case
    how = sending_settings()
    readable = to.sms and not how.sms_links  # an address to read, none to follow
    base = how.link_base_url.partition("://")[2] if readable else how.link_base_url
    theirs = case.support_of(notice.unit) if notice.to is Role.SUPPORTER else None
    return messages.message(
        notice.template,
        case,
        rules.rulebook,
        link=_way_in(case, notice, to, now) if notice.acts else "",
        track=f"{base}/track",
        query_code=keys.query_code(case.number) if notice.to is Role.REQUESTER else "",
        due=theirs.due_at if theirs else None,
        event=event,
        now=now,
        time=rules.time,
    )


def _way_in(case: Case, notice: Notice, to: Recipient, now: datetime) -> str:
    """A link of its own; where an SMS may carry none, the address at which to enter a short code."""
    how, until = sending_settings(), links.until(now)
    door = "rate" if notice.to is Role.REQUESTER else "act"
    who = notice.to.value, to.person, to.unit, until, to.home, to.post, to.duty
    link = links.Link(case.number, case.stage_no, *who)
    if to.sms and not how.sms_links:
        address = f"{how.link_base_url}/{door}".partition("://")[2]
        return messages.by_code(address, short_codes.issue({"link": asdict(link)}, until, to.address))
    token = keys.new_token()
    links.issue(token, link)
    return f"{how.link_base_url}/{door}/{token}"


def _send(to: Recipient, message: messages.Message) -> None:
    if to.sms:
        sending.send_sms(to.address, message.sms)
    else:
        sending.send_mail(to.address, message.subject, message.mail)


def _recipient(stored: store.Stored, rules: Law, notice: Notice, now: datetime) -> Recipient | None:
    """Looked up when it is used. A requester without contact data can't be told; the query code still answers."""
    case = stored.case
    if notice.to is Role.REQUESTER:
        person = papers.requester(notice.of or case.number) or {}
        phone, email = person.get("phone", ""), person.get("email", "")
        return _reached(Recipient("", "", False, ""), phone, email, "sms") if phone or email else None
    code = whose_unit(case, notice)
    found = whose(case, rules, notice, partial(registry.unit, case.programme), now)
    if found is None or (notice.unit and not notice.acts and found.home != code):  # what only concerns that unit
        return None
    return addressed(found, code, notice)


def addressed(found: registry.Assigned, code: str, notice: Notice) -> Recipient:
    """Somebody as they are reached, acting for this unit (or the centre)."""
    someone = found.person
    home = found.home if found.home != code else ""
    to = Recipient(someone.id, code, False, "", home, someone.role, notice.on_duty)
    return _reached(to, someone.phone, someone.email, someone.by)


def _reached(to: Recipient, phone: str, email: str, by: str) -> Recipient:
    """With their addresses, that which they chose first; an SMS goes to no landline."""
    ways = [(True, phone)] if sending.takes_sms(phone) else []
    ways += [(False, email)] if email else []
    (sms, address), (_, instead) = [*sorted(ways, key=lambda way: way[0] != (by == "sms")), *[(False, "")] * 2][:2]
    return replace(to, sms=sms, address=address, instead=instead)


def whose_unit(case: Case, notice: Notice) -> str:
    """The unit (or the centre) that a notice to one of the offices goes to."""
    return notice.unit or (registry.CENTRE if notice.to in CENTRE_ROLES else case.unit)


def whose(case: Case, rules: Law, notice: Notice, find: Find, now: datetime) -> registry.Assigned | None:
    """Who of that unit hears of it: whose the work is; whoever is on duty besides, where they are asked for. In the
    centre an emergency is whose night it is (SZ-A2.4.4d, NM-10).
    """
    code = whose_unit(case, notice)
    post = Role.HANDLER if notice.to is Role.SUPPORTER else notice.to
    found = registry.assigned(case, rules, code, post, now, find)
    unit = find(code) if code else None
    if unit is None:
        return found
    barred = registry.barred(case, rules, unit, post)
    if notice.to is Role.HANDLER and code == case.unit and case.handler:
        person = has_it_now(unit, case.handler, now, barred)
    elif notice.to is Role.CENTRE and rules.rulebook.is_emergency(case.kind):
        person = rostered(unit, now, rules.time, barred)
    else:
        person = None
    found = registry.Assigned(person, code) if person else found
    return _besides(found, unit, on_duty(unit, now, rules.time, barred)) if notice.on_duty else found


def _besides(handler: registry.Assigned | None, unit: Unit, duty: Person | None) -> registry.Assigned | None:
    """Who is on duty in the unit, where that is somebody else than the handler, who hears of it anyway."""
    if duty is None or (handler and handler.person.id == duty.id):
        return None
    return registry.Assigned(duty, unit.code)


def _send_at(case: Case, rulebook: Rulebook, notice: Notice, now: datetime) -> datetime:
    """Now, or the next opening of the sending hours (programmes.md, Lights: emergencies go out at any hour)."""
    hours = rulebook.sending_hours
    if hours.exempts(notice.to.value, case.kind):
        return now
    local = now.astimezone(ZoneInfo(rulebook.zone))
    if hours.run_at(local.time()):
        return now
    day = local.date() + timedelta(days=1 if local.time() >= hours.closes else 0)
    opens = datetime.combine(day, hours.opens, ZoneInfo(rulebook.zone))
    return opens.astimezone(now.tzinfo)


def _hold(stored: store.Stored, notice_id: str, send_at: datetime, now: datetime) -> None:
    item = _item(notice_id, now)
    item.status = "held"
    item.held_shard, item.send_at = store.shard(stored.case.number), instant(send_at)
    # One that was let go, and refused, may have come round again after the hours have closed.
    _put_unless(item, Correspondence.pk.does_not_exist() | Correspondence.status.is_in(*_UNTOLD))


def _keep_untold(notice_id: str, template: str, now: datetime) -> None:
    """On record for the centre: nobody has been told, and nobody will be by message."""
    logger.warning("cannot be told", extra={"case": notice_id.split("#")[0], "template": template})
    item = _item(notice_id, now)
    item.record, item.status = {"template": template}, "untold"
    item.uncertain_shard, item.claimed_at = untold_shard(notice_id), instant(now)
    _put_unless(item, Correspondence.pk.does_not_exist() | Correspondence.status.is_in("held", *_UNTOLD))


def untold_shard(notice_id: str) -> str:
    """Where the notices of a case stand of which somebody could not be told."""
    return f"untold#{store.shard(notice_id.split('#')[0])}"


def claim(notice_id: str, template: str, now: datetime) -> bool:
    """True where this call, and no other, sends the notice."""
    item = _item(notice_id, now)
    item.record = {"template": template}
    item.status = "claimed"
    item.uncertain_shard, item.claimed_at = store.shard(notice_id.split("#")[0]), instant(now)
    return _put_unless(item, Correspondence.pk.does_not_exist() | Correspondence.status.is_in("held", *_UNTOLD))


@contextmanager
def claimed(notice_id: str) -> Iterator[None]:
    """Around the sending of what was claimed: sent is marked; what the provider refused may be claimed again."""
    try:
        yield
    except sending.SendingRefusedError:
        _close_claim(notice_id, "released", Correspondence.uncertain_shard.set(untold_shard(notice_id)))
        raise
    _close_claim(notice_id, "sent", Correspondence.uncertain_shard.remove(), Correspondence.claimed_at.remove())


def _close_claim(notice_id: str, status: str, *besides: Action) -> None:
    row = Correspondence(f"NOTICE#{notice_id}", "NOTICE")
    row.update(actions=[Correspondence.status.set(status), *besides])


def _item(notice_id: str, now: datetime) -> Correspondence:
    expires = int(now.timestamp()) + retention_seconds()
    return Correspondence(f"NOTICE#{notice_id}", "NOTICE", record={}, expires=expires)


def _put_unless(item: Correspondence, condition: Condition) -> bool:
    try:
        item.save(condition=condition)
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True
