"""Lambda functions: the real handlers, run in this process on the strand of whoever invokes them."""

import importlib.util
import json
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from .output import OUTPUT
from .scheduler import World

ASYNC_RETRY_SECONDS = (60, 120)
"""When Lambda tries an asynchronous invocation again."""


class UnknownFunctionError(LookupError):
    """No function has that name."""


class FunctionError(Exception):
    """What a listener raises to make an invocation fail with any error type that Lambda or Step Functions can name."""

    def __init__(self, error_type: str, message: str = "") -> None:
        super().__init__(message or error_type)
        self.error_type = error_type


@dataclass(frozen=True)
class Function:
    """One function as its template describes it."""

    name: str
    logical_id: str
    arn: str
    code: Path
    handler: str
    memory: int = 128
    timeout: int = 3

    @property
    def file(self) -> Path:
        return self.code / (self.handler.rpartition(".")[0].replace(".", "/") + ".py")

    @property
    def module_name(self) -> str:
        return f"huiyin_functions_{self.code.name}_{self.handler.rpartition('.')[0]}"


@dataclass(frozen=True)
class Invocation:
    """One call of one function."""

    function: Function
    request_id: str
    event: Any


@dataclass(frozen=True)
class Outcome:
    """What an invocation gave: a JSON payload, and whether it is an error's."""

    payload: str
    failed: bool = False


@dataclass(frozen=True)
class Context:
    """What a handler gets to know about its invocation."""

    function_name: str
    aws_request_id: str
    invoked_function_arn: str
    memory_limit_in_mb: int
    timeout: int
    function_version: str = "$LATEST"
    log_group_name: str = ""
    log_stream_name: str = "local"
    identity: None = None
    client_context: None = None

    def get_remaining_time_in_millis(self) -> int:
        """The whole timeout: in the virtual world a handler takes no time."""
        return self.timeout * 1000


@dataclass
class Functions:
    """All functions of the cloud, by name, logical id or ARN."""

    world: World
    before_invoke: list[Callable[[Invocation], None]] = field(default_factory=list)
    after_invoke: list[Callable[[Invocation, Outcome], None]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[Invocation, Outcome]] = field(default_factory=list)
    _functions: dict[str, Function] = field(default_factory=dict)
    _environment: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, function: Function, environment: Mapping[str, str]) -> None:
        """Add a function; all share one environment, so a name must mean one value."""
        for name, value in environment.items():
            other, known = self._environment.setdefault(name, (function.logical_id, value))
            if known != value:
                raise ValueError(
                    f"Functions run in one process and share their environment, but {name} is {known!r} for {other} "
                    f"and {value!r} for {function.logical_id}. Give both one value, or name two variables."
                )
        for name in (function.name, function.logical_id, function.arn):
            self._functions[name] = function

    def environment(self) -> dict[str, str]:
        """The union of all functions' variables."""
        return {name: value for name, (_, value) in self._environment.items()}

    def folders(self) -> list[Path]:
        return sorted({function.code for function in self._functions.values()})

    def get(self, name: str) -> Function:
        function = self._functions.get(name) or self._functions.get(name.removesuffix(":$LATEST"))
        if function is None:
            raise UnknownFunctionError(f"No function is called {name!r}; there are {sorted(self._names())}.")
        return function

    def invoke(self, name: str, payload: str) -> Outcome:
        """Run a handler now, on this strand."""
        function = self.get(name)
        self.counts[function.logical_id] += 1
        request_id = f"00000000-0000-4000-8000-{self.counts.total():012d}"
        invocation = Invocation(function, request_id, json.loads(payload or "{}"))
        try:
            for before in self.before_invoke:
                before(invocation)
            with OUTPUT.of_function():
                outcome = Outcome(_to_json(_load(function)(invocation.event, _context(function, request_id))))
            for after in self.after_invoke:
                after(invocation, outcome)
        except Exception as error:  # as the runtime does: whatever a handler raises is its outcome
            outcome = Outcome(_error_payload(error, request_id), failed=True)
            self.failures.append((invocation, outcome))
        return outcome

    def invoke_later(self, name: str, payload: str) -> None:
        """Run a handler as an asynchronous invocation: on a strand of its own, tried again when it fails."""
        self.get(name)
        self.world.spawn(lambda: self._attempt(name, payload, ASYNC_RETRY_SECONDS))

    def _attempt(self, name: str, payload: str, delays: tuple[int, ...]) -> None:
        if self.invoke(name, payload).failed and delays:
            self.world.call_at(self.world.now + delays[0], lambda: self._attempt(name, payload, delays[1:]))

    def _names(self) -> Iterator[str]:
        return (function.logical_id for function in self._functions.values())


@contextmanager
def importable(folders: list[Path]) -> Iterator[None]:
    """Let handlers import what lies beside them, as they can on Lambda."""
    added = [str(folder) for folder in folders if str(folder) not in sys.path]
    sys.path[:0] = added
    try:
        yield
    finally:
        for folder in added:
            sys.path.remove(folder)


def _load(function: Function) -> Callable[[Any, Context], Any]:
    module = sys.modules.get(function.module_name) or _import(function)
    return getattr(module, function.handler.rpartition(".")[2])


def _import(function: Function) -> ModuleType:
    spec = importlib.util.spec_from_file_location(function.module_name, function.file)
    if spec is None or spec.loader is None or not function.file.exists():
        raise FunctionError("Runtime.ImportModuleError", f"{function.logical_id}: there is no file {function.file}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[function.module_name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[function.module_name]
        raise
    return module


def _context(function: Function, request_id: str) -> Context:
    return Context(
        function.name,
        request_id,
        function.arn,
        function.memory,
        function.timeout,
        log_group_name=f"/aws/lambda/{function.name}",
    )


def _to_json(result: Any) -> str:
    try:
        return json.dumps(result, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        raise FunctionError("Runtime.MarshalError", f"The handler's answer is not JSON: {error}") from error


def _error_payload(error: Exception, request_id: str) -> str:
    return json.dumps(
        {
            "errorType": error.error_type if isinstance(error, FunctionError) else type(error).__name__,
            "errorMessage": str(error),
            "requestId": request_id,
            "stackTrace": traceback.format_exception(error),
        },
        ensure_ascii=False,
    )
