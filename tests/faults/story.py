"""Seven letters and what people do about them at fixed instants: the same story, whatever is done to the machinery."""

import hashlib
import heapq
import hmac
import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from huiyin_local.cloud.gateway import Response
from huiyin_local.deployment import Deployment
from huiyin_local.people import notes

MONDAY = datetime.fromisoformat("2026-03-02T08:00+08:00")
PROGRAMME = "suzhou-express"
REQUESTS = f"/v1/{PROGRAMME}/requests"
FORM = {"content-type": "application/x-www-form-urlencoded"}
HOUSING, DISTRICT = "zhujian", "yongqiao"
MOST_TRIES = 4
LATER = timedelta(hours=2)

Values = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """What one person does, so many hours after the letter was sent."""

    hours: float
    role: str
    command: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Tale:
    """One letter, when it is sent (minutes after Monday, eight o'clock), and its steps in order."""

    ref: str
    minute: int
    letter: Values
    steps: tuple[Step, ...]


YES = {"confirm": "yes"}
SURE = {"title": "小区电梯停运", "body": "物业电梯停运三天，投诉物业，请处理。", "kind": "complaint"}
UNSURE = {"title": "请管一管", "body": "我们这里每天半夜都很吵，睡不好觉，盼有人管一管。", "kind": "help"}
REPLY = {
    "part_text": "电梯已于次日修复并通过检验，物业已张贴告示。",
    "part_legal_basis": "《特种设备安全监察条例》第二十七条",
    "part_contact": "已电话告知诉求人，诉求人表示满意。",
    "part_handler": "住房城乡建设局经办人，0557-0000000",
    "solved": "solved",
}
GOOD, POOR = {"rating": "good"}, {"rating": "poor", "reason": "电梯仍然时开时停，没有解决。"}


def _answered(hours: float, rating: Values | None = None, signer: str = "deputy") -> tuple[Step, ...]:
    """From a reply to its rating, one step an hour."""
    steps = [
        Step(hours, "handler", "SubmitReply", REPLY),
        Step(hours + 1, signer, "ApproveReply", YES),
        Step(hours + 2, "centre", "PassReply", YES),
    ]
    if rating:
        steps.append(Step(hours + 3, "requester", "Rate", rating))
    return tuple(steps)


SIGN = Step(1, "handler", "SignFor", YES)
SEND_BACK = {"grounds": ["vague", "no_contact"], "reason": "请写明整改时间并与诉求人联系。"}
RETURN = {"reason": "该事项不属于我单位职责范围。", "basis": "依据本单位三定规定。", "suggestion": "建议由属地承办。"}
EXTEND = {"days": "2", "reason": "需第三方检测机构出具报告。", "consent": "yes"}

TALES = (
    Tale(
        "extension",
        0,
        SURE,
        (
            SIGN,
            Step(2, "handler", "RequestExtension", EXTEND),
            Step(3, "deputy", "GrantExtension", YES),
            *_answered(4, GOOD),
        ),
    ),
    Tale(
        "second_handling",
        2,
        SURE,
        (
            SIGN,
            *_answered(2, POOR),
            Step(6, "centre", "OrderSecondHandling", {"reason": "请重新核实并当面回复。"}),
            *_answered(7, None, "head"),
            Step(24, "requester", "Rate", POOR),
            Step(25, "centre", "Explain", {"text": "所提要求超出规定范围，敬请理解。"}),
        ),
    ),
    Tale(
        "sent_back",
        5,
        UNSURE,
        (
            Step(1, "centre", "Accept", {"kind": "help", "category": "housing", "unit": HOUSING, **YES}),
            Step(2, "handler", "SignFor", YES),
            *_answered(3)[:2],
            Step(5, "centre", "SendBack", SEND_BACK),
            *_answered(6, {"rating": "poor"}),
            Step(10, "centre", "Explain", {"text": "已电话回访，请随时告知新的情况。"}),
        ),
    ),
    Tale(
        "return",
        10,
        SURE,
        (
            Step(1, "handler", "RequestReturn", RETURN),
            Step(2, "centre", "UpholdReturn", {"unit": DISTRICT, **YES}),
            Step(3, "handler", "SignFor", YES),
            *_answered(4, GOOD),
        ),
    ),
    # Signed late, after the warning and the breach; nobody rates.
    Tale("silence", 30, SURE, (Step(25.5, "handler", "SignFor", YES), *_answered(26))),
    # Written at night: what the requester is told waits for the morning.
    Tale(
        "night",
        14 * 60,
        UNSURE,
        (Step(12, "centre", "Decline", {"ground": "privacy", "explanation": "涉及他人隐私，不宜办理。"}),),
    ),
    Tale("blank", 40, {"title": "。", "body": "……", "kind": "other"}, ()),
)


class Story:
    """The tales, told in one deployment. Who has no link yet, or is told to wait, tries again later."""

    def __init__(self, town: Deployment, tales: tuple[Tale, ...] = TALES, looks: bool = False) -> None:
        self.town, self.cloud, self._looks = town, town.cloud, looks
        self.numbers: dict[str, str] = {}
        self.troubles: list[str] = []
        self.posts = 1
        self._links: dict[tuple[str, str], str] = {}
        self._heard = 0
        self._plans: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = itertools.count()
        for tale in tales:
            self._plan(MONDAY + timedelta(minutes=tale.minute), lambda tale=tale: self._write(tale))

    def tell(self, days: float) -> None:
        """Let the story happen until so many days after its Monday."""
        end = MONDAY + timedelta(days=days)
        while self._plans and self._plans[0][0] <= end:
            at, _, act = heapq.heappop(self._plans)
            self.cloud.world.run_until(int(at.timestamp()))
            act()
        self.cloud.world.run_until(int(end.timestamp()))

    def _plan(self, at: datetime, act: Callable[[], None]) -> None:
        heapq.heappush(self._plans, (max(at, self.cloud.now), next(self._order), act))

    def hand_in(self, ref: str, letter: Values) -> Response:
        """Post a letter under a channel's reference; where the answer gets lost, the same again."""
        content = {"channel_ref": ref, "requester": requester(ref), **letter}
        body = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
        return self._post(REQUESTS, body, _signed(self.town, body, ref, self.cloud.now))

    def _write(self, tale: Tale) -> None:
        answer = self.hand_in(tale.ref, tale.letter)
        assert answer.status in (200, 201), (tale.ref, answer.status, answer.text)
        self.numbers[tale.ref] = json.loads(answer.body)["number"]
        self._go_on(tale, iter(tale.steps), self.cloud.now)

    def _go_on(self, tale: Tale, steps: Iterator[Step], sent: datetime) -> None:
        if step := next(steps, None):
            self._plan(sent + timedelta(hours=step.hours), lambda: self._do(tale, step, steps, sent))

    def _do(self, tale: Tale, step: Step, steps: Iterator[Step], sent: datetime) -> None:
        path = self._link(tale, step.role)
        status = self._fill_in(path, step) if path else 0
        if status == 200:
            self._go_on(tale, steps, sent)
            return
        self.troubles.append(f"{tale.ref} {step.command}: {status}")
        self._plan(self.cloud.now + LATER, lambda: self._do(tale, step, steps, sent))

    def _fill_in(self, path: str, step: Step) -> int:
        if self._looks:
            self.cloud.gateway.call("GET", path)
        body = urlencode({"command": step.command, **step.values}, doseq=True).encode()
        return self._post(path, body, FORM).status

    def _post(self, path: str, body: bytes, headers: dict[str, str]) -> Response:
        """Post it; where the answer gets lost, post the same again. `posts` twice is what an impatient person does."""
        for _ in range(self.posts):
            for _ in range(MOST_TRIES):
                answer = self.cloud.gateway.call("POST", path, headers, body)
                if answer.status < 500:
                    break
        return answer

    def _link(self, tale: Tale, role: str) -> str:
        for message in self.cloud.messages[self._heard :]:
            for to in message.to:
                note = notes.read(message.at, to, f"{message.subject}\n{message.text}")
                person = self.town.book.get(to)
                if note.path:
                    self._links[note.number, person.role if person else "requester"] = note.path
        self._heard = len(self.cloud.messages)
        return self._links.get((self.numbers[tale.ref], role), "")


def requester(ref: str) -> Values:
    """Who writes: a number that belongs to nobody, the same for the same letter."""
    digits = int.from_bytes(hashlib.sha256(ref.encode()).digest()[:4], "big") % 10**8
    return {"name": "诉求人", "phone": f"139{digits:08d}"}


def _signed(town: Deployment, body: bytes, nonce: str, now: datetime) -> dict[str, str]:
    channel, timestamp, nonce = town.channel, str(int(now.timestamp())), f"nonce-of-{nonce}"
    lines = ("POST", REQUESTS, "", timestamp, nonce, hashlib.sha256(body).hexdigest())
    return {
        "content-type": "application/json",
        "x-api-key": channel.api_key,
        "X-Huiyin-Key": channel.id,
        "X-Huiyin-Timestamp": timestamp,
        "X-Huiyin-Nonce": nonce,
        "X-Huiyin-Signature": hmac.new(channel.key, "\n".join(lines).encode(), hashlib.sha256).hexdigest(),
    }
