"""Events, any number of them at once."""

from collections.abc import AsyncIterable, Iterable
from datetime import datetime

from iterable_api.api.events import AsyncEventsResource, EventsResource
from iterable_client.resources.batches import Entry, async_batch_run, batch_run, entry_plan
from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.wire.plain_values import Frame

_TRACK = "trackEvents"


class Events(EventsResource):
    """The operations on events, and any number of them at once."""

    def track_many(self, rows: Iterable[Entry] | Frame, *, options: BatchOptions | None = None) -> BatchRun[Entry]:
        """Track any number of events, up to 1,000 in a call.

        Events of one user keep their order. They may start journeys, and so messages: a call of which it is unknown
        whether it arrived is not retried, and its rows are `unknown`. An `id` in each row makes that harmless, for an
        event that comes again with the same id replaces the first.

        Args:
            rows: events, each with `eventName`, and with `email` or `userId`; read only as calls become free. A
                `createdAt` that is a datetime is written as seconds since 1970.
            options: bounds of the run.

        Returns:
            What sends while its results are read: iterate over it for a result per row, or `run` it for the sums.

        >>> from iterable_client import IterableClient
        >>> def track_all(iterable: IterableClient, rows: list[dict[str, object]]) -> int:
        ...     return iterable.events.track_many(rows).run().succeeded
        """
        return batch_run(self._client, entry_plan(self._client, _TRACK, to_entry=event_entry), rows, options)


class AsyncEvents(AsyncEventsResource):
    """The same for asyncio; see `Events`."""

    def track_many(
        self, rows: Iterable[Entry] | AsyncIterable[Entry] | Frame, *, options: BatchOptions | None = None
    ) -> AsyncBatchRun[Entry]:
        """Track any number of events; see `Events.track_many`. Rows may be an async iterable."""
        return async_batch_run(self._client, entry_plan(self._client, _TRACK, to_entry=event_entry), rows, options)


def event_entry(row: Entry) -> Entry:
    """Return an event with its time as the API has it: in seconds since 1970.

    A time without a time zone is left as it is: who writes the row rejects it, and names the member.

    >>> from datetime import UTC
    >>> event_entry({"eventName": "reading_begun", "createdAt": datetime(2026, 3, 2, tzinfo=UTC)})["createdAt"]
    1772409600
    """
    created = row.get("createdAt")
    if not isinstance(created, datetime) or created.tzinfo is None:
        return row
    return {**row, "createdAt": int(created.timestamp())}
