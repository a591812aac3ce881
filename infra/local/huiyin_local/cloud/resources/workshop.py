"""What the makers of resources share: clients of the emulated AWS, and the parts of this cloud that act for it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3

from huiyin_local.cloud.functions import Functions
from huiyin_local.cloud.gateway import Gateway
from huiyin_local.cloud.queues import Queues
from huiyin_local.cloud.scheduler import World
from huiyin_local.cloud.stack import REGION, Made, Stack
from huiyin_local.cloud.streams import Streams

Properties = dict[str, Any]


@dataclass
class Workshop:
    """The tools at hand while a stack is made."""

    world: World
    functions: Functions
    streams: Streams
    queues: Queues
    gateway: Gateway
    seed: int
    make_stack: Callable[[str, Path, dict[str, Any]], Stack]
    without_effect: dict[str, str] = field(default_factory=dict)
    session: boto3.Session = field(default_factory=lambda: boto3.Session(region_name=REGION))
    _clients: dict[str, Any] = field(default_factory=dict)

    def client(self, service: str) -> Any:
        if service not in self._clients:
            self._clients[service] = self.session.client(service)
        return self._clients[service]

    def secret_text(self, name: str, length: int, alphabet: str) -> str:
        """A text that looks random and is the same for the same seed and name."""
        digest = hashlib.shake_256(f"{self.seed}/{name}".encode()).digest(length)
        return "".join(alphabet[byte % len(alphabet)] for byte in digest)


Maker = Callable[[Workshop, Stack, str, Properties], Made]


def only(properties: Properties, *names: str) -> Properties:
    """Those of the named properties that are given."""
    return {name: properties[name] for name in names if name in properties}
