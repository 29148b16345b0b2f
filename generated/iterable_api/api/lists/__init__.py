# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Lists of users that campaigns are sent to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...types import UNSET, Unset

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models.list_subscription import ListSubscription
    from ...models.list_unsubscription import ListUnsubscription
    from ...models.new_user_list import NewUserList
    from ...models.user_bulk_result import UserBulkResult
    from ...models.user_list_created import UserListCreated
    from ...models.user_lists import UserLists
    from ...types import Response


class ListsResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> ListsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return ListsRawResource(self._client)

    def list(
        self,
    ) -> UserLists:
        """List the lists of users.

        Returns all lists of the project. There are no pages.

        ``GET /api/lists``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_lists as _operation

        return self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def create(
        self,
        body: NewUserList | Mapping[str, Any] | bytes,
    ) -> UserListCreated:
        """Create a list of users.

        Creates an empty list that is kept by hand.

        ``POST /api/lists``

        Args:
            body (NewUserList):

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import create_list as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def list_users(
        self,
        *,
        list_id: int,
        prefer_user_id: bool | Unset = UNSET,
    ) -> str:
        """List the users of a list.

        Returns all users of a list as text, one identifier a line: the email, or the userId where a user has no
        other or `preferUserId` asks for it. There are no pages, and a large list may time out. One of the slowest
        calls.

        ``GET /api/lists/getUsers``

        Args:
            list_id (int): The list.
            prefer_user_id (bool | Unset): True returns the userId of users of a hybrid project who have both.
                False when left out.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_list_users as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "listId": list_id,
                "preferUserId": prefer_user_id,
            },
            _operation.parse,
        )

    def subscribe(
        self,
        body: ListSubscription | Mapping[str, Any] | bytes,
    ) -> UserBulkResult:
        """Put users on a list.

        Puts users on a list that is kept by hand, and writes their fields as `updateUser` does. Unknown users are
        created, unless `updateExistingUsersOnly` is true in a userID-based or hybrid project. Users who cannot be
        put there are named in the response, and the others are.

        ``POST /api/lists/subscribe``

        Args:
            body (ListSubscription): Who is put on which list.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import subscribe_to_list as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def unsubscribe(
        self,
        body: ListUnsubscription | Mapping[str, Any] | bytes,
    ) -> UserBulkResult:
        """Take users off a list.

        Takes users off a list that is kept by hand; with `channelUnsubscribe` they get nothing more of the whole
        channel that the list belongs to. Users who cannot be taken off are named in the response, and the others
        are.

        ``POST /api/lists/unsubscribe``

        Args:
            body (ListUnsubscription): Who is taken off which list.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import unsubscribe_from_list as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)


class AsyncListsResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncListsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncListsRawResource(self._client)

    async def list(
        self,
    ) -> UserLists:
        """List the lists of users.

        Returns all lists of the project. There are no pages.

        ``GET /api/lists``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_lists as _operation

        return await self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def create(
        self,
        body: NewUserList | Mapping[str, Any] | bytes,
    ) -> UserListCreated:
        """Create a list of users.

        Creates an empty list that is kept by hand.

        ``POST /api/lists``

        Args:
            body (NewUserList):

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import create_list as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def list_users(
        self,
        *,
        list_id: int,
        prefer_user_id: bool | Unset = UNSET,
    ) -> str:
        """List the users of a list.

        Returns all users of a list as text, one identifier a line: the email, or the userId where a user has no
        other or `preferUserId` asks for it. There are no pages, and a large list may time out. One of the slowest
        calls.

        ``GET /api/lists/getUsers``

        Args:
            list_id (int): The list.
            prefer_user_id (bool | Unset): True returns the userId of users of a hybrid project who have both.
                False when left out.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_list_users as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "listId": list_id,
                "preferUserId": prefer_user_id,
            },
            _operation.parse,
        )

    async def subscribe(
        self,
        body: ListSubscription | Mapping[str, Any] | bytes,
    ) -> UserBulkResult:
        """Put users on a list.

        Puts users on a list that is kept by hand, and writes their fields as `updateUser` does. Unknown users are
        created, unless `updateExistingUsersOnly` is true in a userID-based or hybrid project. Users who cannot be
        put there are named in the response, and the others are.

        ``POST /api/lists/subscribe``

        Args:
            body (ListSubscription): Who is put on which list.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import subscribe_to_list as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def unsubscribe(
        self,
        body: ListUnsubscription | Mapping[str, Any] | bytes,
    ) -> UserBulkResult:
        """Take users off a list.

        Takes users off a list that is kept by hand; with `channelUnsubscribe` they get nothing more of the whole
        channel that the list belongs to. Users who cannot be taken off are named in the response, and the others
        are.

        ``POST /api/lists/unsubscribe``

        Args:
            body (ListUnsubscription): Who is taken off which list.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import unsubscribe_from_list as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)


class ListsRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self,
    ) -> Response[UserLists]:
        """List the lists of users.

        ``GET /api/lists``
        """
        from . import list_lists as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def create(
        self,
        body: NewUserList | Mapping[str, Any] | bytes,
    ) -> Response[UserListCreated]:
        """Create a list of users.

        ``POST /api/lists``
        """
        from . import create_list as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def list_users(
        self,
        *,
        list_id: int,
        prefer_user_id: bool | Unset = UNSET,
    ) -> Response[str]:
        """List the users of a list.

        ``GET /api/lists/getUsers``
        """
        from . import list_list_users as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "listId": list_id,
                "preferUserId": prefer_user_id,
            },
            _operation.parse,
        )

    def subscribe(
        self,
        body: ListSubscription | Mapping[str, Any] | bytes,
    ) -> Response[UserBulkResult]:
        """Put users on a list.

        ``POST /api/lists/subscribe``
        """
        from . import subscribe_to_list as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def unsubscribe(
        self,
        body: ListUnsubscription | Mapping[str, Any] | bytes,
    ) -> Response[UserBulkResult]:
        """Take users off a list.

        ``POST /api/lists/unsubscribe``
        """
        from . import unsubscribe_from_list as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)


class AsyncListsRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self,
    ) -> Response[UserLists]:
        """List the lists of users.

        ``GET /api/lists``
        """
        from . import list_lists as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def create(
        self,
        body: NewUserList | Mapping[str, Any] | bytes,
    ) -> Response[UserListCreated]:
        """Create a list of users.

        ``POST /api/lists``
        """
        from . import create_list as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def list_users(
        self,
        *,
        list_id: int,
        prefer_user_id: bool | Unset = UNSET,
    ) -> Response[str]:
        """List the users of a list.

        ``GET /api/lists/getUsers``
        """
        from . import list_list_users as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "listId": list_id,
                "preferUserId": prefer_user_id,
            },
            _operation.parse,
        )

    async def subscribe(
        self,
        body: ListSubscription | Mapping[str, Any] | bytes,
    ) -> Response[UserBulkResult]:
        """Put users on a list.

        ``POST /api/lists/subscribe``
        """
        from . import subscribe_to_list as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def unsubscribe(
        self,
        body: ListUnsubscription | Mapping[str, Any] | bytes,
    ) -> Response[UserBulkResult]:
        """Take users off a list.

        ``POST /api/lists/unsubscribe``
        """
        from . import unsubscribe_from_list as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)
