"""What was written a moment ago is there when it is read: a copy of the table may lag behind."""

from typing import Any

from city import City

from huiyin_local.cloud.calls import Call


def test_letters_and_their_writers_are_read_from_the_table_itself(city: City) -> None:
    """A letter that a lagging copy does not hold yet would be declined as blank, and its requester not be told."""
    reads: list[tuple[str, bool]] = []
    city.cloud.calls.before.append(lambda call: reads.extend(_of_papers(call)))

    letter = city.hand_in()

    city.cloud.calls.before.pop()
    assert city.stage(letter) == "handling"
    assert {operation for operation, _ in reads} == {"BatchGetItem", "Query"}
    assert all(consistent for _, consistent in reads)


def _of_papers(call: Call) -> list[tuple[str, bool]]:
    if call.operation == "BatchGetItem":
        asked: dict[str, Any] = call.parameters["RequestItems"]
        return [(call.operation, bool(a.get("ConsistentRead"))) for t, a in asked.items() if t.endswith("-Papers")]
    if call.operation == "Query" and call.parameters["TableName"].endswith("-Papers"):
        return [(call.operation, bool(call.parameters.get("ConsistentRead")))]
    return []
