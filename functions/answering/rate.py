"""GET and POST /rate/{token}: the requester reads the answer and says whether it helped (好差评, SZ-A2.4.6)."""

from typing import Any

from huiyin_aws.doors import door

app = door("/rate/<token>")


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return app.resolve(event, context)
