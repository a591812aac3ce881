"""GET and POST /act/{token}: people of units, their leaders and the centre act through the link that they got."""

from typing import Any

from huiyin_aws.doors import door

app = door("/act/<token>")


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return app.resolve(event, context)
