"""Batches of Iterable: plans by the traits of operations, rows of users and events, and runs of them by its clients."""

from collections.abc import AsyncIterable, Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from math import ceil
from typing import Any, cast

import orjson

from iterable_api import OPERATIONS
from iterable_api.client import AsyncClient, Client
from iterable_client.api import API
from iterable_client.common import ProjectMixin
from iterable_client.identity import ProjectType, wrong_identifier
from sdk_core.calls.batches import call_batches
from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan, Row, plan_of
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.wire.operations import UNSET, Operation
from sdk_core.wire.plain_values import Frame

Entry = Mapping[str, Any]
"""A row: a user or an event, as an entry of the operation's body has it."""


class IdentityCheck:
    """Checks whether a row names its user by what the project does not identify users by.

    Args:
        operation: what the rows are sent by.
        project: how the project identifies users.
    """

    def __init__(self, operation: Operation, project: ProjectType) -> None:
        self._operation = operation
        self._project: ProjectType = project

    def __call__(self, entry: object, /) -> str:
        """Return what is wrong with a row; the empty text if nothing is."""
        if not isinstance(entry, Mapping):
            return ""  # what is wrong with its form is reported elsewhere
        members = cast("Entry", entry)
        complaint = wrong_identifier(self._operation, members, self._project)
        return f"it {complaint}" if complaint else ""

    def passes_all(self, entries: Sequence[object], /) -> bool:
        """Return whether nothing is wrong with rows."""
        return not any(map(self, entries))

    def explain(self, entry: bytes) -> str:
        """Return what is wrong with a row that is given as JSON."""
        return self(orjson.loads(entry))


def written_date(value: date) -> str:
    """Write a date as Iterable takes it in fields.

    Raises:
        TypeError: it is a point in time without a time zone.

    >>> from datetime import UTC
    >>> written_date(datetime(2026, 3, 2, 20, 21, 4, tzinfo=UTC)), written_date(date(2026, 3, 2))
    ('2026-03-02 20:21:04 +00:00', '2026-03-02')
    """
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.tzinfo is None:
        raise TypeError("a datetime without a time zone says no moment: give it one, such as datetime.UTC")
    if (value.utcoffset() or timedelta()) % timedelta(minutes=1):  # local times before zones
        value = value.astimezone(UTC)
    return f"{value.date()} {value:%H:%M:%S} {value.isoformat()[-6:]}"


def entry_plan(
    client: Client | AsyncClient,
    operation: str,
    members: Mapping[str, Any] | None = None,
    to_entry: Callable[[Entry], object] | None = None,
) -> BatchPlan[Entry]:
    """Return the plan of an operation on users.

    Args:
        client: makes the calls; it knows how the project identifies users.
        operation: its operationId.
        members: the other members of the body; UNSET ones are left out.
        to_entry: makes an entry of a row; without it, the row is the entry.
    """
    kind = OPERATIONS[operation]
    project = client.project_type if isinstance(client, ProjectMixin) else None
    return plan_of(
        kind,
        to_entry=to_entry,
        members={name: value for name, value in (members or {}).items() if value is not UNSET},
        dates=written_date,
        check=IdentityCheck(kind, project) if project else None,
        operations=OPERATIONS,
    )


def batch_run(
    client: Client,
    plan: BatchPlan[Row],
    rows: Iterable[Row] | Frame,
    options: BatchOptions | None,
    values: Mapping[str, object] | None = None,
) -> BatchRun[Row]:
    """Return a run that sends rows by an operation; see `call_batches.batch_run`."""
    return call_batches.batch_run(client, OPERATIONS, plan, rows, options or usual_options(plan.operation), values)


def async_batch_run(
    client: AsyncClient,
    plan: BatchPlan[Row],
    rows: Iterable[Row] | AsyncIterable[Row] | Frame,
    options: BatchOptions | None,
    values: Mapping[str, object] | None = None,
) -> AsyncBatchRun[Row]:
    """Return the same for asyncio; see `batch_run`."""
    options = options or usual_options(plan.operation)
    return call_batches.async_batch_run(client, OPERATIONS, plan, rows, options, values)


def usual_options(operation: str) -> BatchOptions:
    """Return how a batch is run unless its caller says otherwise: no more calls at once than a second allows.

    >>> usual_options("bulkUpdateUsers").max_concurrency, usual_options("subscribeToList").max_concurrency
    (5, 20)
    """
    rates = [each for each in OPERATIONS[operation].traits.get("limits", ()) if "calls" in each]
    return BatchOptions(
        max_concurrency=min([API.max_concurrency, *(ceil(each["calls"] / each["seconds"]) for each in rates)])
    )
