"""The checks of the client are checked: each broken client is caught by the check that is named for it."""

import inspect
from collections.abc import Callable, Iterator
from types import ModuleType

import broken_clients
import client_checks
import pytest
from agillic_surface import agillic_surface
from broken_client_cases import BROKEN_CLIENTS, Case
from client_pair import ClientPair
from client_surface import BY_ID


@pytest.fixture(scope="module")
def pair() -> Iterator[ClientPair]:
    with ClientPair(agillic_surface()) as both:
        yield both


@pytest.mark.parametrize("case", BROKEN_CLIENTS, ids=lambda case: f"{case.breaks.__name__}-{case.operation}")
def test_a_broken_client_is_caught(case: Case, pair: ClientPair) -> None:
    operation = BY_ID[case.operation]
    with case.breaks(), pytest.raises(AssertionError, match=case.says):
        case.check(pair, operation)
    case.check(pair, operation)  # the client is whole again


def functions_of(module: ModuleType) -> dict[str, Callable[..., object]]:
    """Return the public functions that a module defines."""
    found = inspect.getmembers(module, inspect.isfunction)
    return {name: each for name, each in found if each.__module__ == module.__name__ and not name.startswith("_")}


def test_every_broken_client_is_tried() -> None:
    assert functions_of(broken_clients).keys() == {case.breaks.__name__ for case in BROKEN_CLIENTS}


def test_every_check_catches_a_broken_client() -> None:
    checks = {
        name
        for name, function in functions_of(client_checks).items()
        if [*inspect.signature(function).parameters] == ["pair", "operation"]
    }
    assert checks == {case.check.__name__ for case in BROKEN_CLIENTS}
