"""The checks are checked: a mock that is broken is caught, and one that is not passes."""

from collections.abc import Callable, Generator, Mapping

import mock_checks as checks
import mock_work_checks as work_checks
import pytest
from broken_mocks import BROKEN, broken
from mock_check_basis import Served
from model_machine import StoreMachine
from model_runs import run_machine, serving
from model_wire import DifferenceError, instance

from agillic_api.errors import ApiError

Check = Callable[[Served], None]

CAUGHT_BY: Mapping[str, Check] = {
    "201 for an update": checks.check_statuses_of_writes,
    "a page without its total": checks.check_pages,
    "an event without achieved": work_checks.check_events,
    "errors that tell more than they should": checks.check_errors_say_little,
    "path values decoded once": checks.check_path_values,
    "a key that a PUT may change": checks.check_put,
    "429 that writes": work_checks.check_daily_cap,
    "a day with one call more": work_checks.check_daily_cap,
    "21 calls at once": work_checks.check_calls_at_once,
    "a token that never expires": work_checks.check_token_expires,
    "scopes that are not enforced": work_checks.check_scopes,
    "a body over the limit": work_checks.check_body_limit,
    "secrets in the journal": work_checks.check_secrets_stay_out,
    "a form's secrets in the journal": work_checks.check_secrets_stay_out,
    "or before and": checks.check_filters,
    "wildcards with !=": checks.check_filters,
    "filters that ignore case": checks.check_filters,
    "!= that passes over who has no value": checks.check_filters,
    "pages off by one": checks.check_pages,
    "a last page that is lost": checks.check_pages,
    "a document that sees later recipients": checks.check_document_is_fixed,
    "a document that idles for ever": checks.check_document_expires,
    "a document that lives for ever": checks.check_document_expires,
    "a filter that counts on later pages": checks.check_document_is_fixed,
    "an entry lost in a batch": checks.check_batches,
    "a batch that is one transaction": checks.check_batches,
    "rows that stop at a failure": checks.check_rows,
    "a PUT that clears nothing": checks.check_put,
    "a PUT that drops what is not sent": checks.check_put,
    "a conflict that is passed over": checks.check_unique_values,
    "a unique value that two have": checks.check_unique_values,
    "a delete that leaves memberships": checks.check_deletion,
    "a delete that leaves rows": checks.check_deletion,
    "a delete of who is needed": checks.check_deletion,
    "a dynamic group that does not follow": checks.check_dynamic_groups,
    "a task that never completes": work_checks.check_tasks,
    "a task that is done at once": work_checks.check_tasks,
    "a task without work": work_checks.check_tasks,
    "a task that is never forgotten": work_checks.check_tasks,
    "a callback that is not sent": work_checks.check_callbacks,
    "a callback for every outcome": work_checks.check_callbacks,
    "an event without its flow": work_checks.check_events,
    "a flow for nobody": work_checks.check_flows,
    "a history without the last message": work_checks.check_events,
    "a queue in which nobody waits": work_checks.check_flows,
}

CAUGHT_BY_THE_MACHINE = (
    "path values decoded once",
    "429 that writes",
    "a token that never expires",
    "filters that ignore case",
    "a document that sees later recipients",
    "an entry lost in a batch",
    "a PUT that clears nothing",
    "a unique value that two have",
    "a dynamic group that does not follow",
    "a task without work",
    "a callback for every outcome",
    "a history without the last message",
)
"""Those that it finds soon; of the others it finds most."""

CHECKS = sorted(
    {each for part in (checks, work_checks) for name, each in vars(part).items() if name.startswith("check_")},
    key=lambda check: check.__name__,
)
Run = Callable[[Check], None]


@pytest.fixture(scope="module")
def run() -> Generator[Run, None, None]:
    """Run a check on a new mock."""
    with serving() as server:

        def run(check: Check) -> None:
            with server.mock(instance()) as mock:
                check(Served(mock, StoreMachine.http, StoreMachine.receiver.mailbox()))

        yield run


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_mock_passes_every_check(run: Run, check: Check) -> None:
    run(check)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_mock_is_caught(run: Run, name: str) -> None:
    with broken(name), pytest.raises((AssertionError, ApiError)):
        run(CAUGHT_BY[name])


def test_every_broken_mock_has_its_check_and_every_check_its_broken_mock() -> None:
    assert BROKEN.keys() == CAUGHT_BY.keys()
    assert {*CAUGHT_BY.values()} == {*CHECKS}


@pytest.mark.usefixtures("run")
@pytest.mark.parametrize("name", CAUGHT_BY_THE_MACHINE)
def test_the_state_machine_notices_too(name: str) -> None:
    with broken(name), pytest.raises(DifferenceError):
        run_machine(1, lambda number: number < 8, shrinks=False)
