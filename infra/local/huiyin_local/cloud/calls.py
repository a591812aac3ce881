"""Every call of an AWS API that anything in the cloud makes: to count them, and to make them fail."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from botocore.client import BaseClient

from .isolation import Patches


@dataclass(frozen=True)
class Call:
    """One call: the service and operation as botocore names them, and the parameters."""

    service: str
    operation: str
    parameters: dict[str, Any]


@dataclass
class Calls:
    """Listeners before and after each call. What one raises is what the caller sees: before, the call is not made;
    after, it is made and its answer gets lost."""

    before: list[Callable[[Call], None]] = field(default_factory=list)
    after: list[Callable[[Call, dict[str, Any]], None]] = field(default_factory=list)

    def install(self, patches: Patches) -> None:
        def make(client: BaseClient, operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
            call = Call(client.meta.service_model.service_name, operation, parameters)
            for listener in self.before:
                listener(call)
            response = as_shipped(client, operation, parameters)
            for heard in self.after:
                heard(call, response)
            return response

        as_shipped = patches.replace(BaseClient, "_make_api_call", make)
