"""Event buses, rules and schedules; what fires by the clock fires by the world's."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from huiyin_local.cloud.schedules import keep_firing, next_firing
from huiyin_local.cloud.stack import ACCOUNT, REGION, Made, Stack
from huiyin_local.cloud.template import TemplateError

from .workshop import Maker, Properties, Workshop, only


def bus(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    name = properties.get("Name") or stack.physical_name(logical_id)
    arn = shop.client("events").create_event_bus(Name=name)["EventBusArn"]
    return Made(name, {"Arn": arn, "Name": name})


def rule(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    name = properties.get("Name") or stack.physical_name(logical_id)
    on_bus = only(properties, "EventBusName")
    asked = only(properties, "ScheduleExpression", "State") | on_bus
    if pattern := properties.get("EventPattern"):
        asked["EventPattern"] = json.dumps(pattern)
    arn = shop.client("events").put_rule(Name=name, **asked)["RuleArn"]
    targets = [only(target, "Id", "Arn", "Input", "InputPath", "SqsParameters") for target in properties["Targets"]]
    shop.client("events").put_targets(Rule=name, Targets=targets, **on_bus)
    if "ScheduleExpression" in properties and properties.get("State", "ENABLED") == "ENABLED":
        for target in properties["Targets"]:
            fire = _firing(shop, stack, logical_id, target, lambda: _scheduled_event(shop, arn))
            keep_firing(shop.world, properties["ScheduleExpression"], "UTC", fire)
    return Made(name, {"Arn": arn})


def schedule(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    name = properties.get("Name") or stack.physical_name(logical_id)
    expression, zone = properties["ScheduleExpression"], properties.get("ScheduleExpressionTimezone", "UTC")
    next_firing(expression, shop.world.now, zone)
    arn = f"arn:aws:scheduler:{REGION}:{ACCOUNT}:schedule/default/{name}"
    if properties.get("State", "ENABLED") == "ENABLED":
        keep_firing(shop.world, expression, zone, _firing(shop, stack, logical_id, properties["Target"], lambda: {}))
    return Made(name, {"Arn": arn})


def _scheduled_event(shop: Workshop, rule_arn: str) -> dict[str, Any]:
    now = dt.datetime.fromtimestamp(shop.world.now, dt.UTC)
    return {
        "version": "0",
        "id": f"00000000-0000-4000-8000-{shop.world.now:012d}",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        "region": REGION,
        "resources": [rule_arn],
        "detail": {},
    }


def _firing(
    shop: Workshop, stack: Stack, logical_id: str, target: Properties, event: Callable[[], dict[str, Any]]
) -> Callable[[], None]:
    service = target["Arn"].split(":")[2]

    def payload() -> str:
        return target["Input"] if "Input" in target else json.dumps(event())

    def to_queue() -> None:
        url = shop.client("sqs").get_queue_url(QueueName=target["Arn"].rpartition(":")[2])["QueueUrl"]
        shop.client("sqs").send_message(QueueUrl=url, MessageBody=payload())

    def to_machine() -> None:
        shop.client("stepfunctions").start_execution(stateMachineArn=target["Arn"], input=payload())

    ways = {
        "lambda": lambda: shop.functions.invoke_later(target["Arn"], payload()),
        "sqs": to_queue,
        "states": to_machine,
    }
    if service not in ways:
        raise TemplateError(f"{stack.name}: {logical_id} fires at {target['Arn']}; only {sorted(ways)} can be reached.")
    return ways[service]


MAKERS: dict[str, Maker] = {
    "AWS::Events::EventBus": bus,
    "AWS::Events::Rule": rule,
    "AWS::Scheduler::Schedule": schedule,
}
