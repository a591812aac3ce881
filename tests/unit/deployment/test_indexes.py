"""The tables that the code expects are the tables that are deployed."""

from pathlib import Path
from typing import Any

import pytest
from pynamodb.indexes import GlobalSecondaryIndex
from samtranslator.yaml_helper import yaml_parse

from huiyin_aws import tables

ROOT = Path(__file__).parents[3]
DEPLOYED = yaml_parse((ROOT / "infra" / "data.yaml").read_text(encoding="utf-8"))["Resources"]
MODELS = [("Cases", tables.CaseRow), ("Correspondence", tables.Correspondence)]
INDEXES = [
    pytest.param(table, index, id=index.Meta.index_name)
    for table, model in MODELS
    for index in vars(model).values()
    if isinstance(index, GlobalSecondaryIndex)
]


@pytest.mark.parametrize(("table", "index"), INDEXES)
def test_every_index_that_is_queried_is_deployed(table: str, index: Any) -> None:
    deployed = {i["IndexName"]: i for i in DEPLOYED[table]["Properties"]["GlobalSecondaryIndexes"]}
    expected = index._get_schema()
    found = deployed[expected["index_name"]]
    assert {k["KeyType"]: k["AttributeName"] for k in found["KeySchema"]} == {
        k["KeyType"]: k["AttributeName"] for k in expected["key_schema"]
    }
    assert found["Projection"] == expected["projection"]


def test_the_relay_is_called_for_a_cases_head_only() -> None:
    records = yaml_parse((ROOT / "infra" / "records.yaml").read_text(encoding="utf-8"))["Resources"]
    stream = records["Relay"]["Properties"]["Events"]["Changes"]["Properties"]
    assert f'"sk": {{"S": ["{tables.HEAD}"]}}' in stream["FilterCriteria"]["Filters"][0]["Pattern"]
