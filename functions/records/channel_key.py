"""For the operator: the key that a registered channel signs with. It is derived, so it is told again whenever asked."""

from typing import Any

from huiyin_aws import keys, registry


def handler(event: dict[str, Any], context: Any) -> dict[str, str]:
    """Input: {channel}; output: {channel, key in hex}. An unknown channel is an error."""
    channel = registry.channel(event["channel"])
    return {"channel": channel["id"], "key": keys.channel_key(channel["id"])}
