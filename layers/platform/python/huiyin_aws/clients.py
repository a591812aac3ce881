"""AWS clients, made from pynamodb's own botocore session (8 ms a client instead of 107), kept until `reset`."""

from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError

from huiyin_aws import tables

_CLIENTS: dict[str, Any] = {}
_SENDING = frozenset({"sns", "ses"})


def _config(service: str) -> Config:
    """A call that may be done twice is tried again at once; a message whose answer never came may be out already."""
    attempts = 1 if service in _SENDING else 4
    return Config(connect_timeout=3, read_timeout=10, retries={"mode": "standard", "total_max_attempts": attempts})


def client(service: str) -> Any:
    """The client of an AWS service, by botocore's name for it (`stepfunctions`, `sns`, …)."""
    if service not in _CLIENTS:
        _CLIENTS[service] = tables.session().create_client(service, config=_config(service))
    return _CLIENTS[service]


def reset() -> None:
    """Forget clients and table names: the next call sees the environment as it is then (a second stack, say)."""
    from huiyin_aws import keys

    _CLIENTS.clear()
    tables.reset()
    keys.reset()


def error_code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
