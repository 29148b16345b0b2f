"""Values that an agent can add any number of push none out of the text of a plan that the document describes."""

from typing import Any

import pytest
from agents_parts import tiny_catalog, tiny_document

from sdk_core.agents.catalog.operations import Catalog
from sdk_core.agents.gateway.plan_values import asked_lines

MANY = {f"m{number:02}": {"type": "string"} for number in range(30)}


def catalog_of(**members: Any) -> Catalog:  # noqa: ANN401 - schemas
    node = {"type": "object", "properties": {"node": {"$ref": "#/components/schemas/Node"}, "last": {"type": "string"}}}
    body = {"type": "object", "properties": members}
    document = tiny_document(putThing={"requestBody": {"content": {"application/json": {"schema": body}}}})
    document["components"]["schemas"]["Node"] = node
    return tiny_catalog(document)


def lines_of(catalog: Catalog, body: dict[str, Any]) -> list[str]:
    return asked_lines(catalog, "putThing", {"body": body, "id": "7"}, [], {})


def test_all_described_members_are_shown_and_what_is_left_out_is_counted() -> None:
    body = {f"x{number}": number for number in range(50)} | dict.fromkeys(MANY, "v")
    lines = lines_of(catalog_of(**MANY), body)
    assert lines[:31] == [*(f"body/{name} = v" for name in MANY), "id = 7"]
    assert lines[31:] == ["and 50 more values, not shown"]
    assert lines_of(catalog_of(**MANY), {"x": 1, **dict.fromkeys(MANY, "v")})[-1] == "and 1 more value, not shown"


def test_lists_in_lists_push_nothing_out() -> None:
    rows: dict[str, Any] = {
        "type": "array",
        "items": {"type": "array", "items": {"type": "object", "properties": MANY}},
    }
    row = dict.fromkeys(MANY, "v")
    lines = lines_of(catalog_of(rows=rows, at={"type": "string"}), {"rows": [[row] * 3] * 3, "at": "noon"})
    assert lines[:2] == ["body/at = noon", "id = 7"]
    assert lines[-1] == "and 252 more values, not shown"


@pytest.mark.parametrize("depth", [3, 60])
def test_objects_within_themselves_are_bounded(depth: int) -> None:
    body: dict[str, Any] = {"last": "of all"}
    for _ in range(depth):
        body = {"node": body, "last": "of some"}
    lines = lines_of(
        catalog_of(node={"$ref": "#/components/schemas/Node"}, at={"type": "string"}), {**body, "at": "noon"}
    )
    assert "body/at = noon" in lines
    assert len(lines) <= 21
