"""POST /v1/{programme}/requests: a channel hands in a request and gets its number."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from huiyin.case.refusal import Refusal
from huiyin_aws import clock, law
from huiyin_aws.calling import require_programme, verified
from huiyin_aws.http import ProblemError, answer, body, router
from huiyin_aws.observability import logger

app = router()


@app.post("/v1/<programme>/requests")
def submit(programme: str) -> Response:
    now = clock.now()
    require_programme(programme)
    raw = body(app)
    signed = verified(app, raw, now)
    from huiyin_aws.intake import receive  # pydantic is imported with these, after the signature has been checked
    from huiyin_aws.requests import read_request

    try:
        received = receive(read_request(raw), law.rulebook_in_force(programme, now), signed, now)
    except Refusal as refusal:
        raise ProblemError(400, "malformed", "Malformed request", refusal.en, clause=refusal.clause) from refusal
    logger.info("received", extra={"case": received.number, "channel": signed.channel, "new": received.new})
    told = {"number": received.number, "query_code": received.query_code, "received_at": received.received_at}
    return answer(201 if received.new else 200, told)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return app.resolve(event, context)
