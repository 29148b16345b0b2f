"""Users, any number of them at once."""

from collections.abc import AsyncIterable, Iterable

from iterable_api.api.users import AsyncUsersResource, UsersResource
from iterable_client.resources.batches import Entry, async_batch_run, batch_run, entry_plan
from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.wire.operations import UNSET, Unset
from sdk_core.wire.plain_values import Frame

_UPDATE = "bulkUpdateUsers"


class Users(UsersResource):
    """The operations on users, and any number of them at once."""

    def bulk_update(  # type: ignore[override]  # any number of rows, where the operation takes one body
        self,  # pyright: ignore[reportIncompatibleMethodOverride]
        rows: Iterable[Entry] | Frame,
        *,
        create_new_fields: bool | Unset = UNSET,
        options: BatchOptions | None = None,
    ) -> BatchRun[Entry]:
        """Create or update any number of users, up to 1,000 and 4 MB in a call.

        Rows of one user keep their order. Users whom Iterable does not take are reported with its reason, and the
        others are written. `with_raw_response.bulk_update` makes one call with a body as the document has it.

        Args:
            rows: users, each with `email` or `userId` and with `dataFields`; read only as calls become free. Of dates,
                those with times need a time zone.
            create_new_fields: whether fields are made that the project does not know; left out, as the project has it.
            options: bounds of the run.

        Returns:
            What sends while its results are read: iterate over it for a result per row, or `run` it for the sums.

        >>> from iterable_client import IterableClient
        >>> def import_all(iterable: IterableClient, rows: list[dict[str, object]]) -> int:
        ...     return iterable.users.bulk_update(rows).run().succeeded
        """
        plan = entry_plan(self._client, _UPDATE, {"createNewFields": create_new_fields})
        return batch_run(self._client, plan, rows, options)


class AsyncUsers(AsyncUsersResource):
    """The same for asyncio; see `Users`."""

    def bulk_update(  # type: ignore[override]  # as above
        self,  # pyright: ignore[reportIncompatibleMethodOverride]
        rows: Iterable[Entry] | AsyncIterable[Entry] | Frame,
        *,
        create_new_fields: bool | Unset = UNSET,
        options: BatchOptions | None = None,
    ) -> AsyncBatchRun[Entry]:
        """Create or update any number of users; see `Users.bulk_update`. Rows may be an async iterable."""
        plan = entry_plan(self._client, _UPDATE, {"createNewFields": create_new_fields})
        return async_batch_run(self._client, plan, rows, options)
