"""Every operation of the document has its handler, and every task something that does it."""

import doctest

from agillic.mock import operations
from agillic.mock.operations import all_handlers


def test_no_operation_is_without_a_handler() -> None:
    assert all_handlers().missing() == []


def test_the_examples_in_the_docstrings_run() -> None:
    failed, attempted = doctest.testmod(operations)
    assert attempted
    assert not failed
