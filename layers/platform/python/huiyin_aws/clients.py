"""AWS clients, made from pynamodb's own botocore session (8 ms a client instead of 107), kept until `reset`."""

from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError

from huiyin_aws import tables

_CLIENTS: dict[str, Any] = {}
_CONFIG = Config(connect_timeout=3, read_timeout=10, retries={"mode": "standard", "max_attempts": 4})


def client(service: str) -> Any:
    """The client of an AWS service, by botocore's name for it (`stepfunctions`, `sns`, …)."""
    if service not in _CLIENTS:
        _CLIENTS[service] = tables.session().create_client(service, config=_CONFIG)
    return _CLIENTS[service]


def reset() -> None:
    """Forget clients and table names: the next call sees the environment as it is then (a second stack, say)."""
    from huiyin_aws import keys

    _CLIENTS.clear()
    tables.reset()
    keys.reset()


def error_code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
