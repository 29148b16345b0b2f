"""Imports run in one direction: each stage of the generator uses only the stages before it."""

import ast
from pathlib import Path

import pytest
from conftest import ROOT

GENERATOR = ROOT / "generator"
STAGES = ("new_api", "load", "bundle", "lint", "report", "generate", "wire", "check", "diff", "site", "cli", "__main__")
"""From first to last; what is not in a stage may be imported by nobody."""


def imported(path: Path) -> set[str]:
    """Return the generator's modules that a file imports, by their dotted names without `generator.`."""
    tree = ast.parse(path.read_text("utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names |= {node.module} if node.module != "generator" else {f"generator.{a.name}" for a in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name.removeprefix("generator.") for name in names if name.startswith("generator.")}


@pytest.mark.parametrize("path", sorted(GENERATOR.rglob("*.py")), ids=lambda p: str(p.relative_to(GENERATOR)))
def test_imports_lead_to_earlier_stages(path: Path) -> None:
    own = path.relative_to(GENERATOR).parts[0].removesuffix(".py")
    assert own in (*STAGES, "__init__"), f"add {own} to STAGES, at its place in the pipeline"
    for name in imported(path):
        stage = name.split(".")[0]
        assert STAGES.index(stage) <= STAGES.index(own), f"{path.name} imports {name}, which comes later"


def test_the_generator_knows_no_api_by_name() -> None:
    """`spec/NAME` is a parameter; docstrings may speak of Agillic, code may not."""
    for path in GENERATOR.rglob("*.py"):
        tree = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        docstrings = {id(node.value) for node in tree if isinstance(node, ast.Expr)}
        texts = [
            node.value
            for node in tree
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        ]
        assert [text for text in texts if "agillic" in text.lower()] == [], path
