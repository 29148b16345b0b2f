"""Values of every kind and media type through a generated package: sent and read as they are."""

import json
from contextlib import nullcontext
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from kinds_of_values import KINDS
from other_http_library import on_httpx2
from small_specs import (
    answering,
    calling,
    generated,
    imported,
    small_document,
    small_operation,
    taking,
)

from generator.load.json_values import Json


@pytest.mark.parametrize("library", [httpx, httpx2], ids=["httpx", "httpx2"])
def test_other_kinds_of_values(library: Any, tmp_path: Path) -> None:  # noqa: ANN401 - two modules of one shape
    inner: Json = {"born": "2025-12-01T08:30:00+00:00", "day": "2025-12-01", "form": "flat"}
    kind: Json = {**inner, "by_name": {"inner": inner}}
    with on_httpx2() if library is httpx2 else nullcontext(), imported(generated(tmp_path, KINDS)) as package:
        client, requests = calling(package, library, content=json.dumps([kind]).encode())
        response = client.things.get("a", [kind], kind="flat", x_sure=True, seen="yes", taste="sweet; sour")
        assert [item.to_dict() for item in response] == [kind]
        assert client.things.get("a", response)[0].by_name["inner"].day.year == 2025
        assert requests[0].url.raw_path == b"/kinds/a?kind=flat"
        assert requests[0].content == requests[1].content
        assert (requests[0].headers["X-Sure"], requests[0].headers["Cookie"]) == (
            "true",
            "seen=yes; taste=sweet%3B%20sour",
        )
        client.things.get("a", [], day=date(2025, 12, 1), tag=["a,b", "ö"])
        assert requests.pop().url.raw_path == b"/kinds/a?day=2025-12-01&tag=a%2Cb,%C3%B6"
        client.things.get("a", [], tag=[])
        assert requests.pop().url.raw_path == b"/kinds/a"
        client.things.upload(package.File(BytesIO(b"\x00\xff")))
        client.things.upload(b"\x00\xff")
        assert {(r.content, r.headers["Content-Type"]) for r in requests[2:]} == {
            (b"\x00\xff", "application/octet-stream")
        }
        for wrong in (
            b'[{"born": null}]',
            b'[{"born": "x"}]',
            b'[{"born": "2025-12-01", "form": "new"}]',
            b'[{"day": ""}]',
        ):
            client, _ = calling(package, library, content=wrong)
            with pytest.raises(package.ResponseParseError):
                client.things.get("a", [])
        client, _ = calling(package, library, content="møde".encode())
        assert client.things.text() == "møde"


LINES = '{"a": 1}\n{"a": 2}\n'
TEXT: Json = {"type": "string"}
MEDIA_TYPES = small_document(
    {
        f"/{name}": {
            "post": small_operation(
                name, name=name, requestBody=taking(asked, media_type), responses=answering(asked, media_type)
            )
        }
        for name, media_type, asked in (
            ("lines", "application/x-ndjson", TEXT),
            ("stream", "application/x-json-stream", TEXT),
            ("suffixed", "application/stream+json", TEXT),
            ("csv", "text/csv", TEXT),
            ("patch", "application/merge-patch+json", {"$ref": "#/components/schemas/Patch"}),
            ("file", "application/octet-stream", {"type": "string", "format": "binary"}),
        )
    },
    {"Patch": {"type": "object", "properties": {"a": TEXT}}},
)


@pytest.fixture(scope="module")
def media_types_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(tmp_path_factory.mktemp("media_types"), MEDIA_TYPES)


class TestMediaTypes:
    @pytest.mark.parametrize(
        ("name", "media_type", "content_type"),
        [
            ("lines", "application/x-ndjson", "application/x-ndjson"),
            ("stream", "application/x-json-stream", "application/x-json-stream"),
            ("suffixed", "application/stream+json", "application/stream+json"),
            ("csv", "text/csv", "text/csv; charset=utf-8"),
        ],
    )
    def test_text_is_sent_and_read_as_it_is(
        self, media_types_package: Path, name: str, media_type: str, content_type: str
    ) -> None:
        with imported(media_types_package) as package:
            client, requests = calling(package, httpx, content=f"{LINES}møde".encode())
            call = getattr(client.things, name)
            assert call(LINES + "é") == f"{LINES}møde"
            assert requests[0].content == f"{LINES}é".encode()
            assert requests[0].headers["Accept"] == media_type
            assert requests[0].headers["Content-Type"] == content_type
            call(b"\xff")
            assert (requests[1].content, requests[1].headers["Content-Type"]) == (b"\xff", media_type)
            for wrong, error in (([{"a": 1}], TypeError), (7, TypeError), ("\ud800", ValueError)):
                with pytest.raises(error, match=r"^the body "):
                    call(wrong)
            assert len(requests) == 2

    def test_other_json_keeps_its_type(self, media_types_package: Path) -> None:
        with imported(media_types_package) as package:
            client, requests = calling(package, httpx, content=b'{"a": "b"}')
            assert client.things.patch({"a": None}).a == "b"
            assert requests[0].content == b'{"a":null}'
            assert requests[0].headers["Content-Type"] == "application/merge-patch+json"
            assert requests[0].headers["Accept"] == "application/merge-patch+json"

    def test_bytes_are_files_or_bytes(self, media_types_package: Path) -> None:
        with imported(media_types_package) as package:
            client, requests = calling(package, httpx, content=b"\xff")
            assert client.things.file(b"\x00").payload.read() == b"\xff"
            client.things.file(package.File(BytesIO(b"\x00")))
            assert [request.content for request in requests] == [b"\x00", b"\x00"]
