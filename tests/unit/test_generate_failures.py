"""What cannot be generated is rejected with one clear message, and whatever was there before is still there."""

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from conftest import ROOT, TinySpec
from small_specs import (
    answering,
    bundled,
    files_of,
    generated,
    imported,
    parameter,
    small_document,
    small_operation,
    taking,
)

from generator.cli import main
from generator.generate.overlays import missing_targets
from generator.generate.problems import GenerationError
from generator.generate.settings import Overlay, Settings, settings
from generator.generate.swap import swap_in
from generator.load.json_values import Json


def generate(spec: Path, output: Path) -> int:
    return main(["generate", "--spec", str(spec), "--output", str(output)])


class TestSwap:
    def test_a_new_folder_takes_the_place_of_the_old_one(self, tmp_path: Path) -> None:
        folder = tmp_path / "generated" / "package"
        for text in ("first", "second"):
            swap_in(folder, partial(write, text=text))
            assert files_of(tmp_path) == {"generated/package/file": text.encode()}

    @pytest.mark.parametrize("error", [GenerationError("no"), KeyboardInterrupt(), OSError("disk full")])
    def test_a_failure_leaves_everything_as_it_was(self, tmp_path: Path, error: BaseException) -> None:
        folder = tmp_path / "package"
        write(folder, "old")

        def fail(new: Path) -> None:
            write(new, "half")
            raise error

        with pytest.raises(type(error)):
            swap_in(folder, fail)
        assert files_of(tmp_path) == {"package/file": b"old"}
        assert [path.name for path in tmp_path.iterdir()] == ["package"]

    def test_what_a_killed_run_left_is_cleared(self, tmp_path: Path) -> None:
        for leftover in (".package.new", ".package.old"):
            write(tmp_path / leftover, "left over")
        swap_in(tmp_path / "package", partial(write, text="new"))
        assert files_of(tmp_path) == {"package/file": b"new"}


def write(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / "file").write_text(text)


class TestCommands:
    def test_a_failing_run_leaves_the_old_package(
        self, tiny: TinySpec, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Alternatives that contradict each other pass the lint, and the generator rejects them."""
        package = tmp_path / "generated" / "tiny_api"
        assert generate(tiny.spec, tmp_path) == 0
        before = files_of(package)
        sides = ", ".join(f"{{type: object, properties: {{a: {{type: {each}}}}}}}" for each in ("string", "integer"))
        tiny.change("things/components.yaml", "      parts:", f"      size: {{allOf: [{sides}]}}\n      parts:")
        capsys.readouterr()
        assert generate(tiny.spec, tmp_path) == 1
        said = capsys.readouterr()
        assert said.out == "tiny: no problems\n"
        assert "fix what it names in spec/ or generator/templates/" in said.err
        assert "can't be merged with int" in said.err
        assert "Traceback" not in said.err
        assert str(tmp_path) not in said.err
        assert files_of(package) == before
        assert [path.name for path in package.parent.iterdir()] == ["tiny_api"]

    def test_what_the_lint_finds_is_not_generated(self, tiny: TinySpec, tmp_path: Path) -> None:
        tiny.change("things/getThing.yaml", '"404"', '"410"')
        assert generate(tiny.spec, tmp_path) == 1
        assert not (tmp_path / "generated").exists()

    def test_check_is_quiet_when_all_is_well_and_shows_what_is_not(
        self, tiny: TinySpec, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert generate(tiny.spec, tmp_path) == 0
        check = ["check", "--spec", str(tiny.spec), "--output", str(tmp_path)]
        capsys.readouterr()
        assert main(check) == 0
        assert capsys.readouterr() == ("", "")
        package = tmp_path / "generated" / "tiny_api"
        edited = package / "models" / "thing.py"
        edited.write_text(edited.read_text("utf-8").replace('field_dict["parts"]', 'field_dict["pieces"]'), "utf-8")
        (package / "errors.py").unlink()
        (package / "mine.py").write_text("MINE = 1\n")
        assert main(check) == 1
        said = capsys.readouterr()
        for line in (
            "--- committed/models/thing.py\n+++ generated/models/thing.py\n",
            '-            field_dict["pieces"] = parts\n+            field_dict["parts"] = parts\n',
            "only committed: mine.py\n",
            "only generated: errors.py\n",
        ):
            assert line in said.out
        assert said.err.endswith("run `make generate` and commit the result\n")
        assert files_of(package)["mine.py"] == b"MINE = 1\n", "looking changes nothing"

    def test_unknown_settings_are_one_message(
        self, tiny: TinySpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "tiny.toml").write_text("color = 'red'")
        monkeypatch.setattr("generator.cli.settings", partial(settings, folder=tmp_path))
        assert generate(tiny.spec, tmp_path) == 1
        assert capsys.readouterr().err == (
            "tiny.toml: unknown setting 'color'; "
            "known: room, and overlays of path_value, filter, competing_paths, json_body\n"
        )
        assert not (tmp_path / "generated").exists()


PLAIN = small_operation()
TEXT: Json = {"type": "string"}
LAST = {"get": small_operation("last", name="last")}


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (
            {"/a": {"post": {**PLAIN, "requestBody": taking(TEXT, "image/png")}}},
            "Unsupported content type image/png",
        ),
        ({"/a": {"get": {**PLAIN, "responses": answering(TEXT, "image/png")}}}, "Unsupported content_type image/png"),
        (
            {"/a": {"get": {**PLAIN, "parameters": [parameter("X-Since", "header", format="date-time")]}}},
            "is not allowed in header",
        ),
        ({"/a/{b.c}": {"get": {**PLAIN, "parameters": [parameter("b.c", "path")]}}}, "Path parameters do not match"),
        ({"/a": {"get": PLAIN}, "/b": {"get": PLAIN}}, "the generator dropped getThing (things)"),
        (
            {"/a": {"get": PLAIN}, "/b": {"get": small_operation("get_thing")}},
            "the generator dropped getThing (things)",
        ),
        *(
            (
                {"/a": {"get": {**PLAIN, "tags": [tag]}}},
                f"#/paths/~1a/get/tags/0\n    getThing has the tag {tag!r}, and {tag.lower()!r} is a word of Python",
            )
            for tag in ("import", "class", "Self", "List")
        ),
        *(
            (
                {"/a": {"get": {**PLAIN, "tags": [tag]}}},
                f"#/paths/~1a/get/tags/0\n    getThing has the tag {tag!r}, and generated clients use that name",
            )
            for tag in ("call", "Call Raw", "baseUrl", "aclose", "close", "send")
        ),
        (
            {"/a": {"get": small_operation(name="with_raw_response")}},
            "the name 'with_raw_response' of getThing is one that generated code uses",
        ),
        (
            {"/a": {"post": {**PLAIN, "parameters": [parameter("body")], "requestBody": taking(TEXT)}}},
            "getThing has a parameter 'body', and",
        ),
        (
            {
                "/a": {
                    "post": {**PLAIN, "requestBody": {"content": {"application/json": {}, "multipart/form-data": {}}}}
                }
            },
            "getThing takes a body as application/json or multipart/form-data",
        ),
        (
            {
                "/a": {
                    "get": {
                        **PLAIN,
                        "responses": {
                            "200": {"description": "It.", "content": {"application/json": {}, "text/csv": {}}}
                        },
                    }
                }
            },
            "getThing responds 200 with application/json or text/csv: the client reads one of them",
        ),
        (
            {"/a": {"get": {**PLAIN, "responses": {**answering(TEXT), "202": answering({"type": "integer"})["200"]}}}},
            "getThing returns different things with 200 and 202",
        ),
    ],
)
def test_nothing_is_dropped_without_a_word(tmp_path: Path, paths: Mapping[str, Json], message: str) -> None:
    """The lint knows most of these; the stage stands on its own feet."""
    with pytest.raises(GenerationError) as caught:
        generated(tmp_path, small_document({**paths, "/last": LAST}))
    assert message in str(caught.value)
    assert "Traceback" not in str(caught.value)
    assert " object at 0x" not in str(caught.value)


def test_successes_that_say_the_same_are_taken(tmp_path: Path) -> None:
    same = {**answering(TEXT), "201": answering(TEXT)["200"]}
    with imported(generated(tmp_path, small_document({"/a": {"get": {**PLAIN, "responses": same}}}))) as package:
        assert package.OPERATIONS["getThing"].path == "/a"


class TestSettings:
    def test_an_api_without_a_file_has_the_defaults(self, tmp_path: Path) -> None:
        assert settings("small", tmp_path) == Settings("small")
        assert Settings("small").package == "small_api"

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("color = 1", "unknown setting 'color'; known: room, and overlays of"),
            ("[overlays.color]\nmodule = 'm'\nfunction = 'f'", "unknown setting 'color'; known: room, and overlays of"),
            ("[overlays.filter]\nmodule = 'm'", "an overlay has module and function"),
            ("[overlays.filter]\nmodule = 'm'\nfunction = 'f'\ncolor = 'red'", "an overlay has module and function"),
            ("overlays: none", "is no TOML, correct it"),
        ],
    )
    def test_what_is_not_known_is_rejected(self, tmp_path: Path, text: str, message: str) -> None:
        (tmp_path / "small.toml").write_text(text)
        with pytest.raises(GenerationError) as caught:
            settings("small", tmp_path)
        assert str(caught.value).startswith("small.toml")
        assert message in str(caught.value)

    def test_every_api_of_this_project_has_settings_that_can_be_read(self) -> None:
        for path in (ROOT / "generator" / "apis").glob("*.toml"):
            assert settings(path.stem).api == path.stem


class TestOverlays:
    DOCUMENT = small_document({"/a/{b}": {"get": {**PLAIN, "parameters": [parameter("b", "path")]}}})

    def rejected(self, tmp_path: Path, overlay: Overlay) -> str:
        with pytest.raises(GenerationError) as caught:
            generated(tmp_path, self.DOCUMENT, Settings("small", overlays={"filter": overlay}))
        assert not (tmp_path / "out" / "small_api").exists()
        return str(caught.value)

    @pytest.fixture
    def module(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
        """An overlay whose targets are in no spec."""
        (tmp_path / "overlay_without_use.py").write_text(
            "TARGETS = ({'in': 'path'}, {'in': 'query', 'format': 'rsql'}, {'path_contains': '/:'})\n"
            "def f(value): ...\n"
        )
        (tmp_path / "overlay_of_nothing.py").write_text("def f(value): ...\n")
        monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
        return "overlay_without_use"

    def test_a_module_that_is_missing(self, tmp_path: Path) -> None:
        assert self.rejected(tmp_path, Overlay("no_such_module", "f")) == (
            "the overlay filter cannot be imported: No module named 'no_such_module'; "
            "correct generator/apis/small.toml or the module"
        )

    def test_a_function_a_type_or_targets_that_are_missing(self, tmp_path: Path, module: str) -> None:
        for overlay, missing in (
            (Overlay(module, "g"), "g"),
            (Overlay(module, "f", "T"), "T"),
            (Overlay("overlay_of_nothing", "f"), "TARGETS"),
        ):
            assert f"the overlay filter ({overlay.module}) has no {missing}; correct" in self.rejected(
                tmp_path, overlay
            )

    def test_a_target_that_is_gone(self, tmp_path: Path, module: str) -> None:
        lines = self.rejected(tmp_path, Overlay(module, "f")).split("\n")
        assert len(lines) == 2, "the target that is still there is not named"
        for line, target in zip(lines, ("{'in': 'query', 'format': 'rsql'}", "{'path_contains': '/:'}"), strict=True):
            assert line == (
                f"the overlay filter ({module}) is for {target}, which the spec no longer has; "
                "remove it from generator/apis/small.toml, or correct its TARGETS"
            )

    def test_a_target_is_found_behind_a_reference(self, tmp_path: Path, module: str) -> None:
        named: Json = {**parameter("q"), "schema": {"$ref": "#/components/schemas/Filter"}}
        paths = {"/:a": {"get": {**PLAIN, "parameters": [named]}}, "/a/{b}": self.DOCUMENT["paths"]["/a/{b}"]}
        document = bundled(tmp_path, small_document(paths, {"Filter": {"type": "string", "format": "rsql"}})).document
        assert missing_targets(document, Settings("small", overlays={"filter": Overlay(module, "f")})) == []
