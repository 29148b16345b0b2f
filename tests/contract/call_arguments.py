"""Calls of the generated methods: what is meant, and what a method is given for it."""

import inspect
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from importlib import import_module
from io import BytesIO
from types import ModuleType
from typing import Any, Literal

import orjson
from asset_calls import archive
from client_surface import DOCUMENT, Anything
from sample_calls import FILE_NAMES, samples_of

import agillic_api
from agillic import by
from agillic.wire.path_encoding import UniqueField
from agillic_api import UNSET, File
from generator.bundle.document import Operation, operations, parameters, resolve
from generator.lint.names import snake_case


class Api:
    """A generated client, and the document that it was generated from.

    Args:
        package: The client.
        document: The document.
        literal_paths_win: Whether a literal path takes calls of methods that it lacks from a path with parameters.
    """

    def __init__(self, package: ModuleType, document: dict[str, Any], *, literal_paths_win: bool) -> None:
        self.package, self.document, self.literal_paths_win = package, document, literal_paths_win

    def __repr__(self) -> str:
        return f"Api({self.package.__name__})"  # what fails is shown with it, and the document is long

    def competes(self, other: Operation, operation: Operation) -> bool:
        """Return whether a literal path of the other takes calls of the operation that would be those of both."""
        return other.path != operation.path and (self.literal_paths_win or other.method == operation.method)

    @cached_property
    def operations(self) -> list[Operation]:
        """The operations of the document."""
        return operations(self.document)

    def body_type(self, operation: Operation) -> str | None:
        """Return the media type of an operation's body."""
        content = resolve(self.document, operation.value.get("requestBody", {})).get("content", {})
        return next(iter(content), None)

    def model_of(self, operation: Operation, argument: str) -> Anything:
        """Return the model that an argument may be of, or of whose list; None where there is none."""
        resource = snake_case(operation.tag)
        name = "".join(word.capitalize() for word in resource.split("_"))
        module = import_module(f"{self.package.__name__}.api.{resource}")
        method = getattr(getattr(module, f"{name}Resource"), operation.traits["name"])
        found = _MODEL.match(str(inspect.signature(method).parameters[argument].annotation))
        return getattr(import_module(f"{self.package.__name__}.models"), found[1], None) if found else None


AGILLIC = Api(agillic_api, DOCUMENT, literal_paths_win=True)
PathValue = str | int | UniqueField
Written = Literal["model", "plain", "bytes"]
MULTIPART = "multipart/form-data"
_MODEL = re.compile(r"(?:builtins\.list\[)?(\w+)\b")


@dataclass(frozen=True)
class Arguments:
    """A call that is meant, without the host and the credentials.

    Attributes:
        operation: What is called.
        path: By the parameters' names on the wire.
        query: Likewise. None and UNSET mean that the parameter is left out.
        body: What shall arrive: JSON; a form's members, of which files are bytes; UNSET for none.
        written: How the body is handed over: as a model where there is one, as plain dicts and lists, or as bytes.
        file_name: What a file in the body is called.
        api: The client that has the operation.
    """

    operation: Operation
    path: Mapping[str, PathValue] = field(default_factory=dict[str, PathValue])
    query: Mapping[str, Any] = field(default_factory=dict[str, Any])
    body: Any = UNSET
    written: Written = "plain"
    file_name: str = "a.bin"
    api: Api = field(default=AGILLIC, repr=False)

    @property
    def body_type(self) -> str | None:
        """The media type of the body."""
        return self.api.body_type(self.operation)

    def given(self) -> dict[str, Any]:
        """Return the arguments of the method; anew for each call, as a file is read only once."""
        names = {each.name: each.python_name for each in self.api.package.OPERATIONS[self.operation.id].parameters}
        given: dict[str, Any] = {names[name]: value for name, value in self.path.items()}
        for name, value in self.query.items():
            free = isinstance(value, dict)
            given[names[name]] = self.api.model_of(self.operation, names[name]).from_dict(value) if free else value
        if self.body is not UNSET:
            given["body"] = self._body()
        return given

    def _body(self) -> Any:  # noqa: ANN401 - whatever the method takes
        model = self.api.model_of(self.operation, "body")
        if self.body_type == MULTIPART:
            members = dict(self.body)
            is_file = isinstance(members["file"], bytes)
            made = model.from_dict(members)
            if is_file:
                made.file = File(BytesIO(members["file"]), self.file_name, "application/octet-stream")
            return made
        if self.written == "bytes" and self.body_type == "application/json":
            return orjson.dumps(self.body)
        if self.written == "model" and model is not None:
            return [model.from_dict(each) for each in self.body] if is_list(self.body) else model.from_dict(self.body)
        return self.body


def is_list(value: object) -> bool:
    """Return whether a value is a list, of which no type checker shall conclude anything."""
    return isinstance(value, list)


def example_arguments(operation: Operation) -> list[Arguments]:
    """Return the calls that the document gives as examples."""
    dates = {p["name"] for _, p in parameters(DOCUMENT, operation) if p["schema"].get("format") == "date-time"}
    found: list[Arguments] = []
    for sample in samples_of(operation.id).values():
        path = {name: address(value) if name == "recipientId" else value for name, value in sample.path.items()}
        query = {
            name: datetime.fromisoformat(value) if name in dates else value
            for name, value in (sample.query or {}).items()
        }
        file_name = FILE_NAMES.get(operation.id, "")
        body: Any = UNSET if sample.body is None else sample.body
        if file_name:
            body = {**body, "file": archive() if file_name.endswith(".zip") else body["file"].encode()}
        found.append(Arguments(operation, path, query, body, "model", file_name))
    return found


def is_swallowed(arguments: Arguments) -> bool:
    """Return whether the values of a path would make it one of another operation."""
    segments = [
        arguments.path.get(part.strip("{}"), "") if part.startswith("{") else part
        for part in arguments.operation.path.split("/")
    ]
    return any(
        _takes(other.path, arguments.operation.path, segments)
        for other in arguments.api.operations
        if arguments.api.competes(other, arguments.operation)
    )


def address(text: str) -> PathValue:
    """Return how a recipient is addressed by `FIELD=value`, or by the plain value of the recipient key."""
    name, equals, value = text.partition("=")
    return by(**{name: value}) if equals else text


def _takes(other: str, template: str, segments: Iterable[PathValue]) -> bool:
    parts = other.split("/")
    if other == template or len(parts) != template.count("/") + 1:
        return False
    triples = zip(parts, template.split("/"), segments, strict=True)
    return all(
        mine.startswith("{") if part.startswith("{") else (str(value) == part and not isinstance(value, UniqueField))
        for part, mine, value in triples
    )
