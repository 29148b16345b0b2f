"""`tests/typing/api.py` is worth something only where both checkers read it strictly and it keeps up."""

import inspect
import re
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import agillic
from agillic import Agillic, AsyncAgillic

ROOT = Path(__file__).parents[2]
CHECKED = (ROOT / "tests" / "typing" / "api.py").read_text("utf-8")


def settings() -> Any:  # noqa: ANN401 - TOML
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]


def test_both_checkers_read_it_strictly() -> None:
    mypy, pyright = settings()["mypy"], settings()["pyright"]
    assert mypy["strict"] is True
    assert mypy.get("warn_unused_ignores", True)
    assert "tests" in mypy["files"]
    assert "tests" in pyright["include"]
    assert "tests" in pyright["strict"]
    elsewhere = ["overlays/agillic/pipelines/", "tests/pipelines/with_", "overlays/pyspark_agillic", "tests/spark"]
    for excluded in (*mypy["exclude"], *pyright["exclude"]):
        assert excluded.removeprefix("^").startswith(tuple(elsewhere)), excluded
    assert "overrides" not in mypy
    assert "ignore" not in pyright
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for checked in (
        "agillic/pipelines/$$name/*.py",
        "tests/pipelines/with_$$name",
        "pyspark_agillic/*.py tests/spark/",
    ):
        assert re.search(rf"/mypy [^;]*{re.escape(checked)}", makefile), checked
    recipe = makefile.partition("\ntypes:")[2].partition("\n\n")[0]
    assert "/mypy\n" in recipe
    assert "/pyright --project pyproject.toml" in recipe


def test_both_checkers_report_a_comment_for_an_error_that_is_none() -> None:
    assert CHECKED.startswith("# pyright: reportUnnecessaryTypeIgnoreComment=true\n")
    assert "enableTypeIgnoreComments" not in str(settings()["pyright"])
    assert len(re.findall(r"# type: ignore\[[a-z-]+", CHECKED)) > 40
    assert "# type: ignore\n" not in CHECKED
    assert CHECKED.count("assert_type(") > 80


SYNC, ASYNC = CHECKED.split("async def asynchronous")


@pytest.mark.parametrize(("class_", "part"), [(Agillic, SYNC), (AsyncAgillic, ASYNC)])
def test_every_method_written_by_hand_has_its_type_pinned(class_: type, part: str) -> None:
    """Those of the generated resources are tested with the generator."""
    resources = {name: member for name, member in vars(class_).items() if hasattr(member, "attrname")}
    assert {"recipients", "tasks", "exports"} <= {*resources}
    for name, member in resources.items():
        annotation = str(inspect.get_annotations(member.func)["return"]).strip("\"'")
        module = re.search(rf"from (agillic\.\S+) import [^\n]*\b{annotation}\b", inspect.getsource(member.func))
        assert module is not None
        found: type = getattr(import_module(module[1]), annotation)
        methods = {method for method in vars(found) if not method.startswith("_")}
        for method in methods if name != "assets" else methods & {"update_resource"}:  # the others are like it
            assert f".{name}.{method}(" in part or f"people.{method}(" in part, (name, method)


def test_every_public_class_is_named() -> None:
    errors = {name for name in agillic.__all__ if isinstance(found := getattr(agillic, name), type)
              and issubclass(found, Exception)}  # fmt: skip
    named = {name for name in agillic.__all__ if re.search(rf"\b{name}\b", CHECKED)}
    unnamed = {*agillic.__all__} - named - errors
    assert unnamed <= {"__version__", "skip_waits", "ResultChangedWarning"}
