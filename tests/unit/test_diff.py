"""`python -m generator diff`: every kind of change is found and judged, for document, wire and names."""

import doctest
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, TinySpec

from generator.bundle.bundler import bundle
from generator.cli import main
from generator.diff import change, documents, traits
from generator.diff.change import Change
from generator.diff.comparison import Comparison, compare
from generator.diff.documents import document_changes
from generator.diff.report import FORMATS, report
from generator.diff.schemas import Direction, SchemaComparison
from generator.diff.sides import Side
from generator.generate.client import write_client
from generator.generate.settings import Settings
from generator.load.source import Source
from generator.load.yaml_file import read_yaml

CASES: dict[str, dict[str, Any]] = read_yaml(
    Path(__file__).with_name("diff_cases.yaml").read_text("utf-8"), "diff_cases.yaml"
).value


def found(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    return sorted(f"{each.impact}: {each.subject}: {each.message}" for each in document_changes(old, new))


@pytest.mark.parametrize("name", CASES)
def test_every_kind_of_change_is_found_and_judged_in_both_directions(tiny: TinySpec, name: str) -> None:
    case = CASES[name]
    old = tiny.bundle().document
    tiny.change(case["file"], case["old"], case["new"])
    new = tiny.bundle().document
    assert found(old, new) == sorted(case["there"])
    assert found(new, old) == sorted(case["back"])


def test_a_renamed_operation_is_still_compared(tiny: TinySpec) -> None:
    old = tiny.bundle().document
    tiny.change("things/getThing.yaml", "operationId: getThing", "operationId: fetchThing")
    tiny.change("things/getThing.yaml", "name: get", "name: fetch")
    assert found(old, tiny.bundle().document) == [
        "breaking: fetchThing: trait name 'get' -> 'fetch'",
        "breaking: getThing: operation renamed to fetchThing",
    ]


def test_an_operation_whose_path_another_one_took_is_removed(tiny: TinySpec) -> None:
    old = tiny.bundle().document
    tiny.change("openapi.yaml", "    put: {$ref: things/putThing.yaml}\n", "")
    tiny.change("openapi.yaml", "get: {$ref: things/getThing.yaml}", "get: {$ref: things/putThing.yaml}")
    assert "breaking: getThing: operation removed; its path is now that of putThing" in found(
        old, tiny.bundle().document
    )


def test_nothing_differs_from_itself(tiny: TinySpec) -> None:
    assert document_changes(tiny.bundle().document, tiny.bundle().document) == []


LAMP = {"const": "lamp"}
EITHER = {"enum": ["lamp", "bulb"]}
CLOSED = {"additionalProperties": False}


@pytest.mark.parametrize(
    ("direction", "old", "new", "expected"),
    [
        ("request", EITHER, LAMP, [("breaking", "x: value 'bulb' removed")]),
        ("request", LAMP, EITHER, [("compatible", "x: value 'bulb' added")]),
        ("response", EITHER, LAMP, [("compatible", "x: value 'bulb' removed")]),
        ("response", LAMP, EITHER, [("breaking", "x: value 'bulb' added")]),
        ("request", {"minimum": 1}, {"minimum": 2}, [("breaking", "x: minimum 1 -> 2")]),
        ("request", {"minimum": 2}, {"minimum": 1}, [("compatible", "x: minimum 2 -> 1")]),
        ("response", {"maxLength": 1}, {"maxLength": 2}, [("attention", "x: maxLength 1 -> 2")]),
        ("response", {}, CLOSED, [("compatible", "x: members of other names are rejected now")]),
        ("response", {"type": "string"}, {}, [("breaking", "x: type string -> any")]),
        ("request", {}, {"type": "string"}, [("breaking", "x: type any -> string")]),
        ("request", {"items": {"type": "string"}}, {}, [("compatible", "x[]: type string -> any")]),
        (
            "request",
            {"additionalProperties": {"type": "string"}},
            {"additionalProperties": {"type": "integer"}},
            [("breaking", "x.*: type string -> integer")],
        ),
        ("request", {"anyOf": [LAMP, {}]}, {"anyOf": [EITHER, {}]}, [("compatible", "x (anyOf): value 'bulb' added")]),
        ("request", {"properties": {"y": True}}, {"properties": {"y": False}}, [("attention", "x.y: not changed")]),
    ],
)
def test_schemas_are_judged_by_who_writes_the_value(
    direction: Direction, old: dict[str, Any], new: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    findings = SchemaComparison({}, {}, direction).compare(old, new, "x")
    assert [(impact, message.partition(", which")[0]) for impact, message in findings] == expected


class Packages:
    """Generated packages of the tiny API: as it is, and with a parameter and a method renamed."""

    def __init__(self, folder: Path) -> None:
        self.old = self._side(folder / "old", "old")
        spec = TinySpec(folder / "new" / "spec")
        shutil.copytree(ROOT / "tests" / "specs" / "tiny", spec.folder)
        spec.change("things/countThings.yaml", "- name: start", "- name: begin")
        spec.change("things/countThings.yaml", "start: start", "start: begin")
        spec.change("things/getThing.yaml", "name: get", "name: read")
        self.new = self._side(folder / "new", "new")

    def _side(self, folder: Path, label: str) -> Side:
        if not folder.exists():
            shutil.copytree(ROOT / "tests" / "specs" / "tiny", folder / "spec" / "tiny")
        made = bundle(Source(folder / "spec", "tiny"))
        package = folder / "generated" / "tiny_api"
        package.parent.mkdir()
        write_client(made, Settings("tiny"), package)
        (folder / "bundle.json").write_text(made.text(), "utf-8")
        return Side(label, made.document, package, folder / "overlays")


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    return Packages(tmp_path_factory.mktemp("packages"))


@pytest.fixture(scope="session")
def comparison(packages: Packages) -> Comparison:
    return compare("tiny", packages.old, packages.new)


class TestWire:
    def test_a_renamed_parameter_changes_the_request(self, comparison: Comparison) -> None:
        assert [each for each in comparison.changes if each.area == "wire"] == [
            Change(
                "compatible",  # that the parameter is gone was said, and judged, before
                "wire",
                "countThings",
                "another request, its arguments changed as well",
                (
                    '-"raw_path": "/things/:count?start=1&filter=name%3D%3Dlamp",',
                    '+"raw_path": "/things/:count?begin=1&filter=name%3D%3Dlamp",',
                ),
            )
        ]

    def test_another_request_for_the_same_call_needs_attention(self, packages: Packages, tmp_path: Path) -> None:
        assert packages.old.package
        package = tmp_path / "tiny_api"
        shutil.copytree(packages.old.package, package)
        text = (package / "types.py").read_text("utf-8")
        shorter = text.replace("errors=ERRORS,", "errors=ERRORS, write_json=lambda value, other: b'{}',")
        (package / "types.py").write_text(shorter, "utf-8")
        changed = compare("tiny", packages.old, Side("new", packages.old.document, package, tmp_path))
        assert [(each.impact, each.area, each.subject) for each in changed.changes] == [
            ("attention", "wire", "countThings"),
            ("attention", "wire", "putThing"),
        ]
        assert not changed.breaks

    def test_a_client_that_cannot_send_is_told_and_the_rest_compared(self, packages: Packages, tmp_path: Path) -> None:
        assert packages.new.package
        package = tmp_path / "tiny_api"
        shutil.copytree(packages.new.package, package)
        (package / "models" / "count.py").write_text("import nothing_of_the_kind\n", "utf-8")
        broken = compare("tiny", packages.old, Side("new", packages.new.document, package, tmp_path))
        assert "nothing_of_the_kind" in broken.skipped["wire"]
        assert "wire: not compared; " in report([broken], "text")
        assert {each.area for each in broken.changes} == {"document", "names"}


class TestNames:
    def test_each_change_is_told_once_for_all_twins(self, comparison: Comparison) -> None:
        names = {each.subject: each for each in comparison.changes if each.area == "names"}
        assert set(names) == {
            "tiny_api.api.things.ThingsResource.count(start)",
            "tiny_api.api.things.ThingsResource.get",
        }
        assert {each.impact for each in names.values()} == {"breaking"}
        message = names["tiny_api.api.things.ThingsResource.get"].message
        assert message == "public object was removed (and so in 3 twins: asynchronous or raw)"

    def test_private_names_do_not_count(self, packages: Packages, tmp_path: Path) -> None:
        assert packages.old.package
        package = tmp_path / "tiny_api"
        shutil.copytree(packages.old.package, package)
        text = (package / "errors.py").read_text("utf-8")
        changed_text = text.replace("StatusError", "Status").replace("errors.Status", "errors.StatusError")
        (package / "errors.py").write_text(f"{changed_text}\n\ndef _plain() -> None: ...\n", "utf-8")
        changed = compare("tiny", packages.old, Side("new", packages.old.document, package, tmp_path))
        names = [each.subject for each in changed.changes if each.area == "names"]
        assert "tiny_api.errors.StatusError" in names
        assert not any("_plain" in name for name in names)


class TestReport:
    def test_text_begins_with_totals_and_what_breaks(self, comparison: Comparison) -> None:
        assert report([comparison], "text").startswith(
            "tiny: old -> new\n"
            "  4 breaking changes, 1 to look at, 2 compatible\n"
            "  operations: 3 before, 3 now (0 added, 0 removed)\n"
            "  wire: 1 request changed\n"
            "  names: 2 public names changed\n"
            "\n"
            "Breaking\n"
            "  countThings\n"
            "    parameter start (query) removed\n"
            "  getThing\n"
            "    trait name 'get' -> 'read'\n"
            "\n"
            "On the wire\n"
            "  countThings\n"
        )

    def test_markdown_has_the_sections_in_order_of_weight(self, comparison: Comparison) -> None:
        text = report([comparison], "markdown")
        titles = [line for line in text.splitlines() if line.startswith("#")]
        assert titles == [
            "# tiny: old -> new",
            *("## Breaking", "## On the wire", "## Public names", "## To look at", "## Compatible"),
        ]
        assert '    ```diff\n    -"raw_path": "/things/:count?start=1' in text
        assert "- `getThing`\n  - trait name 'get' -> 'read'\n" in text

    def test_json_holds_everything(self, comparison: Comparison) -> None:
        read = json.loads(report([comparison], "json"))
        assert read["breaks"] is True
        assert read["operations"] == [3, 3]
        assert len(read["changes"]) == len(comparison.changes) == 7
        assert read["changes"][0] == {
            "impact": "breaking",
            "area": "document",
            "subject": "countThings",
            "message": "parameter start (query) removed",
            "lines": [],
        }

    def test_subjects_of_the_same_changes_stand_together(self) -> None:
        changes = tuple(Change("attention", "document", f"thing{i}", "trait pii false -> true") for i in range(8))
        text = report([Comparison("tiny", "old", "new", (8, 8), changes)], "text")
        assert text.endswith(
            "To look at\n  thing0, thing1, thing2, thing3, thing4, thing5 and 2 more\n    trait pii false -> true\n"
        )

    @pytest.mark.parametrize("form", FORMATS)
    def test_without_differences_there_are_only_totals(self, form: str) -> None:
        text = report([Comparison("tiny", "old", "new", (3, 3), ())], form)
        assert "3" in text
        assert "Breaking" not in text


class TestCommand:
    def run(self, folder: Path, *arguments: str) -> int:
        return main(["diff", "--spec", str(folder / "spec"), "--output", str(folder), *arguments])

    @pytest.fixture
    def folders(self, packages: Packages, tmp_path: Path) -> tuple[Path, Path]:
        """Return copies of the folders of both sides, each with spec/ and generated/."""
        for side in (packages.old, packages.new):
            assert side.package
            shutil.copytree(side.package.parents[1], tmp_path / side.label)
        return tmp_path / "old", tmp_path / "new"

    def test_bundles_are_compared_by_clients_made_now(
        self, folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
    ) -> None:
        old, new = folders
        assert self.run(old, str(old / "bundle.json"), str(new / "bundle.json"), "--format", "json") == 1
        read = json.loads(capsys.readouterr().out)
        assert {each["area"] for each in read["changes"]} == {"document", "wire", "names"}
        assert read["skipped"] == {}

    def test_what_breaks_nobody_returns_0(self, folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
        assert self.run(folders[0], "worktree", ".") == 0
        assert "no breaking changes, 0 to look at, 0 compatible" in capsys.readouterr().out

    def test_revisions_of_a_repository(self, folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
        old, new = folders
        git(old, "init", "--quiet")
        for message in ("only the spec", "the client"):
            git(old, "add", *(["spec"] if message == "only the spec" else ["."]))
            git(old, "commit", "--quiet", "--message", message)
        for name in ("spec", "generated"):
            shutil.rmtree(old / name)
            # Written now: git takes a file of the same size and second for unchanged, and both sides are made in one.
            shutil.copytree(new / name, old / name, copy_function=shutil.copyfile)
        assert self.run(old, "HEAD", "worktree") == 1
        first = capsys.readouterr().out
        assert "-> worktree\n  4 breaking changes" in first
        git(old, "add", ".")
        git(old, "commit", "--quiet", "--message", "renamed")
        assert self.run(old, "HEAD~1", "HEAD") == 1
        assert capsys.readouterr().out.splitlines()[1:] == first.splitlines()[1:]
        assert self.run(old, "HEAD", "worktree") == 0
        capsys.readouterr()
        assert self.run(old, "HEAD~2", "HEAD~1") == 0
        assert "names: not compared; there is no generated client in HEAD~2 (" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("gone.json", "cannot be read as JSON"),
            ("list.json", "is no bundled document; name a file of `make bundle`"),
            ("no-such-revision", "name a revision that `git log` shows"),
            ("--output=x", "name a revision that `git log` shows"),
        ],
    )
    def test_a_side_that_cannot_be_read_returns_2_and_says_what_to_name(
        self, folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str], name: str, words: str
    ) -> None:
        folder, _ = folders
        git(folder, "init", "--quiet")
        (folder / "list.json").write_text("[]", "utf-8")
        side = str(folder / name) if name.endswith(".json") else name
        assert self.run(folder, "--", side, "worktree") == 2
        assert words in capsys.readouterr().err

    def test_in_a_revision_without_the_api_everything_is_added(
        self, folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder, _ = folders
        git(folder, "init", "--quiet")
        git(folder, "commit", "--quiet", "--allow-empty", "--message", "nothing yet")
        assert self.run(folder, "HEAD", "worktree") == 0
        out = capsys.readouterr().out
        assert "  no breaking changes, 0 to look at, 4 compatible\n" in out
        assert "  operations: 0 before, 3 now (3 added, 0 removed)\n" in out
        assert "  names: not compared; there is no API tiny in HEAD (" in out
        assert self.run(folder, "worktree", "HEAD") == 1
        assert "  4 breaking changes, 0 to look at, 0 compatible\n" in capsys.readouterr().out


def git(folder: Path, *arguments: str) -> None:
    settings = ("user.name=Test", "user.email=test@example.com", "commit.gpgsign=false", "core.hooksPath=/dev/null")
    options = [word for each in settings for word in ("-c", each)]
    subprocess.run(["git", "-C", str(folder), *options, *arguments], check=True)  # noqa: S603, S607 - git of this machine


@pytest.mark.parametrize("module", [change, documents, traits], ids=lambda module: module.__name__)
def test_docstring_examples_are_true(module: object) -> None:
    results = doctest.testmod(module)  # type: ignore[arg-type]  # parametrize hands over modules as objects
    assert results.attempted
    assert not results.failed
