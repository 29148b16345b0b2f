"""`make new-api`: a spec that lint takes but for what only a person can know, and that then passes every command."""

import re
from pathlib import Path

import pytest
from conftest import ROOT
from small_specs import files_of

from generator.bundle.bundler import bundle
from generator.cli import main
from generator.lint.rules import lint
from generator.load.source import Source

LEFT_TO_A_PERSON = {
    "openapi.yaml": [
        "#/info/title",
        "#/info/description",
        "#/servers/0/url",
        "#/tags/0/description",
        "#/components/securitySchemes/key/name",
        "#/x-keys/server/description",
        "#/x-evidence/known_by",
    ],
    "shared/responses.yaml": [
        "#/responses/BadRequest/content/application~1json/examples/wrong/summary",
        "#/responses/BadRequest/content/application~1json/examples/wrong/value/message",
    ],
    "sources.yaml": ["#/PAGE/title", "#/PAGE/url"],
    "things/components.yaml": ["#/schemas/Thing/properties/name/description"],
    "things/getThing.yaml": [
        "#/summary",
        "#/description",
        "#/x-traits/evidence/settle",
        "#/parameters/0/example",
        "#/parameters/0/schema/description",
        "#/responses/200/description",
        "#/responses/200/content/application~1json/examples/one/summary",
        "#/responses/200/content/application~1json/examples/one/value/name",
    ],
}
"""Names, addresses, words for people and examples: no rule can know them."""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    assert main(["new-api", "acme_2", "--spec", str(tmp_path / "spec")]) == 0
    return tmp_path / "spec"


def test_it_says_what_is_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-api", "acme", "--spec", str(tmp_path)]) == 0
    assert "`make lint API=acme` lists it" in capsys.readouterr().out


def test_lint_finds_nothing_but_what_only_a_person_can_know(spec: Path) -> None:
    found: dict[str, list[str]] = {}
    for problem in lint(bundle(Source(spec, "acme_2"))):
        assert problem.rule == "to-do", problem
        assert "TODO" in problem.message
        found.setdefault(problem.place.file.removeprefix("spec/acme_2/"), []).append(str(problem.place).split(" ")[1])
    assert found == LEFT_TO_A_PERSON


def test_once_that_is_written_the_api_goes_through_the_pipeline(spec: Path, tmp_path: Path) -> None:
    for path in spec.rglob("*.yaml"):
        path.write_text(re.sub(r"\bTODO\b", "known", path.read_text("utf-8")), "utf-8")
    options = ["--spec", str(spec), "--output", str(tmp_path / "out")]
    for command in (["lint"], ["generate"], ["golden", "--update"], ["golden"], ["evidence"], ["show", "getThing"]):
        assert main([*command, *options]) == 0, command
    assert (tmp_path / "out" / "generated" / "acme_2_api" / "client.py").is_file()


def test_nothing_that_is_there_is_overwritten(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (spec / "acme_2" / "openapi.yaml").write_text("openapi: 3.1.0\n")
    before = files_of(spec)
    assert main(["new-api", "acme_2", "--spec", str(spec)]) == 2
    assert "acme_2 is there already: choose another name" in capsys.readouterr().err
    assert files_of(spec) == before


@pytest.mark.parametrize("name", ["", "Acme", "2acme", "a-b", "a.b", "../acme", "a__b", "_a", "a_", "å", "a b"])
def test_names_become_packages(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-api", name, "--spec", str(tmp_path / "spec")]) == 2
    assert f"{name!r} is no name for an API: write it in lower-case letters" in capsys.readouterr().err
    assert not (tmp_path / "spec").exists()


def test_the_specs_of_this_project_have_nothing_left_to_do() -> None:
    for path in (ROOT / "spec").rglob("*.yaml"):
        assert "TODO" not in path.read_text("utf-8"), path
