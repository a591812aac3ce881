"""What every deployment must keep to: least privilege, nothing unwatched, nothing lost, nothing said twice."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).parents[3]
CHILDREN = sorted((ROOT / "infra").glob("*.yaml"))
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in [ROOT / "template.yaml", *CHILDREN]}
STACKS = {name: yaml_parse(text) for name, text in TEXTS.items()}
FRONT_DOOR = STACKS["template"]

# Actions for which AWS offers no resource, by the service authorization reference; the templates say why beside each.
WITHOUT_RESOURCE = {
    "states:SendTaskSuccess",
    "dynamodb:ListStreams",
    "sns:Publish",
    "logs:CreateLogDelivery",
    "logs:GetLogDelivery",
    "logs:UpdateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:DescribeResourcePolicies",
    "logs:DescribeLogGroups",
}


def of_type(*types: str) -> list[Any]:
    return [
        pytest.param(stack, name, resource, id=f"{stack}.{name}")
        for stack, template in STACKS.items()
        for name, resource in template["Resources"].items()
        if resource["Type"] in types
    ]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def statements(node: Any) -> Iterator[dict[str, Any]]:
    """Every policy statement below a node, the alternatives of Fn::If among them."""
    if isinstance(node, dict):
        if "Effect" in node:
            yield node
        for value in node.values():
            yield from statements(value)
    elif isinstance(node, list):
        for value in node:
            yield from statements(value)


def role_of(stack: str, resource: dict[str, Any]) -> dict[str, Any]:
    logical_id, attribute = resource["Properties"]["Role"]["Fn::GetAtt"]
    assert attribute == "Arn"
    role: dict[str, Any] = STACKS[stack]["Resources"][logical_id]
    return role


def granted(stack: str, resource: dict[str, Any]) -> str:
    return json.dumps(list(statements(role_of(stack, resource)["Properties"]["Policies"])))


def watched(stack: str, metric: str, name: str) -> bool:
    """An alarm of the stack watches this metric of this resource and tells the alarm topic."""
    for resource in STACKS[stack]["Resources"].values():
        alarm = resource["Properties"] if resource["Type"] == "AWS::CloudWatch::Alarm" else {}
        values = [d["Value"] for d in alarm.get("Dimensions", ())]
        names = ({"Ref": name}, {"Fn::GetAtt": [name, "QueueName"]})
        if alarm.get("MetricName") == metric and any(n in values for n in names):
            return alarm["AlarmActions"] == [{"Ref": "AlarmTopicArn"}]
    return False


FUNCTIONS = of_type("AWS::Serverless::Function")
MACHINES = of_type("AWS::Serverless::StateMachine")


@pytest.mark.parametrize(("stack", "name", "function"), FUNCTIONS)
class TestEveryFunction:
    def test_stands_where_its_handler_says(self, stack: str, name: str, function: dict[str, Any]) -> None:
        module, entry = function["Properties"]["Handler"].split(".")
        assert entry == "handler"
        assert (ROOT / "infra" / function["Properties"]["CodeUri"] / f"{module}.py").is_file()
        assert function["Metadata"]["SkipBuild"] is True

    def test_has_a_role_of_its_own(self, stack: str, name: str, function: dict[str, Any]) -> None:
        assert function["Properties"]["Role"] == {"Fn::GetAtt": [f"{name}Role", "Arn"]}

    def test_logs_where_a_retention_is_set(self, stack: str, name: str, function: dict[str, Any]) -> None:
        group = STACKS[stack]["Resources"][function["Properties"]["LoggingConfig"]["LogGroup"]["Ref"]]
        assert group["Properties"]["RetentionInDays"] == {"Ref": "LogRetentionDays"}

    def test_is_watched_for_errors_and_throttles(self, stack: str, name: str, function: dict[str, Any]) -> None:
        assert watched(stack, "Errors", name)
        assert watched(stack, "Throttles", name)

    @pytest.mark.parametrize(
        ("variable", "parameter"),
        [
            ("CASES_TABLE", "CasesTableArn"),
            ("PAPERS_TABLE", "PapersTableArn"),
            ("PAPERS_TABLE", "PapersKeyArn"),
            ("REGISTRY_TABLE", "RegistryTableArn"),
            ("CORRESPONDENCE_TABLE", "CorrespondenceTableArn"),
            ("MASTER_KEY_ARN", "MasterKeyArn"),
            ("FILES_BUCKET", "FilesBucket"),
            ("CASE_BUS", "CaseBusArn"),
            ("NOTICES_QUEUE", "NoticesQueueArn"),
        ],
    )
    def test_is_told_of_what_it_may_use_and_of_nothing_else(
        self, stack: str, name: str, function: dict[str, Any], variable: str, parameter: str
    ) -> None:
        variables = function["Properties"]["Environment"]["Variables"]
        assert (variable in variables) == (parameter in granted(stack, function))


@pytest.mark.parametrize(("stack", "name", "machine"), MACHINES)
def test_every_machine_has_a_role_a_log_and_an_alarm(stack: str, name: str, machine: dict[str, Any]) -> None:
    logging = machine["Properties"]["Logging"]
    group = STACKS[stack]["Resources"][f"{name}Log"]
    assert logging["Destinations"][0]["CloudWatchLogsLogGroup"]["LogGroupArn"] == {"Fn::GetAtt": [f"{name}Log", "Arn"]}
    assert logging["IncludeExecutionData"] is False  # task tokens are no matter for logs
    assert group["Properties"]["RetentionInDays"] == {"Ref": "LogRetentionDays"}
    assert role_of(stack, machine)
    assert watched(stack, "ExecutionsFailed", name)


@pytest.mark.parametrize(("stack", "name", "role"), of_type("AWS::IAM::Role"))
def test_every_role_names_its_actions_and_their_resources(stack: str, name: str, role: dict[str, Any]) -> None:
    for statement in statements(role["Properties"].get("Policies", [])):
        actions = as_list(statement["Action"])
        assert not [a for a in actions if "*" in a]
        if statement["Resource"] == "*":
            assert set(actions) <= WITHOUT_RESOURCE


@pytest.mark.parametrize("stack", TEXTS)
def test_every_star_has_its_reason_beside_it(stack: str) -> None:
    lines = TEXTS[stack].split("\n")
    for number, line in enumerate(lines):
        if 'Resource: "*"' in line:
            assert any(before.strip().startswith("#") for before in lines[max(0, number - 4) : number]), line


@pytest.mark.parametrize("path", [*CHILDREN, ROOT / "template.yaml", *sorted((ROOT / "statemachines").iterdir())])
def test_nothing_is_tied_to_one_partition(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "arn:aws" not in text
    assert ".amazonaws.com/" not in text


@pytest.mark.parametrize("stack", TEXTS)
def test_a_template_can_be_read_in_one_sitting(stack: str) -> None:
    # All functions that answer over HTTP stand in one stack, because an API's body names them.
    longest = 460 if stack == "front" else 300
    assert len(TEXTS[stack].split("\n")) <= longest


@pytest.mark.parametrize("stack", STACKS)
def test_no_parameter_is_dead(stack: str) -> None:
    rest = json.dumps({k: v for k, v in STACKS[stack].items() if k != "Parameters"})
    used = set(re.findall(r'"Ref": "(\w+)"', rest)) | set(re.findall(r"\$\{(\w+)\}", rest))
    assert set(STACKS[stack].get("Parameters", {})) <= used


@pytest.mark.parametrize(("stack", "name", "nested"), of_type("AWS::Serverless::Application"))
def test_a_nested_stack_gets_what_it_declares(stack: str, name: str, nested: dict[str, Any]) -> None:
    child = STACKS[Path(nested["Properties"]["Location"]).stem]
    given = nested["Properties"].get("Parameters", {})
    assert set(given) == set(child.get("Parameters", {}))
    for value in given.values():
        if "Fn::GetAtt" in value:
            source, output = value["Fn::GetAtt"][0], value["Fn::GetAtt"][1].removeprefix("Outputs.")
            location = FRONT_DOOR["Resources"][source]["Properties"]["Location"]
            assert output in STACKS[Path(location).stem]["Outputs"]


def test_one_name_means_one_value() -> None:
    """In one process all functions share one environment, so a name may not mean two things."""
    meanings: dict[str, set[str]] = {}
    for values in FUNCTIONS:
        function = values.values[2]
        for variable, value in function["Properties"]["Environment"]["Variables"].items():
            # A stack that owns the machine names it by its logical id, the others by their parameter.
            meaning = json.dumps(value).replace('Machine"', 'MachineArn"')
            meanings.setdefault(variable, set()).add(meaning)
    assert {name: found for name, found in meanings.items() if len(found) > 1} == {}


@pytest.mark.parametrize(("stack", "name", "queue"), of_type("AWS::SQS::Queue"))
def test_every_queue_is_encrypted_and_its_dead_letters_are_watched(
    stack: str, name: str, queue: dict[str, Any]
) -> None:
    assert queue["Properties"]["SqsManagedSseEnabled"] is True
    if "DeadLetters" in name:
        assert watched(stack, "ApproximateNumberOfMessagesVisible", name)
    else:
        assert "deadLetterTargetArn" in queue["Properties"]["RedrivePolicy"]


def test_notices_that_wait_or_never_arrive_are_watched() -> None:
    assert watched("messages", "ApproximateAgeOfOldestMessage", "NoticesQueue")
    queue, alarms = STACKS["messages"]["Resources"]["NoticesQueue"]["Properties"], STACKS["messages"]["Resources"]
    # Received three times, a message is no longer counted as the oldest: the alarm has to ring before.
    assert alarms["OldestNotice"]["Properties"]["Threshold"] + 300 < 2 * queue["VisibilityTimeout"]
    of_sns = {name: each["Properties"] for name, each in alarms.items() if each.get("Condition") == "SmsBySns"}
    assert {each["MetricName"] for each in of_sns.values()} == {"SMSSuccessRate", "SMSMonthToDateSpentUSD"}
    assert all(each["AlarmActions"] == [{"Ref": "AlarmTopicArn"}] for each in of_sns.values())


@pytest.mark.parametrize(("stack", "name", "table"), of_type("AWS::DynamoDB::Table"))
def test_no_table_can_be_lost(stack: str, name: str, table: dict[str, Any]) -> None:
    assert table["DeletionPolicy"] == table["UpdateReplacePolicy"] == "Retain"
    properties = table["Properties"]
    assert properties["BillingMode"] == "PAY_PER_REQUEST"
    assert properties["DeletionProtectionEnabled"] is True
    assert properties["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
    assert properties["SSESpecification"]["SSEEnabled"] is True


def test_papers_have_a_key_of_their_own_and_no_stream() -> None:
    papers = STACKS["data"]["Resources"]["Papers"]["Properties"]
    assert papers["SSESpecification"]["KMSMasterKeyId"] == {"Fn::GetAtt": ["PapersKey", "Arn"]}
    assert "StreamSpecification" not in papers


@pytest.mark.parametrize(("stack", "name", "bucket"), of_type("AWS::S3::Bucket"))
def test_no_bucket_is_public_or_lost_and_what_was_not_checked_goes(
    stack: str, name: str, bucket: dict[str, Any]
) -> None:
    assert bucket["DeletionPolicy"] == bucket["UpdateReplacePolicy"] == "Retain"
    properties = bucket["Properties"]
    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(properties["PublicAccessBlockConfiguration"]) == 4
    assert properties["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    (encryption,) = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert encryption["ServerSideEncryptionByDefault"]["KMSMasterKeyID"] == {"Ref": "PapersKeyArn"}
    lives = {rule["Prefix"]: rule["ExpirationInDays"] for rule in properties["LifecycleConfiguration"]["Rules"][:1]}
    assert lives == {"quarantine/": 1}
    (statement,) = STACKS[stack]["Resources"][f"{name}Policy"]["Properties"]["PolicyDocument"]["Statement"]
    assert statement["Effect"] == "Deny"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_only_what_was_inspected_is_handed_out() -> None:
    """Whoever serves people writes into quarantine and reads what is clean; only the inspector crosses over."""
    crossing = {}
    for values in FUNCTIONS:
        stack, name, function = values.values
        said = list(statements(role_of(stack, function)["Properties"]["Policies"]))
        crossing[name] = {
            (action, json.dumps(each["Resource"]).partition("/")[2].removesuffix('"}'))
            for each in said
            for action in as_list(each["Action"])
            if action in ("s3:GetObject", "s3:PutObject", "s3:DeleteObject")
        }
    assert {name for name, crosses in crossing.items() if ("s3:PutObject", "clean/*") in crosses} == {"Inspect"}
    assert {name for name, crosses in crossing.items() if ("s3:GetObject", "quarantine/*") in crosses} == {"Inspect"}
    assert crossing["Act"] == {("s3:PutObject", "quarantine/*"), ("s3:GetObject", "clean/*")}


def test_the_access_log_names_the_route_never_the_path_or_the_query() -> None:
    api = STACKS["front"]["Resources"]["Api"]["Properties"]
    logged = set(json.loads(api["AccessLogSetting"]["Format"]).values())
    assert "$context.resourcePath" in logged
    assert not logged & {"$context.path", "$context.requestTime", "$context.identity.sourceIp"}
    assert all(
        not setting["DataTraceEnabled"] and setting["LoggingLevel"] == "OFF" for setting in api["MethodSettings"]
    )


def test_only_a_channel_needs_a_key_and_it_always_does() -> None:
    keyed = {
        (event["Properties"]["Method"], event["Properties"]["Path"])
        for values in FUNCTIONS
        for event in values.values[2]["Properties"].get("Events", {}).values()
        if event["Properties"].get("Auth", {}).get("ApiKeyRequired")
    }
    orders = "/v1/{programme}/platform/orders"
    assert keyed == {
        ("post", "/v1/{programme}/requests"),
        ("get", orders),
        ("get", f"{orders}/{{number}}"),
        ("post", f"{orders}/{{number}}/{{move}}"),
    }


def test_the_layers_are_built_for_what_the_template_runs() -> None:
    makefile = (ROOT / "layers" / "layer.mk").read_text(encoding="utf-8")
    for variable, parameter in (("RUNTIME", "Runtime"), ("ARCHITECTURE", "Architecture")):
        assert f"{variable} ?= {FRONT_DOOR['Parameters'][parameter]['Default']}\n" in makefile


def test_the_runtimes_own_packages_are_not_shipped() -> None:
    lock = (ROOT / "infra" / "locks" / "vendor.txt").read_text(encoding="utf-8")
    assert not re.search(r"^(boto3|botocore|s3transfer)==", lock, re.MULTILINE)


def test_no_lock_names_a_registry() -> None:
    for lock in (ROOT / "infra" / "locks").glob("*.txt"):
        assert "://" not in lock.read_text(encoding="utf-8"), lock.name
