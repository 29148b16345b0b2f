"""The checks of Iterable's mock are checked: a mock that is broken is caught, and one that is not passes."""

from collections.abc import Callable, Iterator, Mapping

import iterable_mock_checks as checks
import pytest
from iterable_broken_mocks import CONDUCT, FORM, broken
from iterable_calls import Shop
from schemathesis_engine import Bench, bench
from schemathesis_iterable import iterable
from schemathesis_settings import DATA, Amount

CAUGHT_BY: Mapping[str, Callable[[Shop], None]] = {
    "objects that are always merged": checks.check_updates,
    "objects that are never merged": checks.check_updates,
    "fields of any type": checks.check_types,
    "a delete that deletes nothing": checks.check_deletion,
    "forgotten users who are taken": checks.check_forgetting,
    "users who stay forgotten": checks.check_forgetting,
    "a subscription that is not kept": checks.check_lists,
    "a list that nobody leaves": checks.check_lists,
    "an event lost among many": checks.check_bulk,
    "events that are there twice": checks.check_event_ids,
    "a minute with one call more": checks.check_limits,
    "limits that nobody counts": checks.check_limits,
    "a rejection that does not say when": checks.check_limits,
    "keys of any kind": checks.check_keys,
    "items that are always merged": checks.check_catalogs,
    "items that are never merged": checks.check_catalogs,
    "an email that cannot be canceled": checks.check_emails,
    "an email that is never sent": checks.check_emails,
    "an export that never ends": checks.check_exports,
    "an export without files": checks.check_exports,
}
CHECKS = [each for name, each in vars(checks).items() if name.startswith("check_")]


@pytest.fixture(scope="module")
def schemathesis_before_it() -> Iterator[Bench]:
    with bench(iterable(), Amount(DATA)) as found:
        yield found


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_mock_passes_every_check(check: Callable[[Shop], None]) -> None:
    check(Shop())


@pytest.mark.parametrize("name", CONDUCT)
def test_a_mock_that_does_something_else_is_caught(name: str) -> None:
    with broken(*CONDUCT[name]), pytest.raises(AssertionError, match="was to come"):
        CAUGHT_BY[name](Shop(strict=False))


@pytest.mark.parametrize("name", FORM)
def test_schemathesis_catches_a_mock_that_responses_otherwise(schemathesis_before_it: Bench, name: str) -> None:
    """That it has nothing to say of the whole mock, `test_server_against_document` shows."""
    operation, where = FORM[name]
    with broken(*where):
        assert schemathesis_before_it.run(operation).failures


def test_every_broken_mock_has_its_check_and_every_check_its_broken_mock() -> None:
    assert CONDUCT.keys() == CAUGHT_BY.keys()
    assert {*CAUGHT_BY.values()} == {*CHECKS}
