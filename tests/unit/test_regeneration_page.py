"""docs/regeneration.md is true: its operation and message of the lint are real, its levels are the spec's."""

import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT

from generator.bundle.bundler import Bundle, bundle
from generator.lint.rules import lint
from generator.load.source import Source

PAGE = (ROOT / "docs/regeneration.md").read_text("utf-8")
OPERATION, PATH, SCHEMA = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
FILE = "agillic/app_push/listConsents.yaml"


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """The spec, changed as the page says."""
    folder = tmp_path / "spec"
    shutil.copytree(ROOT / "spec", folder)
    (folder / FILE).write_text(OPERATION, "utf-8")
    head, line = PATH.splitlines(keepends=True)
    for name, old, new in (
        ("openapi.yaml", head, head + line),
        ("app_push/components.yaml", "schemas:\n", f"schemas:\n{SCHEMA}\n"),
    ):
        path = folder / "agillic" / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, old
        path.write_text(text.replace(old, new), "utf-8")
    return folder


def test_the_operation_of_the_page_is_complete(spec: Path) -> None:
    made = bundle(Source(spec, "agillic"))
    assert lint(made) == []
    assert made.document["paths"]["/apps/consent/{recipientId}"]["get"]["operationId"] == "listConsents"


def test_what_is_missing_is_found_as_the_page_shows(spec: Path) -> None:
    lacking = re.sub(r'  "404":\n.*\n', "", OPERATION)
    (spec / FILE).write_text(lacking, "utf-8")
    (problem,) = lint(bundle(Source(spec, "agillic")))
    assert f"```text\n{problem}\nagillic: 1 problem\n```" in PAGE


def test_the_levels_are_those_of_the_spec(agillic: Bundle) -> None:
    shown = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|$", PAGE.partition("| Level |")[2], re.MULTILINE))
    assert shown == agillic.document["x-evidence"]["levels"]


def test_files_and_folders_of_the_page_are_there() -> None:
    named = re.findall(r"`((?:tests|overlays|generator)/[\w./*]+)`", PAGE)
    assert len(named) > 8
    for path in named:
        assert [*ROOT.glob(path.replace("NAME", "agillic").rstrip("/"))], path
