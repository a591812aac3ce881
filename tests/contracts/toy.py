"""Small deployments for the contract tests: a template, its functions and its machines, written where a test says."""

import datetime as dt
import json
import textwrap
from pathlib import Path
from typing import Any

from huiyin_local.cloud import LocalCloud

START = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
DAY, HOUR = 86400, 3600

FUNCTIONS = '''
"""Handlers that leave a trace: what they were given, and when."""

import time

SEEN = []
TOKENS = []


class FlakyError(Exception):
    pass


class PoisonError(Exception):
    pass


def record(event, context):
    SEEN.append((int(time.time()), event))
    return {"at": int(time.time()), "event": event, "request": context.aws_request_id}


def ask(event, context):
    TOKENS.append(event["token"])
    return {}


def flaky(event, context):
    SEEN.append((int(time.time()), event))
    if len(SEEN) < event["succeeds_at"]:
        raise FlakyError("not yet")
    return {"attempts": len(SEEN)}


def read_stream(event, context):
    failures = []
    for each in event["Records"]:
        key = each["dynamodb"]["Keys"]["pk"]["S"]
        SEEN.append((int(time.time()), each["eventName"], key))
        if key.startswith("poison"):
            failures.append({"itemIdentifier": each["dynamodb"]["SequenceNumber"]})
    return {"batchItemFailures": failures[:1]}


def read_queue(event, context):
    SEEN.append((int(time.time()), [each["body"] for each in event["Records"]]))
    return {
        "batchItemFailures": [
            {"itemIdentifier": each["messageId"]} for each in event["Records"] if each["body"].startswith("poison")
        ]
    }


def web(event, context):
    SEEN.append(event)
    return {"statusCode": 201, "headers": {"X-Who": event["pathParameters"]["who"]}, "body": event["body"] or ""}
'''

TEMPLATE = """
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: {Runtime: python3.13, Timeout: 10}
Resources:
"""


def function(name: str, extra: str = "") -> str:
    """The YAML of one function of the toy code."""
    text = f"""
      {name.title().replace("_", "")}:
        Type: AWS::Serverless::Function
        Properties: {{CodeUri: code, Handler: toy_functions.{name}}}
    """
    return textwrap.indent(textwrap.dedent(text), "  ") + textwrap.indent(textwrap.dedent(extra), "  ")


def toy_cloud(folder: Path, *resources: str, **options: Any) -> LocalCloud:
    """A cloud of the toy functions and of the resources given as YAML."""
    (folder / "code").mkdir(exist_ok=True)
    (folder / "code" / "toy_functions.py").write_text(FUNCTIONS, encoding="utf-8")
    (folder / "template.yaml").write_text(TEMPLATE + "".join(resources), encoding="utf-8")
    return LocalCloud(folder, START, **options)


def resource(text: str) -> str:
    return textwrap.indent(textwrap.dedent(text), "  ")


class Machines:
    """State machines of a cloud, made and run by tests."""

    def __init__(self, cloud: LocalCloud) -> None:
        self.cloud = cloud
        self.client = cloud.client("stepfunctions")

    def make(self, name: str, states: dict[str, Any], **machine: Any) -> str:
        definition = {"StartAt": next(iter(states)), "States": states, **machine}
        role = "arn:aws:iam::123456789012:role/any"
        text = json.dumps(definition)
        return self.client.create_state_machine(name=name, definition=text, roleArn=role)["stateMachineArn"]

    def start(self, machine: str, given: Any = None, **options: Any) -> str:
        with self.cloud.world.turn():
            started = self.client.start_execution(stateMachineArn=machine, input=json.dumps(given or {}), **options)
        return started["executionArn"]

    def status(self, execution: str) -> str:
        return self.client.describe_execution(executionArn=execution)["status"]

    def output(self, execution: str) -> Any:
        return json.loads(self.client.describe_execution(executionArn=execution)["output"])

    def answer(self, token: str, output: Any) -> None:
        with self.cloud.world.turn():
            self.client.send_task_success(taskToken=token, output=json.dumps(output))


def task(function_name: str, payload: Any, **state: Any) -> dict[str, Any]:
    """A state that calls a function."""
    parameters = {"FunctionName": function_name, "Payload": payload}
    return {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": parameters, **state}


def token_task(**state: Any) -> dict[str, Any]:
    """A state that hands out its token and waits for the answer."""
    parameters = {"FunctionName": "huiyin-Ask", "Payload": {"token.$": "$$.Task.Token"}}
    wait = "arn:aws:states:::lambda:invoke.waitForTaskToken"
    return {"Type": "Task", "Resource": wait, "Parameters": parameters, **state}


def traces(cloud: LocalCloud) -> Any:
    """The toy functions' module, with what they have SEEN and the TOKENS they got."""
    import sys

    function = next(iter(cloud.functions._functions.values()))
    return sys.modules[function.module_name]
