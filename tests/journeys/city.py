"""One city with its local cloud, as people outside see it: letters go in over HTTP, messages come out, links are
opened and forms filled in. Tests tell their stories in these words.
"""

import hashlib
import hmac
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

import yaml

from huiyin_local import deployment, samples
from huiyin_local.cloud.gateway import Response
from huiyin_local.cloud.messages import Message
from huiyin_local.deployment import Deployment
from huiyin_local.people import forms, notes, parcels, scanning

CHINA = ZoneInfo("Asia/Shanghai")
MONDAY = datetime.fromisoformat("2026-03-02T09:00+08:00")
PROGRAMME = "suzhou-express"
REQUESTS = f"/v1/{PROGRAMME}/requests"
HOUSING, MARKET = "zhujian", "shichang"
TABLES = ("Cases", "Papers", "Registry", "Correspondence")
FORM = {"content-type": "application/x-www-form-urlencoded"}

COMPLAINT = {
    "title": "小区电梯停运三天",
    "body": "三号楼的电梯停运三天，老人出行不便，投诉物业不维修，请尽快处理。",
    "kind": "complaint",
}
# Nothing in it names a field, so the rules leave it to the centre.
PUZZLE = {"title": "请管一管", "body": "我们这里每天半夜都很吵，睡不好觉，盼有人管一管。", "kind": "help"}

REPLY = {
    "part_text": "电梯已于次日修复并通过检验。",
    "part_legal_basis": "《特种设备安全监察条例》第二十七条",
    "part_contact": "已电话告知诉求人，诉求人表示满意。",
    "part_handler": "住房城乡建设局经办人，0557-0000000",
}


@dataclass(frozen=True)
class Letter:
    """What a requester holds after writing: a number, a query code, and the phone that messages come to."""

    number: str
    code: str
    phone: str


@dataclass(frozen=True)
class Envelope:
    """A request before it is signed and sent; a test changes what it wants to be wrong with it."""

    body: bytes
    nonce: str
    timestamp: int
    channel: str = "hotline"
    method: str = "POST"
    path: str = REQUESTS
    query: str = ""
    key: bytes = b""
    headers: Mapping[str, str | None] = field(default_factory=dict)  # None leaves a header out

    def sent_by(self, api_key: str) -> dict[str, str]:
        lines = (self.method, self.path, self.query, str(self.timestamp), self.nonce)
        text = "\n".join((*lines, hashlib.sha256(self.body).hexdigest()))
        signed: dict[str, str | None] = {
            "content-type": "application/json",
            "x-api-key": api_key,
            "X-Huiyin-Key": self.channel,
            "X-Huiyin-Timestamp": str(self.timestamp),
            "X-Huiyin-Nonce": self.nonce,
            "X-Huiyin-Signature": hmac.new(self.key, text.encode(), hashlib.sha256).hexdigest(),
        }
        return {name: value for name, value in (signed | dict(self.headers)).items() if value is not None}


class City:
    """A deployment and everybody around it."""

    def __init__(self, deployment: Deployment) -> None:
        self.deployment, self.cloud = deployment, deployment.cloud
        self.platform_at_work = True
        self._desks: dict[tuple[str, str], Visitor] = {}
        self._count = itertools.count(1)

    @property
    def requests(self) -> str:
        """Where this programme's requests go in."""
        return f"/v1/{self.deployment.rulebook.code}/requests"

    def settle(self) -> None:
        """Let everything happen that does at once; a platform that is at work hands out what waits for it."""
        self.cloud.world.settle()
        if self.platform_at_work and (platform := self.deployment.platform):
            platform.hand_out(self.cloud.now)
            self.cloud.world.settle()

    # --- letters -----------------------------------------------------------------------------------------------------

    def content(self, **changes: Any) -> dict[str, Any]:
        """A letter of its own requester, as a channel writes it down; `None` leaves a field out."""
        place = next(self._count)
        whole = COMPLAINT | {
            "channel_ref": f"ref-{place}",
            "requester": {"name": f"诉求人{place}", "phone": f"139{place:08d}"},
        }
        return {name: value for name, value in (whole | changes).items() if value is not None}

    def envelope(self, content: Any = None, **changes: Any) -> Envelope:
        body = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
        nonce, timestamp = f"nonce-{next(self._count):08d}", int(self.cloud.now.timestamp())
        channel = self.deployment.channel
        own = Envelope(body, nonce, timestamp, channel.id, path=self.requests, key=channel.key)
        return replace(own, **changes)

    def send(self, envelope: Envelope, *, query: str | None = None, path: str | None = None) -> Response:
        """Post it; `query` and `path` are what somebody on the way made of them."""
        query = envelope.query if query is None else query
        target = (path or envelope.path) + (f"?{query}" if query else "")
        headers = envelope.sent_by(self.deployment.channel.api_key)
        return self.cloud.gateway.call(envelope.method, target, headers, envelope.body)

    def hand_in(self, **changes: Any) -> Letter:
        """Write a letter; it gets its number, and everything that this sets off at once is done."""
        content = self.content(**changes)
        answer = self.send(self.envelope(content))
        assert answer.status == 201, answer.text
        told = json.loads(answer.body)
        self.settle()
        return Letter(told["number"], told["query_code"], content["requester"].get("phone", ""))

    def track(self, letter: Letter) -> dict[str, Any]:
        """What the requester sees of it with number and query code."""
        answer = self.cloud.gateway.call("GET", f"{self.requests}/{letter.number}?code={letter.code}")
        assert answer.status == 200, answer.text
        return dict(json.loads(answer.body))

    def look_up(self, letter: Letter) -> str:
        """The words of the page that number and query code lead to."""
        answer = self.cloud.gateway.call("GET", f"/track?{urlencode({'number': letter.number, 'code': letter.code})}")
        assert answer.status == 200, answer.text
        return self.read(answer).words

    # --- messages and links ------------------------------------------------------------------------------------------

    def messages_to(self, who: str, letter: Letter, unit: str = "") -> list[Message]:
        """Everything about a letter that this role (of this unit, where one is named) or its requester was told."""
        return [
            m for m in self.cloud.messages if letter.number in m.text + m.subject and self._is(who, m, letter, unit)
        ]

    def latest_message(self, who: str, letter: Letter, unit: str = "") -> Message:
        return self.messages_to(who, letter, unit)[-1]

    def link(self, who: str, letter: Letter, unit: str = "") -> str:
        """The path behind the link of the latest message that has one."""
        found = (notes.read(m.at, m.to[0], m.text) for m in reversed(self.messages_to(who, letter, unit)))
        note = next(note for note in found if note.path)
        return self.enter(note.path, note.entry) if note.code else note.path

    def enter(self, at: str, entry: Mapping[str, str]) -> str:
        """The path behind a short code, for who enters it with the end of their phone number."""
        answer = self.cloud.gateway.call("POST", at, FORM, urlencode(entry))
        assert answer.status == 303, answer.text
        return f"/{answer.headers['Location']}"

    def _is(self, who: str, message: Message, letter: Letter, unit: str) -> bool:
        if who == "requester":
            return message.to == (letter.phone,)
        person = self.deployment.book.get(message.to[0])
        return person is not None and person.role == who and unit in ("", person.unit)

    def open(self, link: str) -> tuple[int, forms.Page]:
        answer = self.cloud.gateway.call("GET", link, {"accept": "text/html"})
        return answer.status, self.read(answer)

    def read(self, answer: Response) -> forms.Page:
        """The page that somebody sees."""
        return forms.read(answer.text)

    def is_shut(self, link: str) -> bool:
        """What the link was for has been done, and its page says so in clear words."""
        status, page = self.open(link)
        return status == 410 and "该诉求已进入下一环节" in page.words and not page.forms

    def link_for(self, letter: Letter, who: str, unit: str = "centre", person: str = "") -> str:
        """A link as this person (or the first of this role and unit) would get it for the stage in which the case
        stands, sent or not.
        """
        from huiyin_aws import keys, links, store

        book = self.deployment.book.values()
        if who != "requester":
            person = person or next(p.id for p in book if (p.role, p.unit) == (who, unit))
        with self.cloud.world.turn():
            case, token = store.require(letter.number).case, keys.new_token()
            bound = links.Link(case.number, case.stage_no, who, person, unit, links.until(self.cloud.now))
            links.issue(token, bound)
        return f"/{'rate' if who == 'requester' else 'act'}/{token}"

    def offers(self, link: str) -> list[str]:
        """The commands of the forms on the page."""
        return [form.command for form in self.open(link)[1].forms]

    def fill(self, link: str, command: str, **values: str | list[str]) -> Response:
        """Fill in one form of the page as it is offered, send it off, and let what follows at once happen. Where the
        page says that a scan has to be sent first, one is sent.
        """
        form = self.open(link)[1].form(command)
        if form and form.wants_scan:
            self.attaches(link, scanning.LABEL, scanning.PURPOSES[command], scanning.a_scan(command))
            form = self.open(link)[1].form(command)
        assert form is not None, (
            self.cloud.functions.failures[-1:] or f"the page offers {self.offers(link)}, not {command}"
        )
        answer = self.cloud.gateway.call("POST", form.action or link, FORM, form.filled(values))
        self.settle()
        return answer

    def post(self, link: str, fields: Mapping[str, str | Sequence[str]]) -> Response:
        """Send a form whether the page offers it or not."""
        answer = self.cloud.gateway.call("POST", link, FORM, urlencode(fields, doseq=True))
        self.cloud.world.settle()
        return answer

    def does(self, who: str, letter: Letter, command: str, of: str = "", **values: str | list[str]) -> None:
        """Somebody (of a unit, where one is named) opens the link of the latest message and does this; it is taken."""
        answer = self.fill(self.link(who, letter, of), command, **values)
        assert answer.status == 200, forms.read(answer.text).words

    def uploads(self, link: str, label: str, purpose: str, content: bytes, **changed: str | None) -> Response:
        """Ask for an upload behind this link and send the file by the form that comes back, with some of its fields
        `changed` (or left out); the file is checked at once.
        """
        asked = self.fill(f"{link}/files", "AttachFile", label=label, purpose=purpose)
        assert asked.status == 200, self.read(asked).words
        return self.sends_file(asked, content, **changed)

    def sends_file(self, asked: Response, content: bytes, **changed: str | None) -> Response:
        """Send a file by the form on this page."""
        form = parcels.read(asked.text)
        assert form is not None, "the page has a form for a file"
        fields = {name: value for name, value in (form.fields | changed).items() if value is not None}
        media_type, body = parcels.packed(fields, content)
        answer = self.cloud.gateway.call("POST", path_of(form.action), {"content-type": media_type}, body)
        self.cloud.world.settle()
        return answer

    def attaches(self, link: str, label: str, purpose: str, content: bytes) -> str:
        """Upload a file and see that it was taken; gives where it is found, relative to the page of files."""
        assert self.uploads(link, label, purpose, content).status == 303
        page = self.cloud.gateway.call("GET", f"{link}/files").text
        return next(href for said, href in parcels.links(page) if said == label)

    # --- the desk ----------------------------------------------------------------------------------------------------

    def asks_to_sign_in(self, address: str, **headers: str) -> Response:
        """Somebody writes an address into the page of the desk."""
        code = self.deployment.rulebook.code
        body = urlencode({"programme": code, "address": address})
        answer = self.cloud.gateway.call("POST", "/desk", FORM | headers, body)
        self.cloud.world.settle()
        return answer

    def sign_in_link(self, address: str) -> str:
        """The latest link to the desk that came to this address."""
        texts = (m.text for m in reversed(self.cloud.messages) if m.to == (address,))
        return next(path_of(word) for text in texts for word in text.split() if "/desk/sign-in/" in word)

    def signs_in(self, role: str, unit: str = "centre", which: int = 0) -> "Visitor":
        """Somebody of this role and unit asks for a link, opens it and presses the button."""
        address = self.mailbox(role, unit, which)
        assert self.asks_to_sign_in(address).status == 200
        visitor = Visitor(self)
        assert visitor.post(self.sign_in_link(address)).status == 303
        return visitor

    def at_desk(self, role: str, unit: str = "centre") -> "Visitor":
        """Somebody who sits at the desk: in the session that they have, or a new one where it has ended."""
        visitor = self._desks.get((role, unit))
        if visitor is None or visitor.get("/desk/posts").status == 401:
            visitor = self._desks[role, unit] = self.signs_in(role, unit)
        return visitor

    def mailbox(self, role: str, unit: str = "centre", which: int = 0) -> str:
        """The registered e-mail of the first (or a further) one of this role and unit."""
        book = self.deployment.book.items()
        return [address for address, p in book if "@" in address and (p.role, p.unit) == (role, unit)][which]

    def registry(self) -> dict[str, Any]:
        """The sample registry, to be changed and entered again."""
        text = samples.registry(self.deployment.rulebook.code).read_text(encoding="utf-8")
        return dict(yaml.safe_load(text))

    # --- time --------------------------------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        """By the city's own clock."""
        return self.cloud.now.astimezone(CHINA)

    def pass_time(self, **span: float) -> None:
        self.cloud.world.advance(int(timedelta(**span).total_seconds()))

    def wait_until(self, instant: datetime) -> None:
        self.cloud.world.run_until(int(instant.timestamp()))

    def on(self, moment: str) -> None:
        """On to a moment of this year by the city's clock, written as 03-02 17:30."""
        at = datetime.strptime(f"{self.now.year}-{moment}", "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)
        assert at >= self.now, f"it is {self.now:%m-%d %H:%M} already: time only goes on"
        self.wait_until(at)

    def next_working_day(self, hour: int = 9, minute: int = 0) -> None:
        """On to this time of the next working day."""
        day: date = self.deployment.time.calendar.next_workday(self.now.date())
        self.wait_until(datetime.combine(day, time(hour, minute), CHINA))

    # --- what is kept ------------------------------------------------------------------------------------------------

    def kept(self) -> dict[str, Any]:
        """Everything in the tables but counters: of numbers, which may skip, and of how often somebody looked."""
        items = (item for table in TABLES for item in self._scan(table))
        counters = ("COUNTER#", "LIMIT#")
        return {f"{item['pk']} {item['sk']}": item for item in items if not item["pk"]["S"].startswith(counters)}

    def events(self, letter: Letter) -> list[dict[str, Any]]:
        """The events of a letter's case, in order."""
        rows = (i for i in self._scan("Cases") if i["pk"]["S"] == letter.number and i["sk"]["S"].startswith("EVENT#"))
        return [json.loads(row["record"]["S"]) for row in sorted(rows, key=lambda row: row["sk"]["S"])]

    def story(self, letter: Letter) -> list[str]:
        """The names of those events."""
        return [event["type"] for event in self.events(letter)]

    def stage(self, letter: Letter) -> str:
        head = next(i for i in self._scan("Cases") if i["pk"]["S"] == letter.number and i["sk"]["S"] == "CASE")
        return str(head["stage"]["S"])

    def due(self, letter: Letter, obligation: str) -> dict[str, Any]:
        """An obligation such as `reply#1`."""
        rows = (i for i in self._scan("Cases") if i["pk"]["S"] == letter.number)
        return dict(json.loads(next(i for i in rows if i["sk"]["S"] == f"DUE#{obligation}")["record"]["S"]))

    def by_when(self, letter: Letter, obligation: str) -> str:
        """When it is due by the city's clock, such as 03-02 17:30."""
        return local(self.due(letter, obligation)["due_at"])

    def ending(self, letter: Letter, obligation: str) -> str:
        """How an obligation ended: met, late, …; "" while it is open."""
        return str(self.due(letter, obligation).get("ending") or "")

    def _scan(self, table: str) -> Iterator[dict[str, Any]]:
        client = self.cloud.client("dynamodb")
        name = next(name for name in client.list_tables()["TableNames"] if name.endswith(f"-{table}"))
        for page in client.get_paginator("scan").paginate(TableName=name):
            yield from page["Items"]


class Visitor:
    """Somebody's browser at the desk: it keeps the cookies that it gets."""

    def __init__(self, city: City) -> None:
        self.city, self.cookies = city, {}  # type: tuple[City, dict[str, str]]

    def get(self, path: str) -> Response:
        return self._kept(self.city.cloud.gateway.call("GET", path, self._headers()))

    def post(self, path: str, fields: Mapping[str, str | Sequence[str]] | bytes = b"", **headers: str) -> Response:
        body = fields if isinstance(fields, bytes) else urlencode(fields, doseq=True).encode()
        answer = self._kept(self.city.cloud.gateway.call("POST", path, FORM | self._headers() | headers, body))
        self.city.cloud.world.settle()
        return answer

    def queue(self, which: str = "") -> Response:
        return self.get(f"/desk/queues{which}")

    def finds(self, **asked: str) -> Response:
        return self.get(f"/desk/search?{urlencode(asked)}")

    def opens(self, letter: Letter) -> forms.Page:
        """The case of a letter as this person gets to see it."""
        answer = self.get(f"/desk/cases/{letter.number}")
        assert answer.status == 200, self.city.read(answer).words
        return self.city.read(answer)

    def offers(self, letter: Letter) -> list[str]:
        return [form.command for form in self.opens(letter).forms]

    def fills(self, letter: Letter, command: str, **values: str | list[str]) -> Response:
        """Fill in one form of the case as it is offered, and send it off."""
        form = self.opens(letter).form(command)
        assert form is not None, f"the desk offers {self.offers(letter)}, not {command}"
        return self.post(f"/desk/cases/{letter.number}", form.filled(values))

    def does(self, letter: Letter, command: str, **values: str | list[str]) -> None:
        """The same; it is taken."""
        answer = self.fills(letter, command, **values)
        assert answer.status == 200, self.city.read(answer).words

    def csrf(self) -> str:
        """What every form of this session carries, as any of its pages shows it."""
        return self.get("/desk/posts").text.partition('name="csrf" value="')[2].partition('"')[0]

    def _headers(self) -> dict[str, str]:
        return {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}

    def _kept(self, answer: Response) -> Response:
        for line in answer.headers.getlist("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer


@contextmanager
def opened(programme: str, at: datetime = MONDAY, *, sms_links: bool = True) -> Iterator[City]:
    """The city of a programme with its sample people, at nine on a Monday or when the test says."""
    with deployment.start(at, (programme,), seed=1, sms_links=sms_links) as cloud:
        yield City(deployment.deploy(cloud, programme))


def local(record_instant: str) -> str:
    """A stored instant by the city's clock, such as 03-02 17:30."""
    instant = datetime.fromisoformat(record_instant).astimezone(UTC).astimezone(CHINA)
    return f"{instant:%m-%d %H:%M}"


def path_of(url: str) -> str:
    return urlsplit(url).path
