"""AWS clients, made from pynamodb's own botocore session (8 ms a client instead of 107), kept until `reset`."""

from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError

from huiyin_aws import tables
from huiyin_aws.settings import setting

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


def signer() -> Any:
    """A client of S3 that signs what browsers then do, for the address that they know the bucket by."""
    if "signer" not in _CLIENTS:
        endpoint = setting("FILES_ENDPOINT", "") or None
        # The regional address at once: S3 leads nobody elsewhere with what they have sent.
        style = {"addressing_style": "path" if endpoint else "virtual"}
        config = Config(signature_version="s3v4", s3=style)
        _CLIENTS["signer"] = tables.session().create_client("s3", config=config, endpoint_url=endpoint)
    return _CLIENTS["signer"]


def reset() -> None:
    """Forget clients and table names: the next call sees the environment as it is then (a second stack, say)."""
    from huiyin_aws import keys

    _CLIENTS.clear()
    tables.reset()
    keys.reset()


def error_code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
