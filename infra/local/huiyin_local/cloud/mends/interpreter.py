"""Step Functions: moto's interpreter on the virtual clock, one strand an execution, with AWS's endings and names."""

import copy
import datetime as dt
import math
import re
import sys
import threading
import uuid
from collections.abc import Callable
from typing import Any

from moto.stepfunctions.exceptions import InvalidName
from moto.stepfunctions.parser.api import ExecutionStatus, HistoryEventType
from moto.stepfunctions.parser.asl.component.common.catch.catch_outcome import CatchOutcome
from moto.stepfunctions.parser.asl.component.common.timeouts.timeout import EvalTimeoutError, TimeoutSeconds
from moto.stepfunctions.parser.asl.component.eval_component import EvalComponent
from moto.stepfunctions.parser.asl.component.program.program import Program
from moto.stepfunctions.parser.asl.component.state.exec.execute_state import ExecutionState
from moto.stepfunctions.parser.asl.component.state.state import CommonStateField
from moto.stepfunctions.parser.asl.component.state.wait.wait_function.timestamp import Timestamp
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.asl.eval.event.event_manager import EventManager
from moto.stepfunctions.parser.backend.execution import BaseExecutionWorkerCommunication, Execution
from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker
from moto.stepfunctions.parser.models import StepFunctionsParserBackend
from moto.stepfunctions.parser.utils import TMP_THREADS

from huiyin_local.cloud.isolation import Patches
from huiyin_local.cloud.scheduler import World
from huiyin_local.cloud.shims import virtual_threading
from huiyin_local.cloud.strands import Strand

from .tokens import Tokens

_NAME = re.compile(r"[0-9A-Za-z_-]{1,80}")


class MachineTimedOutError(BaseException):
    """The machine's own TimeoutSeconds has passed: no Catch within the machine may hold it."""


def install(patches: Patches, world: World, tokens: Tokens, entered: Callable[[str, str], None]) -> None:
    """Mend the interpreter; `entered(execution ARN, state)` is told of every state that an execution enters."""
    _wait_on_the_virtual_clock(patches, world)
    _name_executions(patches)
    _run_executions_as_strands(patches, world)
    _run_tasks_inline(patches, world, tokens)
    _end_machines_in_time(patches, world)
    _let_states_catch_to_themselves(patches)
    _tell_states(patches, entered)
    tokens.install(patches)


def _wait_on_the_virtual_clock(patches: Patches, world: World) -> None:
    shim = virtual_threading(world)
    replacements = {"threading": (threading, shim), "Event": (threading.Event, shim.Event)}
    for name, module in list(sys.modules.items()):
        if name.startswith("moto.stepfunctions.parser."):
            for attribute, (real, virtual) in replacements.items():
                if vars(module).get(attribute) is real:
                    patches.replace(module, attribute, virtual)
    patches.on_undo(TMP_THREADS.clear)

    def seconds_until(self: Timestamp, env: Environment) -> int:
        # moto cuts fractions off and compares local time: a wait could end a second too early, and loop.
        self.string.eval(env=env)
        text = env.stack.pop()
        instant = self._from_timestamp_string(timestamp=text)
        if instant is None:
            return seconds_until_as_shipped(self, env)
        return math.ceil(instant.replace(tzinfo=dt.UTC).timestamp() - world.now)

    seconds_until_as_shipped = patches.replace(Timestamp, "_get_wait_seconds", seconds_until)


def _name_executions(patches: Patches) -> None:
    def start_execution(backend: Any, arn: str, name: str | None = None, *args: Any, **kwargs: Any) -> Execution:
        if name is not None and not _NAME.fullmatch(name):
            raise InvalidName(f"Invalid Name: '{name}'")
        return start(backend, arn, name or str(uuid.uuid4()), *args, **kwargs)

    start = patches.replace(StepFunctionsParserBackend, "start_execution", start_execution)


def _run_executions_as_strands(patches: Patches, world: World) -> None:
    families: dict[ExecutionWorker, list[Strand]] = {}

    def start(worker: ExecutionWorker) -> None:
        families[worker] = []
        world.spawn(worker._execution_logic, family=families[worker])

    def stop(execution: Execution, stop_date: dt.datetime, error: str | None, cause: str | None) -> None:
        # moto waits for the task in hand to end first; AWS ends it at once.
        if execution.exec_status != ExecutionStatus.RUNNING:
            return
        execution.exec_status = ExecutionStatus.ABORTED
        execution.stop_date, execution.error, execution.cause = stop_date, error or None, cause or None
        if execution.exec_worker is not None:
            _note(execution.exec_worker.env, HistoryEventType.ExecutionAborted)
            world.cut(families[execution.exec_worker])

    def reflect(communication: BaseExecutionWorkerCommunication) -> None:
        if communication.execution.exec_status == ExecutionStatus.RUNNING:
            reflect_as_shipped(communication)

    patches.replace(ExecutionWorker, "start", start)
    patches.replace(Execution, "stop", stop)
    reflect_as_shipped = patches.replace(BaseExecutionWorkerCommunication, "_reflect_execution_status", reflect)


def _note(env: Environment | None, event: HistoryEventType) -> None:
    if env is not None:
        env.event_manager.add_event(context=env.event_history_context, event_type=event)


def _run_tasks_inline(patches: Patches, world: World, tokens: Tokens) -> None:
    def attempt(state: ExecutionState, env: Environment, frame: Environment) -> Any:
        state.timeout.eval(env=env)
        seconds = env.stack.pop()
        if seconds >= TimeoutSeconds.DEFAULT_TIMEOUT_SECONDS:
            state._eval_execution(frame)
        else:
            with world.deadline(seconds, EvalTimeoutError):
                state._eval_execution(frame)
        return frame.stack.pop()

    def evaluate(state: ExecutionState, env: Environment) -> None:
        # As shipped, but without a thread of its own for each task.
        tokens.renew(state, env)
        frame = env.open_frame()
        frame.states.reset(input_value=env.states.get_input())
        frame.stack = copy.deepcopy(env.stack)
        try:
            output = attempt(state, env, frame)
        finally:
            frame.set_ended()
            env.close_frame(frame)
            tokens.close_of(env)
        env.stack.append(output)
        if not state._is_language_query_jsonpath():
            env.states.set_result(output)
        for part in (state.assign_decl, state.result_selector, state.result_path):
            if part:
                part.eval(env)
        if not state.result_path:
            env.states.reset(input_value=env.stack.pop())

    patches.replace(ExecutionState, "_evaluate_with_timeout", evaluate)


def _end_machines_in_time(patches: Patches, world: World) -> None:
    def evaluate(program: Program, env: Environment) -> None:
        env.next_state_name = program.start_at.start_at_name
        if program.timeout_seconds is None:
            EvalComponent.eval(program, env)
            return
        try:
            with world.deadline(program.timeout_seconds.timeout_seconds, MachineTimedOutError):
                EvalComponent.eval(program, env)
        except MachineTimedOutError:
            env.set_timed_out()
            _note(env, HistoryEventType.ExecutionTimedOut)
            this = world.strand()
            world.cut([strand for strand in this.family if strand is not this] if this else [])

    patches.replace(Program, "eval", evaluate)


def _let_states_catch_to_themselves(patches: Patches) -> None:
    # moto takes a Catch whose Next is the state itself for none, and goes on as if the state had succeeded.
    again: set[int] = set()

    def handle_catch(state: ExecutionState, env: Environment, failure_event: Any) -> None:
        handle_as_shipped(state, env, failure_event)
        if env.stack[-1] == CatchOutcome.Caught and env.next_state_name == state.name:
            again.add(id(env))

    def set_next(state: CommonStateField, env: Environment) -> None:
        if id(env) in again:
            again.remove(id(env))
        else:
            set_as_shipped(state, env)

    handle_as_shipped = patches.replace(ExecutionState, "_handle_catch", handle_catch)
    set_as_shipped = patches.replace(CommonStateField, "_set_next", set_next)


def _tell_states(patches: Patches, entered: Callable[[str, str], None]) -> None:
    def add_event(manager: EventManager, context: Any, event_type: Any, event_details: Any = None, **rest: Any) -> int:
        if str(event_type).endswith("StateEntered"):
            details = event_details["stateEnteredEventDetails"]
            entered(str(event_type), details["name"])
        return add(manager, context, event_type, event_details, **rest)

    add = patches.replace(EventManager, "add_event", add_event)
