"""Every rule of the lint, shown with small bad specs: it names the file, the pointer and the remedy."""

from pathlib import Path
from typing import Any

import pytest
from conftest import TinySpec

from generator.lint.rules import FIRST, RULES, Rule, lint
from generator.load.yaml_file import read_yaml

EVERY_RULE: dict[str, Rule] = {rule.__name__: rule for rule in (*FIRST, *RULES)}
CASES: dict[str, list[dict[str, Any]]] = read_yaml(
    Path(__file__).with_name("lint_cases.yaml").read_text("utf-8"), "lint_cases.yaml"
).value


def test_the_tiny_spec_is_right(tiny: TinySpec) -> None:
    assert lint(tiny.bundle()) == []


def test_every_rule_has_a_bad_spec() -> None:
    assert set(CASES) == set(EVERY_RULE)


@pytest.mark.parametrize(
    ("rule", "case"),
    [pytest.param(rule, case, id=f"{rule}-{i}") for rule in CASES for i, case in enumerate(CASES[rule])],
)
def test_a_bad_spec_is_found(tiny: TinySpec, rule: str, case: dict[str, Any]) -> None:
    for change in case["change"]:
        tiny.change(change["file"], change["old"], change["new"])
    file, pointer = case["found"].split(" ")
    problems = list(EVERY_RULE[rule](tiny.bundle()))
    fitting = [
        problem
        for problem in problems
        if problem.place.file == f"spec/tiny/{file}"
        and str(problem.place).endswith(f" {pointer}")
        and case["message"] in problem.message
        and case["remedy"] in problem.remedy
    ]
    assert fitting, "\n".join(map(str, problems)) or "nothing was found"


def test_while_the_document_is_invalid_other_rules_wait(tiny: TinySpec) -> None:
    tiny.change("things/getThing.yaml", "description: The thing.", "note: no")
    tiny.change("things/getThing.yaml", "tags: [Things]", "tags: [Other]")
    assert {problem.rule for problem in lint(tiny.bundle())} == {"openapi", "keyword"}


def test_findings_are_sorted_by_file_and_line(tiny: TinySpec) -> None:
    tiny.change("things/putThing.yaml", "tags: [Things]", "tags: [Other]")
    tiny.change("things/putThing.yaml", '"404"', '"410"')
    tiny.change("things/getThing.yaml", '"404"', '"410"')
    places = [problem.place for problem in lint(tiny.bundle())]
    assert places == sorted(places)
    assert len({place.file for place in places}) == 2


def test_words_of_the_api_between_backticks_are_no_spelling_of_ours(tiny: TinySpec) -> None:
    tiny.change("things/getThing.yaml", "description: Reads", "description: Is `cancelled` by itself. Reads")
    assert lint(tiny.bundle()) == []
    tiny.change("things/getThing.yaml", "`cancelled`", "cancelled")
    assert [problem.rule for problem in lint(tiny.bundle())] == ["spelling"]
