"""Errands: what somebody at a page asks to have sent at once, such as a link to sign in.

Who answers pages may not send: they queue an errand, and `notify`, which has that right already, runs it. So the one
function that takes in whatever the internet posts needs a right to one queue, and none to any address. A message of
the queue holds ids only; tokens and addresses come into being, and are read, where the message is sent. What a change
of people asks for comes by the notices' queue (`handing_over`), which outlasts the hour after which nobody waits.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from huiyin_aws.clients import client
from huiyin_aws.settings import setting


def ask(errand: str, **ids: Any) -> None:
    """Queue an errand; what goes with it are ids, codes and instants."""
    body = json.dumps({"errand": errand, **ids})
    client("sqs").send_message(QueueUrl=setting("ERRANDS_QUEUE"), MessageBody=body)


def run(body: Mapping[str, Any], now: datetime) -> None:
    """Do what was asked; twice asked is once done, where the errand sees to that."""
    _RUN[body["errand"]](body, now)


def _sign_in(body: Mapping[str, Any], now: datetime) -> None:
    from huiyin_aws.desk import signing_in

    signing_in.send(body, now)


def _contact_code(body: Mapping[str, Any], now: datetime) -> None:
    from huiyin_aws import revealing

    revealing.send(body, now)


def _handover(body: Mapping[str, Any], now: datetime) -> None:
    from huiyin_aws import taking_over

    taking_over.tell(body, now)


_RUN: dict[str, Callable[[Mapping[str, Any], datetime], None]] = {
    "sign_in": _sign_in,
    "contact_code": _contact_code,
    "handover": _handover,
}
