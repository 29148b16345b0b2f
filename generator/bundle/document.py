"""Reading a bundled document: its operations, and its local references."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.bundle.media_types import is_json
from generator.load.json_values import Json, Pointer, is_mapping, mapping, pointer_parts

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True)
class Operation:
    """One method of one path, or a webhook: then `path` is the webhook's name."""

    path: str
    method: str
    value: dict[str, Json]
    root: str = "paths"

    @property
    def pointer(self) -> Pointer:
        """Where it stands in the document."""
        return (self.root, self.path, self.method)

    @property
    def id(self) -> str:
        """Its operationId, method and path where it has none; the name of a webhook."""
        if self.root == "webhooks":
            return self.path
        return str(self.value.get("operationId", f"{self.method.upper()} {self.path}"))

    @property
    def tag(self) -> str:
        """The resource it belongs to."""
        tags = self.value.get("tags") or ["untagged"]
        return str(tags[0])

    @property
    def traits(self) -> dict[str, Json]:
        """Its x-traits; empty where it has none."""
        return mapping(self.value.get("x-traits"))

    @property
    def evidence(self) -> dict[str, Json]:
        """How well it is known; empty where nothing says so."""
        return mapping(self.traits.get("evidence"))

    @property
    def responses(self) -> dict[str, Json]:
        """Its responses by status."""
        return mapping(self.value.get("responses"))


def operations(document: dict[str, Json]) -> list[Operation]:
    """Return the operations of a document in its order. Callbacks and webhooks are not operations of the API."""
    return _under(document, "paths")


def webhooks(document: dict[str, Json]) -> list[Operation]:
    """Return the webhooks of a document in its order: requests that the API makes."""
    return _under(document, "webhooks")


def described(document: dict[str, Json]) -> list[Operation]:
    """Return all that has traits and evidence: the operations, and then the webhooks."""
    return [*operations(document), *webhooks(document)]


def _under(document: dict[str, Json], root: str) -> list[Operation]:
    return [
        Operation(path, method, item[method], root)
        for path, item in mapping(document.get(root)).items()
        for method in item
        if method in METHODS
    ]


def resolve(document: dict[str, Json], value: Json) -> Json:
    """Follow the local reference that a value may be."""
    while is_mapping(value) and isinstance(value.get("$ref"), str):
        target: Json = document
        for part in pointer_parts(value["$ref"]):
            target = target[part]
        value = target
    return value


def parameters(document: dict[str, Json], operation: Operation) -> Iterator[tuple[Pointer, dict[str, Json]]]:
    """Yield the parameters of an operation, references followed, with their places in the document."""
    for index, parameter in enumerate(operation.value.get("parameters", [])):
        if "$ref" in parameter:
            yield pointer_parts(parameter["$ref"]), resolve(document, parameter)
        else:
            yield (*operation.pointer, "parameters", str(index)), parameter


def media_types(document: dict[str, Json], operation: Operation) -> Iterator[tuple[str, Pointer, str, dict[str, Json]]]:
    """Yield every body an operation takes or gives: ("request" or the status, place, media type, its description)."""
    bodies: list[tuple[str, Pointer, Json]] = []
    if "requestBody" in operation.value:
        bodies.append(("request", (*operation.pointer, "requestBody"), operation.value["requestBody"]))
    bodies += [(status, (*operation.pointer, "responses", status), r) for status, r in operation.responses.items()]
    for what, pointer, body in bodies:
        home = pointer_parts(body["$ref"]) if "$ref" in body else pointer
        for media_type, content in resolve(document, body).get("content", {}).items():
            yield what, (*home, "content", media_type), media_type, content


def success_contents(document: dict[str, Json], operation: Operation) -> list[dict[str, Json]]:
    """Return what each success of an operation has as body, by media type; empty for one without."""
    successes = [resolve(document, r) for status, r in operation.responses.items() if status.startswith("2")]
    return [mapping(success.get("content")) for success in successes]


def may_be_empty(document: dict[str, Json], operation: Operation) -> bool:
    """Return whether an operation has a success with JSON and one without content: the client reads both.

    Text and bytes may be empty anyway.
    """
    contents = success_contents(document, operation)
    return {} in contents and any(is_json(media_type) for content in contents for media_type in content)
