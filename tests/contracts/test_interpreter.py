"""The emulated AWS keeps to what our machines, streams, queues and schedules rely on."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from contracts.toy import DAY, HOUR, START, Machines, function, resource, task, token_task, toy_cloud, traces
from huiyin_local.cloud import LocalCloud

BEGIN = int(START.timestamp())


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[LocalCloud]:
    with toy_cloud(tmp_path, function("record"), function("ask"), function("flaky")) as made:
        made.invoke("Record", "warm")
        traces(made).SEEN.clear()
        yield made


@pytest.fixture
def machines(cloud: LocalCloud) -> Machines:
    return Machines(cloud)


def test_a_wait_of_three_days_takes_three_virtual_days(cloud: LocalCloud, machines: Machines) -> None:
    after = task("huiyin-Record", {"step": "after"}, OutputPath="$.Payload", End=True)
    machine = machines.make("wait", {"W": {"Type": "Wait", "Seconds": 3 * DAY, "Next": "After"}, "After": after})
    execution = machines.start(machine)

    assert machines.status(execution) == "RUNNING"
    assert cloud.world.next_wakeup() == BEGIN + 3 * DAY
    cloud.world.advance(4 * DAY)

    assert machines.output(execution)["at"] == BEGIN + 3 * DAY
    assert cloud.now == START.replace(day=24)


def test_a_wait_until_an_instant_ends_at_that_instant_and_not_before(cloud: LocalCloud, machines: Machines) -> None:
    states = {
        "W": {"Type": "Wait", "TimestampPath": "$.until", "Next": "R"},
        "R": task("huiyin-Record", {}, OutputPath="$.Payload", End=True),
    }
    machine = machines.make("until", states)
    later, past = machines.start(machine, {"until": "2026-11-23T00:30:00Z"}), "2026-11-01T00:00:00Z"
    at_once = machines.start(machine, {"until": past})
    cloud.world.advance(7 * DAY)
    assert machines.output(later)["at"] == int(START.replace(day=23, hour=0, minute=30).timestamp())
    assert machines.output(at_once)["at"] == BEGIN


@pytest.fixture
def asking(machines: Machines) -> str:
    catches = [
        {"ErrorEquals": ["States.Timeout"], "Next": "Late"},
        {"ErrorEquals": ["Declined"], "ResultPath": "$.error", "Next": "No"},
    ]
    states = {
        "Ask": token_task(TimeoutSeconds=2 * DAY, Catch=catches, End=True),
        "Late": {"Type": "Pass", "Result": {"is": "late"}, "End": True},
        "No": {"Type": "Pass", "Result": {"is": "no"}, "End": True},
    }
    return machines.make("asking", states)


def test_a_task_token_answers_its_task(cloud: LocalCloud, machines: Machines, asking: str) -> None:
    execution = machines.start(asking)
    (token,) = traces(cloud).TOKENS
    assert cloud.tokens.is_live(token)
    machines.answer(token, {"yes": 1})
    assert machines.output(execution) == {"yes": 1}
    assert not cloud.tokens.is_live(token)


def test_a_task_token_can_fail_its_task(cloud: LocalCloud, machines: Machines, asking: str) -> None:
    execution = machines.start(asking)
    with cloud.world.turn():
        machines.client.send_task_failure(taskToken=traces(cloud).TOKENS[-1], error="Declined", cause="because")
    assert machines.output(execution) == {"is": "no"}


def test_a_task_times_out_at_its_second_and_its_token_is_dead(
    cloud: LocalCloud, machines: Machines, asking: str
) -> None:
    execution = machines.start(asking)
    cloud.world.advance(2 * DAY - 1)
    assert machines.status(execution) == "RUNNING"
    cloud.world.advance(1)
    assert machines.output(execution) == {"is": "late"}
    assert error_of(machines.answer, traces(cloud).TOKENS[-1], {}) == "TaskTimedOut"


def test_a_token_is_good_once(cloud: LocalCloud, machines: Machines, asking: str) -> None:
    machines.start(asking)
    (token,) = traces(cloud).TOKENS
    machines.answer(token, {})
    assert error_of(machines.answer, token, {}) == "TaskTimedOut"
    assert error_of(machines.answer, "no token at all", {}) == "InvalidToken"


def test_a_step_that_times_out_can_ask_again_with_a_new_token(cloud: LocalCloud, machines: Machines) -> None:
    again = [{"ErrorEquals": ["States.Timeout"], "ResultPath": None, "Next": "Ask"}]
    machine = machines.make("again", {"Ask": token_task(TimeoutSeconds=30 * DAY, Catch=again, End=True)})
    execution = machines.start(machine)
    cloud.world.advance(70 * DAY)
    first, second, third = traces(cloud).TOKENS
    assert error_of(machines.answer, first, {}) == error_of(machines.answer, second, {}) == "TaskTimedOut"
    machines.answer(third, {"at": "last"})
    assert machines.output(execution) == {"at": "last"}


def test_a_retried_attempt_has_a_token_of_its_own(cloud: LocalCloud, machines: Machines) -> None:
    retry = [{"ErrorEquals": ["States.Timeout"], "IntervalSeconds": 60, "MaxAttempts": 1}]
    machine = machines.make("retried", {"Ask": token_task(TimeoutSeconds=DAY, Retry=retry, End=True)})
    execution = machines.start(machine)
    cloud.world.advance(DAY + HOUR)
    first, second = traces(cloud).TOKENS
    assert first != second
    machines.answer(second, 2)
    assert machines.output(execution) == 2


def test_an_answer_that_comes_before_the_question_is_out_is_kept(cloud: LocalCloud, machines: Machines) -> None:
    def answer_at_once(invocation: Any, outcome: Any) -> None:
        machines.client.send_task_success(taskToken=invocation.event["token"], output='{"quick": true}')

    cloud.functions.after_invoke.append(answer_at_once)
    execution = machines.start(machines.make("quick", {"Ask": token_task(TimeoutSeconds=DAY, End=True)}))
    assert machines.output(execution) == {"quick": True}


def test_a_task_without_heartbeat_times_out(cloud: LocalCloud, machines: Machines) -> None:
    catch = [{"ErrorEquals": ["States.Timeout"], "Next": "Silent"}]
    states = {
        "Ask": token_task(TimeoutSeconds=DAY, HeartbeatSeconds=600, Catch=catch, End=True),
        "Silent": {"Type": "Pass", "Result": {"is": "silent"}, "End": True},
    }
    execution = machines.start(machines.make("heartbeat", states))
    cloud.world.advance(500)
    with cloud.world.turn():
        machines.client.send_task_heartbeat(taskToken=traces(cloud).TOKENS[-1])
    cloud.world.advance(599)
    assert machines.status(execution) == "RUNNING"
    cloud.world.advance(2)
    assert machines.output(execution) == {"is": "silent"}


def test_retries_back_off_by_their_rate(cloud: LocalCloud, machines: Machines) -> None:
    retry = [{"ErrorEquals": ["FlakyError"], "IntervalSeconds": 60, "BackoffRate": 2, "MaxAttempts": 5}]
    flaky = task("huiyin-Flaky", {"succeeds_at": 4}, Retry=retry, OutputPath="$.Payload", End=True)
    execution = machines.start(machines.make("retry", {"F": flaky}))
    cloud.world.advance(HOUR)
    assert machines.output(execution) == {"attempts": 4}
    assert [at - BEGIN for at, _ in traces(cloud).SEEN] == [0, 60, 180, 420]


def test_jitter_repeats_itself_and_stays_within_its_bound(tmp_path: Path) -> None:
    def waits() -> list[int]:
        with toy_cloud(tmp_path, function("flaky"), seed=7) as cloud:
            machines = Machines(cloud)
            retry = {"IntervalSeconds": 600, "BackoffRate": 2, "MaxAttempts": 5, "JitterStrategy": "FULL"}
            state = task("huiyin-Flaky", {"succeeds_at": 4}, Retry=[{"ErrorEquals": ["FlakyError"], **retry}], End=True)
            machines.start(machines.make("jitter", {"F": state}))
            cloud.world.advance(DAY)
            return [at - BEGIN for at, _ in traces(cloud).SEEN]

    first = waits()
    assert first == waits()
    assert all(0 <= after - before <= 600 * 2**n for n, (before, after) in enumerate(pairwise(first)))


def test_choice_parallel_and_map_do_what_they_say(cloud: LocalCloud, machines: Machines) -> None:
    record = task("huiyin-Record", {}, OutputPath="$.Payload.at", End=True)
    waits = {"W": {"Type": "Wait", "SecondsPath": "$.v", "Next": "R"}, "R": record}
    branches = [
        {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 2 * HOUR, "Next": "R"}, "R": record}},
        {"StartAt": "B", "States": {"B": record}},
    ]
    each = {"v.$": "$$.Map.Item.Value"}
    states = {
        "C": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.n", "NumericGreaterThan": 3, "Next": "P"}],
            "Default": "F",
        },
        "F": {"Type": "Fail", "Error": "TooSmall", "Cause": "n"},
        "P": {"Type": "Parallel", "Branches": branches, "ResultPath": "$.parallel", "Next": "M"},
        "M": {
            "Type": "Map",
            "ItemsPath": "$.items",
            "ItemSelector": each,
            "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "W", "States": waits},
            "ResultPath": "$.mapped",
            "End": True,
        },
    }
    machine = machines.make("flow", states)
    execution = machines.start(machine, {"n": 5, "items": [30, 10, 20]})
    cloud.world.advance(DAY)
    output, then = machines.output(execution), BEGIN + 2 * HOUR
    assert output["parallel"] == [then, BEGIN]
    assert output["mapped"] == [then + 30, then + 10, then + 20]
    failed = machines.client.describe_execution(executionArn=machines.start(machine, {"n": 1}))
    assert (failed["status"], failed["error"]) == ("FAILED", "TooSmall")


def test_a_machines_own_timeout_ends_it_whatever_it_catches(cloud: LocalCloud, machines: Machines) -> None:
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "Caught"}]
    states = {"Ask": token_task(TimeoutSeconds=DAY, Catch=catch, End=True), "Caught": {"Type": "Pass", "End": True}}
    execution = machines.start(machines.make("short", states, TimeoutSeconds=HOUR))
    cloud.world.advance(HOUR)
    assert machines.status(execution) == "TIMED_OUT"
    assert error_of(machines.answer, traces(cloud).TOKENS[-1], {}) == "TaskTimedOut"


def test_a_stopped_execution_ends_at_once_and_keeps_its_name(
    cloud: LocalCloud, machines: Machines, asking: str
) -> None:
    execution = machines.start(asking, {"a": 1}, name="case-1")
    assert machines.start(asking, {"a": 1}, name="case-1") == execution
    assert error_of(machines.start, asking, {"a": 2}, name="case-1") == "ExecutionAlreadyExists"
    with cloud.world.turn():
        machines.client.stop_execution(executionArn=execution)
    assert machines.status(execution) == "ABORTED"
    assert not cloud.tokens.is_live(traces(cloud).TOKENS[-1])
    assert error_of(machines.start, asking, {"a": 1}, name="case-1") == "ExecutionAlreadyExists"
    assert error_of(machines.start, asking, {}, name="no spaces, please") == "InvalidName"


def test_three_hundred_executions_run_in_strict_time_order_and_the_same_way_twice(tmp_path: Path) -> None:
    def run() -> list[Any]:
        with toy_cloud(tmp_path, function("record"), function("ask")) as cloud:
            machines = Machines(cloud)
            states = {
                "W": {"Type": "Wait", "SecondsPath": "$.s", "Next": "R"},
                "R": task("huiyin-Record", {"s.$": "$.s"}, ResultPath=None, Next="Ask"),
                "Ask": token_task(
                    TimeoutSeconds=3 * DAY, Catch=[{"ErrorEquals": ["States.ALL"], "Next": "E"}], Next="E"
                ),
                "E": {"Type": "Succeed"},
            }
            machine = machines.make("many", states)
            executions = [machines.start(machine, {"s": DAY * (i * 7 % 30) + i // 2}) for i in range(300)]
            cloud.world.advance(40 * DAY)
            assert {machines.status(execution) for execution in executions} == {"SUCCEEDED"}
            return [*traces(cloud).SEEN, *traces(cloud).TOKENS, executions]

    first = run()
    seconds = [event["s"] for _, event in first[:300]]
    assert seconds == sorted(seconds)
    assert first == run()


TABLE = """
Things:
  Type: AWS::DynamoDB::Table
  Properties:
    BillingMode: PAY_PER_REQUEST
    AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
    KeySchema: [{AttributeName: pk, KeyType: HASH}]
    StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
Dead:
  Type: AWS::SQS::Queue
Reader:
  Type: AWS::Serverless::Function
  Properties:
    CodeUri: code
    Handler: toy_functions.read_stream
    Events:
      Changes:
        Type: DynamoDB
        Properties:
          Stream: !GetAtt Things.StreamArn
          StartingPosition: TRIM_HORIZON
          BatchSize: 10
          MaximumRetryAttempts: 2
          FunctionResponseTypes: [ReportBatchItemFailures]
          DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Dead.Arn}}
          FilterCriteria: {Filters: [{Pattern: '{"dynamodb": {"NewImage": {"wanted": {"S": [{"exists": true}]}}}}'}]}
"""


@pytest.fixture
def streaming(tmp_path: Path) -> Iterator[LocalCloud]:
    with toy_cloud(tmp_path, resource(TABLE)) as made:
        yield made


def put(cloud: LocalCloud, key: str, **attributes: str) -> None:
    item = {name: {"S": value} for name, value in {"pk": key, **attributes}.items()}
    with cloud.world.turn():
        cloud.client("dynamodb").put_item(TableName="huiyin-Things", Item=item)


def test_a_stream_delivers_what_its_filter_passes_and_no_write_that_changes_nothing(streaming: LocalCloud) -> None:
    put(streaming, "a", wanted="yes")
    put(streaming, "a", wanted="yes")
    put(streaming, "b", other="x")
    put(streaming, "a", wanted="still")
    assert [seen[1:] for seen in traces(streaming).SEEN] == [("INSERT", "a"), ("MODIFY", "a")]


def test_an_update_that_creates_an_item_is_one_insert(streaming: LocalCloud) -> None:
    with streaming.world.turn():
        streaming.client("dynamodb").update_item(
            TableName="huiyin-Things",
            Key={"pk": {"S": "new"}},
            UpdateExpression="SET wanted = :w",
            ExpressionAttributeValues={":w": {"S": "w"}},
        )
    assert [seen[1:] for seen in traces(streaming).SEEN] == [("INSERT", "new")]


def test_a_cancelled_transaction_leaves_no_item_and_no_record(streaming: LocalCloud) -> None:
    put(streaming, "there", wanted="yes")
    traces(streaming).SEEN.clear()
    items = [
        {"Put": {"TableName": "huiyin-Things", "Item": {"pk": {"S": key}, "wanted": {"S": "!"}}, **condition}}
        for key, condition in (("one", {}), ("there", {"ConditionExpression": "attribute_not_exists(pk)"}))
    ]
    with streaming.world.turn(), pytest.raises(ClientError) as cancelled:
        streaming.client("dynamodb").transact_write_items(TransactItems=items)
    codes = [reason["Code"] for reason in cancelled.value.response["CancellationReasons"]]
    found = streaming.client("dynamodb").scan(TableName="huiyin-Things")["Items"]
    assert codes == ["None", "ConditionalCheckFailed"]
    assert [(item["pk"]["S"], item["wanted"]["S"]) for item in found] == [("there", "yes")]
    assert traces(streaming).SEEN == []


def test_a_record_that_always_fails_goes_to_the_dead_letters_and_the_rest_go_on(streaming: LocalCloud) -> None:
    with streaming.world.turn():
        for key in ("a", "poison", "b"):
            put(streaming, key, wanted="yes")
    streaming.world.advance(HOUR)
    keys = [key for _, _, key in traces(streaming).SEEN]
    dead = streaming.client("sqs").receive_message(QueueUrl=queue_url(streaming, "huiyin-Dead"))["Messages"]
    assert keys.count("a") == 1
    assert keys.count("poison") >= 3
    assert keys[-1] == "b" or keys.count("b") >= 1
    assert json.loads(dead[0]["Body"])["DDBStreamBatchInfo"]["streamArn"].endswith("2026-11-20T09:00:00")


def test_deliveries_can_be_doubled_and_turned_round(streaming: LocalCloud) -> None:
    streaming.deliveries.rearrange = lambda function, records: [records, records[::-1]]
    with streaming.world.turn():
        put(streaming, "a", wanted="yes")
        put(streaming, "b", wanted="yes")
    assert [key for _, _, key in traces(streaming).SEEN] == ["a", "b", "b", "a"]


QUEUE = """
Work:
  Type: AWS::SQS::Queue
  Properties:
    VisibilityTimeout: 60
    RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
Dead:
  Type: AWS::SQS::Queue
Reader:
  Type: AWS::Serverless::Function
  Properties:
    CodeUri: code
    Handler: toy_functions.read_queue
    Events:
      Messages:
        Type: SQS
        Properties: {Queue: !GetAtt Work.Arn, BatchSize: 10, FunctionResponseTypes: [ReportBatchItemFailures]}
"""


def test_a_message_that_fails_comes_back_and_ends_in_the_dead_letters(tmp_path: Path) -> None:
    with toy_cloud(tmp_path, resource(QUEUE)) as cloud:
        with cloud.world.turn():
            for body in ("a", "poison", "b"):
                cloud.client("sqs").send_message(QueueUrl=queue_url(cloud, "huiyin-Work"), MessageBody=body)
        cloud.world.advance(HOUR)
        dead = cloud.client("sqs").receive_message(QueueUrl=queue_url(cloud, "huiyin-Dead"))["Messages"]
        came = [(at - BEGIN, bodies) for at, bodies in traces(cloud).SEEN]
        assert came == [(0, ["a", "poison", "b"]), (60, ["poison"]), (120, ["poison"])]
        assert [message["Body"] for message in dead] == ["poison"]


def test_a_delayed_message_comes_when_its_delay_is_over(tmp_path: Path) -> None:
    with toy_cloud(tmp_path, resource(QUEUE)) as cloud:
        with cloud.world.turn():
            url = queue_url(cloud, "huiyin-Work")
            cloud.client("sqs").send_message(QueueUrl=url, MessageBody="later", DelaySeconds=600)
        cloud.world.advance(HOUR)
        assert traces(cloud).SEEN == [(BEGIN + 600, ["later"])]


BUS = """
Bus:
  Type: AWS::Events::EventBus
  Properties: {Name: cases}
Record:
  Type: AWS::Serverless::Function
  Properties:
    CodeUri: code
    Handler: toy_functions.record
    Events:
      Often: {Type: Schedule, Properties: {Schedule: rate(6 hours)}}
      Morning: {Type: Schedule, Properties: {Schedule: 'cron(0 0 ? * MON-FRI *)', Input: '"morning"'}}
      Told:
        Type: EventBridgeRule
        Properties: {EventBusName: !Ref Bus, Pattern: {source: [huiyin.case], detail: {tells: [{exists: true}]}}}
"""


def test_schedules_fire_at_their_instants(tmp_path: Path) -> None:
    with toy_cloud(tmp_path, resource(BUS)) as cloud:
        cloud.world.advance(4 * DAY)
        mornings = [at for at, event in traces(cloud).SEEN if event == "morning"]
        often = [at for at, event in traces(cloud).SEEN if event != "morning"]
        assert mornings == [int(START.replace(day=day, hour=0).timestamp()) for day in (23, 24)]
        assert often == [BEGIN + n * 6 * HOUR for n in range(1, 17)]


def test_a_bus_tells_functions_what_their_pattern_matches(tmp_path: Path) -> None:
    with toy_cloud(tmp_path, resource(BUS)) as cloud:
        entry = {"Source": "huiyin.case", "DetailType": "Case", "EventBusName": "cases"}
        with cloud.world.turn():
            for detail in ({"tells": "x"}, {"other": "y"}):
                cloud.client("events").put_events(Entries=[{**entry, "Detail": json.dumps(detail)}])
        assert [event["detail"] for _, event in traces(cloud).SEEN] == [{"tells": "x"}]


def test_what_people_are_sent_is_kept_with_its_instant(cloud: LocalCloud) -> None:
    with cloud.world.turn():
        cloud.client("sns").publish(PhoneNumber="+8613800000000", Message="您的来信已收到")
    cloud.world.advance(HOUR)
    text = {"Subject": {"Data": "回复"}, "Body": {"Text": {"Data": "全文"}, "Html": {"Data": "<p>全文</p>"}}}
    with cloud.world.turn():
        cloud.client("sesv2").send_email(
            FromEmailAddress="a@example.org", Destination={"ToAddresses": ["b@example.org"]}, Content={"Simple": text}
        )
    sms, mail = cloud.messages
    assert (sms.kind, sms.to, sms.text, sms.at) == ("sms", ("13800000000",), "您的来信已收到", START)
    assert (mail.kind, mail.to, mail.subject, mail.text) == ("mail", ("b@example.org",), "回复", "全文")


def queue_url(cloud: LocalCloud, name: str) -> str:
    return cloud.client("sqs").get_queue_url(QueueName=name)["QueueUrl"]


def error_of(call: Any, *arguments: Any, **options: Any) -> str:
    with pytest.raises(ClientError) as raised:
        call(*arguments, **options)
    return raised.value.response["Error"]["Code"]
