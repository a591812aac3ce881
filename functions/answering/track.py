"""GET /v1/{programme}/requests/{number}?code=: where a request stands, for who holds its number and its query code."""

import hmac
from typing import Any

from aws_lambda_powertools.event_handler import Response

from huiyin.case.vocabulary import Role
from huiyin_aws import clock, keys, law, papers, settings, store
from huiyin_aws.http import ProblemError, answer, router
from huiyin_aws.pages import visibility

app = router()


@app.get("/v1/<programme>/requests/<number>")
def track(programme: str, number: str) -> Response:
    if programme not in settings.programmes():
        raise ProblemError(404, "unknown_programme", "Unknown programme", "this deployment runs no such programme")
    code = (app.current_event.query_string_parameters or {}).get("code", "")
    right = hmac.compare_digest(code.strip().upper().encode(), keys.query_code(number).encode())
    case = store.load(number).case if right else None
    if case is None or case.programme != programme:
        detail = "no request has this number and this query code: check both as they stand in the message that you got"
        raise ProblemError(404, "unknown_request", "Unknown request", detail)
    rulebook = law.of(programme, case.rulebook).rulebook
    texts = papers.read(number, visibility.papers(case, Role.REQUESTER, rulebook))
    view = visibility.see(case, Role.REQUESTER, texts, rulebook, clock.now())
    return answer(200, visibility.public_record(view))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return app.resolve(event, context)
