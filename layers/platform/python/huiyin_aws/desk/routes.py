"""The desk's routes. GET shows; a POST by a session carries its token, and comes from our own pages."""

from collections.abc import Callable
from urllib.parse import urlsplit

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from huiyin_aws import attaching, clock, http, law, revealing, settings
from huiyin_aws.desk import cases, lists, network, sessions, signing_in
from huiyin_aws.desk.sessions import Member
from huiyin_aws.doors import file_of, slip_of
from huiyin_aws.http import Form
from huiyin_aws.pages import desk as pages
from huiyin_aws.pages.words import Words
from huiyin_aws.visiting import Visit


def door() -> APIGatewayRestResolver:
    """A router for everything under `/desk`."""
    app = http.router()
    app.use([http.within_limits])
    _ways_in(app)
    _ways_out(app)
    _lists(app)
    _cases(app)
    _files(app)
    network.bind(app, _at_desk, _posted_at_desk, _page)
    return app


def _ways_in(app: APIGatewayRestResolver) -> None:
    @app.get("/desk")
    def ask() -> Response:
        chosen = (app.current_event.query_string_parameters or {}).get("programme", "")
        return _page(pages.sign_in_page(_programmes(), chosen))

    @app.post("/desk")
    def send() -> Response:
        posted = _own_form(app)
        if posted is None:
            return _page(pages.told_page("not_ours", up="desk"), 403)
        signing_in.ask(http.first(posted, "programme"), http.first(posted, "address"), clock.now())
        return _page(pages.told_page("sent", up="desk"))

    @app.get("/desk/sign-in/<token>")
    def enter(token: str) -> Response:
        if not signing_in.is_good(token, clock.now()):
            return _inside_already(app, token)
        return _page(pages.enter_page())

    @app.post("/desk/sign-in/<token>")
    def begin(token: str) -> Response:
        begun = signing_in.use(token, clock.now()) if _is_from_here(app) else None
        if begun is None:
            return _inside_already(app, token)
        cookie, session = begun
        onward = _to("../posts" if len(session.posts) > 1 else "../queues")
        onward.headers["Set-Cookie"] = sessions.cookie(cookie)
        return onward


def _inside_already(app: APIGatewayRestResolver, token: str) -> Response:
    """A link that is good no more: whom it has let in goes on to the queues, in the session that they have."""
    member = sessions.find(app.current_event.headers.get("cookie") or "", clock.now())
    if member and signing_in.has_opened(token, member.session):
        return _to("../queues")
    return _page(pages.told_page("link_over", up="../../desk"), 410)


def _ways_out(app: APIGatewayRestResolver) -> None:
    @app.post("/desk/sign-out")
    def end() -> Response:
        def ended(member: Member, posted: Form) -> Response:
            sessions.end(member.session)
            told = _page(pages.told_page("signed_out", up="../desk"))
            told.headers["Set-Cookie"] = sessions.cookie("")
            return told

        return _posted_at_desk(app, "../desk", ended)

    @app.get("/desk/posts")
    def posts() -> Response:
        return _at_desk(app, "../desk", lambda member: _page(pages.posts_page(_choices(member), member.bar())))

    @app.post("/desk/posts")
    def choose() -> Response:
        def chosen(member: Member, posted: Form) -> Response:
            at = http.first(posted, "at")
            sessions.choose(member.session, int(at) if at.isascii() and at.isdigit() and len(at) < 4 else -1)
            return _to("queues")

        return _posted_at_desk(app, "../desk", chosen)


def _lists(app: APIGatewayRestResolver) -> None:
    @app.get("/desk/queues")
    def queue() -> Response:
        asked = app.current_event.query_string_parameters or {}
        return _at_desk(app, "../desk", lambda member: _page(lists.queue(member, asked, clock.now())))

    @app.get("/desk/search")
    def search() -> Response:
        asked = app.current_event.query_string_parameters or {}
        return _at_desk(app, "../desk", lambda member: _page(lists.search(member, asked, clock.now())))


def _cases(app: APIGatewayRestResolver) -> None:
    @app.get("/desk/cases/<number>")
    def show(number: str) -> Response:
        return _at_desk(
            app, "../../desk", lambda member: _case(member, lambda: cases.show(member, number, clock.now()))
        )

    @app.get("/desk/cases/<number>/slip.pdf")
    def print_slip(number: str) -> Response:
        def printed(member: Member) -> Response:
            try:
                return slip_of(cases.arrive(member, number, clock.now(), "slip"))
            except cases.NotTheirsError:
                return _page(pages.told_page("no_case", above=member.bar("../../")), 404)

        return _at_desk(app, "../../../desk", printed)

    @app.get("/desk/cases/<number>/contact")
    def ask_for_contact(number: str) -> Response:
        def asked(member: Member) -> Response:
            return _contact(member, lambda: revealing.show(cases.arrive(member, number, clock.now(), "contact")))

        return _at_desk(app, "../../../desk", asked)

    @app.post("/desk/cases/<number>/contact")
    def show_contact(number: str) -> Response:
        def shown(member: Member, posted: Form) -> Response:
            now = clock.now()
            return _contact(member, lambda: revealing.act(cases.arrive(member, number, now, "contact"), posted))

        return _posted_at_desk(app, "../../../desk", shown)

    @app.post("/desk/cases/<number>")
    def act(number: str) -> Response:
        def acted(member: Member, posted: Form) -> Response:
            return _case(member, lambda: cases.act(member, number, posted, clock.now()))

        return _posted_at_desk(app, "../../desk", acted)


def _files(app: APIGatewayRestResolver) -> None:
    @app.get("/desk/cases/<number>/files")
    def show_files(number: str) -> Response:
        def shown(visit: Visit) -> Response:
            return _sending((*attaching.show(visit), ""))

        return _at_desk(app, "../../../desk", lambda member: _before(member, number, shown))

    @app.post("/desk/cases/<number>/files")
    def expect_file(number: str) -> Response:
        def expected(member: Member, posted: Form) -> Response:
            then = http.here(app)
            return _before(member, number, lambda visit: _sending(attaching.expect(visit, posted, then)))

        return _posted_at_desk(app, "../../../desk", expected)

    @app.get("/desk/cases/<number>/files/<file_id>")
    def hand_out_file(number: str, file_id: str) -> Response:
        return _at_desk(
            app, "../../../../desk", lambda member: _before(member, number, lambda visit: file_of(visit, file_id))
        )


def _sending(answer: tuple[int, str, str]) -> Response:
    status, html, sends_to = answer
    return _page(html, status, sends_to)


def _before(member: Member, number: str, answer: Callable[[Visit], Response]) -> Response:
    """The files of a case that this person may see; of any other there are none."""
    try:
        return answer(cases.arrive(member, number, clock.now(), "files"))
    except cases.NotTheirsError:
        return _page(pages.told_page("no_case", above=member.bar("../../")), 404)


def _case(member: Member, answer: Callable[[], tuple[int, str]], up: str = "../") -> Response:
    try:
        status, html = answer()
    except cases.NotTheirsError:
        status, html = 404, pages.told_page("no_case", above=member.bar(up))
    return _page(html, status)


def _contact(member: Member, answer: Callable[[], tuple[int, str]]) -> Response:
    """One level further down than the case itself."""
    return _case(member, answer, "../../")


def _at_desk(app: APIGatewayRestResolver, way_in: str, answer: Callable[[Member], Response]) -> Response:
    """What whoever is signed in gets; others are shown the way in, relative to the page that they asked for."""
    member = sessions.find(app.current_event.headers.get("cookie") or "", clock.now())
    return answer(member) if member else _page(pages.told_page("signed_out", up=way_in), 401)


def _posted_at_desk(app: APIGatewayRestResolver, way_in: str, answer: Callable[[Member, Form], Response]) -> Response:
    """The same for a form, which says that it is one of this session's."""

    def checked(member: Member) -> Response:
        posted = _own_form(app)
        if posted is None or not sessions.is_own(member.session, http.first(posted, "csrf")):
            up = way_in.removesuffix("desk").removeprefix("../")
            return _page(pages.told_page("not_ours", above=member.bar(up)), 403)
        return answer(member, posted)

    return _at_desk(app, way_in, checked)


def _own_form(app: APIGatewayRestResolver) -> Form | None:
    return http.parcel(app).fields if _is_from_here(app) else None


def _is_from_here(app: APIGatewayRestResolver) -> bool:
    """What the browser says of where a form comes from; one that says nothing is judged by the token alone."""
    headers = app.current_event.headers
    if site := headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return not origin or urlsplit(origin).netloc == headers.get("host", "")


def _choices(member: Member) -> list[pages.PostChoice]:
    held = sessions.posts(member.session)
    return [pages.PostChoice(m.session.at, _name(m.programme), m.bar().place, m.bar().post) for m in held]


def _programmes() -> list[tuple[str, Words]]:
    return [(code, _name(code)) for code in settings.programmes()]


def _name(programme: str) -> Words:
    names = law.now_in_force(programme, clock.now()).rulebook.names
    return Words(names.zh, names.en)


def _page(html: str, status: int = 200, sends_to: str = "") -> Response:
    """A page of the desk; a browser says of its forms that they come from here, which `no-referrer` would forbid."""
    shown = http.page(html, status, sends_to)
    shown.headers["Referrer-Policy"] = "same-origin"
    return shown


def _to(path: str) -> Response:
    """Relative: the API may stand under a stage."""
    return Response(303, "text/plain", "", headers={"Location": path, "Cache-Control": "no-store"})
