"""Recipients, with what the generated resource lacks: a result of any length, read to its end."""

from collections.abc import AsyncIterable, Callable, Iterable, Iterator

from agillic.resources.batches.asynchronous import AsyncBatchRun
from agillic.resources.batches.engine import BatchOptions
from agillic.resources.batches.plans import BatchPlan, plan_of
from agillic.resources.batches.threaded import BatchRun
from agillic.resources.many import Person, async_batch_run, batch_run, person_entry
from agillic.resources.pages import LARGEST_PAGE, AsyncItems, AsyncPages, OnExpiry, Pages, Walk, Wanted, items_of
from agillic.transport import waiting
from agillic.wire.instance_dates import InstanceDates
from agillic.wire.rsql import Filter
from agillic_api import OPERATIONS
from agillic_api.api.recipients import AsyncRecipientsResource, RecipientsResource
from agillic_api.client import AsyncClient, Client
from agillic_api.models.recipient import Recipient


class Recipients(RecipientsResource):
    """The operations on recipients, and iteration.

    Args:
        client: makes the calls.
        clock: seconds that only grow, by which documents of pages expire.
    """

    def __init__(self, client: Client, *, clock: Callable[[], float] = waiting.clock) -> None:
        super().__init__(client)
        self._clock = clock

    def iterate(
        self,
        *,
        filter: Filter | str | None = None,  # noqa: A002 - its name on the wire, and in all that is written about it
        page_size: int = LARGEST_PAGE,
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
            start: the first one, counted from 1: to go on where an error broke off, see `page_start`.
            limit: how many at most; None for all.
            on_expiry: "reopen" asks for the result anew when it was forgotten, goes on at the same number, and warns
                once with `ResultShiftedWarning`, since recipients may be missing or come twice; "raise" stops.

        Raises:
            ValueError: a number is out of its range.
            AgillicError: while iterating: a page could not be read; InvalidFilter, DocumentExpired and PagingError are
                among them. `page_start(error)` is where one goes on.

        >>> from agillic.client import Agillic
        >>> def surnames(agillic: Agillic) -> set[str]:
        ...     recipients = agillic.recipients.iterate(filter="AGE>=20")
        ...     return {recipient.person_data["LASTNAME"] for recipient in recipients}
        """
        return items_of(
            self.pages(filter=filter, page_size=page_size, start=start, limit=limit, on_expiry=on_expiry),
        )

    def pages(
        self,
        *,
        filter: Filter | str | None = None,  # noqa: A002 - see above
        page_size: int = LARGEST_PAGE,
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
        wanted = Wanted(page_size=page_size, start=start, limit=limit, on_expiry=on_expiry)
        return Pages(self._client, _walk(self._clock, filter, wanted))

    def upsert(
        self,
        rows: Iterable[Person],
        *,
        key: str = "EMAIL",
        dates: InstanceDates | None = None,
        options: BatchOptions | None = None,
    ) -> BatchRun[Person]:
        """Create or update any number of recipients, up to 1,000 in a call and 20 calls in flight [S1, V-INT].

        Rows of one recipient keep their order. A call that is refused for its rows is repeated in halves until the bad
        ones are found; the others are written.

        Args:
            rows: person data by field names, read only as calls become free.
            key: the field that is the instance's recipient key.
            dates: how dates and datetimes are written; without it, rows that hold some are refused.
            options: bounds of the run.

        Returns:
            What sends while its results are asked for: iterate over it for a result per row, or `run` it for the sums.

        >>> from agillic.client import Agillic
        >>> def import_all(agillic: Agillic, rows: list[dict[str, object]]) -> int:
        ...     return agillic.recipients.upsert(rows).run().succeeded
        """
        return batch_run(self._client, _upsert_plan(key, dates), rows, options)


class AsyncRecipients(AsyncRecipientsResource):
    """The same for asyncio; see `Recipients`."""

    def __init__(self, client: AsyncClient, *, clock: Callable[[], float] = waiting.clock) -> None:
        super().__init__(client)
        self._clock = clock

    def iterate(
        self,
        *,
        filter: Filter | str | None = None,  # noqa: A002 - see above
        page_size: int = LARGEST_PAGE,
        start: int = 1,
        limit: int | None = None,
        on_expiry: OnExpiry = "reopen",
    ) -> AsyncItems[Recipient]:
        """Iterate over recipients with `async for`; see `Recipients.iterate`."""
        wanted = Wanted(page_size=page_size, start=start, limit=limit, on_expiry=on_expiry)
        return AsyncItems(self._client, _walk(self._clock, filter, wanted))

    def pages(
        self,
        *,
        filter: Filter | str | None = None,  # noqa: A002 - see above
        page_size: int = LARGEST_PAGE,
        start: int = 1,
        limit: int | None = None,
        on_expiry: OnExpiry = "reopen",
    ) -> AsyncPages[Recipient]:
        """Iterate over pages of recipients with `async for`; see `Recipients.pages`."""
        wanted = Wanted(page_size=page_size, start=start, limit=limit, on_expiry=on_expiry)
        return AsyncPages(self._client, _walk(self._clock, filter, wanted))

    def upsert(
        self,
        rows: Iterable[Person] | AsyncIterable[Person],
        *,
        key: str = "EMAIL",
        dates: InstanceDates | None = None,
        options: BatchOptions | None = None,
    ) -> AsyncBatchRun[Person]:
        """Create or update any number of recipients; see `Recipients.upsert`. Rows may come by and by."""
        return async_batch_run(self._client, _upsert_plan(key, dates), rows, options)


def _upsert_plan(key: str, dates: InstanceDates | None) -> BatchPlan[Person]:
    return plan_of(OPERATIONS["batchUpsertRecipients"], to_entry=person_entry, key_field=key, dates=dates)


def _walk(clock: Callable[[], float], filter_: Filter | str | None, wanted: Wanted) -> Walk[Recipient]:
    return Walk(
        OPERATIONS["listRecipients"], Recipient.from_dict, values={"filter": filter_}, wanted=wanted, clock=clock
    )
