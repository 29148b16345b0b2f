"""From a spec to a package: complete, the same anywhere, offline, importable, and what it says is so."""

import asyncio
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import ROOT, TinySpec
from small_specs import (
    calling,
    files_of,
    imported,
)

from generator.bundle.bundler import bundle
from generator.cli import main
from generator.generate.client import document_hash
from generator.load.source import Source

NO_NETWORK = """
import socket
def reject(*_, **__):
    raise OSError("this test has no network")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = reject
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
            assert "Do not edit: `make generate` writes it." in second, name
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


def test_header_parameters_cannot_forge_headers(tiny_package: Path) -> None:
    with imported(tiny_package) as package:
        client, requests = calling(package, httpx)
        for value in ("a\r\nX-Evil: 1", "a\nb", "a\x00"):
            with pytest.raises(ValueError, match=r"^x_trace holds a control character: remove it$"):
                client.things.count({"names": []}, x_trace=value)
        assert requests == []


@pytest.mark.parametrize("value", ["", ".", "..", "%2e", "%2E%2e", "a\nb", "\x00", None])
def test_without_an_overlay_values_cannot_retarget_a_call_either(tiny_package: Path, value: object) -> None:
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


def test_the_asynchronous_client_is_generated_too(tiny_package: Path) -> None:
    async def call(package: Any) -> str:  # noqa: ANN401 - imported by name
        transport = httpx.MockTransport(lambda _: httpx.Response(200, content=b'{"name": "lamp"}'))
        async with package.AsyncClient(http_client=httpx.AsyncClient(transport=transport)) as client:
            thing = await client.things.get("lamp")
            return str(thing.name)

    with imported(tiny_package) as package:
        assert asyncio.run(call(package)) == "lamp"
