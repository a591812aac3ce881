"""Work that moto does again for every request, done once or not at all; what it answers is the same."""

import functools
from typing import Any

from jsonpath_ng import ext
from moto.core import responses
from moto.core.common_models import BaseModel
from moto.core.serialize import BaseJSONSerializer
from moto.stepfunctions.parser.asl.component.common.path import result_path
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser
from moto.stepfunctions.parser.asl.utils import json_path

from huiyin_local.cloud.isolation import Patches

_PLAIN = frozenset({"S", "N", "BOOL", "NULL", "SS", "NS"})
"""The types of DynamoDB's attribute values that are JSON as they stand."""


def install(patches: Patches) -> None:
    """Serialize plain attribute values as they are, look through a class's methods once, parse a text once."""

    def structure(serializer: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name == "AttributeValue" and isinstance(value, dict) and len(value) == 1 and value.keys() <= _PLAIN:
            serializer._default_serialize(serialized, dict(value), shape, key)
        else:
            as_shipped(serializer, serialized, value, shape, key)

    as_shipped = patches.replace(BaseJSONSerializer, "_serialize_type_structure", structure)
    names = functools.cache(responses.method_names_from_class)
    patches.replace(responses, "method_names_from_class", names)
    _parse_once(patches)
    _forget_what_is_gone(patches)


def _forget_what_is_gone(patches: Patches) -> None:
    # For a dashboard of its own, moto keeps every model that was ever made, each copy of an item that a query gave too.
    def make(cls: type[BaseModel], *args: Any, **kwargs: Any) -> Any:
        return super(BaseModel, cls).__new__(cls)

    patches.replace(BaseModel, "__new__", make)


def _parse_once(patches: Patches) -> None:
    # A parsed definition or path keeps no state between uses, and parsing one takes longer than using it.
    parse = AmazonStateLanguageParser.parse
    patches.replace(AmazonStateLanguageParser, "parse", staticmethod(functools.cache(parse)))
    for module in (ext, json_path, result_path):
        patches.replace(module, "parse", functools.cache(module.parse))
