"""A tiny API with an operation of each class, and policies for it."""

from collections.abc import Callable, Mapping
from typing import Any

from sdk_core.agents.catalog.operations import Catalog
from sdk_core.agents.policy.model import Policy
from sdk_core.agents.policy.policy_file import policy_of
from sdk_core.api import Api
from sdk_core.wire.error_reading import ErrorReader
from sdk_core.wire.operations import Operation

_RESULT = {"type": "object", "properties": {"note": {"type": "string"}}}
_MEMBERS: dict[str, Any] = {
    "id": {"type": "string"},
    "group": {"type": "string", "x-names": ["group"]},
    "groups": {"type": "array", "x-names": ["group"]},
    "by_group": {"type": "object", "x-names": ["group"], "additionalProperties": {"type": "object"}},
}
_KINDS: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "countThings": ("things", "GET", "Count the things", {"access": "read", "pii": False}),
    "getPerson": ("people", "GET", "Read a person", {"access": "read", "pii": True}),
    "putThing": ("things", "PUT", "Store a thing", {"access": "write", "pii": False}),
    "putPerson": ("people", "PUT", "Store a person", {"access": "write", "pii": True}),
    "deletePerson": ("people", "DELETE", "Delete a person", {"access": "delete", "pii": True}),
    "greetPerson": ("greetings", "POST", "Greet a person", {"access": "send", "sends": "direct", "pii": True}),
    "moveThing": ("things", "POST", "Move a thing", {"access": "write", "sends": "indirect", "pii": False}),
    "makeToken": ("tokens", "POST", "Make a token", {"access": "read", "pii": False}),
}
IDS = tuple(_KINDS)


def tiny_document(**changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document of the tiny API.

    Args:
        changes: what an operation has otherwise, by its id.
    """
    paths: dict[str, Any] = {}
    for id_, (resource, method, summary, traits) in _KINDS.items():
        content: dict[str, Any] = {
            "operationId": id_,
            "tags": [resource.title()],
            "summary": summary,
            "description": f"{summary}, as it is told.",
            "parameters": [{"name": "id", "in": "query", "required": True, "schema": {"type": "string"}}],
            "responses": {
                "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Result"}}}}
            },
            "x-traits": {**traits, "intents": [f"i want to {id_.lower()}"]},
        }
        if id_ == "makeToken":
            secret = {"type": "object", "properties": {"token": {"type": "string", "format": "password"}}}
            content["responses"] = {"200": {"content": {"application/json": {"schema": secret}}}}
        if method in ("PUT", "POST"):
            body = {"type": "object", "properties": {"data": {"type": "object"}, **_MEMBERS}}
            content["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
        paths[f"/{id_}"] = {method.lower(): {**content, **changes.get(id_, {})}}
    return {
        "paths": paths,
        "components": {"schemas": {"Result": _RESULT}},
        "x-people": ["id"],
        "x-named": ["group"],
    }


def tiny_catalog(document: Mapping[str, Any] | None = None, **traits: Mapping[str, Any]) -> Catalog:
    """Return the catalog of the tiny API.

    Args:
        document: its document, if not the usual one.
        traits: the traits that operations have instead of theirs, by their ids.
    """
    operations = {
        id_: Operation(
            id_,
            resource,
            id_.lower(),
            method,
            f"/{id_}",
            traits=traits.get(id_, {"idempotent": True, **own}),
        )
        for id_, (resource, method, _, own) in _KINDS.items()
    }
    api = Api(
        name="tiny",
        title="Tiny",
        package="tiny_client",
        distribution="tiny",
        base_url="",
        operations=operations,
        limits={"all": []},
        errors=ErrorReader(),
    )
    return Catalog(api, tiny_document() if document is None else document)


TINY = tiny_catalog()
CATALOGS: Mapping[str, Callable[[], Catalog]] = {"tiny": lambda: TINY}


def tiny_policy(**rules: object) -> Policy:
    """Return a policy of the agent `helper` with these rules for the tiny API."""
    return policy_of({"agent": "helper", "apis": {"tiny": rules}}, CATALOGS)
