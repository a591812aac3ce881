"""Task tokens: a token is good once, while its task waits; moto takes late ones without a word."""

from typing import Any

from moto.core.exceptions import AWSError
from moto.stepfunctions.exceptions import InvalidToken
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.resource import ResourceCondition
from moto.stepfunctions.parser.asl.eval.callback.callback import (
    CallbackEndpoint,
    CallbackOutcome,
    CallbackOutcomeFailure,
    CallbackOutcomeSuccess,
    CallbackPoolManager,
)
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.models import StepFunctionsParserBackend

from huiyin_local.cloud.isolation import Patches


class TaskTimedOutError(AWSError):
    """The token's task is closed: it timed out, was answered before, or its execution ended."""

    TYPE = "TaskTimedOut"
    STATUS = 400


class Tokens:
    """Every task token of the world, and whether a task still waits for it."""

    def __init__(self) -> None:
        self._waiting: dict[str, CallbackEndpoint] = {}
        self._closed: set[str] = set()

    def install(self, patches: Patches) -> None:
        def register(pool: CallbackPoolManager, token: str) -> CallbackEndpoint:
            return self._register(add(pool, token))

        add = patches.replace(CallbackPoolManager, "add", register)
        backend = StepFunctionsParserBackend
        patches.replace(backend, "send_task_success", lambda _, token, output: self.succeed(token, output))
        patches.replace(
            backend, "send_task_failure", lambda _, token, error=None, cause=None: self.fail(token, error, cause)
        )
        patches.replace(backend, "send_task_heartbeat", lambda _, token: self._endpoint(token).notify_heartbeat())

    def is_live(self, token: str) -> bool:
        """Whether a task waits for this token."""
        return token in self._waiting

    def succeed(self, token: str, output: str) -> None:
        self._answer(token, CallbackOutcomeSuccess(callback_id=token, output=output))

    def fail(self, token: str, error: str | None, cause: str | None) -> None:
        self._answer(token, CallbackOutcomeFailure(callback_id=token, error=error, cause=cause))

    def renew(self, state: Any, env: Environment) -> None:
        """A retried attempt has a token of its own."""
        condition = getattr(getattr(state, "resource", None), "condition", None)
        entered = env.states.context_object.context_object_data["State"]
        if condition == ResourceCondition.WaitForTaskToken and entered is not None and entered["RetryCount"]:
            env.callback_pool_manager.add(env.states.context_object.update_task_token())

    def close_of(self, env: Environment) -> None:
        """The attempt is over, however it ended: its token is no longer good."""
        task = env.states.context_object.context_object_data.get("Task")
        if task is not None:
            self._close(task["Token"])

    def _register(self, endpoint: CallbackEndpoint) -> CallbackEndpoint:
        self._waiting[endpoint.callback_id] = endpoint
        return endpoint

    def _endpoint(self, token: str) -> CallbackEndpoint:
        if token in self._closed:
            raise TaskTimedOutError("Task Timed Out: 'Provided task does not exist anymore'")
        if token not in self._waiting:
            raise InvalidToken("'Invalid token'")
        return self._waiting[token]

    def _answer(self, token: str, outcome: CallbackOutcome) -> None:
        endpoint = self._endpoint(token)
        self._close(token)
        endpoint.notify(outcome)

    def _close(self, token: str) -> None:
        if self._waiting.pop(token, None) is not None:
            self._closed.add(token)
