"""What the tests of rows in tasks share: one way to run a batch by both clients, without waiting."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any, Literal, TypeVar

from agillic import Agillic, AsyncAgillic, BatchSummary, RowResult, skip_waits
from agillic.mock.local import LocalMock
from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.mock.request_journal import LoggedRequest

Kind = Literal["threads", "asyncio"]
KINDS: list[Kind] = ["threads", "asyncio"]
RUBY = "ruby@sweetmail.com"
UPSERT_ROWS = "asyncUpsertOneToManyRecords"
T = TypeVar("T")


def settings(mock: LocalMock) -> dict[str, Any]:
    return {"key": mock.key, "secret": mock.secret, "base_url": mock.url}


async def by_and_by(rows: Iterable[T]) -> AsyncIterator[T]:
    for row in rows:
        yield row


def results(
    kind: Kind,
    mock: LocalMock,
    make: Callable[[Any, Callable[[Iterable[Any]], Any]], BatchRun[Any] | AsyncBatchRun[Any]],
) -> tuple[list[RowResult], BatchSummary]:
    """Run a batch to its end; `make` is given a client, and what makes a source of rows as that client may have it."""
    with skip_waits(mock.clock.advance):
        if kind == "threads":
            with Agillic(**settings(mock)) as client:
                run = make(client, iter)
                assert isinstance(run, BatchRun)
                return list(run), run.summary

        async def gather() -> tuple[list[RowResult], BatchSummary]:
            async with AsyncAgillic(**settings(mock)) as client:
                run = make(client, by_and_by)
                assert isinstance(run, AsyncBatchRun)
                return [row async for row in run], run.summary

        return asyncio.run(gather())


def sent(mock: LocalMock, operation: str) -> list[LoggedRequest]:
    return [each for each in mock.requests if each.operation == operation]


def outcomes(rows: Iterable[RowResult]) -> list[str]:
    return [row.outcome.value for row in rows]


def number_of(mock: LocalMock, email: str) -> int:
    """Return the number by which the mock's state knows a recipient."""
    number = mock.state.recipients.number_of_key(email)
    assert number is not None
    return number
