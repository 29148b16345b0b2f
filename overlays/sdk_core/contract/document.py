"""The bundled document of an API, and where in `spec/` each part of it is written."""

import json
from collections.abc import Mapping
from functools import cached_property
from importlib.resources import files
from typing import Any, cast

from sdk_core.api import Api
from sdk_core.contract.json_values import as_object, items


class Document:
    """A bundled document with the places of its parts. The same object counts as the same document.

    Args:
        api: Whose it is.
        content: The document.
        digest: What tells it from others, for reports.
        places: The files of components that do not stand where the rule has it, which is with the one resource that
            uses them, or with what is shared. A test holds this against `spec/`.

    Attributes:
        api: Whose it is.
        content: The document.
        digest: What tells it from others.
    """

    def __init__(
        self, api: Api, content: Mapping[str, Any], digest: str = "", places: Mapping[str, str] | None = None
    ) -> None:
        self.api, self.content, self.digest = api, content, digest
        self._places = places or {}

    def __repr__(self) -> str:
        return f"<the document of {self.api.title}, {self.digest[:16]}>"

    @cached_property
    def operations(self) -> Mapping[str, Mapping[str, Any]]:
        """What the document says of each operation, by operationId."""
        described: list[Any] = [each for item in self.content["paths"].values() for each in item.values()]
        return {each["operationId"]: each for each in map(as_object, described) if each}

    @cached_property
    def assumptions(self) -> Mapping[str, Mapping[str, Any]]:
        """The open questions of the document with their options, by id."""
        return cast("Mapping[str, Mapping[str, Any]]", self.content["x-assumptions"])

    @cached_property
    def behavior(self) -> Mapping[str, Mapping[str, Any]]:
        """Those of them that concern behavior, so that a server can be seen to do one or the other."""
        return {id_: each for id_, each in self.assumptions.items() if each["concerns"] == "behavior"}

    def resolved(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what a reference leads to, or the value itself when it is none."""
        while "$ref" in value:
            found: Any = self.content
            for part in str(value["$ref"]).removeprefix("#/").split("/"):
                found = found[part]
            value = found
        return value

    def schema(self, name: str) -> Mapping[str, Any]:
        """Return a schema that operations refer to."""
        return cast("Mapping[str, Any]", self.content["components"]["schemas"][name])

    def response(self, operation_id: str, status: int) -> Mapping[str, Any] | None:
        """Return what the document says of a response, or None when it does not know the status."""
        responses = self.operations[operation_id]["responses"]
        found = responses.get(str(status), responses.get(f"{status // 100}XX"))
        return None if found is None else self.resolved(found)

    def operation_file(self, operation_id: str) -> str:
        """Return the file that describes an operation, such as `spec/NAME/users/getUser.yaml`."""
        return f"{self._folder}{self.api.operations[operation_id].resource}/{operation_id}.yaml"

    def schema_file(self, name: str) -> str:
        """Return the file that holds a schema, such as `spec/NAME/users/components.yaml`."""
        return self._component_file("schemas", name)

    def response_file(self, name: str) -> str:
        """Return the file that holds a response of several operations, such as `spec/NAME/shared/responses.yaml`."""
        return self._component_file("responses", name)

    @property
    def _folder(self) -> str:
        return f"spec/{self.api.name}/"

    def _component_file(self, kind: str, name: str) -> str:
        if name in self._places:
            return self._folder + self._places[name]
        resources = self._resources_by_component.get(f"#/components/{kind}/{name}", frozenset())
        return self._folder + (f"{min(resources)}/components.yaml" if len(resources) == 1 else f"shared/{kind}.yaml")

    @cached_property
    def known_members(self) -> frozenset[str]:
        """The names of all members that any schema of the document has."""
        return frozenset(_members(self.content))

    @cached_property
    def _resources_by_component(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for id_, operation in self.operations.items():
            used: set[str] = set()
            self._collect_references({**operation, "callbacks": None}, used)
            for reference in used:
                found.setdefault(reference, set()).add(self.api.operations[id_].resource)
        return {reference: frozenset(resources) for reference, resources in found.items()}

    def _collect_references(self, value: object, seen: set[str]) -> None:
        """Add what a value refers to, directly or through others."""
        if isinstance(value, dict):
            members = cast("dict[str, Any]", value)
            reference = members.get("$ref")
            if isinstance(reference, str) and reference not in seen:
                seen.add(reference)
                self._collect_references(self.resolved(members), seen)
            for each in members.values():
                self._collect_references(each, seen)
        else:
            for each in items(value):
                self._collect_references(each, seen)


def read_document(package: str) -> dict[str, Any]:
    """Return the document that lies in a generated package.

    Args:
        package: Its import name.

    Raises:
        ModuleNotFoundError: There is no such package.
    """
    return cast("dict[str, Any]", json.loads(files(package).joinpath("openapi.json").read_bytes()))


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
