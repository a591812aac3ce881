"""GET and POST /desk…: the centre and units' people at the desk, with every case that is theirs to see."""

from typing import Any

from huiyin_aws.desk import routes

app = routes.door()


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return app.resolve(event, context)
