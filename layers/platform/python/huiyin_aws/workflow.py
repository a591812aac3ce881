"""The machines of a case: start, ring, arm, look. Every call is safe to do twice."""

import json
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from huiyin.case.record import instant
from huiyin_aws.clients import client, error_code
from huiyin_aws.settings import setting

# The execution has ended, or its step has: there is nobody left to tell.
_NOBODY_WAITS = frozenset({"InvalidToken", "TaskDoesNotExist", "TaskTimedOut"})


def start_case(number: str, stage: str, attempt: int) -> None:
    """The case's machine, attempt by attempt: an execution's name cannot be used again, so a second start is none."""
    _started("CASE_MACHINE_ARN", f"{number}-m{attempt}", {"case": number, "stage": stage, "attempt": attempt})


def arm_clock(number: str, arming: int, at: datetime) -> int:
    """The case's clock, arming by arming; older ones end by themselves when they wake. Gives the arming that it got.

    A clock of this arming that waits for another instant, or has woken, was started by somebody who could not note it
    down: it does not do, and the next arming is taken.
    """
    wish = {"case": number, "attend_at": instant(at)}
    while not _started("DEADLINE_MACHINE_ARN", f"{number}-c{arming}", wish | {"arming": arming}):
        arming += 1
    return arming


def ring(token: str, number: str, stage: str, attempt: int) -> bool:
    """Wake the step that waits behind this token; False where nobody waits any more."""
    output = json.dumps({"case": number, "stage": stage, "attempt": attempt})
    try:
        client("stepfunctions").send_task_success(taskToken=token, output=output)
    except ClientError as error:
        if error_code(error) in _NOBODY_WAITS:
            return False
        raise
    return True


def start_recount(programme: str, edition: str) -> None:
    """Count the programme's open deadlines by this edition of its calendar, once; again where that has failed."""
    begin = {"programme": programme, "shard": 0, "after": None, "cases": 0, "changed": 0}
    attempt = 1
    while not _started("RECOUNT_MACHINE_ARN", name := f"{programme}-{edition}-{attempt}", begin):
        if _status("RECOUNT_MACHINE_ARN", name) in ("RUNNING", "SUCCEEDED"):
            return
        attempt += 1


def case_machine_runs(number: str, attempt: int) -> bool:
    """True while the case's latest machine is at work."""
    return _runs("CASE_MACHINE_ARN", f"{number}-m{attempt}")


def clock_runs(number: str, arming: int) -> bool:
    return _runs("DEADLINE_MACHINE_ARN", f"{number}-c{arming}")


def _started(machine: str, name: str, payload: dict[str, Any]) -> bool:
    """False where the name is taken; the same start of what is still running is answered as the first was."""
    try:
        client("stepfunctions").start_execution(
            stateMachineArn=setting(machine), name=name, input=json.dumps(payload, sort_keys=True)
        )
    except ClientError as error:
        if error_code(error) != "ExecutionAlreadyExists":
            raise
        return False
    return True


def _runs(machine: str, name: str) -> bool:
    return _status(machine, name) == "RUNNING"


def _status(machine: str, name: str) -> str:
    """What became of an execution; "" where there is none of that name."""
    arn = setting(machine).replace(":stateMachine:", ":execution:") + f":{name}"
    try:
        return str(client("stepfunctions").describe_execution(executionArn=arn)["status"])
    except ClientError as error:
        if error_code(error) == "ExecutionDoesNotExist":
            return ""
        raise
