"""Functions, what feeds them, state machines, nested stacks and the roles under which they run."""

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from huiyin_local.cloud import queues, streams
from huiyin_local.cloud.functions import Function
from huiyin_local.cloud.patterns import Filter
from huiyin_local.cloud.stack import ACCOUNT, Made, Stack
from huiyin_local.cloud.template import TemplateError

from .workshop import Maker, Properties, Workshop, only

_SUBSTITUTION = re.compile(r"\$\{(\w+)\}")


def role(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    name = properties.get("RoleName") or stack.physical_name(logical_id)
    trust = json.dumps(properties["AssumeRolePolicyDocument"])
    made = shop.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]
    return Made(name, {"Arn": made["Arn"], "RoleId": made["RoleId"]})


def function(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    name = properties.get("FunctionName") or stack.physical_name(logical_id)
    code = stack.template.paths.get(logical_id)
    if code is None:
        raise TemplateError(f"{stack.name}: {logical_id} has no local CodeUri; the local cloud runs local code only.")
    made = shop.client("lambda").create_function(
        FunctionName=name,
        Runtime=properties.get("Runtime", "python3.13"),
        Role=properties["Role"],
        Handler=properties["Handler"],
        Code={"ZipFile": _empty_zip()},
        **only(properties, "Timeout", "MemorySize"),
    )
    variables = (properties.get("Environment") or {}).get("Variables") or {}
    limits = {"memory": int(properties.get("MemorySize", 128)), "timeout": int(properties.get("Timeout", 3))}
    local = Function(name, logical_id, made["FunctionArn"], code, properties["Handler"], **limits)
    shop.functions.add(local, {key: _text(value) for key, value in variables.items()})
    return Made(name, {"Arn": made["FunctionArn"]})


def event_source(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    source, name = properties["EventSourceArn"], properties["FunctionName"]
    service = source.split(":")[2]
    function_name, passing = shop.functions.get(name).name, Filter(properties.get("FilterCriteria"))
    reports = "ReportBatchItemFailures" in properties.get("FunctionResponseTypes", [])
    if service == "sqs":
        size = int(properties.get("BatchSize", 10))
        shop.queues.add(queues.QueueMapping(source, function_name, passing, size, reports))
    elif service == "dynamodb":
        shop.streams.add(
            streams.Mapping(
                source,
                function_name,
                passing,
                batch_size=int(properties.get("BatchSize", 100)),
                reports_failures=reports,
                bisects=bool(properties.get("BisectBatchOnFunctionError")),
                retries=int(properties.get("MaximumRetryAttempts", -1)),
                longest_age=int(properties.get("MaximumRecordAgeInSeconds", -1)),
                on_failure=((properties.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination"),
            )
        )
    else:
        raise TemplateError(f"{stack.name}: {logical_id} reads {source}; only queues and table streams are known.")
    return Made(stack.physical_name(logical_id), {"Id": stack.physical_name(logical_id)})


def layer(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    shop.without_effect[f"{stack.name}/{logical_id}"] = "functions import the packages of the installed project"
    name = properties.get("LayerName") or stack.physical_name(logical_id)
    return Made(f"arn:aws:lambda:local:{ACCOUNT}:layer:{name}:1", {"LayerVersionArn": name})


def state_machine(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    name = properties.get("StateMachineName") or stack.physical_name(logical_id)
    file = stack.template.paths.get(logical_id)
    definition = _definition(file) if file else properties["DefinitionString"]
    substitutions = properties.get("DefinitionSubstitutions") or {}

    def put(match: re.Match[str]) -> str:
        if match[1] not in substitutions:
            raise TemplateError(f"{stack.name}: {logical_id} uses ${{{match[1]}}}, which nothing substitutes.")
        return str(substitutions[match[1]])

    made = shop.client("stepfunctions").create_state_machine(
        name=name, definition=_SUBSTITUTION.sub(put, definition), roleArn=properties["RoleArn"]
    )
    return Made(made["stateMachineArn"], {"Arn": made["stateMachineArn"], "Name": name})


def nested_stack(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    file = (stack.template.file.parent / properties["TemplateURL"]).resolve()
    child = shop.make_stack(stack.physical_name(logical_id), file, properties.get("Parameters") or {})
    outputs = {f"Outputs.{name}": value for name, value in child.outputs().items()}
    return Made(f"arn:aws:cloudformation:local:{ACCOUNT}:stack/{child.name}/local", outputs)


def _definition(file: Path) -> str:
    return json.dumps(yaml_parse(file.read_text(encoding="utf-8")), ensure_ascii=False)


def _empty_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("nothing.txt", "The code runs from where it lies.")
    return buffer.getvalue()


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


MAKERS: dict[str, Maker] = {
    "AWS::IAM::Role": role,
    "AWS::Lambda::Function": function,
    "AWS::Lambda::EventSourceMapping": event_source,
    "AWS::Lambda::LayerVersion": layer,
    "AWS::StepFunctions::StateMachine": state_machine,
    "AWS::CloudFormation::Stack": nested_stack,
}
