"""The 12345 platform as it works in a local run: it asks what waits for it, and hands each order out, over its API."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiyin_local.channel import Channel


@dataclass(frozen=True, slots=True)
class Platform:
    """One programme's platform: a channel that acts as one, and the units that it knows."""

    channel: Channel
    units: tuple[str, ...]

    def hand_out(self, now: datetime) -> int:
        """Everything that waits goes to the unit proposed, else to one of its own choice; gives how many went out.

        An order that no unit may have goes back to the centre.
        """
        status, page = self.ask("GET", "", None, now)
        waiting = page.get("orders", []) if status == 200 else []
        return sum(self._hand_out(order, now) for order in waiting)

    def ask(self, method: str, path: str, body: Any, now: datetime, query: str = "") -> tuple[int, dict[str, Any]]:
        """A signed call; `path` is what follows `…/platform/orders`."""
        return self.channel.call_signed(method, f"platform/orders{path}", body, now, query)

    def _hand_out(self, order: dict[str, Any], now: datetime) -> int:
        number, proposed = str(order["number"]), str(order.get("proposed_unit", ""))
        start = int(hashlib.sha256(number.encode()).hexdigest(), 16) % len(self.units)
        others = (*self.units[start:], *self.units[:start])
        for unit in dict.fromkeys((*((proposed,) if proposed else ()), *others)):
            status, told = self.ask("POST", f"/{number}/dispatch", {"unit": unit}, now)
            if status == 200:
                return 1
            if told.get("code") not in ("unit_accused", "unit_returned"):
                return 0
        self.ask("POST", f"/{number}/give-back", {"reason": "没有可以承办的单位，请受理单位派单。"}, now)
        return 0
