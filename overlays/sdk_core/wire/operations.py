"""The operations of an API as data, and what their arguments and requests are made of: no HTTP library is named."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any, BinaryIO, Final, Literal

from attrs import define

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]")


class Unset:
    """The type of `UNSET`, which stands for an argument that was not given."""

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET: Final[Unset] = Unset()

FileContent = IO[bytes] | bytes | str
FileTypes = tuple[str | None, FileContent, str | None] | tuple[str | None, FileContent, str | None, Mapping[str, str]]
RequestFiles = list[tuple[str, FileTypes]]


@define
class File:
    """A file to upload, or one that was returned.

    Raises:
        ValueError: the file name or the type holds a control character, which could forge headers.
    """

    payload: BinaryIO
    file_name: str | None = None
    mime_type: str | None = None

    def __attrs_post_init__(self) -> None:
        for name, value in (("file_name", self.file_name), ("mime_type", self.mime_type)):
            if value is not None:
                check_printable(name, value)

    def to_tuple(self) -> FileTypes:
        """Return what HTTP libraries take for a part of a multipart body."""
        return self.file_name, self.payload, self.mime_type


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation: its name in Python, its name on the wire, and its place there.

    `explode` is that of OpenAPI: without it, a list in a query is one value, separated by commas.
    """

    python_name: str
    name: str
    place: Literal["path", "query", "header", "cookie"]
    required: bool = False
    format: str = ""
    explode: bool = True


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the API, as the document describes it.

    Attributes:
        id: its operationId.
        resource: the attribute of the client that offers it.
        name: its method there.
        method: the HTTP method, in upper case.
        path: the path with parameters in braces.
        parameters: its parameters, without the body.
        body_types: the media types its body may have; empty when it takes none.
        response_type: the media type of its success.
        traits: its x-traits, see spec/traits.schema.json.
        competing: paths of other operations that values of its parameters could turn its own path into.
    """

    id: str
    resource: str
    name: str
    method: str
    path: str
    parameters: tuple[Parameter, ...] = ()
    body_types: tuple[str, ...] = ()
    response_type: str = "application/json"
    traits: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False, hash=False, compare=False)
    competing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it goes over the wire, before a client adds host and credentials."""

    operation: Operation
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes | None = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    files: RequestFiles | None = field(default=None, repr=False)


def check_printable(name: str, value: str) -> None:
    """Reject text that could forge a header or a path.

    Raises:
        ValueError: the text holds a control character.
    """
    if not value.isprintable() and _CONTROL.search(value):
        raise ValueError(f"{name} holds a control character: remove it")
