"""Every operation of the document has its handler, and every task something that does it.

A new one may respond by its example until it has one: then its line in agillic_operations.txt ends with `example`.
"""

import doctest
from pathlib import Path

from agillic.mock import operations
from agillic.mock.operations import all_routes

LINES = (Path(__file__).parents[1] / "unit" / "agillic_operations.txt").read_text("utf-8").splitlines()


def test_every_operation_has_a_handler_but_those_that_respond_by_their_example() -> None:
    by_example = [line.split()[0] for line in LINES if line.endswith(" example")]
    assert all_routes().missing() == by_example, "write `example` behind the operation's line, or a handler"


def test_the_examples_in_the_docstrings_run() -> None:
    failed, attempted = doctest.testmod(operations)
    assert attempted
    assert not failed
