"""The console as a WSGI application; what is not its own goes to the gateway."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from huiyin_local.console import views
from huiyin_local.console.clockwork import BUTTONS
from huiyin_local.letters import Letter

if TYPE_CHECKING:
    from huiyin_local.deployment import Deployment

HOME = "/_local/"
Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Console:
    """Clock, messages, cases and a form to send a letter in; all changes are POSTs that lead back to the page."""

    def __init__(self, deployments: "Sequence[Deployment]") -> None:
        self._deployments, self._cloud = deployments, deployments[0].cloud
        self._gateway: Wsgi = self._cloud.gateway.app
        self._sent = 0
        self._pages = Environment(
            loader=PackageLoader("huiyin_local.console"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._routes = Map(
            [
                Rule(HOME, methods=["GET"], endpoint=self._home),
                Rule(HOME + "style.css", methods=["GET"], endpoint=self._style),
                Rule(HOME + "clock", methods=["POST"], endpoint=self._go_on),
                Rule(HOME + "letters", methods=["POST"], endpoint=self._letter),
            ]
        )

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        request = Request(environ)
        if request.path == "/":
            return redirect(HOME)(environ, start_response)
        if not request.path.startswith(HOME):
            return self._gateway(environ, start_response)
        try:
            endpoint, values = self._routes.bind_to_environ(environ).match()
            answer: Response | HTTPException = endpoint(request, **values)
        except HTTPException as error:
            answer = error
        return answer(environ, start_response)

    def _home(self, request: Request, problem: str = "", status: int = 200) -> Response:
        chosen = self._chosen(request.args.get("programme", ""))
        shown = [chosen] if chosen else self._deployments
        with self._cloud.world.turn():
            page = self._pages.get_template("console.html").render(
                rulebooks=[deployment.rulebook for deployment in self._deployments],
                chosen=chosen.rulebook if chosen else None,
                now=views.said(self._deployments[0], self._cloud.now),
                next=self._next(),
                buttons=BUTTONS,
                messages=views.messages(shown),
                cases=views.cases(shown),
                received=request.args.get("received", ""),
                problem=problem,
                form=request.form,
            )
        return Response(page, status, mimetype="text/html")

    def _chosen(self, code: str) -> "Deployment | None":
        """The programme of that code; None where it is none of ours, and all are meant."""
        return next((each for each in self._deployments if each.rulebook.code == code), None)

    def _next(self) -> tuple[str, views.Words] | None:
        """When the cloud next wakes, and how long that is."""
        at = self._cloud.world.next_wakeup()
        if at is None:
            return None
        instant = datetime.fromtimestamp(at, UTC)
        return views.said(self._deployments[0], instant), views.in_words(timedelta(seconds=at - self._cloud.world.now))

    def _style(self, request: Request) -> Response:
        style = files(__package__).joinpath("style.css").read_text(encoding="utf-8")
        return Response(style, mimetype="text/css", headers={"Cache-Control": "max-age=60"})

    def _go_on(self, request: Request) -> Response:
        button = BUTTONS.get(request.form.get("go", ""))
        if button is None:
            raise NotFound("no such button")
        chosen = self._chosen(request.form.get("programme", ""))
        with self._cloud.world.turn():
            button[2](self._cloud, (chosen or self._deployments[0]).time)
        self._hand_out()
        return redirect(f"{HOME}?programme={chosen.rulebook.code}" if chosen else HOME, 303)

    def _hand_out(self) -> None:
        """A programme's platform hands out what waits for it: nobody here sits at its desk."""
        for deployment in self._deployments:
            if deployment.platform:
                deployment.platform.hand_out(self._cloud.now)

    def _letter(self, request: Request) -> Response:
        """A letter goes in as every other does: signed, over the channel API."""
        now = self._cloud.now
        self._sent += 1
        letter = Letter(
            row=self._sent,
            id=f"console-{self._cloud.world.now}-{self._sent}",
            sender=request.form.get("sender", "").strip(),
            title=request.form.get("title", "").strip(),
            sent_at=now,
            body=request.form.get("body", "").strip(),
            declared_kind=request.form.get("kind", ""),
        )
        to = self._chosen(request.form.get("programme", "")) or self._deployments[0]
        status, answer = to.channel.hand_in(letter, now, to.kinds)
        if status in (200, 201):
            self._hand_out()
            return redirect(f"{HOME}?received={answer['number']}", 303)
        return self._home(request, str(answer.get("detail") or f"HTTP {status}"), status)
