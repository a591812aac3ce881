"""The buttons of the console's clock: how far each lets time go on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huiyin.worktime import WorkTime
    from huiyin_local.cloud import LocalCloud

HOUR, DAY, LONGEST = 3600, 86_400, 31 * 86_400


def to_next_event(cloud: "LocalCloud", time: "WorkTime") -> None:
    """On until a case moves or a message goes out; sweeps that find nothing are passed over."""
    world, end = cloud.world, cloud.world.now + LONGEST
    before = _seen(cloud)
    while _seen(cloud) == before:
        at = world.next_wakeup()
        if at is None or at > end:
            return
        world.run_until(at)


def _seen(cloud: "LocalCloud") -> tuple[int, int]:
    return len(cloud.messages), cloud.transitions.total()


def _hour(cloud: "LocalCloud", time: "WorkTime") -> None:
    cloud.world.run_until(cloud.world.now + HOUR)


def _day(cloud: "LocalCloud", time: "WorkTime") -> None:
    cloud.world.run_until(cloud.world.now + DAY)


def _morning(cloud: "LocalCloud", time: "WorkTime") -> None:
    cloud.world.run_until(int(time.working_morning_after(cloud.now).timestamp()))


BUTTONS: dict[str, tuple[str, str, Callable[["LocalCloud", "WorkTime"], None]]] = {
    "event": ("到下一件事", "Next event", to_next_event),
    "hour": ("＋1小时", "+1 hour", _hour),
    "morning": ("到下个工作日早晨", "Next working morning", _morning),
    "day": ("＋1天", "+1 day", _day),
}
