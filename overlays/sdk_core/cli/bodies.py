"""The body of a call: JSON from a file, standard input or the argument itself, or a form of members and files."""

import json
import mimetypes
import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, cast

from sdk_core.cli.tables import Body, Parameter
from sdk_core.wire.bodies import form_text
from sdk_core.wire.operations import File, RequestFiles

STDIN: Final = "-"
_OUTSIDE_TEXTS: Final = re.compile(rb'("(?:[^"\\]|\\.)*")|\s+')


class MultipartBody(NamedTuple):
    """A body of parts, in the order of the document; what the wire asks of a model."""

    parts: tuple[tuple[str, File | str], ...]

    def to_multipart(self) -> RequestFiles:
        """Return the parts as HTTP libraries take them."""
        return [
            (name, part.to_tuple() if isinstance(part, File) else (None, form_text(name, part).encode(), "text/plain"))
            for name, part in self.parts
        ]


def read_body(source: str, stdin: BinaryIO) -> bytes:
    """Return what `--body` names.

    Args:
        source: the path of a file, `-` for standard input, or JSON that begins with a brace or a bracket.
        stdin: standard input.

    Raises:
        OSError: the file cannot be read.
    """
    if source == STDIN:
        return stdin.read()
    return source.encode() if source.lstrip()[:1] in ("{", "[") else Path(source).read_bytes()


def json_body(content: bytes) -> bytes:
    r"""Return JSON without the space between its parts; numbers and texts stay as they are written.

    Raises:
        ValueError: it is no JSON; the message says where.

    >>> json_body(b'{ "price": 1.10,\n "name": "a  b" }')
    b'{"price":1.10,"name":"a  b"}'
    """
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        json.loads(content)
    except ValueError as error:
        raise ValueError(f"the body is no JSON ({error}); correct it there") from None
    return _OUTSIDE_TEXTS.sub(lambda found: found[1] or b"", content)


def body_of(body: Body, content: bytes | None, members: Mapping[str, Sequence[str]]) -> Any:  # noqa: ANN401 - bytes, a map or parts
    """Return the body of a call as the wire takes it; None for none.

    Args:
        body: the row of the table.
        content: what `--body` named, if it was given.
        members: the texts of a form's members by their names: paths where the member is a file.

    Raises:
        OSError: a file to upload cannot be read.
        ValueError: the body or one of its members is missing, or cannot be used.
    """
    if body["kind"] in ("form", "multipart"):
        return _form(body, _members_in(content), members)
    if content is None:
        if body.get("required"):
            raise ValueError("the body is missing; give --body FILE, or --body - for standard input")
        return None
    return json_body(content) if body["kind"] == "json" else content


def _members_in(content: bytes | None) -> dict[str, Any]:
    """Return the members of a form that `--body` gives as a JSON object: secrets do not belong into arguments."""
    if content is None:
        return {}
    read: object = json.loads(json_body(content))
    if not isinstance(read, dict):
        raise ValueError("the body of a form is a JSON object of its members; give one")  # noqa: TRY004 - of the value, not of the type
    return cast("dict[str, Any]", read)


def _form(body: Body, given: dict[str, Any], members: Mapping[str, Sequence[str]]) -> Any:  # noqa: ANN401 - so
    for name, texts in members.items():
        if len(texts) > 1:
            raise ValueError(f"{name} is given {len(texts)} times; give it once")
        given[name] = texts[0]
    known = body.get("members", [])
    for each in known:
        if each.get("required") and each["name"] not in given:
            raise ValueError(f"{each['name']} is missing; give it as an option, or in the JSON of --body")
    if unknown := sorted(given.keys() - {each["name"] for each in known}):
        raise ValueError(f"the body has no member {unknown[0]!r}; it has {', '.join(each['name'] for each in known)}")
    ordered = [each for each in known if each["name"] in given]
    if body["kind"] == "form":
        return {each["name"]: given[each["name"]] for each in ordered}
    return MultipartBody(tuple((each["name"], _part(each, str(given[each["name"]]))) for each in ordered))


def _part(member: Parameter, text: str) -> File | str:
    if member.get("format") != "binary":
        return text
    path = Path(text)
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return File(BytesIO(path.read_bytes()), path.name, kind)
