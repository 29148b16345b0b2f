"""From a spec to a package: complete, the same anywhere, offline, importable, and what it says is so."""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import nullcontext
from datetime import date
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from conftest import ROOT, TinySpec
from other_http_library import on_httpx2
from small_specs import (
    answering,
    calling,
    files_of,
    generated,
    imported,
    parameter,
    small_document,
    small_operation,
    taking,
)

from generator.bundle.bundler import bundle
from generator.cli import main
from generator.diff.documents import document_changes
from generator.generate.client import document_hash
from generator.generate.settings import Overlay, Settings
from generator.load.json_values import Json
from generator.load.source import Source

NO_NETWORK = """
import socket
def refuse(*_, **__):
    raise OSError("this test has no network")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
"""


@pytest.fixture(scope="module")
def tiny_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of tests/specs/tiny, as the command line writes it."""
    output = tmp_path_factory.mktemp("tiny")
    assert main(["generate", "--api", "tiny", "--spec", str(ROOT / "tests" / "specs"), "--output", str(output)]) == 0
    return output / "generated" / "tiny_api"


def test_the_package_is_complete(tiny_package: Path) -> None:
    names = set(files_of(tiny_package))
    assert {"__init__.py", "client.py", "errors.py", "types.py", "py.typed", "openapi.json"} <= names
    assert {"api/__init__.py", "api/things/__init__.py", "models/__init__.py", "models/thing.py"} <= names
    assert {f"api/things/{name}.py" for name in ("get_thing", "put_thing", "count_things")} <= names
    assert {Path(name).suffix for name in names - {"py.typed"}} == {".py", ".json"}, "caches and documents stay out"
    assert [path.name for path in tiny_package.parent.iterdir()] == ["tiny_api"], "nothing is left beside it"


def test_every_file_says_where_it_comes_from(tiny_package: Path) -> None:
    spec = bundle(Source(ROOT / "tests" / "specs", "tiny"))
    assert (tiny_package / "openapi.json").read_text("utf-8") == spec.text()
    for name, content in files_of(tiny_package).items():
        if name.endswith(".py"):
            first, second, *_ = content.decode().split("\n")
            made_by = f"openapi-python-client {version('openapi-python-client')}"
            assert first == f"# Generated from spec/tiny by {made_by}", name
            assert "Do not edit: `make generate` writes it anew." in second, name
            assert b"\r" not in content, name
    with imported(tiny_package) as package:
        assert document_hash(spec) == package.DOCUMENT_HASH


def test_the_hash_of_the_document_stands_in_one_file(tiny_package: Path) -> None:
    """One word of spec would otherwise rewrite every file of the package."""
    short = document_hash(bundle(Source(ROOT / "tests" / "specs", "tiny")))[:8].encode()
    assert [name for name, content in files_of(tiny_package).items() if short in content] == ["__init__.py"]


def test_what_was_generated_can_be_called(tiny_package: Path) -> None:
    with imported(tiny_package) as package:
        client, requests = calling(package, httpx, content=b'{"name": "lamp", "parts": [{"name": "bulb"}]}')
        thing = client.things.get("a lamp")
        assert thing.parts[0].name == "bulb"
        client.things.put("lamp", thing)
        client.things.count({"names": ["lamp"]}, start=1, filter="name==lamp", x_trace="a1")
        assert [(r.method, r.url.raw_path.decode()) for r in requests] == [
            ("GET", "/things/a%20lamp"),
            ("PUT", "/things/lamp"),
            ("POST", "/things/:count?start=1&filter=name%3D%3Dlamp"),
        ]
        assert requests[1].content == b'{"name":"lamp","parts":[{"name":"bulb"}]}'
        assert requests[2].headers["X-Trace"] == "a1"


def test_r15_header_parameters_cannot_forge_headers(tiny_package: Path) -> None:
    with imported(tiny_package) as package:
        client, requests = calling(package, httpx)
        for value in ("a\r\nX-Evil: 1", "a\nb", "a\x00"):
            with pytest.raises(ValueError, match=r"^x_trace holds a control character: remove it$"):
                client.things.count({"names": []}, x_trace=value)
        assert requests == []


@pytest.mark.parametrize("value", ["", ".", "..", "%2e", "%2E%2e", "a\nb", "\x00", None])
def test_r02_r03_without_an_overlay_values_cannot_retarget_a_call_either(tiny_package: Path, value: object) -> None:
    with imported(tiny_package) as package:
        client, requests = calling(package, httpx)
        with pytest.raises(ValueError, match=r"^thingId "):
            client.things.get(value)
        assert requests == []


def test_the_same_bytes_from_any_folder_locale_and_hash_seed_and_offline(tiny_package: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    shutil.copytree(ROOT / "tests" / "specs" / "tiny", tmp_path / "elsewhere" / "tiny")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    environment |= {"LC_ALL": "C", "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "COLUMNS": "20"}
    connect = [sys.executable, "-c", "import socket; socket.create_connection(('127.0.0.1', 9))"]
    blocked = subprocess.run(connect, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert "this test has no network" in blocked.stderr
    command = [sys.executable, "-m", "generator", "generate", "--spec", "elsewhere", "--output", "out"]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)  # noqa: S603 - our own
    again = files_of(tmp_path / "out" / "generated" / "tiny_api")
    # The header names the folder of the spec by the API alone, so nothing tells of the place.
    assert again == files_of(tiny_package)


def test_a_new_operation_needs_nothing_but_the_spec(tiny: TinySpec, tmp_path: Path) -> None:
    operation = (tiny.folder / "things" / "getThing.yaml").read_text("utf-8")
    renamed = operation.replace("getThing", "shineThing").replace("name: get\n", "name: shine\n")
    tiny.write("things/shineThing.yaml", renamed)
    old = "  /things/{thingId}:\n"
    tiny.change("openapi.yaml", old, "  /things/{thingId}/:shine:\n    get: {$ref: things/shineThing.yaml}\n" + old)
    tiny.change("openapi.yaml", "get: {$ref: things/shineThing.yaml}", "post: {$ref: things/shineThing.yaml}")
    assert main(["generate", "--spec", str(tiny.spec), "--output", str(tmp_path)]) == 0
    with imported(tmp_path / "generated" / "tiny_api") as package:
        client, requests = calling(package, httpx, content=b'{"name": "lamp"}')
        assert client.things.shine("lamp").name == "lamp"
        assert (requests[0].method, requests[0].url.path) == ("POST", "/things/lamp/:shine")
        assert package.OPERATIONS["shineThing"].name == "shine"


KINDS = small_document(
    {
        "/text": {
            "get": small_operation("getText", name="text", responses=answering({"type": "string"}, "text/plain"))
        },
        "/upload": {
            "put": small_operation(
                "upload",
                name="upload",
                requestBody=taking({"type": "string", "format": "binary"}, "application/octet-stream"),
            )
        },
        "/kinds/{kindId}": {
            "post": small_operation(
                "getKind",
                parameters=[
                    parameter("kindId", "path"),
                    parameter("kind", enum=["round", "flat"]),
                    parameter("since", format="date-time"),
                    parameter("day", format="date"),
                    {**parameter("tag", type="array", items={"type": "string"}), "explode": False},
                    parameter("filter", format="rsql"),
                    parameter("X-Sure", "header", type="boolean"),
                    parameter("seen", "cookie"),
                    parameter("taste", "cookie"),
                ],
                requestBody=taking({"type": "array", "items": {"$ref": "#/components/schemas/Kind"}}),
                responses=answering({"type": "array", "items": {"$ref": "#/components/schemas/Kind"}}),
            )
        },
    },
    {
        "Kind": {
            "type": "object",
            "required": ["born"],
            "properties": {
                "born": {"type": "string", "format": "date-time"},
                "day": {"type": "string", "format": "date"},
                "form": {"type": "string", "enum": ["round", "flat"]},
                "by_name": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Kind"}},
            },
        }
    },
)


@pytest.mark.parametrize("library", [httpx, httpx2], ids=["httpx", "httpx2"])
def test_other_kinds_of_values(library: Any, tmp_path: Path) -> None:  # noqa: ANN401 - two modules of one shape
    inner: Json = {"born": "2025-12-01T08:30:00+00:00", "day": "2025-12-01", "form": "flat"}
    kind: Json = {**inner, "by_name": {"inner": inner}}
    with on_httpx2() if library is httpx2 else nullcontext(), imported(generated(tmp_path, KINDS)) as package:
        client, requests = calling(package, library, content=json.dumps([kind]).encode())
        answer = client.things.get("a", [kind], kind="flat", x_sure=True, seen="yes", taste="sweet; sour")
        assert [item.to_dict() for item in answer] == [kind]
        assert client.things.get("a", answer)[0].by_name["inner"].day.year == 2025
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


OVERLAY = '''
"""An overlay that cries."""
TARGETS = ({"in": "path"}, {"path_contains": "/kinds"}, {"in": "query", "format": "rsql"})

class Loud:
    pass

def cry(name, value):
    return "LOUD" if isinstance(value, Loud) else str(value).upper()

def filtered(value):
    return f"<{value}>"

def remedy(names):
    return f"cry {names} louder"
'''


def test_w04_overlays_take_over_what_they_are_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With them and without them, the same calls are sent differently: none of them is idle."""
    (tmp_path / "loud_overlay.py").write_text(OVERLAY)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    overlays = {
        "path_value": Overlay("loud_overlay", "cry", "Loud"),
        "filter": Overlay("loud_overlay", "filtered", "Loud", "rsql"),
    }
    all_kinds = {"post": small_operation("getAll", name="all")}
    swallowed = {**KINDS, "paths": {**KINDS["paths"], "/kinds/all": all_kinds}}
    competing = {"competing_paths": Overlay("loud_overlay", "remedy")}
    for folder, document, settings, sent in (
        ("without", KINDS, Settings("small"), b"/kinds/a?filter=x"),
        ("with", KINDS, Settings("small", overlays=overlays), b"/kinds/A?filter=%3Cx%3E"),
        ("competing", swallowed, Settings("small", overlays=competing), b""),
    ):
        (tmp_path / folder).mkdir()
        with imported(generated(tmp_path / folder, document, settings)) as package:
            client, requests = calling(package, httpx, content=b"[]")
            if sent:
                client.things.get("a", [], filter="x")
                assert requests[0].url.raw_path == sent
            else:
                with pytest.raises(ValueError, match=r"one of /kinds/all; cry \['kindId'\] louder$"):
                    client.things.get("all", [], filter="x")
                assert requests == []


def route(path: str, *methods: str) -> dict[str, dict[str, Json]]:
    """Return the paths of a document with an operation for each method, named by method and path."""
    names = re.findall(r"\{(\w+)\}", path)
    word = re.sub(r"\W+", "_", path).strip("_")
    return {
        path: {
            method: small_operation(
                f"{method}_{word}", name=f"{method}_{word}", parameters=[parameter(name, "path") for name in names]
            )
            for method in methods
        }
    }


COMPETING = small_document(
    {
        **route("/users/{email}", "get", "delete"),
        **route("/users/bulkUpdate", "get", "post"),
        **route("/users/{email}/{field}", "get"),
        **route("/users/all/{field}", "get"),
        **route("/export/{name}", "get"),
        **route("/export/{job}.json", "get"),
        **route("/export/{job}.json/files", "get"),
        **route("/export/{name}/{part}", "get"),
        **route("/things/{thingId}", "get"),
        **route("/things/:count", "post"),
    },
    None,
    **{"x-custom-methods": [{"literal": "/things/:count", "swallowed_by": "/things/{thingId}"}]},
)


@pytest.fixture(scope="module")
def competing_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(tmp_path_factory.mktemp("competing"), COMPETING)


class TestCompetingPaths:
    """A value that reads like a segment of another path with the same method would call that operation."""

    @pytest.mark.parametrize(
        ("method", "values", "message"),
        [
            (
                "get_users_email",
                ["bulkUpdate"],
                "email 'bulkUpdate' would turn this call of /users/{email} into one of ",
            ),
            ("get_users_email_field", ["all", "x"], "email 'all' would turn this call of /users/{email}/{field}"),
            ("get_export_name", ["data.json"], "into one of /export/{job}.json; give another value"),
            ("get_export_name_part", ["a.json", "files"], "name 'a.json' and part 'files' would turn"),
            ("get_things_thingId", [":count"], "into one of /things/:count; give another value"),
        ],
    )
    def test_is_refused(self, competing_package: Path, method: str, values: list[str], message: str) -> None:
        with imported(competing_package) as package:
            client, requests = calling(package, httpx)
            with pytest.raises(ValueError, match=re.escape(message)):
                getattr(client.things, method)(*values)
            assert requests == []

    @pytest.mark.parametrize(
        ("method", "values", "target"),
        [
            ("delete_users_email", ["bulkUpdate"], b"/users/bulkUpdate"),  # only other methods have that path
            ("get_users_email", ["bulkupdate"], b"/users/bulkupdate"),
            ("get_users_email", ["bulkUpdate2"], b"/users/bulkUpdate2"),
            ("get_users_email_field", ["x", "all"], b"/users/x/all"),
            ("get_export_job_json", ["data"], b"/export/data.json"),
            ("get_export_name", ["data.csv"], b"/export/data.csv"),
            ("get_export_name_part", ["a.json", "x"], b"/export/a.json/x"),
            ("get_export_name_part", ["a", "files"], b"/export/a/files"),
        ],
    )
    def test_passes(self, competing_package: Path, method: str, values: list[str], target: bytes) -> None:
        with imported(competing_package) as package:
            client, requests = calling(package, httpx)
            getattr(client.things, method)(*values)
            assert [request.url.raw_path for request in requests] == [target]

    def test_what_competes_is_told_when_it_comes(self) -> None:
        paths = {path: item for path, item in COMPETING["paths"].items() if path != "/users/bulkUpdate"}
        found = document_changes({**COMPETING, "paths": paths}, COMPETING)
        assert "literal path /users/bulkUpdate instead of /users/{email}" in {each.subject for each in found}


def test_the_asynchronous_client_is_generated_too(tiny_package: Path) -> None:
    async def call(package: Any) -> str:  # noqa: ANN401 - imported by name
        transport = httpx.MockTransport(lambda _: httpx.Response(200, content=b'{"name": "lamp"}'))
        async with package.AsyncClient(http_client=httpx.AsyncClient(transport=transport)) as client:
            thing = await client.things.get("lamp")
            return str(thing.name)

    with imported(tiny_package) as package:
        assert asyncio.run(call(package)) == "lamp"
