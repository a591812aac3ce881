"""GET and POST /rate/{token}: the requester reads the answer and says whether it helped (好差评, SZ-A2.4.6)."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from huiyin_aws import acting, clock
from huiyin_aws.http import form, page, router

app = router()


@app.get("/rate/<token>")
def show(token: str) -> Response:
    status, html = acting.show(token, clock.now())
    return page(html, status)


@app.post("/rate/<token>")
def rate(token: str) -> Response:
    status, html = acting.act(token, form(app.current_event.decoded_body), clock.now())
    return page(html, status)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return app.resolve(event, context)
