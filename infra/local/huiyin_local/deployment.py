"""A local deployment, ready for letters: cloud, and for each programme registry, channel key, address book."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import yaml

from huiyin.case.law import CENTRE
from huiyin.rulebook import Rulebook
from huiyin.worktime import WorkTime
from huiyin_local import samples
from huiyin_local.channel import Channel
from huiyin_local.checkout import ROOT
from huiyin_local.cloud import LocalCloud, uploads
from huiyin_local.people import Call, Person, address_book
from huiyin_local.platform import Platform

DEFAULT_AT = "2026-03-02T08:00+08:00"
DEFAULT_PORT = 8080
REGISTER, CHANNEL_KEY = "Register", "ChannelKey"

# Sweeps find what went wrong; here little does, so they run less often and over one shard.
_PARAMETERS = {
    "SenderAddress": "noreply@example.gov.cn",
    "SmsSender": "",
    "ReconcileRate": "rate(1 hour)",
    "IndexShards": 1,
}


@dataclass(frozen=True, slots=True)
class Deployment:
    """One programme, registered in a cloud that others may share."""

    cloud: LocalCloud
    rulebook: Rulebook
    time: WorkTime
    channel: Channel
    book: Mapping[str, Person]
    units: Mapping[str, str]  # code → name
    platform: Platform | None = None  # hands the orders out, where the programme passes them to one (GX-7)

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind.code for kind in self.rulebook.kinds)

    def names(self, text: str) -> bool:
        """Whether a text names one of this programme's numbers."""
        return re.search(rf"\b{self.rulebook.prefix}\d{{8}}-\d{{6}}\b", text, re.ASCII) is not None


def start(
    at: datetime, programmes: Sequence[str], seed: int, port: int = DEFAULT_PORT, *, sms_links: bool = True
) -> LocalCloud:
    """The cloud alone, from the project's own template; the caller closes it."""
    here = f"http://localhost:{port}"
    given = {"Programmes": ",".join(programmes), "LinkBaseUrl": here, "FilesEndpoint": here + uploads.PREFIX}
    links = {"SmsLinks": "yes" if sms_links else "no"}
    return LocalCloud(ROOT, at, _PARAMETERS | given | links, seed)


def over_http(cloud: LocalCloud) -> Call:
    """How everybody outside asks the cloud for a page or hands something in."""

    def call(method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        answer = cloud.gateway.call(method, path, headers, body)
        return answer.status, answer.body

    return call


def deploy(cloud: LocalCloud, programme: str) -> Deployment:
    """A programme with its sample units, people and channels."""
    return enter(cloud, yaml.safe_load(samples.registry(programme).read_text(encoding="utf-8")))


def enter(cloud: LocalCloud, registry: dict[str, Any]) -> Deployment:
    """Register units, people and channels, and fetch the first channel's key, as an operator would."""
    from huiyin import rulebook

    cloud.invoke(REGISTER, registry)
    programme = registry["programme"]
    rules = rulebook.load(programme)
    signer = _channel(cloud, programme, registry["channels"][0]["id"])
    units = {unit["code"]: unit["zh"] for unit in registry["units"]}
    platform = None
    if rules.platform:
        knows = tuple(code for code in units if code != CENTRE)
        platform = Platform(_channel(cloud, programme, rules.platform.code), knows)
    return Deployment(cloud, rules, rules.time(), signer, address_book(registry), units, platform)


def _channel(cloud: LocalCloud, programme: str, channel: str) -> Channel:
    """A channel with its key, and the API key that came with the usage plan."""
    key = cloud.invoke(CHANNEL_KEY, {"channel": channel})["key"]
    api_key = next(iter(cloud.gateway.api_keys.values()))
    return Channel(channel, bytes.fromhex(key), api_key, programme, over_http(cloud))
