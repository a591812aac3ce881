"""Least privilege, held by what really happens: every call that a function makes is granted to its role by the
template, on exactly that resource, and what is granted is used.
"""

import base64
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import yaml

from faults.mishaps import HOUR, keep_stopping, machines_stopped
from faults.story import HOUSING, MONDAY, PROGRAMME, REQUESTS, SURE, UNSURE, Story
from faults.telling import town
from file_builders import a_pdf, a_picture
from huiyin_aws import keys, registry
from huiyin_local import samples
from huiyin_local.cloud import LocalCloud, resources
from huiyin_local.cloud.calls import Call
from huiyin_local.cloud.functions import Outcome
from huiyin_local.cloud.stack import ACCOUNT, REGION
from huiyin_local.deployment import Deployment, deploy, start
from huiyin_local.letters import Letter
from huiyin_local.people import parcels
from journeys.city import MARKET, City, Visitor
from journeys.desk_forms import PARTS, enters, parcel

NO_RESOURCE = "*"
WITH_PLATFORM = "guangxi-mailbox"
# What AWS does in a function's name, and no code of ours asks for.
BY_AWS = {
    "logs:*": "the runtime writes the log",
    "kms:*": "DynamoDB uses the key of `Papers` for who reads and writes it; held by a test below",
    "dynamodb:DescribeStream": "Lambda polls the stream",
    "dynamodb:GetRecords": "Lambda polls the stream",
    "dynamodb:GetShardIterator": "Lambda polls the stream",
    "dynamodb:ListStreams": "Lambda polls the stream",
    "sqs:ReceiveMessage": "Lambda polls the queue",
    "sqs:DeleteMessage": "Lambda takes what was done out of the queue",
    "sqs:GetQueueAttributes": "Lambda polls the queue",
}
# Granted, and not seen here for a reason.
UNSEEN = {
    ("Relay", "sqs:SendMessage", "RelayDeadLetters"): "Lambda sends there what the relay has failed at six times",
    ("Reconcile", "dynamodb:UpdateItem", "-Correspondence"): "held by a failed morning: test_morning.py has one",
    ("Reconcile", "sqs:SendMessage", "-NoticesQueue"): "the same",
    ("Reorganise", "dynamodb:DeleteItem", "-Registry"): "a duty that goes over: tests/journeys/test_reorganised.py",
    ("Act", "sqs:SendMessage", "-ErrandsQueue"): "a code to see a contact: tests/journeys/test_codes.py asks for some",
    ("Act", "dynamodb:DeleteItem", "-Papers"): "a draft that was decided: tests/journeys/test_drafts.py has one",
    ("Act", "s3:PutObject", "/quarantine/*"): "a browser sends by what the role has signed",
    ("Act", "s3:GetObject", "/clean/*"): "a browser fetches by what the role has signed",
    ("Orders", "s3:PutObject", "/quarantine/*"): "another system sends by what the role has signed",
    ("Desk", "s3:PutObject", "/quarantine/*"): "a browser sends by what the role has signed",
    ("Desk", "s3:GetObject", "/clean/*"): "a browser fetches by what the role has signed",
    ("Inspect", "s3:DeleteObject", "/clean/*"): "a file whose case had ended meanwhile: test_files.py has one",
    ("Inspect", "s3:ListBucket", ""): "without it, what is gone would be called forbidden",
    ("Notify", "dynamodb:PutItem", "-Registry"): "a handover that was refused in the evening: test_taking_over.py",
    ("Notify", "ses:SendEmail", "identity/example.gov.cn"): "either the address or its domain is the identity",
    ("Morning", "ses:SendEmail", "identity/example.gov.cn"): "either the address or its domain is the identity",
}
_TRANSACTED = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}


@dataclass
class Roles:
    """The roles that a cloud is made with, by the logical id of their function."""

    of_function: dict[str, str] = field(default_factory=dict)
    statements: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    managed: set[str] = field(default_factory=set)

    def note_role(self, properties: dict[str, Any], arn: str) -> None:
        policies = [policy["PolicyDocument"]["Statement"] for policy in properties.get("Policies", ())]
        self.statements[arn] = [statement for each in policies for statement in each]
        if properties.get("ManagedPolicyArns"):
            self.managed.add(arn)

    def grants(self, function: str, effect: str = "Allow") -> Iterator[tuple[str, str, dict[str, Any]]]:
        for statement in self.statements[self.of_function[function]]:
            if statement["Effect"] == effect:
                for action in _list(statement["Action"]):
                    for resource in _list(statement["Resource"]):
                        yield action, resource, statement.get("Condition", {})


@dataclass
class Record:
    """Who called what, on which resource, with which condition keys."""

    cloud: LocalCloud
    calls: dict[tuple[str, str, str], dict[str, str]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._here = threading.local()
        self._invoke = self.cloud.functions.invoke
        self.cloud.functions.invoke = self._invoked
        self.cloud.calls.before.append(self._called)

    def _invoked(self, name: str, payload: str) -> Outcome:
        outer = getattr(self._here, "function", "")
        self._here.function = self.cloud.functions.get(name).logical_id
        keys.reset()  # every function is a process of its own, and reads the secret itself
        try:
            return self._invoke(name, payload)
        finally:
            self._here.function = outer

    def _called(self, call: Call) -> None:
        if function := getattr(self._here, "function", ""):
            for action, resource, context in asked(call):
                self.calls[function, action, resource] = context


def asked(call: Call) -> Iterator[tuple[str, str, dict[str, str]]]:
    """The permissions that a call needs, as the service authorization reference has them."""
    given, operation = call.parameters, call.operation
    match call.service, operation:
        case "dynamodb", "TransactWriteItems":
            for item in given["TransactItems"]:
                ((kind, entry),) = item.items()
                yield f"dynamodb:{_TRANSACTED[kind]}", _table(entry["TableName"]), {}
        case "dynamodb", "BatchGetItem" | "BatchWriteItem":
            for name in given["RequestItems"]:
                yield f"dynamodb:{operation}", _table(name), {}
        case "dynamodb", _:
            index = f"/index/{given['IndexName']}" if "IndexName" in given else ""
            yield f"dynamodb:{operation}", _table(given["TableName"]) + index, {}
        case "stepfunctions", "SendTaskSuccess":
            yield "states:SendTaskSuccess", NO_RESOURCE, {}
        case "stepfunctions", _:
            yield f"states:{operation}", given.get("executionArn") or given["stateMachineArn"], {}
        case "events", "PutEvents":
            for entry in given["Entries"]:
                yield "events:PutEvents", _arn("events", f"event-bus/{entry['EventBusName']}"), {}
        case "sqs", _:
            yield f"sqs:{operation}", _arn("sqs", given["QueueUrl"].rpartition("/")[2]), {}
        case "sns", "Publish":
            yield "sns:Publish", given.get("TopicArn") or given["PhoneNumber"], {}
        case "ses", "SendEmail":
            yield "ses:SendEmail", _arn("ses", f"identity/{given['Source']}"), {"ses:FromAddress": given["Source"]}
        case "s3", _:
            yield f"s3:{operation}", f"arn:aws:s3:::{given['Bucket']}/{given['Key']}", {}
        case "secretsmanager", "GetSecretValue":
            yield "secretsmanager:GetSecretValue", given["SecretId"], {}
        case service, _:
            raise AssertionError(f"say here which permission {service} {operation} needs")


def _table(name: str) -> str:
    return _arn("dynamodb", f"table/{name}")


def _arn(service: str, rest: str) -> str:
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{rest}"


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _fits(pattern: str, value: str) -> bool:
    expression = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(expression, value, re.DOTALL) is not None


def _holds(conditions: dict[str, Any], context: dict[str, str]) -> bool:
    assert conditions.keys() <= {"StringEquals"}, f"say here what {conditions} means"
    return all(context.get(key) in _list(value) for key, value in conditions.get("StringEquals", {}).items())


@dataclass(frozen=True)
class Seen:
    roles: Roles
    calls: dict[tuple[str, str, str], dict[str, str]]
    functions: tuple[str, ...]


@pytest.fixture(scope="module")
def seen() -> Iterator[Seen]:
    """A rich story: people look before they act and post twice; machines, clocks and records get lost."""
    roles = Roles()
    with pytest.MonkeyPatch.context() as patch:
        _note_roles(patch, roles)
        with town("rate(20 minutes)", looks=True) as story:
            record = Record(story.cloud)
            story.posts = 2
            _lose_much(story.cloud)
            story.tell(11)
            _look_up(story)
            _operate(story)
            _attach(story)
            _amend(story, patch)
            _reorganise(story)
            _sit_at_the_desk(story)  # last but one: the streams lose every other handful, and which is counted
            _join(story)
        with start(MONDAY, (WITH_PLATFORM,), seed=1) as cloud:
            elsewhere = Record(cloud)
            _hand_out(deploy(cloud, WITH_PLATFORM))
        yield Seen(roles, record.calls | elsewhere.calls, tuple(roles.of_function))


def _note_roles(patch: pytest.MonkeyPatch, roles: Roles) -> None:
    make_role, make_function = resources.MAKERS["AWS::IAM::Role"], resources.MAKERS["AWS::Lambda::Function"]

    def role(shop: Any, stack: Any, logical_id: str, properties: Any) -> Any:
        made = make_role(shop, stack, logical_id, properties)
        roles.note_role(properties, made.attributes["Arn"])
        return made

    def function(shop: Any, stack: Any, logical_id: str, properties: Any) -> Any:
        roles.of_function[logical_id] = properties["Role"]
        return make_function(shop, stack, logical_id, properties)

    patch.setitem(resources.MAKERS, "AWS::IAM::Role", role)
    patch.setitem(resources.MAKERS, "AWS::Lambda::Function", function)


def _lose_much(cloud: LocalCloud) -> None:
    machines_stopped(cloud)
    keep_stopping(cloud, "DEADLINE_MACHINE_ARN", 70 * HOUR)
    publish, count = cloud.streams._publish, iter(range(1_000_000))
    cloud.streams._publish = lambda arn, record: None if next(count) % 16 < 8 else publish(arn, record)


def _hand_out(mailbox: Deployment) -> None:
    """Another system asks what there is to hand out, hands it out, and says how far it is."""
    cloud, platform = mailbox.cloud, mailbox.platform
    assert platform is not None
    body = "人民路北段路灯太少，夜里看不清路，建议增设路灯，方便大家夜间行走。"
    letter = Letter(1, "lamp", "来信人", "建议增设路灯", cloud.now, body, "suggestion")
    _, told = mailbox.channel.hand_in(letter, cloud.now, mailbox.kinds)
    cloud.world.settle()
    assert platform.hand_out(cloud.now) == 1
    status, _ = platform.ask("POST", f"/{told['number']}/progress", {"text": "已到现场。"}, cloud.now)
    assert status == 200
    file = {"label": "扫描件", "purpose": "return"}
    assert platform.ask("POST", f"/{told['number']}/file", file, cloud.now)[0] == 200
    cloud.world.settle()


def _look_up(story: Story) -> None:
    """The requester asks for the answer, with the number and the code that came by SMS."""
    number = story.numbers["return"]
    code = next(m[1] for sms in story.cloud.messages if (m := re.search(rf"{number}，查询码(\w+)", sms.text)))
    answer = story.cloud.gateway.call("GET", f"{REQUESTS}/{number}?code={code}")
    assert answer.status == 200


def _sit_at_the_desk(story: Story) -> None:
    """The centre signs in by a mailed link and by a phone's, looks around and decides what waits for it."""
    cloud, town = story.cloud, City(story.town)
    letter = town.hand_in(title="请管一管", body="我们这里每天半夜都很吵，睡不好觉，盼有人管一管。", kind="help")
    cloud.world.advance(3600)  # where it was lost on the way, the sweep has found it
    centre, handler = town.signs_in("centre"), town.signs_in("handler", MARKET)
    queues = [handler.queue(each) for each in ("", "?queue=open")] + [centre.queue("?queue=open&stage=rating")]
    queues += [centre.finds(words="半夜"), centre.finds(state="closed"), centre.finds(number=letter.number)]
    assert {answer.status for answer in queues} == {200}
    form = centre.opens(letter).form("AnswerAtOnce")
    assert form is not None
    draft = form.filled({"text": "已按来信核实。"}) + b"&save=draft"
    assert centre.post(f"/desk/cases/{letter.number}", draft).status == 200
    centre.does(letter, "AnswerAtOnce", text="已按来信核实，答复如下。")
    _enter_at_the_desk(centre)
    assert centre.post("/desk/sign-out", {"csrf": centre.csrf()}).status == 200
    cloud.world.settle()


def _enter_at_the_desk(centre: Visitor) -> None:
    """A change of people with its scan, which is looked at; a list in which a unit has given up its field."""
    unit = "/desk/registry/units/jiaotong"
    today = f"{centre.city.now:%Y-%m-%d}"
    changed = {"role": "handler", "since": today, "title": "经办人乙", "phone": "13000000999"}
    assert enters(centre, "NamePerson", path=unit, scan=a_pdf(), **changed).status == 200
    proof = registry.changes(PROGRAMME, "jiaotong")[-1].proof
    assert centre.get(f"{unit}/scans/{proof}").status == 200
    listed = centre.get("/desk/registry/list/csv").body.decode().replace("transport", "").encode()
    assert centre.post("/desk/registry", parcel({"csrf": centre.csrf()}, {"list": listed}), **PARTS).status == 200


def _operate(story: Story) -> None:
    """An operator enters and asks; a machine that lags behind its case waits for a stage that has passed."""
    cloud, number = story.cloud, story.numbers["return"]
    entries = yaml.safe_load(samples.registry(PROGRAMME).read_text(encoding="utf-8"))
    entries["units"][1]["duties"] = ["other"]
    cloud.invoke("Register", entries)
    entries["units"][1]["duties"] = []
    cloud.invoke("Register", entries)
    cloud.invoke("ChannelKey", {"channel": "hotline"})
    cloud.invoke("AwaitDecision", {"case": number, "stage": "triage", "attempt": 1, "token": "long gone"})


def _join(story: Story) -> None:
    """The centre's desk joins requests to others on the same matter; those are answered, or end without an answer.

    Half of what happens is lost on its way, so now the relay and now the sweep records what the other case did.
    """
    from huiyin.case import commands as c
    from huiyin.case.facts import Actor, Paper
    from huiyin.case.vocabulary import Role
    from huiyin_aws import store

    def does(number: str, *commands: c.Command) -> None:
        with story.cloud.world.turn():
            store.change(number, lambda _: store.Change(commands), story.cloud.now)
        story.cloud.world.advance(HOUR)

    centre, paper = Actor(Role.CENTRE, "centre-desk", "centre"), Paper("reply", "digest")
    for pair in range(6):
        numbers = [json.loads(story.hand_in(f"pair-{pair}-{n}", UNSURE).text)["number"] for n in range(2)]
        story.cloud.world.advance(HOUR)
        with story.cloud.world.turn():
            lead = store.load(numbers[0]).case
        does(numbers[1], c.JoinTo(by=centre, lead=lead, paper=paper))
        if pair % 2:
            does(numbers[0], c.Decline(by=centre, ground="privacy"))
        else:
            does(numbers[0], c.AnswerAtOnce(by=centre, paper=_answer(story, numbers[0])))
        with story.cloud.world.turn():
            assert store.load(numbers[1]).case.stage == ("triage" if pair % 2 else "rating")


def _answer(story: Story, number: str) -> Any:
    from huiyin_aws import papers

    with story.cloud.world.turn():
        paper, item = papers.draw_up(number, "reply", {"text": "已办结。"})
        item.save()
    return paper


def _reorganise(story: Story) -> None:
    """A list goes out and comes in changed; the unit that has orders in hand is merged into another."""
    given = story.cloud.invoke("Exchange", {"programme": PROGRAMME, "give": "csv"})
    text = base64.b64decode(given["content"]).decode()
    changed = ("housing", ""), ("natural_resources", "natural_resources、housing"), ("ziran-head@", "ziran-new-head@")
    for old, new in changed:
        text = text.replace(old, new)
    report = story.cloud.invoke(
        "Exchange", {"programme": PROGRAMME, "content": base64.b64encode(text.encode()).decode()}
    )
    assert report["written"], report
    story.cloud.invoke("Reorganise", {"programme": PROGRAMME, "unit": HOUSING, "into": "ziran"})
    story.cloud.world.settle()


def _attach(story: Story) -> None:
    """Somebody opens the files of an order, sends one, and fetches it."""
    cloud = story.cloud
    number = json.loads(story.hand_in("attached", SURE).body)["number"]
    cloud.world.advance(HOUR)  # what was lost on its way is found by the sweep
    told = (sms.text for sms in cloud.messages if number in sms.text)
    link = next(m[1] for text in told if (m := re.search(r"(/act/[\w-]+)", text)))
    asked = cloud.gateway.call("POST", f"{link}/files", {}, urlencode({"label": "照片", "purpose": "other"}))
    parcel = parcels.read(asked.text)
    assert parcel is not None
    media_type, body = parcels.packed(parcel.fields, a_picture())
    sent = cloud.gateway.call("POST", urlsplit(parcel.action).path, {"content-type": media_type}, body)
    assert sent.status == 303
    cloud.world.settle()
    found = [href for _, href in parcels.links(cloud.gateway.call("GET", f"{link}/files").text) if "files/" in href]
    assert [cloud.gateway.call("GET", f"{link}/{href}").status for href in found] == [303]


def _amend(story: Story, patch: pytest.MonkeyPatch) -> None:
    """A notice comes while an order is open; then a release brings the calendar of another year."""
    cloud = story.cloud
    assert story.hand_in("amended", SURE).status == 200  # posted twice, as all is here
    cloud.world.settle()
    soon = story.town.time.calendar.next_workday(cloud.now.date())
    days = [{"date": soon.isoformat(), "working": False, "zh": "防汛停工", "en": "Closed for the flood"}]
    for _ in range(2):  # the same notice again asks what became of the recount
        cloud.invoke("AmendCalendar", {"programme": PROGRAMME, "days": days})
        cloud.world.advance(120)
    cloud.invoke("FollowCalendar", {})
    patch.setattr("huiyin_aws.amending.last_published_year", lambda: 2100)
    cloud.invoke("FollowCalendar", {})
    cloud.world.advance(120)


def test_every_function_was_at_work(seen: Seen) -> None:
    assert {function for function, _, _ in seen.calls} == set(seen.functions)


def test_each_function_has_a_role_of_its_own_without_managed_policies(seen: Seen) -> None:
    roles = seen.roles.of_function
    assert len(set(roles.values())) == len(roles)
    assert not seen.roles.managed & set(roles.values())


def test_every_call_is_granted_on_exactly_its_resource(seen: Seen) -> None:
    refused = []
    for (function, action, resource), context in seen.calls.items():
        allowed, denied = (
            any(
                _fits(a.lower(), action.lower()) and _fits(r, resource) and _holds(condition, context)
                for a, r, condition in seen.roles.grants(function, effect)
            )
            for effect in ("Allow", "Deny")
        )
        if denied or not allowed:
            refused.append((function, action, resource))
    assert refused == []


def test_what_is_granted_is_used(seen: Seen) -> None:
    idle = sorted(
        (function, action, resource)
        for function in seen.functions
        for action, resource, _ in seen.roles.grants(function)
        if not any(_fits(each, action) for each in BY_AWS)
        and not any((function, action) == (f, a) and resource.endswith(end) for f, a, end in UNSEEN)
        and not any(f == function and a == action and _fits(resource, r) for f, a, r in seen.calls)
    )
    assert not idle, "\n".join(" ".join(grant) for grant in idle)


def test_the_key_of_the_papers_is_granted_to_who_uses_them(seen: Seen) -> None:
    """Reading needs Decrypt, writing the data key as well; nobody else holds either."""
    for function in seen.functions:
        used = {action for f, action, resource in seen.calls if f == function and resource.endswith("-Papers")}
        held = {action for action, _, _ in seen.roles.grants(function) if action.startswith("kms:")}
        writes = used & {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"}
        assert bool(used) == ("kms:Decrypt" in held), function
        assert bool(writes) == ("kms:GenerateDataKey" in held), function
