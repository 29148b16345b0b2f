"""The tools for daily work: which there are for which API, and that their examples are right."""

import json
import re
from typing import Any

import pytest
from agents_apis import CATALOGS
from jsonschema_rs import Draft202012Validator, meta
from recipe_parts import room_of

from sdk_core.agents.recipes.model import NO_ROOM, AgentRoom
from sdk_core.agents.recipes.tools import BY_RECIPE, curated_tools
from sdk_core.agents.tools.model import Tool

ROOMS = {name: room_of(name) for name in CATALOGS}
TOOLS = curated_tools(ROOMS)
BOTH = ["agillic", "iterable"]
APIS = {
    "find_person": BOTH,
    "count_people": BOTH,
    "list_members": ["iterable"],
    "is_member": BOTH,
    "change_members": BOTH,
    "achieve_event": BOTH,
    "task_status": BOTH,
    "campaign_status": ["iterable"],
    "limits_left": BOTH,
    "sync_status": None,
}


def apis_of(tool: Tool) -> list[str] | None:
    names: list[str] | None = tool.input_schema["properties"].get("api", {}).get("enum")
    return names


def size(tool: Tool) -> int:
    listed = {
        "name": tool.name,
        "title": tool.title,
        "description": tool.description,
        "inputSchema": tool.input_schema,
    }
    return len(json.dumps(listed))


def test_which_api_does_what() -> None:
    assert {tool.name: apis_of(tool) for tool in TOOLS} == APIS
    assert len(TOOLS) <= 10


def test_a_room_alone_lists_what_it_can_do() -> None:
    alone = curated_tools({"agillic": ROOMS["agillic"]})
    assert {tool.name for tool in alone} == {name for name, apis in APIS.items() if apis is None or "agillic" in apis}
    assert all(apis_of(tool) in (None, ["agillic"]) for tool in alone)
    assert [tool.name for tool in curated_tools({"other": NO_ROOM})] == ["limits_left", "sync_status"]


def test_the_list_is_short_and_the_same_every_time() -> None:
    assert sum(map(size, TOOLS)) < 8_000
    assert max(map(size, TOOLS)) < 1_300
    turned: dict[str, AgentRoom] = dict(reversed(ROOMS.items()))
    assert json.dumps([tool.input_schema for tool in curated_tools(turned)]) == json.dumps(
        [tool.input_schema for tool in TOOLS]
    )


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_schemas_take_the_examples_of_descriptions_and_nothing_unknown(tool: Tool) -> None:
    assert meta.is_valid({"$schema": "https://json-schema.org/draft/2020-12/schema", **tool.input_schema})
    validator = Draft202012Validator(dict(tool.input_schema))
    api: dict[str, Any] = {"api": names[0]} if (names := apis_of(tool)) else {}
    found = re.search(r"Example: (\{.*\})\.$", tool.description)
    example: dict[str, Any] = api | (json.loads(found[1]) if found else {})
    validator.validate(example)
    for wrong in ({**example, "unknown": 1}, *({**example, name: 7} for name in example if name != "limit")):
        assert not validator.is_valid(wrong)
    if api:
        assert not validator.is_valid({name: value for name, value in example.items() if name != "api"})


def test_each_recipe_reads_or_writes_as_its_tool_says() -> None:
    tools = {tool.name: tool for tool in BY_RECIPE}
    for room in ROOMS.values():
        for name, recipe in room.recipes.items():
            assert (recipe.read is None) is (tools[name].access != "read")
            assert (recipe.write is None) is (recipe.result is None) is (recipe.read is not None)
