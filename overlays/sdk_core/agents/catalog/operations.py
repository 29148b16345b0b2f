"""The operations of an API as agents see them: by the traits and texts of its document, and by nothing else."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from sdk_core.api import Api
from sdk_core.wire.operations import Operation
from sdk_core.wire.references import resolved

OperationClass = Literal["read", "write", "delete", "send"]
CLASSES: Final[tuple[OperationClass, ...]] = ("read", "write", "delete", "send")
"""From the least to the most that an operation can do."""


class CatalogError(Exception):
    """An operation says too little of itself to be offered to agents. The message names it and what it lacks."""


@dataclass(frozen=True, slots=True, eq=False)
class CatalogOperation:
    """One operation.

    Attributes:
        api: the name of its API.
        operation: how it is called.
        summary: what it does, in a line.
        description: what it does, whole.
        intents: what people say who want it.
        access: what it does to data: `read`, `write`, `delete`, or `send` where a message may leave.
        sends: `direct` where the call itself sends, `indirect` where it starts what may send; empty where none leaves.
        has_secrets: whether it takes or returns credentials.
        personal: whether it reads or writes personal data.
        takes_filter: whether a filter of a policy can bound what it reads.
        content: what the document says of it.
    """

    api: str
    operation: Operation
    summary: str
    description: str
    intents: tuple[str, ...]
    access: OperationClass
    sends: Literal["", "direct", "indirect"]
    personal: bool
    has_secrets: bool
    takes_filter: bool
    content: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Its operationId, which no other operation of the API has."""
        return self.operation.id

    @property
    def name(self) -> str:
        """What it is called by people: its resource and its method."""
        return f"{self.operation.resource}.{self.operation.name}"

    @property
    def only_reads(self) -> bool:
        """Whether it changes nothing and sends nothing."""
        return self.access == "read" and not self.sends

    @property
    def classes(self) -> frozenset[OperationClass]:
        """All classes that it belongs to: what sends is in `send` too, whatever else it does."""
        own: set[OperationClass] = {self.access}
        if self.sends:
            own.add("send")
        return frozenset(own)


class Catalog:
    """The operations of one API.

    Args:
        api: the API.
        document: its document.
        joins: the operations whose reads a filter of a policy can bound.

    Raises:
        CatalogError: an operation has no class, or the document says too little of it.
    """

    def __init__(self, api: Api, document: Mapping[str, Any], joins: Collection[str] = ()) -> None:
        self.api, self.document = api, document
        described = _described(document)
        self.operations = {
            id_: _entry(api, document, each, described.get(id_), takes_filter=id_ in joins)
            for id_, each in api.operations.items()
        }
        self.named: tuple[str, ...] = tuple(document.get("x-named", ()))
        self.people: tuple[str, ...] = tuple(document.get("x-people", ()))

    def text(self) -> str:
        """Return the whole catalog, a line for each operation, in the order of the document.

        Some 1,200 tokens for 90 operations, so an agent can read all of it when the search does not find what it wants.
        """
        return "\n".join(
            f"{each.id}: {each.summary}" + (f" [{', '.join(marks(each))}]" if marks(each) else "")
            for each in self.operations.values()
        )


def marks(operation: CatalogOperation) -> list[str]:
    """Return what an agent should know of an operation before it thinks of calling it; nothing of a mere read."""
    found: list[str] = [] if operation.access == "read" else [operation.access]
    if operation.sends and operation.access != "send":
        found.append("send")
    return [*found, *(["personal data"] if operation.personal else [])]


def _has_secrets(document: Mapping[str, Any], content: Mapping[str, Any]) -> bool:
    """Return whether a schema of a request or of a success has the format of a password."""
    responses = cast("Mapping[str, Any]", content.get("responses", {}))
    waiting: list[object] = [content.get("requestBody"), content.get("parameters")]
    waiting += [response for status, response in responses.items() if status.startswith("2")]
    seen: set[str] = set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(cast("list[object]", value))
        elif isinstance(value, Mapping):
            part = cast("Mapping[str, Any]", value)
            if part.get("format") == "password":
                return True
            reference = part.get("$ref")
            if isinstance(reference, str) and reference not in seen:
                seen.add(reference)
                waiting.append(resolved(document, part))
            waiting.extend(inner for name, inner in part.items() if name not in ("example", "examples", "links"))
    return False


def _described(document: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    paths = cast("Mapping[str, Mapping[str, Any]]", document["paths"])
    found: dict[str, Mapping[str, Any]] = {}
    for item in paths.values():
        shared = cast("list[Any]", item.get("parameters", []))
        for each in item.values():
            if isinstance(each, Mapping) and "operationId" in each:
                content = cast("Mapping[str, Any]", each)
                parameters = [*shared, *content.get("parameters", [])]
                found[str(content["operationId"])] = {**content, "parameters": parameters}
    return found


def _entry(
    api: Api,
    document: Mapping[str, Any],
    operation: Operation,
    content: Mapping[str, Any] | None,
    *,
    takes_filter: bool,
) -> CatalogOperation:
    traits = operation.traits
    lacking = [name for name in ("access", "pii", "idempotent") if name not in traits]
    if content is None:
        lacking.append("its place in the document")
    if lacking or content is None:
        raise CatalogError(
            f"the operation {operation.id} of {api.title} lacks {', '.join(lacking)}: complete its x-traits and "
            "regenerate; until then no agent is served"
        )
    if traits["access"] not in CLASSES:
        raise CatalogError(f"the operation {operation.id} of {api.title} has the unknown access {traits['access']!r}")
    return CatalogOperation(
        api=api.name,
        operation=operation,
        summary=str(content.get("summary", operation.id)),
        description=" ".join(str(content.get("description", "")).split()),
        intents=tuple(map(str, content.get("x-traits", {}).get("intents", ()))),
        access=traits["access"],
        sends=traits.get("sends", "direct" if traits["access"] == "send" else ""),
        personal=bool(traits["pii"]),
        has_secrets=_has_secrets(document, content),
        takes_filter=takes_filter,
        content=content,
    )
