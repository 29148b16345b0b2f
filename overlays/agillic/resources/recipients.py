"""Recipients, with what the generated resource lacks: a result of any length, read to its end."""

from collections.abc import AsyncIterable, Callable, Iterable, Iterator, Mapping
from typing import Any

from agillic.resources.batches import async_batch_run, async_task_batch_run, batch_run, task_batch_run
from agillic.resources.person_data import Person, person_body
from agillic.resources.recipient_plans import MAX_PAGE, delete_plan, list_paginator, upsert_plan
from agillic.resources.tasks import AsyncTask, Task, async_tasks_of, tasks_of
from agillic.wire.instance_dates import InstanceDates
from agillic.wire.path_encoding import UniqueField
from agillic.wire.rsql import Filter
from agillic_api import OPERATIONS
from agillic_api.api.recipients import AsyncRecipientsResource, RecipientsResource
from agillic_api.client import AsyncClient, Client
from agillic_api.models.recipient import Recipient
from agillic_api.models.recipient_deletion_task import RecipientDeletionTask
from agillic_api.models.recipient_upsert_task import RecipientUpsertTask
from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.calls.pagination.iterators import AsyncItems, AsyncPages, Items, Pages
from sdk_core.calls.pagination.options import OnExpiry, PageOptions
from sdk_core.calls.tasks.resource import Receiver
from sdk_core.transport import clock as waiting
from sdk_core.wire.plain_values import Frame

_UPSERT, _DELETE = OPERATIONS["asyncBatchUpsertRecipients"], OPERATIONS["asyncBatchDeleteRecipients"]


class Recipients(RecipientsResource):
    """The operations on recipients, iteration, and any number of them at once.

    Args:
        client: makes the calls.
        clock: seconds that only grow, by which documents of pages expire.
    """

    def __init__(self, client: Client, *, clock: Callable[[], float] = waiting.clock) -> None:
        super().__init__(client)
        self._clock = clock

    def create(self, body: Recipient | Mapping[str, Any] | bytes) -> Any:  # noqa: ANN401 - as the document has it
        """Create a recipient. To create or update in one call, use `update`; for many, `upsert`.

        Args:
            body: person data by field names, such as `{"EMAIL": "ada@example.com"}`, the recipient key among them;
                dates and datetimes are written as the client's settings have it. Or the body as the document has it: a
                model, a dict with the member `personData`, or bytes of JSON. A dict with that member is always taken
                for the latter, any other for person data.

        Raises:
            TypeError: a value has no place in JSON.
            ValueError: a value cannot be sent; the message says why.
            AgillicError: the recipient was not created, or that is unknown; Conflict when there is one with this key.

        >>> from agillic.client import Agillic
        >>> def sign_up(agillic: Agillic, email: str) -> None:
        ...     agillic.recipients.create({"EMAIL": email, "SOURCE": "web"})
        """
        return super().create(person_body(self._client, body))

    def update(self, recipient_id: UniqueField | str, body: Recipient | Mapping[str, Any] | bytes) -> Any:  # noqa: ANN401 - so
        """Update a recipient, or create one where there is none. Fields that are not given keep their values.

        Args:
            recipient_id: the value of the recipient key, or `by(FIELD=value)` with a unique field.
            body: person data by field names, or the body as the document has it; see `create`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: the recipient was not updated, or that is unknown.
        """
        return super().update(recipient_id, person_body(self._client, body))

    def start_upsert(
        self, body: RecipientUpsertTask | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None
    ) -> Task:
        """Create or update up to 1,000 recipients asynchronously, and return the task; see `Tasks.start`.

        Args:
            body: the recipients, perhaps with rows of one-to-many tables: a model, its dict, or bytes of JSON; no bytes
                with a receiver.
            receiver: is notified of the end.

        Raises:
            ValueError: the body cannot be sent.
            AgillicError: the work was not accepted, or it is unknown whether it was: see its `outcome`.
        """
        return tasks_of(self._client).start(_UPSERT.id, body, receiver=receiver)

    def start_delete(
        self, body: RecipientDeletionTask | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None
    ) -> Task:
        """Delete up to 1,000 recipients asynchronously, and return the task; see `start_upsert`. Mostly, `delete_many`.

        Args:
            body: which recipients: a model, its dict, or bytes of JSON; no bytes with a receiver.
            receiver: is notified of the end.

        Raises:
            ValueError: the body cannot be sent.
            AgillicError: the work was not accepted, or it is unknown whether it was: see its `outcome`.
        """
        return tasks_of(self._client).start(_DELETE.id, body, receiver=receiver)

    def iterate(
        self,
        *,
        filter: Filter | str | None = None,  # noqa: A002 - its name on the wire, and in all that is written about it
        page_size: int = MAX_PAGE,
        start: int = 1,
        limit: int | None = None,
        on_expiry: OnExpiry = "reopen",
    ) -> Iterator[Recipient]:
        """Iterate over recipients, all of them or those a filter selects. One call reads up to 1,000.

        They are those that the filter selected when the first was read; one deleted since is left out. The server
        forgets this result 5 minutes after the last page was read, and 30 after the first [S1].

        Args:
            filter: what selects them, such as `F.LASTNAME == "Blue"`; None for all.
            page_size: recipients in a call, 1 to 1,000.
            start: the first one, counted from 1: to go on where an error broke off, see `page_start` of the error.
            limit: how many at most; None for all.
            on_expiry: "reopen" asks for the result again when it was forgotten, goes on at the same number, and warns
                once with `ResultChangedWarning`, since recipients may be missing or come twice; "raise" stops.

        Raises:
            ValueError: a number is out of its range.
            AgillicError: while iterating: a page could not be read; InvalidFilter, DocumentExpired and PagingError are
                among them. `page_start` of the error is where one goes on.

        >>> from agillic.client import Agillic
        >>> def surnames(agillic: Agillic) -> set[str]:
        ...     recipients = agillic.recipients.iterate(filter="AGE>=20")
        ...     return {recipient.person_data["LASTNAME"] for recipient in recipients}
        """
        options = PageOptions(page_size=page_size, start=start, limit=limit, on_expiry=on_expiry)
        return Items(self._client, list_paginator(self._clock, filter, options))

    def pages(
        self,
        *,
        filter: Filter | str | None = None,  # noqa: A002 - see above
        page_size: int = MAX_PAGE,
        start: int = 1,
        limit: int | None = None,
        on_expiry: OnExpiry = "reopen",
    ) -> Pages[Recipient]:
        """Iterate over pages of recipients; see `iterate`. No page is empty.

        Args:
            filter: what selects recipients; None for all.
            page_size: recipients of a page, 1 to 1,000; those deleted since are left out of it.
            start: the first recipient, counted from 1.
            limit: how many recipients at most; None for all.
            on_expiry: what happens when the server forgot the result.

        Raises:
            ValueError: a number is out of its range.
            AgillicError: while iterating: a page could not be read.
        """
        options = PageOptions(page_size=page_size, start=start, limit=limit, on_expiry=on_expiry)
        return Pages(self._client, list_paginator(self._clock, filter, options))

    def upsert(
        self,
        rows: Iterable[Person] | Frame,
        *,
        key_field: str = "EMAIL",
        dates: InstanceDates | None = None,
        options: BatchOptions | None = None,
        check_rows: bool = True,
    ) -> BatchRun[Person]:
        """Create or update any number of recipients, up to 1,000 in a call and 20 calls in flight [S1, V-INT].

        Rows of one recipient keep their order. A call that is rejected for its rows is bisected until the bad
        ones are found; the others are written.

        Args:
            rows: person data by field names, read only as calls become free.
            key_field: the field that is the instance's recipient key.
            dates: how dates and datetimes are written; left out, as the client's settings have it.
            options: bounds of the run.
            check_rows: whether rows are checked against the fields of the instance before they are sent, for which
                discovery is read once in ten minutes: rows with unknown fields, or values that their fields cannot
                hold, are `rejected` with the reason, and cost no call.

        Returns:
            What sends while its results are read: iterate over it for a result per row, or `run` it for the sums.

        >>> from agillic.client import Agillic
        >>> def import_all(agillic: Agillic, rows: list[dict[str, object]]) -> int:
        ...     return agillic.recipients.upsert(rows).run().succeeded
        """
        plan = upsert_plan(self._client, key_field, dates, check_rows=check_rows)
        return batch_run(self._client, plan, rows, options)

    def delete_many(
        self, recipient_ids: Iterable[str], *, options: BatchOptions | None = None, receiver: Receiver | None = None
    ) -> BatchRun[str]:
        """Delete any number of recipients, up to 1,000 in a call and 20 calls at once.

        The work is asynchronous: each call starts a task, which is waited for, so that each row has a real result.
        Whether an unknown recipient counts as deleted or as failed is not documented (assumption
        `async-delete-of-unknown`); nor is what becomes of one that a flow still needs (`delete-blocked`).

        Args:
            recipient_ids: values of the recipient key, not encoded; read only as calls become free.
            options: bounds of the run.
            receiver: is notified of the ends of tasks, so that they are hardly polled.

        Returns:
            What sends while its results are read: iterate over it for a result per row, or `run` it for the sums.
        """
        return task_batch_run(self._client, delete_plan(receiver), recipient_ids, options, receiver)


class AsyncRecipients(AsyncRecipientsResource):
    """The same for asyncio; see `Recipients`."""

    def __init__(self, client: AsyncClient, *, clock: Callable[[], float] = waiting.clock) -> None:
        super().__init__(client)
        self._clock = clock

    async def create(self, body: Recipient | Mapping[str, Any] | bytes) -> Any:  # noqa: ANN401 - as above
        """Create a recipient from person data, or from the body as the document has it; see `Recipients.create`."""
        return await super().create(person_body(self._client, body))

    async def update(self, recipient_id: UniqueField | str, body: Recipient | Mapping[str, Any] | bytes) -> Any:  # noqa: ANN401 - as above
        """Update a recipient, or create one where there is none; see `Recipients.update`."""
        return await super().update(recipient_id, person_body(self._client, body))

    async def start_upsert(
        self, body: RecipientUpsertTask | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None
    ) -> AsyncTask:
        """Create or update up to 1,000 recipients, and return the task; see `Recipients.start_upsert`."""
        return await async_tasks_of(self._client).start(_UPSERT.id, body, receiver=receiver)

    async def start_delete(
        self, body: RecipientDeletionTask | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None
    ) -> AsyncTask:
        """Delete up to 1,000 recipients, and return the task; see `Recipients.start_delete`."""
        return await async_tasks_of(self._client).start(_DELETE.id, body, receiver=receiver)

    def iterate(
        self,
        *,
        filter: Filter | str | None = None,  # noqa: A002 - see above
        page_size: int = MAX_PAGE,
        start: int = 1,
        limit: int | None = None,
        on_expiry: OnExpiry = "reopen",
    ) -> AsyncItems[Recipient]:
        """Iterate over recipients with `async for`; see `Recipients.iterate`."""
        options = PageOptions(page_size=page_size, start=start, limit=limit, on_expiry=on_expiry)
        return AsyncItems(self._client, list_paginator(self._clock, filter, options))

    def pages(
        self,
        *,
        filter: Filter | str | None = None,  # noqa: A002 - see above
        page_size: int = MAX_PAGE,
        start: int = 1,
        limit: int | None = None,
        on_expiry: OnExpiry = "reopen",
    ) -> AsyncPages[Recipient]:
        """Iterate over pages of recipients with `async for`; see `Recipients.pages`."""
        options = PageOptions(page_size=page_size, start=start, limit=limit, on_expiry=on_expiry)
        return AsyncPages(self._client, list_paginator(self._clock, filter, options))

    def upsert(
        self,
        rows: Iterable[Person] | AsyncIterable[Person] | Frame,
        *,
        key_field: str = "EMAIL",
        dates: InstanceDates | None = None,
        options: BatchOptions | None = None,
        check_rows: bool = True,
    ) -> AsyncBatchRun[Person]:
        """Create or update any number of recipients; see `Recipients.upsert`. Rows may be an async iterable."""
        return async_batch_run(
            self._client, upsert_plan(self._client, key_field, dates, check_rows=check_rows), rows, options
        )

    def delete_many(
        self,
        recipient_ids: Iterable[str] | AsyncIterable[str],
        *,
        options: BatchOptions | None = None,
        receiver: Receiver | None = None,
    ) -> AsyncBatchRun[str]:
        """Delete any number of recipients; see `Recipients.delete_many`. They may be an async iterable."""
        return async_task_batch_run(self._client, delete_plan(receiver), recipient_ids, options, receiver)
