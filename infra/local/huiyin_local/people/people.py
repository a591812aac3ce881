"""The people of a run: who got which message, when they open its link, and what they do on the page."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from huiyin.worktime import WorkTime
from huiyin_local.people import forms, habits, pace, parcels, scanning
from huiyin_local.people.addresses import Person
from huiyin_local.people.dice import Dice
from huiyin_local.people.notes import Note, read


class Call(Protocol):
    """A request over HTTP, answered with status and body."""

    def __call__(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]: ...


class Plan(Protocol):
    """Puts something on the agenda."""

    def __call__(self, at: datetime, act: Callable[[], None]) -> object: ...


@dataclass(slots=True)
class _Visit:
    """A link that somebody means to open; a newer message replaces the link, an urging one the instant.

    `entry` is what is to be entered at `path` first, where the message carried a code.
    """

    person: Person
    number: str
    path: str
    at: datetime
    urged: bool = False
    entry: Mapping[str, str] | None = None


Matter = tuple[str, str]
OFFICES = frozenset({"checker", "leader", "chief", "regional", "handler", "deputy", "head"})
_FORM = {"content-type": "application/x-www-form-urlencoded"}


class People:
    """Everybody outside the system. All they know comes from messages and pages."""

    def __init__(
        self, seed: int, time: WorkTime, book: Mapping[str, Person], call: Call, plan: Plan, now: Callable[[], datetime]
    ) -> None:
        self._seed, self._time, self._book = seed, time, book
        self._call, self._plan, self._now = call, plan, now
        self._visits: dict[Matter, _Visit] = {}
        self._notes: Counter[Matter] = Counter()
        self._times: Counter[tuple[Matter, str]] = Counter()
        self._done: dict[Matter, list[str]] = defaultdict(list)
        self._moods: dict[str, str] = {}
        self.troubles: Counter[str] = Counter()

    def wrote(self, number: str, mood: str) -> None:
        """The writer of this letter has a mood of their own ("" leaves it to chance)."""
        self._moods[number] = mood

    def hear(self, at: datetime, to: str, text: str) -> None:
        """A message arrives; a link in it is opened later, or never."""
        note = read(at, to, text)
        if not note.path:
            return
        person = self._book.get(to) or Person(to, "requester")
        matter = (person.id, note.number)
        self._notes[matter] += 1
        waiting = self._visits.get(matter)
        if waiting:
            waiting.path, waiting.entry = note.path, note.entry if note.code else None
        when = self._when(person, note)
        if when and (waiting is None or when < waiting.at):
            entry = note.entry if note.code else None
            self._intend(_Visit(person, note.number, note.path, when, note.urges, entry))

    def _when(self, person: Person, note: Note) -> datetime | None:
        dice = self._dice(note.number, person.id, "message", self._notes[person.id, note.number])
        if note.urges:
            return pace.when_urged(person.role, dice, note.at, self._time)
        if note.sudden and person.role in OFFICES:
            return pace.at_once(dice, note.at)
        temper = dice.weigh("temper", pace.TEMPERS[person.role])
        return pace.first_look(person.role, temper, dice, note.at, self._time)

    def _intend(self, visit: _Visit) -> None:
        """The visit takes the place of any that was intended before; the old one then finds itself replaced."""
        self._visits[visit.person.id, visit.number] = visit
        self._plan(visit.at, lambda: self._go(visit))

    def _go(self, visit: _Visit) -> None:
        matter = (visit.person.id, visit.number)
        if self._visits.get(matter) is not visit:
            return
        del self._visits[matter]
        page = self._open(visit)
        done = self._act(visit, page) if page else None
        if done and done.command:
            self._done[matter].append(done.command)
        if done is habits.READ_ON:
            self._come_back(visit, page)
        elif done and done.command == "SignFor":
            self._come_back(visit, self._open(visit))

    def _open(self, visit: _Visit) -> forms.Page | None:
        """The page behind the link; None where it is used, revoked or expired: a clear page, and nothing to do."""
        if visit.entry:
            body = urlencode(visit.entry).encode()
            status, onward = self._call("POST", visit.path, _FORM, body)
            if status != 303:
                return None
            visit.path, visit.entry = f"/{onward.decode()}", None
        status, html = self._call("GET", visit.path, {"accept": "text/html"}, b"")
        return forms.read(html.decode("utf-8")) if status == 200 else None

    def _act(self, visit: _Visit, page: forms.Page) -> habits.Choice | None:
        """Send the first form that is taken; gives what was done, or None where nothing was."""
        matter = (visit.person.id, visit.number)
        duty = page.forms[0].command if page.forms else ""
        self._times[matter, duty] += 1
        time = self._times[matter, duty]
        dice = self._dice(visit.number, visit.person.id, duty, time)
        mood = self._moods.get(visit.number, "")
        sitting = habits.Sitting(page, dice, time, tuple(self._done[matter]), mood, visit.urged)
        for choice in habits.choices(sitting):
            if choice is habits.READ_ON:
                return choice
            form = page.form(choice.command)
            if form and form.wants_scan:
                form = self._once_scanned(visit, choice.command)
            assert form is not None, "habits choose among the forms of the page"
            status, _ = self._call("POST", form.action or visit.path, _FORM, form.filled(choice.values))
            if status < 300:
                return choice
            self.troubles[f"{choice.command} → {status}"] += 1
            if status == 410:
                return None
        return None

    def _once_scanned(self, visit: _Visit, command: str) -> forms.Form | None:
        """The same form, once a scan of the paper was sent, and the page opened again."""
        at = f"{visit.path}/files"
        _, html = self._call("GET", at, {"accept": "text/html"}, b"")
        asking = forms.read(html.decode("utf-8")).form("AttachFile")
        assert asking is not None, "the page of files has a form to add one"
        said = {"label": scanning.LABEL, "purpose": scanning.PURPOSES[command]}
        _, html = self._call("POST", at, _FORM, asking.filled(said))
        parcel = parcels.read(html.decode("utf-8"))
        assert parcel is not None, "what was asked for is answered with a form for the file"
        media_type, body = parcels.packed(parcel.fields, scanning.a_scan(visit.number))
        self._call("POST", urlsplit(parcel.action).path, {"content-type": media_type}, body)
        page = self._open(visit)
        return page.form(command) if page else None

    def _come_back(self, visit: _Visit, page: forms.Page | None) -> None:
        """An order that was signed for, or read, is answered later, by the same link; the page shows by when."""
        if page is None:
            return
        now = self._now()
        dice = self._dice(visit.number, visit.person.id, "reply", len(self._done[visit.person.id, visit.number]))
        temper = dice.weigh("temper", pace.TEMPERS[visit.person.role])
        when = pace.to_reply(temper, dice, now, page.due_at, self._time)
        if when:
            self._intend(_Visit(visit.person, visit.number, visit.path, when))

    def _dice(self, number: str, who: str, *about: object) -> Dice:
        return Dice(self._seed, number, who, *about)
