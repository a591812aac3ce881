"""Where a request stands, for who holds its number and its query code: as a record for channels, as a page for people.

GET /v1/{programme}/requests/{number}?code= and GET /track?number=&code=. Progress, state and reply as they are now
(GX-17a).
"""

import hmac
from typing import Any

from aws_lambda_powertools.event_handler import Response

from huiyin.case.vocabulary import Role, Stage
from huiyin_aws import clock, keys, law, papers, settings, store
from huiyin_aws.http import ProblemError, answer, page, router, within_limits, within_limits_of_number
from huiyin_aws.pages import visibility
from huiyin_aws.pages.visibility import CaseView

app = router()


@app.get("/v1/<programme>/requests/<number>", middlewares=[within_limits_of_number])
def track(programme: str, number: str) -> Response:
    if programme not in settings.programmes():
        raise ProblemError(404, "unknown_programme", "Unknown programme", "this deployment runs no such programme")
    view = _seen(number, _asked("code"), (programme,))
    if view is None:
        detail = "no request has this number and this query code: check both as they stand in the message that you got"
        raise ProblemError(404, "unknown_request", "Unknown request", detail)
    return answer(200, visibility.public_record(view))


@app.get("/track", middlewares=[within_limits])
def look_up() -> Response:
    from huiyin_aws.pages.page import track_page

    number, code = _asked("number").strip().upper(), _asked("code")
    if not number and not code:
        return page(track_page())
    view = _seen(number, code, settings.programmes())
    return page(track_page(view, number=number[:40], missed=view is None), 404 if view is None else 200)


def _seen(number: str, code: str, programmes: tuple[str, ...]) -> CaseView | None:
    """The case as its requester may see it; a wrong number and a wrong code can't be told apart."""
    if not hmac.compare_digest(code.strip().upper().encode(), keys.query_code(number).encode()):
        return None
    case = store.load(number).case
    if case.programme not in programmes:
        return None
    rulebook = law.of(case.programme, case.rulebook).rulebook
    texts = papers.read(number, visibility.papers(case, Role.REQUESTER, rulebook))
    lead = store.load(case.joined_to).case if case.stage is Stage.JOINED else None
    return visibility.see(case, Role.REQUESTER, texts, rulebook, clock.now(), lead=lead)


def _asked(name: str) -> str:
    return (app.current_event.query_string_parameters or {}).get(name, "")


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return app.resolve(event, context)
