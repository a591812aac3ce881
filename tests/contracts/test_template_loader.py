"""The local cloud makes what a template says, and says so when it cannot."""

import datetime as dt
import os
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from werkzeug.test import Client

from contracts.toy import START, Machines, function, resource, toy_cloud, traces
from huiyin_local.cloud import InvocationFailedError, LocalCloud
from huiyin_local.cloud.schedules import UnknownScheduleError, next_firing
from huiyin_local.cloud.template import TemplateError

PARENT = """
Parameters:
  Greeting: {Type: String, Default: hello}
  Loud: {Type: String, Default: "no", AllowedValues: ["yes", "no"]}
  Tags: {Type: CommaDelimitedList, Default: "a, b"}
Conditions:
  IsLoud: !Equals [!Ref Loud, "yes"]
  IsSoft: !Not [!Condition IsLoud]
Mappings:
  Words: {"yes": {mark: "!"}, "no": {mark: "."}}
Resources:
  Child:
    Type: AWS::Serverless::Application
    Properties:
      Location: child/child.yaml
      Parameters: {Word: !Sub "${Greeting}!"}
  Horn: {Type: AWS::SQS::Queue, Condition: IsLoud}
Outputs:
  Said: {Value: !GetAtt Child.Outputs.Word}
  Table: {Value: !GetAtt Child.Outputs.Table}
  Both: {Value: !Join ["+", !Ref Tags]}
  Second: {Value: !Select [1, !Split ["/", "x/y"]]}
  Kind: {Value: !If [IsLoud, loud, !If [IsSoft, soft, !Ref "AWS::NoValue"]]}
  Where: {Value: !Sub ["${AWS::Region}/${who}/${!literal}", {who: !FindInMap [Words, !Ref Loud, mark]}]}
  HornUrl: {Value: !Ref Horn, Condition: IsLoud}
"""

CHILD = """
Parameters: {Word: {Type: String}}
Resources:
  Things:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
      KeySchema: [{AttributeName: pk, KeyType: HASH}]
      TimeToLiveSpecification: {AttributeName: expires, Enabled: true}
Outputs:
  Word: {Value: !Ref Word}
  Table: {Value: !Ref Things}
"""


def parent_cloud(folder: Path, **parameters: str) -> LocalCloud:
    (folder / "child").mkdir()
    (folder / "child" / "child.yaml").write_text(CHILD, encoding="utf-8")
    (folder / "template.yaml").write_text(PARENT, encoding="utf-8")
    return LocalCloud(folder, START, parameters)


def test_parameters_conditions_functions_and_nested_stacks_are_resolved(tmp_path: Path) -> None:
    with parent_cloud(tmp_path) as cloud:
        assert cloud.outputs == {
            "Said": "hello!",
            "Table": "huiyin-Child-Things",
            "Both": "a+b",
            "Second": "y",
            "Kind": "soft",
            "Where": "ap-southeast-1/./${literal}",
        }
        expiry = cloud.client("dynamodb").describe_time_to_live(TableName="huiyin-Child-Things")
        assert expiry["TimeToLiveDescription"]["AttributeName"] == "expires"


def test_given_parameters_change_what_is_made(tmp_path: Path) -> None:
    with parent_cloud(tmp_path, Greeting="hey", Loud="yes") as cloud:
        assert (cloud.outputs["Said"], cloud.outputs["Kind"]) == ("hey!", "loud")
        assert cloud.outputs["HornUrl"].endswith("huiyin-Horn")


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [({"Loud": "maybe"}, "allowed are"), ({"Silent": "x"}, "has no parameters"), ({"Greeting": None}, "no default")],
)
def test_wrong_parameters_are_refused(tmp_path: Path, parameters: dict[str, str], complaint: str) -> None:
    with pytest.raises(TemplateError, match=complaint):
        parent_cloud(tmp_path, **parameters)


def test_a_resource_type_that_is_not_known_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"AWS::Chime::Bell \(DoorBell\)"):
        toy_cloud(tmp_path, resource("\nDoorBell: {Type: AWS::Chime::Bell}\n"))


def test_a_circle_of_references_is_named(tmp_path: Path) -> None:
    circle = """
    One: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Two}}
    Two: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref One}}
    """
    with pytest.raises(TemplateError, match="circular"):
        toy_cloud(tmp_path, resource(circle))


def test_what_has_no_effect_here_is_on_record_with_its_reason(tmp_path: Path) -> None:
    alarm = "\nAlarm: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmName: late}}\n"
    with toy_cloud(tmp_path, resource(alarm)) as cloud:
        assert "metrics" in cloud.workshop.without_effect["huiyin/Alarm"]


def with_environment(name: str, value: str) -> str:
    handler = f"{{CodeUri: code, Handler: toy_functions.record, Environment: {{Variables: {{WHO: {value}}}}}}}"
    return resource(f"\n{name}: {{Type: AWS::Serverless::Function, Properties: {handler}}}\n")


def test_functions_share_one_environment_and_give_it_back(tmp_path: Path) -> None:
    with toy_cloud(tmp_path, with_environment("One", "me"), with_environment("Two", "me")):
        assert os.environ["WHO"] == "me"
    assert "WHO" not in os.environ


def test_two_values_for_one_variable_are_refused_with_both_functions(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"WHO.*One.*Two"):
        toy_cloud(tmp_path, with_environment("One", "me"), with_environment("Two", "you"))


def test_a_failing_function_says_what_it_raised(tmp_path: Path) -> None:
    with toy_cloud(tmp_path, function("flaky")) as cloud, pytest.raises(InvocationFailedError) as failed:
        cloud.invoke("Flaky", {"succeeds_at": 5})
    ((invocation, outcome),) = cloud.functions.failures
    assert failed.value.answer["errorType"] == "FlakyError"
    assert (invocation.function.logical_id, outcome.failed) == ("Flaky", True)


API = """
Web:
  Type: AWS::Serverless::Function
  Properties:
    CodeUri: code
    Handler: toy_functions.web
    Events:
      Post:
        Type: Api
        Properties: {RestApiId: !Ref Api, Method: POST, Path: "/v1/{who}/letters", Auth: {ApiKeyRequired: true}}
      Get:
        Type: Api
        Properties: {RestApiId: !Ref Api, Method: GET, Path: "/act/{who}"}
Api:
  Type: AWS::Serverless::Api
  Properties:
    StageName: v
    Auth: {UsagePlan: {CreateUsagePlan: PER_API}}
"""


def test_the_gateway_sends_what_api_gateway_would(tmp_path: Path) -> None:
    with toy_cloud(tmp_path, resource(API)) as cloud:
        (key,) = cloud.gateway.api_keys.values()
        headers = [("X-Api-Key", key), ("Content-Type", "text/plain"), ("X-Two", "1"), ("X-Two", "2")]
        path, source = "/v1/su%20zhou/letters?a=1&a=2", "192.0.2.7"
        status, answered, body = cloud.gateway.call("POST", path, headers, "来信", source)
        (event,) = traces(cloud).SEEN
        assert (status, answered["X-Who"], body.decode()) == (201, "su zhou", "来信")
        assert event["resource"] == "/v1/{who}/letters"
        assert event["multiValueQueryStringParameters"] == {"a": ["1", "2"]}
        assert event["multiValueHeaders"]["X-Two"] == ["1", "2"]
        assert event["requestContext"]["identity"]["sourceIp"] == source
        assert (event["body"], event["isBase64Encoded"]) == ("来信", False)


def test_the_gateway_asks_for_the_key_only_where_the_template_does(tmp_path: Path) -> None:
    with toy_cloud(tmp_path, resource(API)) as cloud:
        assert cloud.gateway.call("POST", "/v1/a/letters").status == 403
        assert cloud.gateway.call("GET", "/act/a").status == 201
        assert cloud.gateway.call("GET", "/elsewhere").status == 404
        assert cloud.gateway.call("DELETE", "/act/a").status == 404


def test_the_same_api_answers_on_real_http(tmp_path: Path) -> None:
    with toy_cloud(tmp_path, resource(API)) as cloud:
        answer = Client(cloud.gateway.app).get("/act/%E5%BC%A0?x=1")
        assert answer.status_code == 201
        assert traces(cloud).SEEN[0]["queryStringParameters"] == {"x": "1"}


def test_a_machines_definition_comes_from_its_file_with_its_substitutions(tmp_path: Path) -> None:
    definition = """
    StartAt: Do
    States:
      Do:
        Type: Task
        Resource: arn:aws:states:::lambda:invoke
        Parameters: {FunctionName: "${Does}", Payload: {a: 1}}
        OutputPath: $.Payload
        End: true
    """
    (tmp_path / "do.asl.yaml").write_text(textwrap.dedent(definition), encoding="utf-8")
    machine = """
    Machine:
      Type: AWS::Serverless::StateMachine
      Properties:
        DefinitionUri: do.asl.yaml
        DefinitionSubstitutions: {Does: !GetAtt Record.Arn}
    """
    with toy_cloud(tmp_path, function("record"), resource(machine)) as cloud:
        machines = Machines(cloud)
        execution = machines.start("arn:aws:states:ap-southeast-1:123456789012:stateMachine:huiyin-Machine")
        assert machines.output(execution)["event"] == {"a": 1}


def test_one_cloud_after_another_leaves_nothing_behind(tmp_path: Path) -> None:
    before = (dict(os.environ), sys.stdout, threading.active_count(), dt.datetime.now(dt.UTC).year)
    requests = []
    for _ in range(2):
        with toy_cloud(tmp_path, function("record"), function("ask")) as cloud:
            requests.append(cloud.invoke("Record", {})["request"])
            assert len(traces(cloud).SEEN) == 1
            assert dt.datetime.now(dt.UTC) == START
    assert requests[0] == requests[1]
    after = (dict(os.environ), sys.stdout, threading.active_count(), dt.datetime.now(dt.UTC).year)
    assert after == before


def test_what_functions_print_is_their_log_not_our_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = "def handler(event, context):\n    print('from within', event)\n"
    with toy_cloud(tmp_path, TALKER) as cloud:
        (tmp_path / "code" / "talker.py").write_text(code, encoding="utf-8")
        cloud.invoke("Talker", 7)
        print("from without")
        assert cloud.log == ["from within 7"]
    assert capsys.readouterr().out == "from without\n"


TALKER = resource("\nTalker: {Type: AWS::Serverless::Function, Properties: {CodeUri: code, Handler: talker.handler}}\n")


@pytest.mark.parametrize(
    ("expression", "zone", "expected"),
    [
        ("rate(5 minutes)", "UTC", "2026-11-20T09:05:00+00:00"),
        ("rate(1 day)", "UTC", "2026-11-21T09:00:00+00:00"),
        ("cron(0 0 * * ? *)", "UTC", "2026-11-21T00:00:00+00:00"),
        ("cron(30 8 ? * MON *)", "Asia/Shanghai", "2026-11-23T00:30:00+00:00"),
        ("cron(0/15 9-10 1,20 * ? 2026)", "UTC", "2026-11-20T09:15:00+00:00"),
        ("cron(0 0 1 1 ? 2025)", "UTC", None),
        ("at(2026-12-01T08:00:00)", "Asia/Shanghai", "2026-12-01T00:00:00+00:00"),
        ("at(2026-01-01T08:00:00)", "UTC", None),
    ],
)
def test_schedule_expressions_are_read_as_eventbridge_reads_them(
    expression: str, zone: str, expected: str | None
) -> None:
    instant = next_firing(expression, int(START.timestamp()), zone, since=int(START.timestamp()))
    assert (None if instant is None else dt.datetime.fromtimestamp(instant, dt.UTC).isoformat()) == expected


@pytest.mark.parametrize("expression", ["every day", "rate(0.5 hours)", "cron(0 0 L * ? *)"])
def test_a_schedule_that_cannot_be_read_is_refused(expression: str) -> None:
    with pytest.raises(UnknownScheduleError):
        next_firing(expression, int(START.timestamp()))
