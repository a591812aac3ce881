"""S3: what is created in a bucket is told to the rules of the default bus that match it, and to no other; a failure
to tell is seen.

moto asks every rule of every bus, takes a schedule for a rule that matches all, and swallows what then fails.
"""

from typing import Any

import moto.s3.notifications as notifications
from moto.core.utils import unix_time
from moto.events.models import events_backends

from huiyin_local.cloud.isolation import Patches


def install(patches: Patches) -> None:
    patches.replace(notifications, "_send_event_bridge_message", _tell)


def _tell(account: str, bucket: Any, event_name: str, key: Any) -> None:
    event: dict[str, Any] = {
        "version": "0",
        "id": f"00000000-0000-4000-8000-{int(unix_time()):012d}",
        "detail-type": notifications._detail_type(event_name),
        "source": "aws.s3",
        "account": account,
        "time": unix_time(),
        "region": bucket.region_name,
        "resources": [bucket.arn],
        "detail": {
            "version": "0",
            "bucket": {"name": bucket.name},
            "object": {"key": key.name, "size": key.size, "etag": key.etag.replace('"', "")},
            "reason": {"Post": "PostObject", "Put": "PutObject"}.get(event_name.split(":")[-1], event_name),
        },
    }
    for rule in events_backends[account][bucket.region_name].event_buses["default"].rules.values():
        if rule.event_pattern.get_pattern():
            rule.send_to_targets(event, transform_input=False)  # type: ignore[arg-type]
