"""The Python programs that the reference page shows: each is run, against a mock."""

import contextlib
import io

import pytest

from agillic import AgillicError
from agillic.mock.document import document
from agillic.mock.inspector.samples import samples
from agillic.mock.local import LocalMock


def test_there_is_one_for_each_operation() -> None:
    assert set(samples()) == set(document().operations)


@pytest.mark.usefixtures("agillic_environment")
@pytest.mark.parametrize("operation", samples())
def test_it_calls_its_operation(operation: str, agillic_mock: LocalMock) -> None:
    program = samples()[operation].replace("{url}", agillic_mock.url)
    # The mock may reject what the examples need, but nothing is wrong with the names and the values.
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(AgillicError):
        exec(compile(program, operation, "exec"), {})  # noqa: S102 - our own
    assert operation in [each.operation for each in agillic_mock.requests]
