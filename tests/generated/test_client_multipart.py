"""Multipart bodies of the generated client: whatever is in a file arrives as it is, and names forge nothing."""

from io import BytesIO
from typing import Any

import httpx
import pytest
from client_surface import EVERY, Wire, arguments_of, sync_and_async
from hypothesis import given, settings
from hypothesis import strategies as st

from agillic_api import OPERATIONS, File, models
from generator.bundle.document import Operation

UPLOADS = [o for o in EVERY if OPERATIONS[o.id].body_types == ("multipart/form-data",)]
every_upload = pytest.mark.parametrize("operation", UPLOADS, ids=lambda operation: operation.id)
HOSTILE_LINES = [b"--+++", b"--+++--", b"--", b"--boundary--", b'Content-Disposition: form-data; name="folder"', b""]


def parts_of(request: httpx.Request) -> list[tuple[str, bytes]]:
    """Return the parts of a multipart request as (headers, content), read strictly by RFC 2046."""
    media_type, boundary = request.headers["Content-Type"].split("; boundary=")
    assert media_type == "multipart/form-data"
    first, *parts, last = (b"\r\n" + request.content).split(b"\r\n--" + boundary.encode())
    assert (first, last) == (b"", b"--\r\n")
    split = [part.removeprefix(b"\r\n").split(b"\r\n\r\n", maxsplit=1) for part in parts]
    return [(headers.decode(), content) for headers, content in split]


def upload(file: File, **members: Any) -> httpx.Request:  # noqa: ANN401 - whatever a free member holds
    wire = Wire()
    body = models.AssetUpload(file=file)
    body.additional_properties.update(members)
    wire.client().assets.upload_resource(body)
    return wire.sent


def test_twelve_operations_upload() -> None:
    assert len(UPLOADS) == 12


@sync_and_async
@every_upload
def test_a_file_is_a_part_of_its_own(operation: Operation, *, asynchronous: bool) -> None:
    wire = Wire()
    wire.call(operation, arguments_of(operation), asynchronous=asynchronous)
    body = arguments_of(operation)["body"]  # a new one: the file of the other has been read
    for (headers, content), name in zip(parts_of(wire.sent), body.to_dict(), strict=True):
        assert f'name="{name}"' in headers
        value = getattr(body, name, body.to_dict()[name])
        if isinstance(value, File):
            assert 'filename="example.txt"\r\nContent-Type: text/plain' in headers
            assert content == value.payload.read()
        else:
            assert content.decode() == value


@settings(deadline=None)
@given(st.lists(st.sampled_from(HOSTILE_LINES) | st.binary(max_size=40), max_size=12).map(b"\r\n".join) | st.binary())
def test_any_bytes_arrive_as_they_are(content: bytes) -> None:
    parts = parts_of(upload(File(BytesIO(content), "a.bin", "application/octet-stream")))
    assert [body for _, body in parts] == [content]


def test_each_request_has_its_own_boundary() -> None:
    boundaries = {upload(File(BytesIO(b"x"))).headers["Content-Type"] for _ in range(5)}
    assert len(boundaries) == 5
    assert all(len(boundary.split("boundary=")[1]) >= 16 for boundary in boundaries)


def test_a_large_file_arrives_whole() -> None:
    content = bytes(range(256)) * 4_000
    assert parts_of(upload(File(BytesIO(content))))[0][1] == content


@pytest.mark.parametrize("text", ["a\r\nX-Evil: 1", "a\nb", "a\x00b", "\x7f"])
def test_names_and_types_that_forge_headers_are_rejected(text: str) -> None:
    for options in ({"file_name": text}, {"mime_type": text}):
        with pytest.raises(ValueError, match=r"^(file_name|mime_type) holds a control character: remove it$"):
            File(BytesIO(b""), **options)
    changed_name, changed_type = File(BytesIO(b"")), File(BytesIO(b""))
    changed_name.file_name = text
    changed_type.mime_type = text
    for body in (
        models.AssetUpload(changed_name),
        models.AssetUpload(changed_type),
        models.AssetUpload(File(BytesIO(b"")), additional_properties={text: "x"}),
    ):
        wire = Wire()
        with pytest.raises(ValueError, match=r"^a part of the body holds a control character: remove it$"):
            wire.client().assets.upload_resource(body)
        assert wire.requests == []


def test_other_file_names_are_sent() -> None:
    """Quotes and other letters are written so that they stay inside the name."""
    for name in ('a"b.png', "møde 1.png", "a;b=c.png", "../up.png"):
        ((headers, _),) = parts_of(upload(File(BytesIO(b""), name)))
        assert len(headers.split("\r\n")) <= 2
        assert f'filename="{name.replace(chr(34), "%22")}"' in headers


def test_free_members_are_parts_too() -> None:
    names = [headers for headers, _ in parts_of(upload(File(BytesIO(b"")), note="ä\r\nb", yes=True))]
    assert ['name="file"' in names[0], 'name="note"' in names[1], 'name="yes"' in names[2]] == [True] * 3


def test_free_members_are_written_as_forms_have_them() -> None:
    sent = dict(parts_of(upload(File(BytesIO(b"")), yes=True, no=False, number=7)))
    assert [content for headers, content in sent.items() if 'name="file"' not in headers] == [b"true", b"false", b"7"]


@pytest.mark.parametrize("value", [None, {}, [1]])
def test_a_free_member_that_is_no_text_is_rejected(value: object) -> None:
    with pytest.raises(ValueError, match=r"note cannot be a .* in a form: give it text"):
        upload(File(BytesIO(b"")), note=value)
