"""A visit: who stands at the door of a case, what they may see of it, and what they may do.

People come by one of two doors. `by_link`: the link of a message, good for one entry of one stage. `desk`: a session,
good for every case that this person may see, with the moves that only the desk offers. Behind the door all is the
same: `acting` shows the page and decides what is posted.

What hangs on a visit plugs in here. A further route under a link (`/act/{token}/files/{id}`, `/act/{token}/slip.pdf`)
stands in `doors.door`, asks `by_link.arrive(token, now)` for the visit and answers `by_link.no_door(error)` where there
is none; the same route under the desk asks `desk.cases`. Both then go by `visit.case`, `visit.by` and
`visibility`, never by what the address says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from huiyin.case.facts import Actor, ContactRevealed, Event
from huiyin.case.law import Law
from huiyin.case.state import Case
from huiyin.case.vocabulary import CENTRE_ROLES, UNIT_ROLES, Role, Stage
from huiyin_aws import drafts, files, papers, registry, store
from huiyin_aws.pages import forms, moments, page, visibility
from huiyin_aws.pages.forms import Form, Option
from huiyin_aws.pages.words import Words

_NOBODY = frozenset({Role.CLOCK, Role.MACHINE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody at the door of a case as it stands.

    `door` is the partition of `Correspondence` that keeps the receipts of what was done through this door, and `back`
    the way to its page, relative to it. `stage_no` is the entry of a stage that the door is bound to, None where it
    is not. Every form says which state of the case its writer saw (`seq`), so that nobody decides on what others have
    changed meanwhile.
    """

    door: str
    back: str
    by: Actor
    case: Case
    law: Law
    now: datetime
    stage_no: int | None = None
    hidden: Mapping[str, str] = field(default_factory=dict)  # what goes with every form besides
    bar: page.Bar | None = None  # what stands above the page at the desk
    besides: tuple[Form, ...] = ()  # what another of this person's roles offers, which is done in that one

    @property
    def role(self) -> Role:
        return self.by.role

    @property
    def at_desk(self) -> bool:
        return self.stage_no is None

    def is_open_in(self, case: Case) -> bool:
        """The case still stands where this door leads to; for a supporting unit, as long as it owes its support."""
        if self.role is Role.SUPPORTER:
            return case.support_of(self.by.unit) is not None
        return self.stage_no in (None, case.stage_no)

    def forms(self) -> tuple[Form, ...]:
        """What may be done in this role, and what else this person may do."""
        return (*self._own_forms(), *self.besides)

    def _own_forms(self) -> tuple[Form, ...]:
        units = self._units() if self.role in CENTRE_ROLES else ()
        book, time = self.law.rulebook, self.law.time
        scans = self._scans() if self.role is Role.HANDLER else {}
        return forms.forms_for(
            self.case,
            self.role,
            book,
            units,
            self.now,
            time=time,
            at_desk=self.at_desk,
            unit=self.by.unit,
            scans=scans,
            colleagues=self._colleagues(),
            below=self._below(),
        )

    def _colleagues(self) -> tuple[Option, ...]:
        """The unit's other handlers, for whoever of it may hand the case to one; not whom the matter is about."""
        case = self.case
        unit = registry.unit(case.programme, case.unit) if self.role in UNIT_ROLES and case.unit else None
        has_it = case.handler or (self.by.id if self.role is Role.HANDLER else "")
        found = unit.people if unit else ()
        others = [p for p in found if p.role == Role.HANDLER.value and p.id != has_it]
        return tuple(Option(p.id, Words(p.title, p.title)) for p in others if not self.law.bars(case, case.unit, p.id))

    def _below(self) -> tuple[Option, ...]:
        """SZ-A2.4.3c: the units below this one, to which it may hand its order on; none from which it is kept, nor that
        has returned it.
        """
        case, mine = self.case, self.by.unit
        if self.role not in UNIT_ROLES or case.stage is not Stage.HANDLING or mine != case.unit or case.handed_on_by:
            return ()
        known = registry.units(case.programme)
        never = {*case.units_before, *registry.heirs_of_accused(case, self.law, known)}
        found = (unit for unit in known if unit.parent == mine and not unit.is_closed)
        fit = (unit for unit in found if unit.code not in never and not self.law.bars(case, unit.code))
        return tuple(Option(unit.code, Words(unit.zh, unit.en)) for unit in fit)

    def _scans(self) -> Mapping[str, tuple[Option, ...]]:
        """The files of this person's own unit, by what they are for, to be named as what proves something; and what
        supporting units have sent for the reply.
        """
        found: dict[str, tuple[Option, ...]] = {}
        for each in self._files():
            if each.by.unit == self.by.unit or each.purpose == "reply":
                option = Option(each.id, Words(each.label, each.media.upper()))
                found[each.purpose] = (*found.get(each.purpose, ()), option)
        return found

    def lines_of(self, found: Iterable[files.Filed], *, here: bool = False) -> tuple[visibility.FileLine, ...]:
        """These files as they are shown, on the page of files itself (`here`) or on the case's."""
        units, at = registry.units(self.case.programme), "files" if here else f"{self.back}/files"
        return visibility.file_lines(found, at, self.law, units, self.now)

    def _files(self) -> tuple[files.Filed, ...]:
        """The sound files of the case that this person may see."""
        found = files.filed(self.case.number)
        return tuple(each for each in found if visibility.may_see_file(each, self.by))

    def others_since(self, seen: int | None) -> tuple[Event, ...]:
        """What other people have done since this person saw the case; a requester is not told what goes on inside,
        nor a supporting unit what the lead unit does.
        """
        if seen is None or seen >= self.case.seq or self.role in (Role.REQUESTER, Role.SUPPORTER):
            return ()
        later = store.events_of(self.case.number, after=seen)
        others = (e for e in later if e.by.role not in _NOBODY and e.by.id != self.by.id)
        return tuple(e for e in others if not isinstance(e.fact, ContactRevealed))  # looking is in nobody's way

    def overtaken(self, events: Iterable[Event], words: tuple[str, ...]) -> page.Overtaken:
        """The same as the person is told it."""
        units = registry.units(self.case.programme)
        return page.Overtaken(visibility.steps(events, self.role, self.law, units, self.now), words)

    def view(self) -> visibility.CaseView:
        """The case as this person may see it, with its texts and its history."""
        case, rulebook = self.case, self.law.rulebook
        events = store.events_of(case.number)
        texts = papers.read(case.number, visibility.papers(case, self.role, rulebook, events, self.by.unit))
        return visibility.see(
            case,
            self.role,
            texts,
            rulebook,
            self.now,
            events=events,
            units=registry.units(case.programme),
            time=self.law.time,
            unit=self.by.unit,
        )

    def shown(
        self,
        values: Any = None,
        errors: Any = None,
        overtaken: page.Overtaken | None = None,
        form: Form | None = None,
    ) -> str:
        """What this person may see and do; `values` and `errors` of a form that came back, and `form` in its place
        where it asks one thing more.
        """
        forms = tuple(form if form and form.command == each.command else each for each in self.forms())
        view, hidden = self.view(), {"seq": str(self.case.seq), **self.hidden}
        if self.role is Role.REQUESTER:
            return page.rate_page(view, forms, "", values, errors, hidden=hidden)
        return page.act_page(
            view,
            forms,
            "",
            values,
            errors,
            self.back,
            hidden=hidden,
            overtaken=overtaken,
            drafts=self._begun(),
            files=self.lines_of(self._files()),
            bar=self.bar,
        )

    def _begun(self) -> dict[str, page.Begun]:
        """What this person has begun to write, and saved."""
        found = drafts.of(self.case, self.by.id)
        when = {command: moments.happened(each.saved_at, self.law.time, self.now) for command, each in found.items()}
        return {command: page.Begun(each.values, when[command]) for command, each in found.items()}

    def slip(self) -> bytes | None:
        """The case as the paper that an office stamps; None for who is outside: it is no requester's paper."""
        if self.role is Role.REQUESTER:
            return None
        from huiyin_aws.slip import slip  # who prints pays for the import

        return slip(self.view(), self.law.rulebook, self.now)

    def shown_once_done(self, command: str) -> str:
        """What was done, and what happens next; the case is read as it stands after it."""
        case, units = store.require(self.case.number).case, registry.units(self.case.programme)
        book, time = self.law.rulebook, self.law.time
        view = visibility.see(case, self.role, {}, book, self.now, units=units, time=time, unit=self.by.unit)
        return page.done_page(command, view, self.bar)

    def _units(self) -> tuple[registry.Unit, ...]:
        """Those in which somebody is left to handle the case when whom it is about is left out; nor those that a unit
        which it is about went into since.
        """
        case, known = self.case, registry.units(self.case.programme)
        accused = self.law.barred_people(case)
        heirs = registry.heirs_of_accused(case, self.law, known)
        return tuple(
            unit
            for unit in known
            if not unit.is_closed
            and unit.code not in heirs
            and (not accused or registry.person_for(unit, Role.HANDLER, case.number, accused, self.now))
        )
