"""A stack in the making: CloudFormation's references and functions, resolved in the order in which they are needed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .template import Template, TemplateError

ACCOUNT = "123456789012"
REGION = "ap-southeast-1"
_REFERENCE = re.compile(r"\$\{(!?)([^}]+)\}")


@dataclass(frozen=True)
class Made:
    """A resource that was made: what Ref gives, and its attributes."""

    ref: str
    attributes: dict[str, Any] = field(default_factory=dict)


Make = Callable[["Stack", str, dict[str, Any]], Made]
"""Makes the resource of a logical id from its resolved properties."""


class _NoValue:
    """What AWS::NoValue stands for: the property is left out."""


NO_VALUE = _NoValue()


class Stack:
    """One stack: its template, its parameters, and the resources made so far."""

    def __init__(
        self, name: str, template: Template, parameters: dict[str, Any], make: Callable[[str], Make | None]
    ) -> None:
        self.name = name
        self.template = template
        self._make = make
        self._parameters = {key: self._as_declared(key, value) for key, value in parameters.items()}
        self._made: dict[str, Made] = {}
        self._in_hand: list[str] = []
        self._pseudo = {
            "AWS::Region": REGION,
            "AWS::AccountId": ACCOUNT,
            "AWS::Partition": "aws",
            "AWS::URLSuffix": "amazonaws.com",
            "AWS::StackName": name,
            "AWS::StackId": f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/{name}/local",
            "AWS::NoValue": NO_VALUE,
        }

    def make_all(self) -> None:
        # Sorted: the translator's order differs from process to process, and what is made first fires first.
        for logical_id, resource in sorted(self.template.section("Resources").items()):
            if self._is_wanted(resource):
                self.made(logical_id)

    def outputs(self) -> dict[str, Any]:
        outputs = self.template.section("Outputs")
        return {name: self.resolve(each["Value"]) for name, each in outputs.items() if self._is_wanted(each)}

    def physical_name(self, logical_id: str) -> str:
        return f"{self.name}-{logical_id}"

    def made(self, logical_id: str) -> Made:
        """The resource of a logical id; made now if it is not yet."""
        if logical_id not in self._made:
            if logical_id in self._in_hand:
                raise TemplateError(f"{self._where()}: circular references: {[*self._in_hand, logical_id]}.")
            self._in_hand.append(logical_id)
            self._made[logical_id] = self._make_now(logical_id)
            self._in_hand.pop()
        return self._made[logical_id]

    def _make_now(self, logical_id: str) -> Made:
        resource = self.template.section("Resources").get(logical_id)
        if resource is None:
            raise TemplateError(f"{self._where()}: nothing is called {logical_id!r}.")
        make = self._make(resource["Type"])
        if make is None:
            raise TemplateError(
                f"{self._where()}: the local cloud does not know the resource type {resource['Type']} ({logical_id}). "
                "Add a maker in huiyin_local/cloud/resources, or list it there as without effect and say why."
            )
        return make(self, logical_id, self.resolve(resource.get("Properties") or {}))

    # -- functions --------------------------------------------------------------------------------------------------

    def resolve(self, value: Any) -> Any:
        """A value with every intrinsic function in it worked out."""
        if isinstance(value, list):
            return [each for each in map(self.resolve, value) if each is not NO_VALUE]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((name, argument),) = value.items()
            function = self._functions().get(name)
            if function is not None:
                return function(argument)
            if name.startswith("Fn::"):
                raise TemplateError(f"{self._where()}: {name} is not known to the local cloud.")
        resolved = {key: self.resolve(each) for key, each in value.items()}
        return {key: each for key, each in resolved.items() if each is not NO_VALUE}

    def _functions(self) -> dict[str, Callable[[Any], Any]]:
        return {
            "Ref": self._ref,
            "Fn::GetAtt": self._get_att,
            "Fn::Sub": self._sub,
            "Fn::Join": lambda argument: self.resolve(argument[0]).join(map(str, self.resolve(argument[1]))),
            "Fn::Select": lambda argument: self.resolve(argument[1])[int(self.resolve(argument[0]))],
            "Fn::Split": lambda argument: self.resolve(argument[1]).split(self.resolve(argument[0])),
            "Fn::FindInMap": self._find_in_map,
            "Fn::If": lambda argument: self.resolve(argument[1 if self._condition(argument[0]) else 2]),
            "Fn::Equals": lambda argument: str(self.resolve(argument[0])) == str(self.resolve(argument[1])),
            "Fn::Not": lambda argument: not self.resolve(argument[0]),
            "Fn::And": lambda argument: all(map(self.resolve, argument)),
            "Fn::Or": lambda argument: any(map(self.resolve, argument)),
            "Condition": self._condition_or_value,
        }

    def _ref(self, name: str) -> Any:
        if name in self._parameters:
            return self._parameters[name]
        if name in self._pseudo:
            return self._pseudo[name]
        return self.made(name).ref

    def _get_att(self, argument: str | list[str]) -> Any:
        logical_id, _, attribute = (
            argument.partition(".") if isinstance(argument, str) else (argument[0], "", argument[1])
        )
        attributes = self.made(logical_id).attributes
        if attribute not in attributes:
            raise TemplateError(
                f"{self._where()}: {logical_id} has no attribute {attribute}; it has {sorted(attributes)}."
            )
        return attributes[attribute]

    def _sub(self, argument: str | list[Any]) -> str:
        text, extra = (argument, {}) if isinstance(argument, str) else argument

        def put(match: re.Match[str]) -> str:
            literal, name = match[1], match[2].strip()
            if literal:
                return f"${{{name}}}"
            if name in extra:
                return str(self.resolve(extra[name]))
            known = name in self._parameters or name in self._pseudo or "." not in name
            return str(self._ref(name) if known else self._get_att(name))

        return _REFERENCE.sub(put, text)

    def _find_in_map(self, argument: list[Any]) -> Any:
        name, first, second = (self.resolve(each) for each in argument)
        return self.template.section("Mappings")[name][str(first)][str(second)]

    def _condition(self, name: str) -> bool:
        conditions = self.template.section("Conditions")
        if name not in conditions:
            raise TemplateError(f"{self._where()}: there is no condition {name!r}.")
        return bool(self.resolve(conditions[name]))

    def _condition_or_value(self, argument: Any) -> Any:
        # In an IAM policy the same word holds the statement's conditions.
        return self._condition(argument) if isinstance(argument, str) else {"Condition": self.resolve(argument)}

    def _is_wanted(self, entry: dict[str, Any]) -> bool:
        return "Condition" not in entry or self._condition(entry["Condition"])

    def _as_declared(self, name: str, value: Any) -> Any:
        declared = self.template.section("Parameters")[name]["Type"]
        if declared in ("CommaDelimitedList", "List<Number>") and isinstance(value, str):
            return [each.strip() for each in value.split(",")]
        return value if isinstance(value, list) else str(value)

    def _where(self) -> str:
        return f"{self.template.file.name} (stack {self.name})"
