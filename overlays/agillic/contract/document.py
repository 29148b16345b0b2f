"""The bundled document, and where in `spec/` each part of it is written."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, cast

from agillic_api import OPERATIONS
from sdk_core.contract.json_values import as_object, items

_SHARED = "spec/agillic/shared/"

# Components that several resources use and that nevertheless stand with one of them. A test holds this against spec/.
_WITH_ONE_RESOURCE = {
    "ContextData": "events",
    "ContextParameters": "events",
    "GlobalDataDefinition": "global_data",
    "OneToManyRow": "one_to_many",
    "PageLink": "recipients",
}
_IN_ANOTHER_FILE = dict.fromkeys(("CampaignReference", "CampaignResult"), "spec/agillic/messages/synchronous.yaml")
"""Components of one resource that do not stand in its `components.yaml`. The same test holds this."""


@cache
def document() -> Mapping[str, Any]:
    """Return the document that the client was generated from."""
    return cast("dict[str, Any]", json.loads(files("agillic_api").joinpath("openapi.json").read_bytes()))


@cache
def operations() -> Mapping[str, Mapping[str, Any]]:
    """Return what the document says of each operation, by operationId."""
    described: list[Any] = [each for item in document()["paths"].values() for each in item.values()]
    return {each["operationId"]: each for each in map(as_object, described) if each}


def assumptions() -> Mapping[str, Mapping[str, Any]]:
    """Return the open questions of the document with their options, by id."""
    return cast("Mapping[str, Mapping[str, Any]]", document()["x-assumptions"])


def resolved(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a reference leads to, or the value itself when it is none."""
    while "$ref" in value:
        found: Any = document()
        for part in str(value["$ref"]).removeprefix("#/").split("/"):
            found = found[part]
        value = found
    return value


def task_response(operation_id: str, status: int) -> Mapping[str, Any] | None:
    """Return what the document says of a response, or None when it does not know the status."""
    responses = operations()[operation_id]["responses"]
    found = responses.get(str(status), responses.get(f"{status // 100}XX"))
    return None if found is None else resolved(found)


def operation_file(operation_id: str) -> str:
    """Return the file that describes an operation.

    >>> operation_file("getRecipient")
    'spec/agillic/recipients/getRecipient.yaml'
    """
    return f"spec/agillic/{OPERATIONS[operation_id].resource}/{operation_id}.yaml"


def schema_file(name: str) -> str:
    """Return the file that holds a schema.

    >>> schema_file("Recipient"), schema_file("Error")
    ('spec/agillic/recipients/components.yaml', 'spec/agillic/shared/schemas.yaml')
    """
    return _component_file("schemas", name)


def answer_file(name: str) -> str:
    """Return the file that holds a response to which several operations refer.

    >>> answer_file("NotFound"), answer_file("UnknownAssetFolder")
    ('spec/agillic/shared/responses.yaml', 'spec/agillic/assets/components.yaml')
    """
    return _component_file("responses", name)


def _component_file(kind: str, name: str) -> str:
    if name in _IN_ANOTHER_FILE:
        return _IN_ANOTHER_FILE[name]
    resources = _resources_by_component().get(f"#/components/{kind}/{name}", frozenset())
    if name in _WITH_ONE_RESOURCE:
        resources = frozenset({_WITH_ONE_RESOURCE[name]})
    return f"spec/agillic/{next(iter(resources))}/components.yaml" if len(resources) == 1 else f"{_SHARED}{kind}.yaml"


@cache
def known_members() -> frozenset[str]:
    """Return the names of all members that any schema of the document has."""
    return frozenset(_members(document()))


def _members(value: object) -> set[str]:
    names: set[str] = set()
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        properties = members.get("properties")
        if isinstance(properties, dict):
            names |= set(cast("dict[str, Any]", properties))
        for each in members.values():
            names |= _members(each)
    else:
        for each in items(value):
            names |= _members(each)
    return names


@cache
def _resources_by_component() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for id_, operation in operations().items():
        used: set[str] = set()
        _collect_references({**operation, "callbacks": None}, used)
        for reference in used:
            found.setdefault(reference, set()).add(OPERATIONS[id_].resource)
    return {reference: frozenset(resources) for reference, resources in found.items()}


def _collect_references(value: object, seen: set[str]) -> None:
    """Add what a value refers to, directly or through others."""
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        reference = members.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            seen.add(reference)
            _collect_references(resolved(members), seen)
        for each in members.values():
            _collect_references(each, seen)
    else:
        for each in items(value):
            _collect_references(each, seen)
