"""Lambda: every way in — boto3, Step Functions, EventBridge, SNS — leads to the handlers in this process."""

import json
from typing import Any

from botocore.exceptions import ClientError
from moto.awslambda.models import LambdaFunction
from moto.events.models import Rule
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils

from huiyin_local.cloud.functions import Functions, Outcome, UnknownFunctionError
from huiyin_local.cloud.isolation import Patches


def install(patches: Patches, functions: Functions) -> None:
    """Lead every invocation to `functions`."""

    def invoke(function: LambdaFunction, body: str, request_headers: Any, response_headers: Any) -> str | bytes:
        if request_headers.get("x-amz-invocation-type") == "Event":
            functions.invoke_later(function.function_name, body)
            return ""
        outcome = functions.invoke(function.function_name, body)
        if outcome.failed:
            response_headers["x-amz-function-error"] = "Unhandled"
        return outcome.payload.encode()

    def invoke_from_machine(parameters: dict[str, Any], region: str, state_credentials: Any) -> dict[str, Any]:
        payload = parameters.get("Payload", b"{}")
        try:
            outcome = functions.invoke(parameters["FunctionName"], payload.decode())
        except UnknownFunctionError as error:
            raise _not_found(error) from error
        return _response(outcome)

    def send_to_targets(rule: Rule, event: Any, transform_input: bool = True) -> None:
        for_functions = [target for target in rule.targets if ":lambda:" in target["Arn"]]
        if for_functions and rule.event_pattern.matches_event(event):
            for target in for_functions:
                functions.invoke_later(target["Arn"], target.get("Input") or json.dumps(event, default=str))
        rest = [target for target in rule.targets if target not in for_functions]
        everything, rule.targets = rule.targets, rest
        try:
            send(rule, event, transform_input)
        finally:
            rule.targets = everything

    patches.replace(LambdaFunction, "invoke", invoke)
    patches.replace(lambda_eval_utils, "_invoke_lambda_function", invoke_from_machine)
    send = patches.replace(Rule, "send_to_targets", send_to_targets)


def _response(outcome: Outcome) -> dict[str, Any]:
    response = {"ExecutedVersion": "$LATEST", "Payload": json.loads(outcome.payload), "StatusCode": 200}
    return response | ({"FunctionError": "Unhandled"} if outcome.failed else {})


def _not_found(error: Exception) -> ClientError:
    details = {"Code": "ResourceNotFoundException", "Message": str(error)}
    metadata = {"HTTPStatusCode": 404, "RequestId": "local"}
    return ClientError({"Error": details, "ResponseMetadata": metadata}, "Invoke")
