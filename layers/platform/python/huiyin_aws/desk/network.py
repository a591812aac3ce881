"""The desk's pages of the network: the centre's list of units, out and in as a file; and each unit's own people, who is
away, who has the night, with what became of them.

SZ-A2.2 (a level sees the level below); GX-12, GX-13, WB-6.3d, SZ-A5.4.1 (changes of people, by their rulebook's time).
"""

import re
from collections.abc import Callable
from typing import cast

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from huiyin.case.refusal import Refusal
from huiyin.units import Unit
from huiyin_aws import clock, http, law, registry, rolls, scans, staffing
from huiyin_aws.desk import naming, unit_forms
from huiyin_aws.desk.sessions import Member
from huiyin_aws.http import Form
from huiyin_aws.observability import logger
from huiyin_aws.pages import network as pages

AtDesk = Callable[[APIGatewayRestResolver, str, Callable[[Member], Response]], Response]
Posted = Callable[[APIGatewayRestResolver, str, Callable[[Member, Form], Response]], Response]
Page = Callable[..., Response]


def bind(app: APIGatewayRestResolver, at_desk: AtDesk, posted: Posted, page: Page) -> None:
    """The routes under `/desk/registry`; what they are bound with asks for the session, and a form for its token."""
    _lists(app, at_desk, posted, page)
    _units(app, at_desk, posted, page)


def _lists(app: APIGatewayRestResolver, at_desk: AtDesk, posted: Posted, page: Page) -> None:
    @app.get("/desk/registry")
    def show() -> Response:
        return at_desk(app, "../desk", lambda member: page(_list_page(member)))

    @app.post("/desk/registry")
    def take_in() -> Response:
        def taken(member: Member, form: Form) -> Response:
            if not member.is_of_centre:
                return page(pages.no_unit_page(member.bar()), 404)
            status, html = _taken_in(member, http.parcel(app).files.get("list", b""))
            return page(html, status)

        return posted(app, "../desk", taken)

    @app.get("/desk/registry/list/<form>")
    def give_out(form: str) -> Response:
        def given(member: Member) -> Response:
            if not member.is_of_centre or form not in rolls.TYPES:
                return page(pages.no_unit_page(member.bar("../../")), 404)
            known = cast(rolls.Format, form)
            return http.file(rolls.give_out(member.programme, known), rolls.TYPES[known], f"units.{known}")

        return at_desk(app, "../../../desk", given)


def _units(app: APIGatewayRestResolver, at_desk: AtDesk, posted: Posted, page: Page) -> None:
    @app.get("/desk/registry/units/<code>")
    def show(code: str) -> Response:
        def shown(member: Member) -> Response:
            unit = _seen(member, code)
            return page(_unit_page(member, unit)) if unit else page(pages.no_unit_page(member.bar("../../")), 404)

        return at_desk(app, "../../../desk", shown)

    @app.post("/desk/registry/units/<code>")
    def enter(code: str) -> Response:
        def entered(member: Member, form: Form) -> Response:
            unit = _seen(member, code)
            if unit is None or not _may_enter(member, unit):
                return page(pages.no_unit_page(member.bar("../../")), 404)
            status, html = _entered(member, unit, form, http.parcel(app).files.get("scan", b""))
            return page(html, status)

        return posted(app, "../../../desk", entered)

    @app.get("/desk/registry/units/<code>/scans/<scan>")
    def scan(code: str, scan: str) -> Response:
        def sent(member: Member) -> Response:
            unit = _seen(member, code)
            known = unit and any(scan == each.proof for each in registry.changes(member.programme, code))
            if not known or not re.fullmatch(r"[0-9a-f]{32}", scan):
                return page(pages.no_unit_page(member.bar("../../../../")), 404)
            content, media_type = scans.read(member.programme, code, scan)
            return http.file(content, media_type, "scan", inline=True)

        return at_desk(app, "../../../../../desk", sent)


def _seen(member: Member, code: str) -> Unit | None:
    """A unit that this person may look at: their own, those below it; for the centre, every one."""
    unit = registry.unit(member.programme, code)
    return unit if unit and _is_theirs(member, unit) else None


def _is_theirs(member: Member, unit: Unit) -> bool:
    return member.is_of_centre or member.unit.code in (unit.code, unit.parent)


def _may_enter(member: Member, unit: Unit) -> bool:
    """A unit's own people, and the centre; the level above looks on. What is closed stays as it is."""
    return not unit.is_closed and (member.is_of_centre or unit.code == member.unit.code)


def _list_page(member: Member) -> str:
    units = [unit for unit in registry.units(member.programme) if _is_theirs(member, unit)]
    return pages.list_page(units, clock.now(), member.bar(), whole=member.is_of_centre)


def _taken_in(member: Member, content: bytes) -> tuple[int, str]:
    entry = staffing.Entry(member.person.id, clock.now())
    try:
        report = rolls.take_in(member.programme, content, entry)
    except rolls.UnreadableListError as error:
        return 422, pages.refused_page(error.zh, error.en, "", member.bar(), back="registry")
    except registry.UnitChangedError:
        return 409, pages.refused_page(*naming.OTHERS_CHANGED, "", member.bar(), back="registry")
    logger.info("list taken in", extra={"programme": member.programme, "written": report.written, **report.counts})
    return (200 if report.written else 422), pages.report_page(report, member.bar())


def _unit_page(member: Member, unit: Unit, invalid: naming.InvalidError | None = None, entered: bool = False) -> str:
    now = clock.now()
    rules = law.now_in_force(member.programme, now)
    found = registry.entered(member.programme, unit.code)
    unit = found.unit or unit
    return pages.unit_page(
        pages.unit_view(unit, registry.changes(member.programme, unit.code), rules.time, now),
        unit_forms.forms(member.person.role, unit, rules.rulebook, rules.time, now) if _may_enter(member, unit) else (),
        member.bar("../../"),
        edition=found.edition,
        invalid=invalid,
        entered=entered,
    )


def _entered(member: Member, unit: Unit, form: Form, scan: bytes) -> tuple[int, str]:
    """What was wrong comes back in its form; what the rules refuse is said with its clause."""
    bar = member.bar("../../")
    try:
        command = naming.enter(member, unit, form, scan, clock.now())
    except naming.InvalidError as invalid:
        return 422, _unit_page(member, unit, invalid)
    except Refusal as refusal:
        return 409, pages.refused_page(refusal.zh, refusal.en, refusal.clause, bar, back=unit.code)
    except registry.UnitChangedError:
        return 409, pages.refused_page(*naming.OTHERS_CHANGED, "", bar, back=unit.code)
    logger.info("entered", extra={"programme": member.programme, "unit": unit.code, "command": command})
    return 200, _unit_page(member, unit, entered=True)
