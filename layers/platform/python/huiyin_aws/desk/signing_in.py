"""Signing in: a link to the registered address, good once and for ten minutes; a short code where SMS carry no links.

Whatever is asked, the answer is the same page, so that nobody learns who is registered. Mail scanners open links and
follow them: GET shows a button, the POST behind it uses the link up.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pynamodb.exceptions import UpdateError

from huiyin.rulebook import Rulebook
from huiyin.units import Person
from huiyin_aws import errands, keys, law, limits, notifying, registry, sending, settings, short_codes
from huiyin_aws.desk import sessions
from huiyin_aws.desk.sessions import PostKey, Session
from huiyin_aws.observability import logger
from huiyin_aws.pages import messages
from huiyin_aws.settings import retention_seconds
from huiyin_aws.tables import Correspondence

GOOD_FOR_SECONDS = 600


def ask(programme: str, address: str, now: datetime) -> None:
    """Have a link sent, where somebody of the programme is registered with this address.

    Raises:
        TooOftenError: for this address it was asked too often, whoever asks.
    """
    given = _plain(address)
    limits.count(limits.SIGN_IN, keys.address_key(f"{programme}:{given}"), now)
    posts = tuple(_posts(programme, given)) if programme in settings.programmes() else ()
    others = tuple(post for each in settings.programmes() if each != programme for post in _posts(each, given))
    # An errand for nobody as well: whoever asks would else learn by the time that it takes who is registered.
    everywhere = (*posts, *others) if posts else ()
    errands.ask("sign_in", id=keys.new_salt(), posts=everywhere, until=int(now.timestamp()) + GOOD_FOR_SECONDS)


def send(body: Mapping[str, Any], now: datetime) -> None:
    """Send the link that was asked for: to the address that stands in the registry now."""
    posts: Sequence[PostKey] = [(programme, unit, person) for programme, unit, person in body["posts"]]
    if not posts:
        return
    programme, code, person_id = posts[0]
    unit = registry.unit(programme, code)
    person = unit.person(person_id) if unit else None
    if person is None or now.timestamp() > body["until"] or not notifying.claim(f"SIGNIN#{body['id']}", "sign_in", now):
        return
    message = _message(law.now_in_force(programme, now).rulebook, person, posts, body["until"])
    with notifying.claimed(f"SIGNIN#{body['id']}"):
        if person.email:
            sending.send_mail(person.email, message.subject, message.mail)
        else:
            sending.send_sms(person.phone, message.sms)
    logger.info("sign-in sent", extra={"programme": programme, "unit": code})


def _message(rulebook: Rulebook, person: Person, posts: Sequence[PostKey], until: int) -> messages.Message:
    """The link; where an SMS may carry none, the address at which to enter a short code."""
    how = settings.sending()
    if person.email or how.sms_links:
        return messages.sign_in(rulebook, f"{how.link_base_url}/desk/sign-in/{issue(posts, until)}")
    address = f"{how.link_base_url}/act".partition("://")[2]
    opens = {"sign_in": {"posts": [list(post) for post in posts], "until": until}}
    code = short_codes.issue(opens, until, person.phone, once=True)
    return messages.sign_in(rulebook, messages.by_code(address, code), by_code=True)


def issue(posts: Sequence[Sequence[str]], until: int) -> str:
    """The token of a link that begins a session at these posts; only its hash is kept."""
    token = keys.new_token()
    record = {"posts": [list(post) for post in posts], "until": until}
    Correspondence(_pk(token), "SIGNIN", record=record, status="open", expires=until + retention_seconds()).save()
    return token


def is_good(token: str, now: datetime) -> bool:
    """The link may still be used; asking uses nothing up."""
    item = _item(token)
    return item is not None and item.status == "open" and now.timestamp() <= item.record["until"]


def has_opened(token: str, session: Session) -> bool:
    """The link was used, and whoever sits in this session is whom it was for: the button was pressed twice."""
    item = _item(token)
    return item is not None and item.status == "used" and [list(post) for post in session.posts] == item.record["posts"]


def use(token: str, now: datetime) -> tuple[str, Session] | None:
    """Use the link up and begin a session: its new token and what it holds; None where the link is good no more."""
    item = _item(token)
    if item is None or now.timestamp() > item.record["until"]:
        return None
    try:
        used = Correspondence.status.set("used")
        item.update(actions=[used], condition=Correspondence.status == "open")
    except UpdateError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return None
        raise
    return sessions.begin([(programme, unit, person) for programme, unit, person in item.record["posts"]], now)


def _item(token: str) -> Correspondence | None:
    found = Correspondence.query(_pk(token), Correspondence.sk == "SIGNIN", consistent_read=True)
    return next(iter(found), None)


def _pk(token: str) -> str:
    return f"SIGNIN#{keys.token_hash(token)}"


def _posts(programme: str, given: str) -> Iterator[PostKey]:
    """Every post of a programme that is registered with this address: the phone only where there is no e-mail."""
    for unit in registry.units(programme):
        for person in unit.people if not unit.is_closed else ():
            if given and given == _plain(person.email or person.phone):
                yield programme, unit.code, person.id


def _plain(address: str) -> str:
    """An address as it is compared: as people write it, without blanks."""
    return "".join(address.split()).lower()
