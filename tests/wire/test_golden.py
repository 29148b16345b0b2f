"""The golden files: what every operation sends, from the committed client, in both halves and with both libraries."""

import asyncio
import doctest
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from other_http_library import on_httpx2

from generator.bundle.bundler import Bundle, bundle
from generator.bundle.document import operations
from generator.cli import main
from generator.generate.client import write_client
from generator.generate.settings import Settings, settings
from generator.load.source import Source
from generator.wire import canonical, compare
from generator.wire.canonical import SentRequest, canonical_requests, package_document, with_kinds
from generator.wire.examples import WireError, example_calls
from generator.wire.golden import golden_differences, golden_folder, golden_texts, write_golden
from generator.wire.sender import Sender

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = golden_folder(ROOT, "agillic")
OVERLAYS = ROOT / "overlays"

AWAITED = "await self._client.call(\n            _operation.OPERATION,\n            {\n                "
"""Where an asynchronous method of a generated package calls."""


@pytest.fixture(scope="session")
def agillic() -> Bundle:
    return bundle(Source(ROOT / "spec", "agillic"))


@pytest.fixture(scope="session")
def committed(agillic: Bundle) -> dict[str, SentRequest]:
    return canonical_requests(ROOT / "generated" / settings(agillic.api).package, OVERLAYS)


@pytest.fixture(scope="session")
def tiny_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny") / "generated"
    folder.mkdir()
    write_client(bundle(Source(ROOT / "tests" / "specs", "tiny")), Settings("tiny"), folder / "tiny_api")
    return folder / "tiny_api"


Damage = Callable[[str, str, str], Path]


@pytest.fixture
def damaged(tiny_package: Path, tmp_path: Path) -> Damage:
    """Return a copy of the tiny package in which the first occurrence of a text is replaced."""

    def damage(file: str, old: str, new: str) -> Path:
        package = tmp_path / "generated" / "tiny_api"
        shutil.copytree(tiny_package, package, ignore=shutil.ignore_patterns("__pycache__"))
        text = (package / file).read_text("utf-8")
        assert old in text, f"{file} has no {old!r}"
        (package / file).write_text(text.replace(old, new, 1), "utf-8")
        return package

    return damage


def all_requests() -> dict[str, SentRequest]:
    return {id_: sent for path in GOLDEN.glob("*.json") for id_, sent in json.loads(path.read_text("utf-8")).items()}


class TestCommitted:
    def test_the_committed_client_sends_the_golden_requests(
        self, agillic: Bundle, committed: dict[str, SentRequest]
    ) -> None:
        differences = golden_differences(GOLDEN, golden_texts(agillic.document, committed))
        assert differences == [], "if this is meant, run `make golden UPDATE=1`"

    def test_every_operation_is_in_the_files_exactly_once(self, agillic: Bundle) -> None:
        found: list[str] = []
        for path in GOLDEN.glob("*.json"):
            found += [id_ for id_, _ in json.loads(path.read_text("utf-8"), object_pairs_hook=list)]
        assert sorted(found) == sorted(operation.id for operation in operations(agillic.document))

    def test_a_client_on_httpx2_sends_the_same(self, agillic: Bundle) -> None:
        with on_httpx2():
            sender = Sender("agillic_api")
            assert sender.http.__name__ == "httpx2"
            sent = asyncio.run(sender.send_all([dict(with_kinds(call)) for call in example_calls(agillic.document)]))
        requests = cast("dict[str, SentRequest]", sent)
        assert golden_differences(GOLDEN, golden_texts(agillic.document, requests)) == []

    def test_paths_are_what_the_document_says(self, agillic: Bundle) -> None:
        requests = all_requests()
        for operation in operations(agillic.document):
            request = requests[operation.id]
            path = request["raw_path"].partition("?")[0]
            assert request["method"] == operation.method.upper()
            assert path.isascii()
            assert len(path.split("/")) == len(operation.path.split("/"))
            for sent, described in zip(path.split("/"), operation.path.split("/"), strict=True):
                assert sent == described or described.startswith("{")

    def test_no_header_depends_on_the_library_or_carries_credentials(self) -> None:
        names = {name for request in all_requests().values() for name in request["headers"]}
        assert names == {"accept", "content-type"}

    def test_uploads_are_files_with_a_name(self) -> None:
        request = all_requests()["uploadExtension"]
        assert request["headers"]["content-type"] == "multipart/form-data; boundary=BOUNDARY"
        assert request.get("body", "").startswith(
            '--BOUNDARY\r\nContent-Disposition: form-data; name="file"; filename="example.bin"\r\n'
        )
        assert 'name="type"\r\nContent-Type: text/plain\r\n\r\nstep\r\n' in request.get("body", "")


class TestCanonicalRequests:
    def test_all_parameters_are_given_and_the_body_is_the_first_example(self, tiny_package: Path) -> None:
        assert canonical_requests(tiny_package, OVERLAYS)["countThings"] == {
            "method": "POST",
            "raw_path": "/things/:count?start=1&filter=name%3D%3Dlamp",
            "headers": {
                "accept": "application/json",
                "x-trace": "a1",
                "content-type": "application/json; charset=utf-8",
            },
            "body": '{"names":["lamp","bulb"],"report":{"url":"https://me.example/counted"}}',
        }

    def test_two_versions_of_a_package_do_not_leak_into_each_other(self, tiny_package: Path, damaged: Damage) -> None:
        other = damaged("api/things/get_thing.py", 'path="/things/', 'path="/stuff/')
        paths = [canonical_requests(p, OVERLAYS)["getThing"]["raw_path"] for p in (tiny_package, other, tiny_package)]
        assert paths == ["/things/lamp", "/stuff/lamp", "/things/lamp"]

    @pytest.mark.parametrize(
        ("file", "old", "new", "words"),
        [
            (
                "api/things/__init__.py",
                AWAITED + '"thingId": thing_id',
                AWAITED + '"thingId": "bulb"',
                "Thing: the asynchronous client sends",
            ),
            (
                "api/things/__init__.py",
                "return self._client.call(",
                'return self.with_raw_response.get("lamp") and self._client.call(',
                "countThings: 3 calls sent 5 requests",
            ),
            ("models/thing.py", '"name": name,', '"title": name,', "putThing: the body as plain values sends"),
            ("api/things/get_thing.py", "Thing.from_dict", "Thing.from_list", "while getThing was called with"),
            ("openapi.json", '"operationId": "getThing"', '"operationId": "findThing"', "findThing, getThing"),
            ("openapi.json", '"example": "lamp"', '"sample": "lamp"', "'thingId' has no example"),
            ("openapi.json", '"value": {', '"values": {', "no example with a value"),
        ],
    )
    def test_what_is_wrong_is_named(self, damaged: Damage, file: str, old: str, new: str, words: str) -> None:
        package = damaged(file, old, new)
        with pytest.raises(WireError, match=words):
            canonical_requests(package, OVERLAYS)

    def test_a_folder_without_a_package_says_what_to_do(self, tmp_path: Path) -> None:
        with pytest.raises(WireError, match="run `make generate`"):
            canonical_requests(tmp_path, OVERLAYS)

    @pytest.mark.parametrize(("needed", "given"), [("", "start"), ("filter", "filter")])
    def test_of_parameters_that_exclude_each_other_the_required_or_the_first_is_given(
        self, tiny_package: Path, needed: str, given: str
    ) -> None:
        document = package_document(tiny_package)
        operation: dict[str, Any] = document["paths"]["/things/:count"]["post"]
        operation["x-traits"]["exclusive"] = [["start", "filter"]]
        for parameter in operation["parameters"]:
            parameter["required"] = parameter["name"] == needed
        (call,) = [each for each in example_calls(document) if each["id"] == "countThings"]
        assert [*call["arguments"]["query"]] == [given]

    @pytest.mark.parametrize("id_", ["exportData", "exportUserEvents", "listSentMessages"])
    def test_no_golden_request_of_iterable_gives_two_of_them(self, id_: str) -> None:
        files = golden_folder(ROOT, "iterable").glob("*.json")
        (path,) = [sent[id_]["raw_path"] for file in files if id_ in (sent := json.loads(file.read_text("utf-8")))]
        document = package_document(ROOT / "generated" / "iterable_api")
        (operation,) = [each for each in operations(document) if each.id == id_]
        names = {pair.partition("=")[0] for pair in path.partition("?")[2].split("&")}
        assert operation.traits["exclusive"]
        assert all(len(names & {*each}) == 1 for each in operation.traits["exclusive"])

    def test_calls_carry_all_that_the_document_shows(self, agillic: Bundle) -> None:
        calls = {call["id"]: call for call in example_calls(agillic.document)}
        assert calls["uploadExtension"]["files"] == ["file"]
        assert calls["downloadExportFile"]["response_type"] == "application/octet-stream"
        assert calls["deleteRecipient"]["body_type"] == calls["deleteRecipient"]["response_type"] == ""
        assert set(calls["getExtension"]["arguments"]["path"]) == {"extensionId", "path"}


class TestGoldenFiles:
    def text(self, *ids: str) -> str:
        get = {"method": "GET", "raw_path": "/things/lamp", "headers": {"accept": "application/json"}}
        return json.dumps(dict.fromkeys(ids, get), indent=2) + "\n"

    def test_what_was_written_is_what_it_should_be(self, tmp_path: Path) -> None:
        texts = {"things.json": self.text("getThing")}
        assert golden_differences(tmp_path / "golden", texts)[0] == "golden/things.json is missing:"
        write_golden(tmp_path / "golden", texts)
        assert golden_differences(tmp_path / "golden", texts) == []

    def test_differences_name_file_operation_and_lines(self, tmp_path: Path) -> None:
        folder = tmp_path / "tiny"
        write_golden(folder, {"things.json": self.text("getThing", "findThing")})
        texts = {"things.json": self.text("getThing", "findThing").replace("/lamp", "/bulb", 1)}
        assert golden_differences(folder, texts) == [
            "tiny/things.json:",
            "  getThing",
            '    -"raw_path": "/things/lamp",',
            '    +"raw_path": "/things/bulb",',
        ]

    def test_another_order_is_a_difference_too(self, tmp_path: Path) -> None:
        folder = tmp_path / "tiny"
        write_golden(folder, {"things.json": self.text("getThing", "findThing")})
        texts = {"things.json": self.text("findThing", "getThing")}
        assert golden_differences(folder, texts) == [
            "tiny/things.json:",
            "  the same requests in another order or form",
        ]

    def test_files_of_resources_that_are_gone_are_told_and_removed(self, tmp_path: Path) -> None:
        folder = tmp_path / "tiny"
        write_golden(folder, {"old.json": self.text("getOld"), "things.json": self.text("getThing")})
        texts = {"things.json": self.text("getThing")}
        assert golden_differences(folder, texts)[:2] == ["tiny/old.json should not be there:", "  getOld"]
        write_golden(folder, texts)
        assert [path.name for path in folder.iterdir()] == ["things.json"]

    def test_a_file_that_is_no_json_says_what_to_do(self, tmp_path: Path) -> None:
        (tmp_path / "things.json").write_text("<<<<<<< ours", "utf-8")
        with pytest.raises(WireError, match=r"things.json is no JSON .*`make golden UPDATE=1"):
            golden_differences(tmp_path, {"things.json": self.text("getThing")})

    def test_the_command_compares_and_updates(
        self, damaged: Damage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        damaged("api/things/get_thing.py", 'path="/things/', 'path="/stuff/')
        command = ["golden", "--api", "tiny", "--spec", str(ROOT / "tests" / "specs"), "--output", str(tmp_path)]
        assert main(command) == 1
        captured = capsys.readouterr()
        assert captured.out.startswith("tiny/things.json is missing:\n  countThings\n")
        assert "make golden UPDATE=1" in captured.err
        assert main([*command, "--update"]) == 0
        capsys.readouterr()
        assert main(command) == 0
        assert capsys.readouterr().out == ""
        text = (golden_folder(tmp_path, "tiny") / "things.json").read_text("utf-8")
        assert list(json.loads(text)) == ["countThings", "getThing", "putThing"]

    def test_the_command_says_that_a_package_is_missing(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert (
            main(["golden", "--api", "tiny", "--spec", str(ROOT / "tests" / "specs"), "--output", str(tmp_path)]) == 1
        )
        assert "run `make generate`" in capsys.readouterr().err


@pytest.mark.parametrize("module", [canonical, compare], ids=lambda module: module.__name__)
def test_docstring_examples_are_true(module: object) -> None:
    results = doctest.testmod(module)  # type: ignore[arg-type]  # parametrize hands over modules as objects
    assert results.attempted
    assert not results.failed
