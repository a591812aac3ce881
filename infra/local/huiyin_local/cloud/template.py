"""The deployment's own templates: read, translated by SAM's translator, and kept with where their code lies."""

import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

_LOCAL_PARTS = {
    "AWS::Serverless::Function": "CodeUri",
    "AWS::Serverless::LayerVersion": "ContentUri",
    "AWS::Serverless::StateMachine": "DefinitionUri",
}
_ELSEWHERE = "s3://local/elsewhere"


class TemplateError(ValueError):
    """A template that this cloud cannot make."""


class _NoManagedPolicies:
    """Policies by name are looked up in AWS; here nobody checks them."""

    def load(self) -> dict[str, str]:
        return {}


@dataclass(frozen=True)
class Template:
    """One translated template: its sections, and the local path of each resource that has one."""

    file: Path
    body: dict[str, Any]
    paths: dict[str, Path] = field(default_factory=dict)

    def section(self, name: str) -> dict[str, Any]:
        return self.body.get(name) or {}


def read(file: Path) -> dict[str, Any]:
    """A template's YAML with its intrinsic functions in long form."""
    if not file.exists():
        raise TemplateError(f"There is no template {file}.")
    return yaml_parse(file.read_text(encoding="utf-8"))


def parameter_values(file: Path, body: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Every parameter's value: as given, else its default."""
    declared = body.get("Parameters") or {}
    if unknown := sorted(set(given) - set(declared)):
        raise TemplateError(f"{file.name} has no parameters {unknown}; it has {sorted(declared)}.")
    values = {name: given.get(name, about.get("Default")) for name, about in declared.items()}
    for name, value in values.items():
        allowed = declared[name].get("AllowedValues")
        if value is None:
            raise TemplateError(f"{file.name}: the parameter {name} has no default; give it a value.")
        if allowed and str(value) not in map(str, allowed):
            raise TemplateError(f"{file.name}: the parameter {name} is {value!r}; allowed are {allowed}.")
    return values


def translate(file: Path, body: dict[str, Any], values: dict[str, Any]) -> Template:
    """Turn SAM's resources into CloudFormation's."""
    local, paths = copy.deepcopy(body), dict[str, Path]()
    for logical_id, resource in (local.get("Resources") or {}).items():
        if resource["Type"] == "AWS::Serverless::Application":
            _become_stack(resource)
        elif part := _LOCAL_PARTS.get(resource["Type"]):
            _take_path(file, local, logical_id, resource, part, paths)
    plain = {name: value if isinstance(value, str) else str(value) for name, value in values.items()}
    translated = transform(local, plain, _NoManagedPolicies()) if "Transform" in local else local
    return Template(file, translated, paths)


def _become_stack(resource: dict[str, Any]) -> None:
    properties = resource["Properties"]
    resource["Type"] = "AWS::CloudFormation::Stack"
    resource["Properties"] = {"TemplateURL": properties["Location"], "Parameters": properties.get("Parameters", {})}


def _take_path(
    file: Path, body: dict[str, Any], logical_id: str, resource: dict[str, Any], part: str, paths: dict[str, Path]
) -> None:
    """Remember a local path and put a remote one in its place: the translator takes no local ones."""
    properties = resource.setdefault("Properties", {})
    of_all = ((body.get("Globals") or {}).get(resource["Type"].rpartition("::")[2]) or {}).get(part)
    location = properties.get(part, of_all)
    if isinstance(location, str) and not location.startswith("s3://"):
        paths[logical_id] = (file.parent / location).resolve()
        properties[part] = _ELSEWHERE
