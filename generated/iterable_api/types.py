# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it anew.
"""What requests and answers are made of: independent of any HTTP library."""

import json
import re
from collections.abc import (
    Callable,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
)
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from math import isfinite
from typing import IO, Any, BinaryIO, Final, Generic, Literal, TypeVar, cast
from urllib.parse import quote

import orjson
from attrs import define

T = TypeVar("T")
JSON_TYPE: Final = "application/json; charset=utf-8"
LONGEST_TARGET: Final = 64_000
"""Characters of path and query. HTTP libraries take URLs of 65,536, with scheme and host."""


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
    """A file to upload, or one that was answered.

    Raises:
        ValueError: the file name or the type holds a control character, which could forge headers.
    """

    payload: BinaryIO
    file_name: str | None = None
    mime_type: str | None = None

    def __attrs_post_init__(self) -> None:
        for name, value in (("file_name", self.file_name), ("mime_type", self.mime_type)):
            if value is not None:
                refuse_control_characters(name, value)

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
        answer_type: the media type of its success.
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
    answer_type: str = "application/json"
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


class Response(Generic[T]):
    """An answer: its status, headers and bytes, and by `parsed` what they mean.

    Attributes:
        operation: what was called.
        status_code: the HTTP status, also one that no standard knows.
        headers: the headers of the answer.
        content: the body.
    """

    __slots__ = ("_parse", "content", "headers", "operation", "status_code")

    def __init__(
        self,
        operation: Operation,
        status_code: int,
        headers: MutableMapping[str, str],
        content: bytes,
        parse: "Callable[[Response[Any]], T]",
    ) -> None:
        self.operation = operation
        self.status_code = status_code
        self.headers = headers
        self.content = content
        self._parse = parse

    def __repr__(self) -> str:
        return f"<Response {self.status_code} to {self.operation.id}, {len(self.content)} bytes>"

    def json(self) -> Any:
        """Return the body as plain dicts and lists, the fastest way to read many rows.

        Raises:
            ValueError: the body is no JSON.
        """
        return read_json(self.content)

    @property
    def text(self) -> str:
        """The body as UTF-8 text; bytes that are none are replaced."""
        return self.content.decode("utf-8", errors="replace")

    @property
    def parsed(self) -> T:
        """The body as the document describes it.

        Raises:
            ResponseParseError: the body is not what the document describes.
        """
        return self._parse(self)


def read_json(content: bytes) -> Any:
    """Return what JSON means, with all digits of its integers.

    Raises:
        ValueError: it is no JSON.
    """
    value = orjson.loads(content)
    # An integer of more than 64 bits has become a float, by which digits are lost. Such are rare, and looked for at
    # 1 GB a second; the standard library keeps them, and takes three times as long.
    return json.loads(content) if _LONG_NUMBER in content.translate(_DIGITS) else value


_DIGITS: Final = bytes(ord("0") if chr(byte).isdigit() and byte < 128 else byte for byte in range(256))
_LONG_NUMBER: Final = b"0" * 19


def any_answer(response: Response[Any]) -> Any:
    """Read an answer that is documented without a body: None if it has none, else its JSON, else its bytes."""
    if not response.content:
        return None
    try:
        return response.json()
    except ValueError:
        return response.content


def json_list(response: Response[Any]) -> list[Any]:
    """Read an answer that is documented as an array.

    Raises:
        TypeError: it is something else. Looping over an empty object or text would pass it off as an empty array.
    """
    value = response.json()
    if not isinstance(value, list):
        raise TypeError(f"it is a {type(value).__name__} and no array")
    return value


def build_request(operation: Operation, values: Mapping[str, Any], body: Any = UNSET) -> Request:
    """Make the request of an operation.

    Args:
        operation: what to call.
        values: the parameters by their names on the wire; UNSET ones are left out.
        body: a model, its dict, bytes of JSON, or UNSET.

    Raises:
        ValueError: a value cannot be sent as it is; the message names the parameter and says why.
    """
    query: list[str] = []
    cookies: list[str] = []
    json_answer = operation.answer_type == "application/json"
    headers: list[tuple[str, str]] = [] if json_answer else [("Accept", operation.answer_type)]
    path = operation.path
    for parameter in operation.parameters:
        value = values.get(parameter.name, UNSET)
        if parameter.place == "path":
            path = path.replace("{" + parameter.name + "}", path_segment(parameter.name, value))
        elif isinstance(value, Unset) or value is None:
            if parameter.required:
                raise ValueError(f"{operation.id} needs {parameter.python_name}: give it a value")
        elif parameter.place == "query" and not parameter.explode and isinstance(value, list | tuple | set | frozenset):
            texts = [percent_encoded(parameter.python_name, text) for _, text in query_items(parameter, value)]
            query.extend([f"{quote(parameter.name, safe='')}={','.join(texts)}"] if texts else [])
        elif parameter.place == "query":
            query.extend(_query_pairs(parameter, value))
        else:
            text = text_of(parameter, value)
            refuse_control_characters(parameter.python_name, text)
            if parameter.place == "header":
                headers.append((parameter.name, text))
            else:
                cookies.append(f"{parameter.name}={percent_encoded(parameter.python_name, text)}")
    if cookies:
        headers.append(("Cookie", "; ".join(cookies)))
    if operation.competing:
        refuse_competing(operation, values)
    target = f"{path}?{'&'.join(query)}" if query else path
    if len(target) > LONGEST_TARGET:
        raise ValueError(_too_long(operation, values, len(target)))
    if isinstance(body, Unset) or body is None:
        return Request(operation, target, tuple(headers))
    return _with_body(operation, target, headers, body)


def _query_pairs(parameter: Parameter, value: Any) -> list[str]:
    what = parameter.python_name
    return [f"{percent_encoded(what, n)}={percent_encoded(what, text)}" for n, text in query_items(parameter, value)]


def percent_encoded(name: str, text: str) -> str:
    """Return a text as it stands in a URL.

    Raises:
        ValueError: it is no text, or UTF-8 cannot carry it.
    """
    try:
        return quote(text, safe="")
    except UnicodeEncodeError:
        told = "has half of a surrogate pair, which cannot be sent: read it again from its source"
    except TypeError:
        told = f"cannot be a {type(text).__name__}: give it text"
    raise ValueError(f"{name} {told}")


def _too_long(operation: Operation, values: Mapping[str, Any], characters: int) -> str:
    """Say which parameter makes a URL too long."""
    given = [each for each in operation.parameters if not isinstance(values.get(each.name, UNSET), Unset | None)]
    sizes = {each.python_name: _size(each, values[each.name]) for each in given if each.place in {"path", "query"}}
    name, size = max(sizes.items(), key=lambda item: item[1])
    return (
        f"the URL of {operation.id} would have {characters:,} characters, {size:,} of them for {name}, and at most "
        f"{LONGEST_TARGET:,} can be sent: shorten {name}, or make several calls with a part of it each"
    )


def _size(parameter: Parameter, value: Any) -> int:
    if parameter.place == "query":
        return sum(map(len, _query_pairs(parameter, value)))
    return len(quote(str(value), safe=""))


def _with_body(operation: Operation, target: str, headers: list[tuple[str, str]], body: Any) -> Request:
    media_type = operation.body_types[0]
    if media_type == "multipart/form-data":
        files: RequestFiles = body.to_multipart()
        for name, part in files:  # again at the last moment: names of free members, and files that were changed since
            for text in (name, part[0], part[2]):
                refuse_control_characters("a part of the body", text or "")
        return Request(operation, target, tuple(headers), files=files)
    if media_type == "application/x-www-form-urlencoded":
        form = cast("Mapping[str, Any]", body) if isinstance(body, Mapping) else body.to_dict()
        return Request(operation, target, tuple(headers), form={str(k): form_text(k, v) for k, v in form.items()})
    if media_type == "application/json" or media_type.endswith("+json"):
        json_type = JSON_TYPE if media_type == "application/json" else media_type
        return Request(operation, target, (*headers, ("Content-Type", json_type)), content=json_bytes(body))
    content_type = (
        f"{media_type}; charset=utf-8" if isinstance(body, str) and media_type.startswith("text/") else media_type
    )
    return Request(operation, target, (*headers, ("Content-Type", content_type)), content=content_bytes(body))


def content_bytes(body: Any) -> bytes:
    """Return a body that is sent as it is: text, bytes, or a file.

    Raises:
        TypeError: it is something else.
        ValueError: UTF-8 cannot carry the text.
    """
    if isinstance(body, bytes | bytearray | memoryview):
        return bytes(body)
    if isinstance(body, str):
        try:
            return body.encode()
        except UnicodeEncodeError:
            raise ValueError(
                "the body has half of a surrogate pair, which cannot be sent: read it again from its source"
            ) from None
    if isinstance(body, File):
        return body.payload.read()
    raise TypeError(f"the body cannot be a {type(body).__name__}: give text, bytes, or a File")


def json_bytes(value: Any) -> bytes:
    """Return a body as JSON. Bytes are taken as JSON already; models and dicts may be mixed.

    Raises:
        TypeError: a value has no place in JSON. Dates are among them: the API has formats of its own for those.
        ValueError: a number is infinite or not a number. It would be written as null, which clears a field.
    """
    if isinstance(value, bytes):
        return value
    try:
        text = orjson.dumps(value, default=_json_default, option=orjson.OPT_PASSTHROUGH_DATETIME)
    except TypeError as error:
        # orjson wraps our own message, and says of all else what is wrong, but not what to do.
        told = TypeError(f"the body cannot be written as JSON: {error}; make such a value text, or leave it out")
        raise (error.__cause__ or told) from None
    if b"null" in text:  # only then can such a number be among the values, and only then is it worth the walk
        _refuse_no_numbers(value)
    return text


def _refuse_no_numbers(value: Any) -> None:
    if isinstance(value, float):
        if not isfinite(value):
            raise ValueError(f"{value} cannot stand in a JSON body: leave the member out, or give None to clear it")
    elif isinstance(value, Mapping):
        for inner in cast("Mapping[str, Any]", value).values():
            _refuse_no_numbers(inner)
    elif hasattr(value, "to_dict"):
        _refuse_no_numbers(value.to_dict())
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            _refuse_no_numbers(inner)


def _json_default(value: Any) -> Any:
    to_dict = getattr(value, "to_dict", None)
    if to_dict is not None:
        return to_dict()
    if isinstance(value, Unset):
        raise TypeError("UNSET cannot stand in a body: leave the member out")
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, Any]", value))
    if isinstance(value, Sequence | set | frozenset | Iterator) and not isinstance(
        value, bytes | bytearray | memoryview
    ):
        return list(cast("Iterator[Any]", value))
    raise TypeError(f"a {type(value).__name__} cannot stand in a JSON body: make it text or a number first")


def enum_value(kind: type[Enum], value: Any, name: str) -> Any:
    """Return what stands on the wire for a member of an enum, which may be given by its text too.

    Raises:
        ValueError: there is no such member; the message names those that there are.
    """
    try:
        return kind(value).value
    except ValueError:
        allowed = ", ".join(str(member.value) for member in kind)
    raise ValueError(f"{name} cannot be this {type(value).__name__}: give one of {allowed}")


def member_dict(value: Any, name: str) -> dict[str, Any]:
    """Return a member of a body that is a model, which may be given as a dict too.

    Raises:
        TypeError: it is something else.
    """
    to_dict = getattr(value, "to_dict", None)
    if to_dict is not None:
        return cast("dict[str, Any]", to_dict())
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, Any]", value))
    raise TypeError(f"{name} cannot be a {type(value).__name__}: give its model, or a dict")


def member_list(value: Any, name: str) -> Iterable[Any]:
    """Return a member of a body that is an array.

    Raises:
        TypeError: it is no list, nor anything else of which items come one by one.
    """
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping):
        return value
    raise TypeError(f"{name} cannot be a {type(value).__name__}: give a list")


def form_text(name: str, value: Any) -> str:
    """Return a value of a form's member as text: booleans as JSON has them.

    Raises:
        ValueError: it is no text, number or boolean. Null would arrive as a word.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        percent_encoded(name, str(value))  # as the HTTP library will do, with an error that names nothing
        return str(value)
    raise ValueError(f"{name} cannot be a {type(value).__name__} in a form: give it text, a number or a boolean")


def query_items(parameter: Parameter, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the name-value pairs of a query parameter: lists repeat its name, maps bring names of their own."""
    to_dict = getattr(value, "to_dict", None)
    if to_dict is not None:
        value = to_dict()
    if isinstance(value, Mapping):
        for name, inner in cast("Mapping[str, Any]", value).items():
            yield name, text_of(parameter, inner)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in cast("list[Any]", value):
            yield parameter.name, text_of(parameter, inner)
    else:
        yield parameter.name, text_of(parameter, value)


def text_of(parameter: Parameter, value: Any) -> str:
    """Return a value of a parameter as text.

    Raises:
        ValueError: the value is a moment without a time zone, or of a type that has no text here.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"{parameter.python_name} is a moment without a time zone: give it one, for example UTC")
        if (value.utcoffset() or timedelta()) % timedelta(minutes=1):  # old local times, which RFC 3339 cannot write
            value = value.astimezone(UTC)
        text = value.isoformat(timespec="milliseconds")
        return f"{text[:-6]}Z" if value.utcoffset() == timedelta(0) else text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int | float):
        return str(value)
    raise ValueError(f"{parameter.python_name} cannot be a {type(value).__name__}: give it text or a number")


def path_segment(name: str, value: Any) -> str:
    """Return a value of a path parameter as one percent-encoded segment.

    Raises:
        ValueError: the value is empty, a dot segment or holds a control character: it would change which call is made.
    """
    text = str(value)
    refuse_control_characters(name, text)
    if (
        isinstance(value, Unset | None)
        or not text
        or text in {".", ".."}
        or quote(text, safe="%").lower().replace("%2e", ".") in {".", ".."}
    ):
        raise ValueError(f"{name} cannot be {text!r}: it would turn the call into another one")
    return quote(text, safe="")


def refuse_control_characters(name: str, value: str) -> None:
    """Refuse text that could forge a header or a path.

    Raises:
        ValueError: the text holds a control character.
    """
    if not value.isprintable() and any(ord(character) < 32 or 127 <= ord(character) < 160 for character in value):
        raise ValueError(f"{name} holds a control character: remove it")


def refuse_competing(operation: Operation, values: Mapping[str, Any]) -> None:
    """Refuse values that would turn a call of an operation into one of another path, by its `competing`.

    They are compared as they were given: a server that decodes a path before it chooses the operation would take
    an encoded value for the other path as well.

    Raises:
        ValueError: the values do that; the message names them and the other path.
    """
    own = operation.path.split("/")
    for path in operation.competing:
        pairs = [*zip(own, path.split("/"), strict=True)]
        if all(_segment_pattern(other).fullmatch(_segment(mine, values)) for mine, other in pairs):
            taken = [(mine, other) for mine, other in pairs if _letters(mine) != _letters(other)]
            names = [name for mine, _ in taken for name in _PATH_PARAMETER.findall(mine)]
            told = " and ".join(f"{name} {str(values[name])!r}" for name in names)
            raise ValueError(f"{told} would turn this call of {operation.path} into one of {path}; give another value")


_PATH_PARAMETER: Final = re.compile(r"\{([^{}]*)\}")


def _letters(segment: str) -> str:
    return _PATH_PARAMETER.sub("", segment)


def _segment(segment: str, values: Mapping[str, Any]) -> str:
    """Return a segment with its values, not encoded."""
    return _PATH_PARAMETER.sub(lambda found: str(values[found[1]]), segment)


@cache
def _segment_pattern(segment: str) -> re.Pattern[str]:
    """Return what a segment matches when parameters stand for anything."""
    literal = _PATH_PARAMETER.split(segment)[::2]
    return re.compile(".+".join(re.escape(text) for text in literal), re.DOTALL)


__all__ = [
    "JSON_TYPE",
    "UNSET",
    "File",
    "FileTypes",
    "Operation",
    "Parameter",
    "Request",
    "RequestFiles",
    "Response",
    "Unset",
    "any_answer",
    "build_request",
    "enum_value",
    "json_bytes",
    "json_list",
    "member_dict",
    "member_list",
    "read_json",
    "refuse_competing",
]
