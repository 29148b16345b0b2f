"""From an operation and its arguments to a request, as one API writes them: independent of any HTTP library."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast
from urllib.parse import quote

from sdk_core.wire.bodies import Other, content_bytes, form_text, plain_value, write_json
from sdk_core.wire.competing_paths import another_value, check_competing
from sdk_core.wire.error_reading import ErrorReader
from sdk_core.wire.media_types import JSON, is_json
from sdk_core.wire.operations import (
    UNSET,
    Operation,
    Parameter,
    Request,
    RequestFiles,
    Unset,
    check_printable,
)
from sdk_core.wire.texts import path_segment, percent_encoded, plain_text

JSON_TYPE: Final = "application/json; charset=utf-8"
MAX_TARGET_LENGTH: Final = 64_000
"""Characters of path and query. HTTP libraries take URLs of 65,536, with scheme and host."""
LISTS: Final = (list, tuple, set, frozenset)
"""What repeats a query parameter, or stands in it separated by commas."""


@dataclass(frozen=True, slots=True)
class Wire:
    """How one API writes requests and says what is wrong: all that is not the same for every API.

    Attributes:
        path_value: writes a value of a path parameter, which is given with its name, as one percent-encoded segment.
        texts: by the format of a parameter, what writes its value as text.
        write_json: writes a body of JSON; asks the second argument for what JSON does not know.
        competing_remedy: returns what to do about the values of path parameters that would turn a call into another
            one; it is given their names.
        errors: reads error responses.

    >>> get = Operation("getThing", "things", "get", "GET", "/things/{id}", (Parameter("id", "id", "path"),))
    >>> Wire().build_request(get, {"id": "a lamp"}).target
    '/things/a%20lamp'
    """

    path_value: Callable[[str, Any], str] = path_segment
    texts: Mapping[str, Callable[[Any], str]] = field(default_factory=dict[str, Callable[[Any], str]])
    write_json: Callable[[Any, Other], bytes] = write_json
    competing_remedy: Callable[[Sequence[str]], str] = another_value
    errors: ErrorReader = field(default_factory=ErrorReader)

    def build_request(self, operation: Operation, values: Mapping[str, Any], body: Any = UNSET) -> Request:
        """Make the request of an operation.

        Args:
            operation: what to call.
            values: the parameters by their names on the wire; UNSET ones are left out.
            body: a model, its dict, bytes of JSON, or UNSET.

        Raises:
            ValueError: a value cannot be sent as it is; the message names the parameter and says why.
        """
        query: list[str] = []
        headers: list[tuple[str, str]] = []
        cookies: list[str] = []
        if operation.response_type != "application/json":
            headers.append(("Accept", operation.response_type))
        path = operation.path
        for parameter in operation.parameters:
            value = values.get(parameter.name, UNSET)
            if parameter.place == "path":
                path = path.replace(f"{{{parameter.name}}}", self.path_value(parameter.name, value))
            elif isinstance(value, Unset) or value is None:
                if parameter.required:
                    raise ValueError(f"{operation.id} needs {parameter.python_name}: give it a value")
            elif parameter.place == "query":
                query.extend(self._query_pairs(parameter, value))
            elif parameter.place == "header":
                headers.append((parameter.name, self._header_text(parameter, value)))
            else:
                text = percent_encoded(parameter.python_name, self._header_text(parameter, value))
                cookies.append(f"{parameter.name}={text}")
        if cookies:
            headers.append(("Cookie", "; ".join(cookies)))
        target = self._checked(f"{path}?{'&'.join(query)}" if query else path, operation, values)
        if isinstance(body, Unset) or body is None:
            return Request(operation, target, tuple(headers))
        return self._with_body(operation, target, headers, body)

    def _checked(self, target: str, operation: Operation, values: Mapping[str, Any]) -> str:
        if operation.competing:
            check_competing(operation, values, self.competing_remedy)
        if len(target) > MAX_TARGET_LENGTH:
            raise self._too_long(target, operation, values)
        return target

    def _header_text(self, parameter: Parameter, value: Any) -> str:
        text = self.text_of(parameter, value)
        check_printable(parameter.python_name, text)
        return text

    def _query_pairs(self, parameter: Parameter, value: Any) -> list[str]:
        what, items = parameter.python_name, self.query_items(parameter, value)
        if not parameter.explode and isinstance(value, LISTS):
            texts = [percent_encoded(what, text) for _, text in items]
            return [f"{quote(parameter.name, safe='')}={','.join(texts)}"] if texts else []
        return [f"{percent_encoded(what, name)}={percent_encoded(what, text)}" for name, text in items]

    def _too_long(self, target: str, operation: Operation, values: Mapping[str, Any]) -> ValueError:
        """Return the error about a URL that is too long, which says which parameter makes it so."""
        given = [each for each in operation.parameters if not isinstance(values.get(each.name, UNSET), Unset | None)]
        sizes = {
            each.python_name: self._size(each, values[each.name]) for each in given if each.place in {"path", "query"}
        }
        name, size = max(sizes.items(), key=lambda item: item[1])
        return ValueError(
            f"the URL of {operation.id} would have {len(target):,} characters, {size:,} of them for {name}, and at "
            f"most {MAX_TARGET_LENGTH:,} can be sent: shorten {name}, or make several calls with a part of it each"
        )

    def _size(self, parameter: Parameter, value: Any) -> int:
        if parameter.place == "query":
            return sum(map(len, self._query_pairs(parameter, value)))
        return len(quote(str(value), safe=""))

    def _with_body(self, operation: Operation, target: str, headers: list[tuple[str, str]], body: Any) -> Request:
        media_type = operation.body_types[0]
        if media_type == "multipart/form-data":
            files: RequestFiles = body.to_multipart()
            # Again at the last moment: names of free members, and files that were changed since.
            for name, part in files:
                for text in (name, part[0], part[2]):
                    check_printable("a part of the body", text or "")
            return Request(operation, target, tuple(headers), files=files)
        if media_type == "application/x-www-form-urlencoded":
            form = cast("Mapping[str, Any]", body) if isinstance(body, Mapping) else body.to_dict()
            return Request(operation, target, tuple(headers), form={str(k): form_text(k, v) for k, v in form.items()})
        if is_json(media_type):
            json_type = JSON_TYPE if media_type == JSON else media_type
            return Request(operation, target, (*headers, ("Content-Type", json_type)), content=self.json_bytes(body))
        is_text = isinstance(body, str) and media_type.startswith("text/")
        content_type = f"{media_type}; charset=utf-8" if is_text else media_type
        return Request(operation, target, (*headers, ("Content-Type", content_type)), content=content_bytes(body))

    def json_bytes(self, value: Any) -> bytes:
        """Return a body as JSON. Bytes are taken as JSON already; models and dicts may be mixed.

        Raises:
            TypeError: a value has no place in JSON.
            ValueError: a value would be written as null, which clears a field.
        """
        return value if isinstance(value, bytes) else self.write_json(value, plain_value)

    def query_items(self, parameter: Parameter, value: Any) -> Iterator[tuple[str, str]]:
        """Yield the name-value pairs of a query parameter: lists repeat its name, maps bring names of their own."""
        to_dict = getattr(value, "to_dict", None)
        if to_dict is not None:
            value = to_dict()
        if isinstance(value, Mapping):
            for name, inner in cast("Mapping[str, Any]", value).items():
                yield name, self.text_of(parameter, inner)
        elif isinstance(value, LISTS):
            for inner in cast("list[Any]", value):
                yield parameter.name, self.text_of(parameter, inner)
        else:
            yield parameter.name, self.text_of(parameter, value)

    def text_of(self, parameter: Parameter, value: Any) -> str:
        """Return a value of a parameter as text.

        Raises:
            ValueError: it has none; the message names the parameter.
        """
        write = self.texts.get(parameter.format)
        return plain_text(parameter, value) if write is None else write(value)
