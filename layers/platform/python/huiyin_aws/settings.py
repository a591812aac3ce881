"""What the deployment tells a function through its environment. Read when asked for: nothing is kept between stacks."""

import os
from dataclasses import dataclass


class SettingMissingError(RuntimeError):
    """A variable that the template should have set is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(f"environment variable {name} is not set: the function's Environment in infra/ must name it")


def setting(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None or value == "":
        if default is not None:
            return default
        raise SettingMissingError(name)
    return value


def programmes() -> tuple[str, ...]:
    """The programmes that this deployment runs."""
    return tuple(p.strip() for p in setting("PROGRAMMES").split(",") if p.strip())


def index_shards() -> int:
    return int(setting("INDEX_SHARDS"))


def retention_seconds() -> int:
    """How long links, notices and receipts are kept."""
    return int(setting("RETENTION_DAYS")) * 86_400


@dataclass(frozen=True, slots=True)
class Sending:
    """How messages leave: adapters, senders and, for gateways, where to."""

    sms: str
    mail: str
    sender: str
    sms_sender: str
    gateway_url: str
    smtp_host: str
    link_base_url: str
    sms_links: bool = True  # some countries' templates of SMS take no address to follow


def sending() -> Sending:
    return Sending(
        sms=setting("SMS_ADAPTER", "sns"),
        mail=setting("MAIL_ADAPTER", "ses"),
        sender=setting("SENDER_ADDRESS"),
        sms_sender=setting("SMS_SENDER", ""),
        gateway_url=setting("GATEWAY_URL", ""),
        smtp_host=setting("SMTP_HOST", ""),
        link_base_url=setting("LINK_BASE_URL").rstrip("/"),
        sms_links=setting("SMS_LINKS", "yes") == "yes",
    )
