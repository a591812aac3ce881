"""Who is at the desk: a session of eight hours, by a cookie whose hash is all that is kept of it.

The cookie's name begins with `__Host-`: a browser takes it over a secure connection only (and from localhost), from
this very host, for no subdomain, so that nobody beside us can plant one. It demands `Path=/`. A path is no boundary
anyway: a cookie for `/v/desk` would be no safer, and the host is the API's own.

A session ends by its time, by signing out, and by the registry: at every request the person is looked up anew.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http.cookies import CookieError, SimpleCookie
from typing import Any

from huiyin.case.facts import Actor
from huiyin.case.vocabulary import CENTRE_ROLES, Role
from huiyin.units import Person, Unit
from huiyin_aws import keys, registry
from huiyin_aws.pages.page import Bar
from huiyin_aws.pages.words import ROLES, Words
from huiyin_aws.settings import retention_seconds
from huiyin_aws.tables import Correspondence

PostKey = tuple[str, str, str]  # programme, unit, person

COOKIE = "__Host-huiyin-desk"
SECONDS = 8 * 3600


@dataclass(frozen=True, slots=True)
class Session:
    """`key` is the hash of the cookie's token; `posts` are those of the address that signed in, `at` the one chosen."""

    key: str
    posts: tuple[PostKey, ...]
    at: int
    until: int

    @property
    def csrf(self) -> str:
        """What every form of this session carries: nobody else's page can know it, and nothing has to be stored."""
        return urlsafe_b64encode(keys.derived("csrf", self.key))[:32].decode()


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody at the desk, at one of their posts."""

    session: Session
    programme: str
    unit: Unit
    person: Person

    @property
    def role(self) -> Role:
        return Role(self.person.role)

    @property
    def actor(self) -> Actor:
        return Actor(self.role, self.person.id, self.unit.code)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """In each of their posts of this programme; the one in which they sit is among them."""
        posts = self.session.posts
        return tuple(Actor(self.role, person, unit) for code, unit, person in posts if code == self.programme)

    @property
    def is_of_centre(self) -> bool:
        return self.role in CENTRE_ROLES

    def bar(self, up: str = "") -> Bar:
        """What stands above the pages that this person sees; `up` leads from there to the desk's root."""
        place, post = Words(self.unit.zh, self.unit.en), Words(self.person.title, ROLES[self.role].en)
        return Bar(up, place, post, self.session.csrf, len(self.session.posts) > 1)


def begin(posts: Sequence[PostKey], now: datetime) -> tuple[str, Session]:
    token = keys.new_token()
    session = Session(keys.token_hash(token), tuple(posts), 0, int(now.timestamp()) + SECONDS)
    _save(session)
    return token, session


def find(cookies: str, now: datetime) -> Member | None:
    """Who sends these cookies; None where nobody is signed in, or is registered no more."""
    token = _token(cookies)
    if not token:
        return None
    key = keys.token_hash(token)
    for item in Correspondence.query(_pk(key), Correspondence.sk == "SESSION", consistent_read=True):
        record: dict[str, Any] = item.record
        posts = tuple((programme, unit, person) for programme, unit, person in record["posts"])
        session = Session(key, posts, record["at"], record["until"])
        return _member(session) if now.timestamp() < session.until else None
    return None


def choose(session: Session, at: int) -> None:
    """Sit down at another of one's posts."""
    if 0 <= at < len(session.posts):
        _save(Session(session.key, session.posts, at, session.until))


def end(session: Session) -> None:
    _save(Session(session.key, session.posts, session.at, 0))


def posts(session: Session) -> tuple[Member, ...]:
    """Every post of this session that is still held, with its place."""
    found = (_member(Session(session.key, session.posts, at, session.until)) for at in range(len(session.posts)))
    return tuple(member for member in found if member)


def is_own(session: Session, csrf: str) -> bool:
    """A form carries what only this session's pages do."""
    return hmac.compare_digest(csrf.encode(), session.csrf.encode())


def cookie(token: str) -> str:
    """`Lax`: who follows a link of a mail is still signed in; no other site's form is."""
    return f"{COOKIE}={token}; Path=/; Max-Age={SECONDS if token else 0}; HttpOnly; Secure; SameSite=Lax"


def _member(session: Session) -> Member | None:
    programme, code, person_id = session.posts[session.at]
    unit = registry.unit(programme, code)
    person = unit.person(person_id) if unit and not unit.is_closed else None
    return Member(session, programme, unit, person) if unit and person else None


def _token(cookies: str) -> str:
    try:
        found = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _save(session: Session) -> None:
    record = {"posts": [list(post) for post in session.posts], "at": session.at, "until": session.until}
    expires = max(session.until, 0) + retention_seconds()
    Correspondence(_pk(session.key), "SESSION", record=record, expires=expires).save()


def _pk(key: str) -> str:
    return f"SESSION#{key}"
