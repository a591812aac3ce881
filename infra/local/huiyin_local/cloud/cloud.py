"""The whole system in this process: its own templates in an emulated AWS, its own code, a virtual clock."""

import datetime as dt
import json
import time
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import time_machine
from moto import mock_aws
from moto.core.config import DefaultConfig

from . import template
from .calls import Calls
from .deliveries import Deliveries
from .functions import Functions, importable
from .gateway import Gateway
from .isolation import (
    DUMMY_ENVIRONMENT,
    Patches,
    borrow_environment,
    forget_clients,
    purge_modules,
    quieten,
    seed_chance,
)
from .mends import dynamodb, functions, interpreter, shortcut, speed, storage
from .mends.tokens import Tokens
from .messages import Messages
from .output import capture
from .queues import Queues
from .resources import maker_of
from .resources.workshop import Workshop
from .scheduler import World
from .stack import REGION, Stack
from .streams import Streams

_EMULATOR: DefaultConfig = {"stepfunctions": {"execute_state_machine": True}, "lambda": {"use_docker": True}}


class LocalCloud:
    """One deployment of the project under `root`, at the instant `at`, on this machine.

    What happens depends on the templates, the code, the parameters, the seed and what is done to it: nothing else.
    """

    def __init__(
        self, root: Path, at: dt.datetime, parameters: dict[str, Any] | None = None, seed: int = 0, name: str = "huiyin"
    ) -> None:
        self._patches = Patches()
        self._mock = mock_aws(config=_EMULATOR)
        try:
            self._open(at, seed)
            self._build(Path(root).resolve(), name, parameters or {}, seed)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def now(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(self.world.now, dt.UTC)

    def invoke(self, function: str, payload: Any = None) -> Any:
        """Call a function as an operator would; raises `InvocationFailedError` with its error when it fails."""
        with self.world.turn():
            outcome = self.functions.invoke(function, json.dumps(payload))
        answer = json.loads(outcome.payload)
        if outcome.failed:
            raise InvocationFailedError(function, answer)
        return answer

    def client(self, service: str) -> Any:
        """A client of the emulated AWS."""
        return self.workshop.client(service)

    def close(self) -> None:
        """End every strand and give the process back as it was."""
        if hasattr(self, "world"):
            self.world.close()
        if hasattr(self, "functions"):
            purge_modules(self.functions.folders())
        self._patches.undo()
        self._patches = Patches()

    def _open(self, at: dt.datetime, seed: int) -> None:
        borrow_environment(self._patches, DUMMY_ENVIRONMENT | {"AWS_DEFAULT_REGION": REGION, "AWS_REGION": REGION})
        forget_clients()
        self._patches.on_undo(forget_clients)
        quieten(self._patches, "moto", "samtranslator", "botocore", "boto3")
        self.log = capture(self._patches)
        travel = time_machine.travel(at.astimezone(dt.UTC), tick=False)
        traveller = travel.start()
        self._patches.on_undo(travel.stop)
        self.world = World(int(at.timestamp()), traveller.move_to)
        self._mock.start()
        self._patches.on_undo(self._mock.stop)
        seed_chance(self._patches, seed)
        self._join_parts()

    def _join_parts(self) -> None:
        self.transitions: Counter[str] = Counter()
        self.tokens = Tokens()
        self.functions = Functions(self.world)
        self.deliveries = Deliveries(self.functions)
        self.streams = Streams(self.world, self.deliveries, self._send)
        self.queues = Queues(self.world, self.deliveries)
        self.gateway = Gateway(self.world, self.functions)
        self.calls = Calls()
        self.messages = Messages(self.world)
        self.calls.install(self._patches)
        self.messages.install(self._patches, self.calls)
        self.queues.install(self._patches)
        speed.install(self._patches)
        shortcut.install(self._patches)
        dynamodb.install(self._patches, self.streams)
        storage.install(self._patches)
        functions.install(self._patches, self.functions)
        interpreter.install(self._patches, self.world, self.tokens, self._state_entered)
        real_sleep = self._patches.replace(time, "sleep", self._sleep)
        self._real_sleep = real_sleep

    def _build(self, root: Path, name: str, parameters: dict[str, Any], seed: int) -> None:
        parts = (self.world, self.functions, self.streams, self.queues, self.gateway, seed, self._make_stack)
        self.workshop = Workshop(*parts)
        with self.world.turn():
            self.stack = self._make_stack(name, root / "template.yaml", parameters)
            self.outputs = self.stack.outputs()
        borrow_environment(self._patches, self.functions.environment())
        forget_clients()  # what was loaded for an earlier cloud finds this one's tables
        beside = importable(self.functions.folders())
        beside.__enter__()
        self._patches.on_undo(lambda: beside.__exit__(None, None, None))

    def _make_stack(self, name: str, file: Path, parameters: dict[str, Any]) -> Stack:
        body = template.read(file)
        values = template.parameter_values(file, body, parameters)
        translated = template.translate(file, body, values)
        stack = Stack(name, translated, values, lambda resource_type: maker_of(self.workshop, resource_type))
        stack.make_all()
        return stack

    def _send(self, queue_arn: str, text: str) -> None:
        url = self.client("sqs").get_queue_url(QueueName=queue_arn.rpartition(":")[2])["QueueUrl"]
        self.client("sqs").send_message(QueueUrl=url, MessageBody=text)

    def _state_entered(self, kind: str, state: str) -> None:
        self.transitions[state] += 1

    def _sleep(self, seconds: float) -> None:
        if self.world.inside():
            self.world.sleep(seconds)
        else:
            self._real_sleep(seconds)


class InvocationFailedError(RuntimeError):
    """A function that an operator called raised an error."""

    def __init__(self, function: str, answer: dict[str, Any]) -> None:
        super().__init__(f"{function}: {answer.get('errorType')}: {answer.get('errorMessage')}")
        self.answer = answer
