"""Texts of a command line become values, bodies and forms; what cannot is rejected with what to give."""

import io
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from sdk_core.cli.arguments import value_of
from sdk_core.cli.bodies import MultipartBody, body_of, json_body, read_body
from sdk_core.cli.tables import Body, Parameter


@pytest.mark.parametrize(
    ("parameter", "texts", "value"),
    [
        ({}, ["a=b"], "a=b"),
        ({}, [""], ""),
        ({"type": "integer"}, ["-7"], -7),
        ({"type": "number"}, ["1.5"], 1.5),
        ({"type": "boolean"}, ["True"], True),
        ({"type": "boolean"}, ["false"], False),
        ({"type": "array", "items": "integer"}, ["1", "2"], [1, 2]),
        ({"type": "array"}, ["a,b"], ["a,b"]),
        ({"type": "object"}, ["a=1", "b=x=y"], {"a": "1", "b": "x=y"}),
        ({"type": "object"}, ['{"a": 1}', "b=2"], {"a": 1, "b": "2"}),
        ({"format": "date-time"}, ["2026-07-04T08:30:00Z"], datetime(2026, 7, 4, 8, 30, tzinfo=UTC)),
        ({"enum": ["asc", "desc"]}, ["asc"], "asc"),
    ],
)
def test_texts_become_values(parameter: dict[str, Any], texts: list[str], value: object) -> None:
    found = value_of(Parameter(name="x", **parameter), texts)  # type: ignore[typeddict-item]  # a dict of its members
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("parameter", "texts", "message"),
    [
        ({"type": "integer"}, ["1.5"], "page-size cannot be '1.5'; give a whole number"),
        ({"type": "number"}, ["x"], "give a number"),
        ({"type": "boolean"}, ["yes"], "give true or false"),
        ({"type": "array", "items": "integer"}, ["1", "x"], "give a whole number"),
        ({"type": "object"}, ["a"], "give NAME=VALUE"),
        ({"type": "object"}, ["=a"], "give NAME=VALUE"),
        ({"type": "object"}, ["{a"], "is no JSON"),
        ({"format": "date-time"}, ["yesterday"], "give a time such as"),
        ({"enum": ["asc", "desc"]}, ["up"], "give one of asc, desc"),
        ({}, ["a", "b"], "is given 2 times"),
    ],
)
def test_what_cannot_be_read_is_rejected(parameter: dict[str, Any], texts: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        value_of(Parameter(name="pageSize", option="page-size", **parameter), texts)  # type: ignore[typeddict-item]  # so


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        (b'\xef\xbb\xbf{ "a" : [ 1 , 2 ] }\r\n', b'{"a":[1,2]}'),
        (
            b'{"price": 1.10, "big": 12345678901234567890123, "e": 1E5}',
            b'{"price":1.10,"big":12345678901234567890123,"e":1E5}',
        ),
        (
            b'{"text": "two  \\" spaces\\n", "\\u00e6 b": "\xc3\xa6"}',
            b'{"text":"two  \\" spaces\\n","\\u00e6 b":"\xc3\xa6"}',
        ),
    ],
)
def test_json_is_sent_as_it_is_written_without_its_space(written: bytes, sent: bytes) -> None:
    assert json_body(written) == sent


def test_what_is_no_json_is_rejected_with_its_place() -> None:
    with pytest.raises(ValueError, match=r"the body is no JSON \(Expecting .* line 1 column 6"):
        json_body(b'{"a":}')


def test_a_body_comes_from_a_file_standard_input_or_the_argument(tmp_path: Path) -> None:
    (tmp_path / "body.json").write_bytes(b"[1]")
    assert read_body(str(tmp_path / "body.json"), io.BytesIO()) == b"[1]"
    assert read_body("-", io.BytesIO(b"[2]")) == b"[2]"
    assert read_body(' {"a": 3}', io.BytesIO()) == b' {"a": 3}'
    with pytest.raises(FileNotFoundError):
        read_body(str(tmp_path / "gone.json"), io.BytesIO())


FORM = Body(kind="form", members=[Parameter(name="kind", required=True), Parameter(name="secret", format="password")])
PARTS = Body(
    kind="multipart", members=[Parameter(name="file", format="binary", required=True), Parameter(name="folder")]
)


def test_a_body_that_is_needed_is_asked_for() -> None:
    assert body_of(Body(kind="json"), None, {}) is None
    with pytest.raises(ValueError, match="the body is missing; give --body FILE"):
        body_of(Body(kind="json", required=True), None, {})


def test_a_form_has_its_members_in_the_order_of_the_document() -> None:
    found = body_of(FORM, b'{"secret": "s"}', {"kind": ["token"]})
    assert list(found.items()) == [("kind", "token"), ("secret", "s")]


@pytest.mark.parametrize(
    ("content", "members", "message"),
    [
        (None, {}, "kind is missing"),
        (b"[1]", {"kind": ["a"]}, "JSON object of its members"),
        (None, {"kind": ["a", "b"]}, "kind is given 2 times"),
        (b'{"knid": "a"}', {"kind": ["a"]}, "no member 'knid'; it has kind, secret"),
    ],
)
def test_a_form_that_cannot_be_made_is_rejected(
    content: bytes | None, members: dict[str, list[str]], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        body_of(FORM, content, members)


def test_files_are_parts_with_their_names_and_types(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"PNG")
    made = body_of(PARTS, None, {"folder": ["news"], "file": [str(tmp_path / "logo.png")]})
    assert isinstance(made, MultipartBody)
    (name, part), folder = made.to_multipart()
    assert (name, part[0], part[2]) == ("file", "logo.png", "image/png")
    assert isinstance(part[1], BytesIO)
    assert part[1].read() == b"PNG"
    assert folder == ("folder", (None, b"news", "text/plain"))
