"""Lists: any number of users put on them or taken off, and read from them."""

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator

from iterable_api import OPERATIONS
from iterable_api.api.lists import AsyncListsResource, ListsResource
from iterable_client.resources.batches import Entry, async_batch_run, batch_run, entry_plan
from iterable_client.resources.ids import checked_id, checked_id_or_unset
from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.calls.files.text_rows import MAX_BYTES, AsyncRows, Rows
from sdk_core.wire.operations import UNSET, Unset
from sdk_core.wire.plain_values import Frame

_SUBSCRIBE, _UNSUBSCRIBE = "subscribeToList", "unsubscribeFromList"
_USERS = OPERATIONS["listListUsers"]


class Lists(ListsResource):
    """The operations on lists, for any number of users."""

    def subscribe(  # type: ignore[override]  # any number of rows, where the operation takes one body
        self,  # pyright: ignore[reportIncompatibleMethodOverride]
        list_id: int,
        rows: Iterable[Entry] | Frame,
        *,
        update_existing_users_only: bool | Unset = UNSET,
        options: BatchOptions | None = None,
    ) -> BatchRun[Entry]:
        """Put any number of users on a list, up to 1,000 in a call, and write their fields.

        Rows of one user keep their order. Users whom Iterable does not take are reported with its reason, and the
        others are put there. `with_raw_response.subscribe` makes one call with a body as the document has it.

        Args:
            list_id: the list.
            rows: users, each with `email` or `userId`, and perhaps `dataFields`; read only as calls become free.
            update_existing_users_only: True creates nobody; userID-based and hybrid projects have it.
            options: bounds of the run.

        Returns:
            What sends while its results are read: iterate over it for a result per row, or `run` it for the sums.

        Raises:
            ValueError: an id is no whole number.

        >>> from iterable_client import IterableClient
        >>> def join(iterable: IterableClient, list_id: int, emails: list[str]) -> int:
        ...     return iterable.lists.subscribe(list_id, ({"email": email} for email in emails)).run().succeeded
        """
        members = {"listId": checked_id(list_id, "list_id"), "updateExistingUsersOnly": update_existing_users_only}
        return batch_run(self._client, entry_plan(self._client, _SUBSCRIBE, members), rows, options)

    def unsubscribe(  # type: ignore[override]  # as above
        self,  # pyright: ignore[reportIncompatibleMethodOverride]
        list_id: int,
        rows: Iterable[Entry] | Frame,
        *,
        campaign_id: int | Unset = UNSET,
        channel_unsubscribe: bool | Unset = UNSET,
        options: BatchOptions | None = None,
    ) -> BatchRun[Entry]:
        """Take any number of users off a list, up to 1,000 in a call; see `subscribe`.

        Args:
            list_id: the list.
            rows: users, each with `email` or `userId`; read only as calls become free.
            campaign_id: the campaign that it is counted for.
            channel_unsubscribe: True takes them off the whole channel of the list.
            options: bounds of the run.

        Returns:
            What sends while its results are read: iterate over it for a result per row, or `run` it for the sums.

        Raises:
            ValueError: an id is no whole number.
        """
        members = {
            "listId": checked_id(list_id, "list_id"),
            "campaignId": checked_id_or_unset(campaign_id, "campaign_id"),
            "channelUnsubscribe": channel_unsubscribe,
        }
        return batch_run(self._client, entry_plan(self._client, _UNSUBSCRIBE, members), rows, options)

    def iterate_users(
        self, list_id: int, *, prefer_user_id: bool | Unset = UNSET, max_bytes: int = MAX_BYTES
    ) -> Iterator[str]:
        """Iterate over the users of a list, of any length: by email, or by userId where a user has no other.

        It is one call, without pages; its response is kept in a temporary file until it was read.

        Args:
            list_id: the list.
            prefer_user_id: True returns the userId of users of a hybrid project who have both.
            max_bytes: bytes of the response that are taken.

        Raises:
            ValueError: the id is no whole number, or a number is out of its range.
            IterableError: while iterating: no response came, one without success, or one that is too large.

        >>> from iterable_client import IterableClient
        >>> def count(iterable: IterableClient, list_id: int) -> int:
        ...     return sum(1 for user in iterable.lists.iterate_users(list_id))
        """
        values = {"listId": checked_id(list_id, "list_id"), "preferUserId": prefer_user_id}
        return Rows(self._client, _USERS, values, max_bytes=max_bytes)


class AsyncLists(AsyncListsResource):
    """The same for asyncio; see `Lists`."""

    def subscribe(  # type: ignore[override]  # as above
        self,  # pyright: ignore[reportIncompatibleMethodOverride]
        list_id: int,
        rows: Iterable[Entry] | AsyncIterable[Entry] | Frame,
        *,
        update_existing_users_only: bool | Unset = UNSET,
        options: BatchOptions | None = None,
    ) -> AsyncBatchRun[Entry]:
        """Put any number of users on a list; see `Lists.subscribe`. Rows may be an async iterable."""
        members = {"listId": checked_id(list_id, "list_id"), "updateExistingUsersOnly": update_existing_users_only}
        return async_batch_run(self._client, entry_plan(self._client, _SUBSCRIBE, members), rows, options)

    def unsubscribe(  # type: ignore[override]  # as above
        self,  # pyright: ignore[reportIncompatibleMethodOverride]
        list_id: int,
        rows: Iterable[Entry] | AsyncIterable[Entry] | Frame,
        *,
        campaign_id: int | Unset = UNSET,
        channel_unsubscribe: bool | Unset = UNSET,
        options: BatchOptions | None = None,
    ) -> AsyncBatchRun[Entry]:
        """Take any number of users off a list; see `Lists.unsubscribe`. Rows may be an async iterable."""
        members = {
            "listId": checked_id(list_id, "list_id"),
            "campaignId": checked_id_or_unset(campaign_id, "campaign_id"),
            "channelUnsubscribe": channel_unsubscribe,
        }
        return async_batch_run(self._client, entry_plan(self._client, _UNSUBSCRIBE, members), rows, options)

    def iterate_users(
        self, list_id: int, *, prefer_user_id: bool | Unset = UNSET, max_bytes: int = MAX_BYTES
    ) -> AsyncIterator[str]:
        """Iterate over the users of a list with `async for`; see `Lists.iterate_users`."""
        values = {"listId": checked_id(list_id, "list_id"), "preferUserId": prefer_user_id}
        return AsyncRows(self._client, _USERS, values, max_bytes=max_bytes)
