"""What every state machine must keep to: nothing waits for ever, nothing fails into a result."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from huiyin.case.vocabulary import Stage

ROOT = Path(__file__).parents[3]
MACHINES = {
    path.name.split(".")[0]: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "statemachines").glob("*.asl.yaml"))
}
TASKS = [
    pytest.param(state, id=f"{machine}.{name}")
    for machine, definition in MACHINES.items()
    for name, state in definition["States"].items()
    if state["Type"] == "Task"
]


@pytest.mark.parametrize("task", TASKS)
def test_every_task_has_a_timeout_and_tries_again_after_any_failure(task: dict[str, Any]) -> None:
    waits = task["Resource"].endswith(".waitForTaskToken")
    assert task["TimeoutSeconds"] > 30  # longer than the function's own
    (retry,) = task["Retry"]
    assert retry["ErrorEquals"] == (["States.TaskFailed"] if waits else ["States.TaskFailed", "States.Timeout"])
    assert retry["JitterStrategy"] == "FULL"
    assert retry["MaxAttempts"] >= 8


@pytest.mark.parametrize("machine", MACHINES)
def test_no_error_becomes_a_result(machine: str) -> None:
    caught = [
        name
        for state in MACHINES[machine]["States"].values()
        for catch in state.get("Catch", ())
        for name in catch["ErrorEquals"]
    ]
    assert set(caught) <= {"States.Timeout"}
    assert "States.ALL" not in json.dumps(MACHINES[machine])


def test_the_case_machine_knows_every_stage() -> None:
    choices = MACHINES["case"]["States"]["ByStage"]["Choices"]
    assert {choice["StringEquals"] for choice in choices} == {stage.value for stage in Stage}


def test_a_wait_that_ran_out_begins_anew() -> None:
    for name, state in MACHINES["case"]["States"].items():
        if state.get("Resource", "").endswith(".waitForTaskToken"):
            assert state["Catch"] == [{"ErrorEquals": ["States.Timeout"], "ResultPath": None, "Next": name}]
