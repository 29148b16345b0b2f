"""One-to-many tables, with what the generated resource lacks: rows of any number of recipients at once."""

from collections.abc import AsyncIterable, Iterable, Mapping, Sequence
from typing import Any, cast

from agillic.resources.batches import async_task_batch_run, callback_members, task_batch_run
from agillic.resources.person_data import date_writer
from agillic.resources.row_checks import RowCheck
from agillic.resources.tasks import AsyncTask, Task, async_tasks_of, tasks_of
from agillic.wire.instance_dates import InstanceDates
from agillic_api import OPERATIONS
from agillic_api.api.one_to_many import AsyncOneToManyResource, OneToManyResource
from agillic_api.client import AsyncClient, Client
from agillic_api.models.one_to_many_row import OneToManyRow
from agillic_api.models.one_to_many_upsert_task import OneToManyUpsertTask
from agillic_api.types import json_bytes
from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan, plan_of
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.calls.tasks.resource import Receiver
from sdk_core.wire.plain_values import row as named_values

RecordOf = tuple[str, OneToManyRow | Mapping[str, Any]]
"""The recipient that a record belongs to, by the value of the recipient key, and the record by its columns."""

_UPSERT = OPERATIONS["asyncUpsertOneToManyRecords"]
_ROW = "a pair of a recipient, by its key, and a dict with the columns of the table"
_RECORD_END = b"]}},"


class OneToMany(OneToManyResource):
    """The operations on one-to-many tables, and rows of any number of recipients."""

    def start_upsert(
        self, body: OneToManyUpsertTask | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None
    ) -> Task:
        """Create or update rows of up to 1,000 recipients, and return the task; see `Tasks.start`.

        Args:
            body: the rows by recipient: a model, its dict, or bytes of JSON; no bytes with a receiver.
            receiver: is notified of the end.

        Raises:
            ValueError: the body cannot be sent.
            AgillicError: the work was not accepted, or it is unknown whether it was: see its `outcome`.
        """
        return tasks_of(self._client).start(_UPSERT.id, body, receiver=receiver)

    def upsert(  # noqa: PLR0913 - what a run can be given, by names
        self,
        table: str,
        rows: Iterable[RecordOf],
        *,
        dates: InstanceDates | None = None,
        options: BatchOptions | None = None,
        receiver: Receiver | None = None,
        check_rows: bool = True,
    ) -> BatchRun[RecordOf]:
        """Create or update any number of rows of a table, of any recipients: up to 1,000 rows in a call, 20 at once.

        The work is asynchronous: each call starts a task, which is waited for, so that each row has a real result.
        Rows of one recipient keep their order and travel together, as the document groups them [S2]; spell a recipient
        one way throughout. Of several rows that failed together the server does not say which it wrote: they are
        `ambiguous`, and may be sent again. A call without a response may have started a task that nobody can wait for:
        its rows are `unknown`, and may be written after later rows of their recipient.

        Args:
            table: the table's name.
            rows: pairs of a recipient and a record, read only as calls become free. The recipient is the value of the
                recipient key, not encoded; the record has the key of the table.
            dates: how dates and datetimes are written; left out, as the client's settings have it.
            options: bounds of the run.
            receiver: is notified of the ends of tasks, so that they are hardly polled.
            check_rows: whether records are checked against the columns of the table; see `Recipients.upsert`.

        Returns:
            What sends while its results are read: iterate over it for a result per row, or `run` it for the sums.

        >>> from agillic.client import Agillic
        >>> def import_orders(agillic: Agillic, orders: list[dict[str, str]]) -> int:
        ...     rows = ((order["CUSTOMER"], {"ORDER_ID": order["ID"]}) for order in orders)
        ...     return agillic.one_to_many.upsert("ORDERS", rows).run().succeeded
        """
        return task_batch_run(
            self._client,
            upsert_plan(self._client, table, dates, receiver, check_rows=check_rows),
            rows,
            options,
            receiver,
        )


class AsyncOneToMany(AsyncOneToManyResource):
    """The same for asyncio; see `OneToMany`."""

    async def start_upsert(
        self, body: OneToManyUpsertTask | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None
    ) -> AsyncTask:
        """Create or update rows of up to 1,000 recipients, and return the task; see `OneToMany.start_upsert`."""
        return await async_tasks_of(self._client).start(_UPSERT.id, body, receiver=receiver)

    def upsert(  # noqa: PLR0913 - what a run can be given, by names
        self,
        table: str,
        rows: Iterable[RecordOf] | AsyncIterable[RecordOf],
        *,
        dates: InstanceDates | None = None,
        options: BatchOptions | None = None,
        receiver: Receiver | None = None,
        check_rows: bool = True,
    ) -> AsyncBatchRun[RecordOf]:
        """Create or update any number of rows of a table; see `OneToMany.upsert`. Rows may be an async iterable."""
        return async_task_batch_run(
            self._client,
            upsert_plan(self._client, table, dates, receiver, check_rows=check_rows),
            rows,
            options,
            receiver,
        )


def upsert_plan(
    client: Client | AsyncClient,
    table: str,
    dates: InstanceDates | None,
    receiver: Receiver | None,
    *,
    check_rows: bool,
) -> BatchPlan[RecordOf]:
    """Return the plan of an upsert, whose rows of a recipient become one entry.

    Args:
        client: makes the calls.
        table: the table's name.
        dates: how dates are written; None as the client's settings have it.
        receiver: is notified of the ends of tasks.
        check_rows: whether records are checked before they are sent.
    """

    def entry(row: RecordOf) -> dict[str, object]:
        recipient, record = pair(row)
        return {"recipientId": recipient, "oneToManyTables": {table: [named_values(record)]}}

    # What stands between recipient and record. No recipient can hold it: quotes within JSON text have a backslash.
    middle = b',"oneToManyTables":{' + json_bytes(table) + b":["

    def merge(entries: Sequence[bytes]) -> tuple[list[bytes], list[int]]:
        return merged(entries, middle)

    def record_of(entry: Mapping[str, Any]) -> object:
        return entry["oneToManyTables"][table][0]

    return plan_of(
        _UPSERT,
        to_entry=entry,
        members=callback_members(_UPSERT, receiver),
        dates=date_writer(client, dates),
        row=_ROW,
        merge=merge,
        check=RowCheck(client, dates, table, record_of) if check_rows else None,
    )


def pair(row: Any) -> RecordOf:  # noqa: ANN401 - whatever was given
    """Return a row that is a recipient and a record.

    Raises:
        TypeError: it is something else, such as a dict of two values.

    >>> pair(("ada@example.com", {"ID": "1"}))
    ('ada@example.com', {'ID': '1'})
    """
    if isinstance(row, tuple | list) and len(cast("Sequence[object]", row)) == 2:  # noqa: PLR2004 - a pair
        return cast("RecordOf", row)
    raise TypeError("a row is no pair")


def merged(entries: Sequence[bytes], middle: bytes) -> tuple[list[bytes], list[int]]:
    """Make one entry of all rows of a recipient: it is undocumented whether one may come twice in a call.

    Args:
        entries: an entry for each row, with one record and a comma behind it.
        middle: what stands between recipient and record.

    Returns:
        The entries, and of each row the place of its entry.

    >>> rows = [b'{"id":1,"records":[{"A":1}]}},', b'{"id":2,"records":[{"A":2}]}},', b'{"id":1,"records":[{"A":3}]}},']
    >>> merged(rows, b',"records":[')
    ([b'{"id":1,"records":[{"A":1},{"A":3}]}},', b'{"id":2,"records":[{"A":2}]}},'], [0, 1, 0])
    """
    records: dict[bytes, list[bytes]] = {}
    first: dict[bytes, int] = {}
    places: list[int] = []
    for entry in entries:
        recipient, _, rest = entry.partition(middle)
        places.append(first.setdefault(recipient, len(first)))
        records.setdefault(recipient, []).append(rest[: -len(_RECORD_END)])
    whole = [recipient + middle + b",".join(each) + _RECORD_END for recipient, each in records.items()]
    return whole, places
