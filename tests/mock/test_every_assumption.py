"""Every assumption about behavior is asked for by the mock, and each of its options is chosen by some test."""

from pathlib import Path

import pytest

import agillic.mock
from agillic.mock.assumptions import Assumptions, switchable

MOCK = Path(agillic.mock.__file__).parent
SOURCE = "\n".join(path.read_text("utf-8") for path in MOCK.rglob("*.py"))
TESTS = "\n".join(
    path.read_text("utf-8").replace("_", "-")  # options are also given as keywords
    for path in Path(__file__).parent.glob("test_*.py")
    if path.name != Path(__file__).name
)

every_assumption = pytest.mark.parametrize("assumption", switchable())


@every_assumption
def test_the_mock_looks_it_up(assumption: str) -> None:
    assert f'"{assumption}"' in SOURCE


@every_assumption
def test_each_option_is_chosen_by_a_test(assumption: str) -> None:
    default = Assumptions().choice(assumption)
    assert assumption in TESTS
    for option in switchable()[assumption]:
        assert option == default or f'"{option}"' in TESTS, option
