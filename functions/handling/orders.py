"""The platform's interface (GX-24): GET /v1/{programme}/platform/orders, GET …/{number}, POST …/{number}/{move}."""

from datetime import datetime
from typing import Any

from aws_lambda_powertools.event_handler import Response

from huiyin_aws import clock, law, registry
from huiyin_aws.calling import require_programme, verified
from huiyin_aws.http import ProblemError, answer, body, here, router
from huiyin_aws.signing import Signed

app = router()
ORDERS = "/v1/<programme>/platform/orders"


@app.get(ORDERS)
def look_through(programme: str) -> Response:
    now = clock.now()
    _platform(programme, now)
    from huiyin_aws.platform import orders

    asked = app.current_event.query_string_parameters or {}
    state, unit, after = asked.get("state", "waiting"), asked.get("unit", ""), asked.get("after", "")
    if state == "open" and unit:
        return answer(200, orders.with_unit(programme, unit, after, now))
    if state == "waiting" and not unit:
        return answer(200, orders.waiting(programme, after, now))
    detail = "`state` is `waiting` (to be handed out), or `open` with the `unit` that has still to reply"
    raise ProblemError(400, "malformed", "Malformed query", detail)


@app.get(f"{ORDERS}/<number>")
def look_at(programme: str, number: str) -> Response:
    now = clock.now()
    _platform(programme, now)
    from huiyin_aws.platform import orders

    return answer(200, orders.record(orders.found(programme, number), now))


@app.post(f"{ORDERS}/<number>/<move>")
def act(programme: str, number: str, move: str) -> Response:
    now = clock.now()
    signed = _platform(programme, now)
    from huiyin_aws.platform import moves, orders, scans  # pydantic comes with these, after the signature was checked

    if move == "file":
        return answer(200, scans.expect(orders.found(programme, number), body(app), signed, here(app), now))
    return answer(200, orders.record(moves.make(programme, number, move, body(app), signed, now), now))


def _platform(programme: str, now: datetime) -> Signed:
    """Who calls is the platform that the programme's rulebook names, registered to act as one."""
    require_programme(programme)
    signed = verified(app, body(app), now)
    platform = law.rulebook_in_force(programme, now).platform
    acts_as = registry.channel(signed.channel).get("acts_as")
    if platform is None or platform.code != signed.channel or acts_as != "platform":
        raise ProblemError(
            403, "not_the_platform", "Not the platform", "this channel is not the platform of this programme"
        )
    return signed


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return app.resolve(event, context)
