"""Mocks that `agillic.contract` examines: with other options than the document's defaults, or other contents."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from agillic.contract.contract import CONTRACT
from agillic.mock.assumptions import Assumptions
from agillic.mock.instance import load_instance
from agillic.mock.local import LocalMock, LocalServer
from sdk_core.contract.options import VerificationOptions
from sdk_core.contract.verification import Report, verify


@contextmanager
def serving(
    server: LocalServer,
    options: Mapping[str, str] | None = None,
    **instance: Any,  # noqa: ANN401 - keys of an instance
) -> Generator[LocalMock, None, None]:
    """Serve the built-in instance.

    Args:
        server: Serves it.
        options: Options of assumptions, where they are not the defaults.
        **instance: What else is different about it.
    """
    with server.mock(replace(load_instance(), assumptions=Assumptions(options or {}), **instance)) as mock:
        yield mock


def examined(mock: LocalMock, **options: Any) -> Report:  # noqa: ANN401 - as of the options
    """Verify a mock, whose clock goes on whenever the verification waits."""
    wanted = VerificationOptions(mock.url, (mock.key, mock.secret), **options)
    return verify(CONTRACT, wanted, wait=mock.clock.advance, now=mock.clock.now)


def corrected(findings: Report) -> dict[str, list[str]]:
    """Return the lines of the proposals, each after its file, by operation."""
    return {
        each.operation: [line for found in each.differences for line in (found.file, *found.patch)]
        for each in findings.operations
        if each.verdict == "corrected"
    }


def why(findings: Report, operation: str) -> str:
    """Return why nothing is known of an operation."""
    (found,) = [each for each in findings.operations if each.operation == operation]
    assert found.verdict == "unknown"
    return found.reason
