# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""The people in a project, their profiles and subscriptions, and the right to be forgotten."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...types import UNSET, Unset

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models.envelope import Envelope
    from ...models.forgotten_emails import ForgottenEmails
    from ...models.forgotten_user_ids import ForgottenUserIds
    from ...models.list_sent_messages_message_medium import (
        ListSentMessagesMessageMedium,
    )
    from ...models.sent_messages import SentMessages
    from ...models.subscription_update import SubscriptionUpdate
    from ...models.user_answer import UserAnswer
    from ...models.user_bulk_result import UserBulkResult
    from ...models.user_bulk_update import UserBulkUpdate
    from ...models.user_identifier import UserIdentifier
    from ...models.user_merge import UserMerge
    from ...models.user_update import UserUpdate
    from ...types import Response


class UsersResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> UsersRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return UsersRawResource(self._client)

    def update(
        self,
        body: UserUpdate | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Create or update a user.

        Writes the profile of one user, who is created when not known. Top-level fields that are sent are written,
        and those that are not stay as they are; an object is put in the place of the old one unless
        `mergeNestedObjects` is true. A field keeps its type, and a project has a soft limit of 1,000 unique fields.
        The profile is written after the response: wait at least 60 seconds before a call that relies on it, such as
        a message to the user.

        ``POST /api/users/update``

        Args:
            body (UserUpdate): One user, named by email or by userId, and what is to be written.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import update_user as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def get_by_email(
        self,
        email: str,
    ) -> UserAnswer:
        """Get a user by email.

        Reads the profile of one user. `findUserByEmail` returns the same for an email in the query. An email that
        is not known gets a success without a user.

        ``GET /api/users/{email}``

        Args:
            email (str): The user's email address. A slash in it is sent as %2F.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import get_user_by_email as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "email": email,
            },
            _operation.parse,
        )

    def delete_by_email(
        self,
        email: str,
    ) -> Envelope:
        """Delete a user by email.

        Deletes the profile of one user, after the response. It cannot be undone, and does not keep data about the
        user from being collected later; `forgetUser` does. Works in email-based and hybrid projects.
        `deleteUserById` is its twin.

        ``DELETE /api/users/{email}``

        Args:
            email (str): The user's email address. A slash in it is sent as %2F.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import delete_user_by_email as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "email": email,
            },
            _operation.parse,
        )

    def find_by_email(
        self,
        *,
        email: str,
    ) -> UserAnswer:
        """Get a user by email in the query.

        Reads the profile of one user. The twin of `getUserByEmail`: the same response, and the email in the query,
        where all characters are safe on the vendor's own page for trials.

        ``GET /api/users/getByEmail``

        Args:
            email (str): The user's email address.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import find_user_by_email as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "email": email,
            },
            _operation.parse,
        )

    def get_by_id(
        self,
        user_id: str,
    ) -> UserAnswer:
        """Get a user by userId.

        Reads the profile of one user. `findUserById` returns the same for a userId in the query. Used in userID-
        based and hybrid projects.

        ``GET /api/users/byUserId/{userId}``

        Args:
            user_id (str): The user's id. A slash in it is sent as %2F.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import get_user_by_id as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "userId": user_id,
            },
            _operation.parse,
        )

    def delete_by_id(
        self,
        user_id: str,
    ) -> Envelope:
        """Delete users by userId.

        Deletes every profile that has the userId, after the response. It cannot be undone, and does not keep data
        about the user from being collected later. Works in all projects. The twin of `deleteUserByEmail`.

        ``DELETE /api/users/byUserId/{userId}``

        Args:
            user_id (str): The user's id. A slash in it is sent as %2F.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import delete_user_by_id as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "userId": user_id,
            },
            _operation.parse,
        )

    def find_by_id(
        self,
        *,
        user_id: str,
    ) -> UserAnswer:
        """Get a user by userId in the query.

        Reads the profile of one user. The twin of `getUserById`: the same response, and the userId in the query,
        where all characters are safe on the vendor's own page for trials.

        ``GET /api/users/byUserId``

        Args:
            user_id (str): The user's id.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import find_user_by_id as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "userId": user_id,
            },
            _operation.parse,
        )

    def bulk_update(
        self,
        body: UserBulkUpdate | Mapping[str, Any] | bytes,
    ) -> UserBulkResult:
        """Create or update many users.

        Writes the profiles of many users, as `updateUser` does for one. Entries that cannot be written are named in
        the response, and the others are taken. Bulk updates have a queue of their own: within a short time, write a
        user either by this call or by single ones, or the results may be inconsistent. Changed subscriptions make
        no events here.

        ``POST /api/users/bulkUpdate``

        Args:
            body (UserBulkUpdate): Users to write.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import bulk_update_users as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def update_subscriptions(
        self,
        body: SubscriptionUpdate | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Overwrite the subscriptions of a user.

        Puts the lists, channels and message types that are sent in the place of those that the user had. It does
        not merge: what a sent array leaves out is gone. Members that are not sent, or are null, stay as they are.

        ``POST /api/users/updateSubscriptions``

        Args:
            body (SubscriptionUpdate): One user, and the subscriptions that take the place of the old ones.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import update_subscriptions as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def merge(
        self,
        body: UserMerge | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Merge a user into another.

        Moves the profile and the events of the source to the destination. An unknown source is an error; where the
        destination is not known, the source gets its identity. Of either side, give the email or the userId, not
        both. Client-side keys may only merge users who are not known yet.

        ``POST /api/users/merge``

        Args:
            body (UserMerge): Who is merged into whom.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import merge_users as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def forget(
        self,
        body: UserIdentifier | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Forget a user.

        Deletes what is stored about a user and keeps anything from being collected again, as the GDPR asks for.
        Email-based projects take an email, userID-based ones a userId, hybrid ones either. It can take ten minutes;
        a hash of the identifier is kept. Only `unforgetUser` ends it, and brings no data back.

        ``POST /api/users/forget``

        Args:
            body (UserIdentifier): One user, by email or by userId, not both, as the project identifies users.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import forget_user as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def unforget(
        self,
        body: UserIdentifier | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Allow data about a forgotten user again.

        Lets the project collect data about a user that was forgotten. What was deleted stays deleted. A project
        that once was email-based and is userID-based now takes both identifiers.

        ``POST /api/users/unforget``

        Args:
            body (UserIdentifier): One user, by email or by userId, not both, as the project identifies users.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import unforget_user as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def list_forgotten_emails(
        self,
    ) -> ForgottenEmails:
        """List the hashes of forgotten emails.

        Returns the SHA-256 hash of each email that is forgotten now, in lower case and without blanks around it
        before it was hashed. Email-based and hybrid projects have it; others get an error.

        ``GET /api/users/forgotten``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_forgotten_emails as _operation

        return self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def list_forgotten_user_ids(
        self,
    ) -> ForgottenUserIds:
        """List the hashes of forgotten userIds.

        Returns the SHA-256 hash of each userId that is forgotten now, in lower case and without blanks around it
        before it was hashed. UserID-based and hybrid projects have it; others get an error.

        ``GET /api/users/forgottenUserIds``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_forgotten_user_ids as _operation

        return self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def list_sent_messages(
        self,
        *,
        email: str | Unset = UNSET,
        user_id: str | Unset = UNSET,
        limit: int | Unset = UNSET,
        campaign_ids: builtins.list[int] | Unset = UNSET,
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
        exclude_blast_campaigns: bool | Unset = UNSET,
        message_medium: ListSentMessagesMessageMedium | Unset = UNSET,
    ) -> SentMessages:
        """List messages sent to a user.

        Returns the messages that one user was sent, 10 of them unless a limit says otherwise, and never more than
        1,000. There are no further pages; a window of time narrows them.

        ``GET /api/users/getSentMessages``

        Args:
            email (str | Unset): The user's email address. Give this or the userId.
            user_id (str | Unset): The user's id. Give this or the email.
            limit (int | Unset): Most messages to return; 10 when left out.
            campaign_ids (list[int] | Unset): Only messages of these campaigns. The parameter is repeated for
                each.
            start_date_time (str | Unset): Only messages from then on, as `yyyy-MM-dd HH:mm:ss ZZ`.
            end_date_time (str | Unset): Only messages until then, as `yyyy-MM-dd HH:mm:ss ZZ`.
            exclude_blast_campaigns (bool | Unset): True leaves out messages of blast campaigns; not looked at
                beside `campaignIds`. False when left out.
            message_medium (ListSentMessagesMessageMedium | Unset): Only messages of this medium.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_sent_messages as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "email": email,
                "userId": user_id,
                "limit": limit,
                "campaignIds": campaign_ids,
                "startDateTime": start_date_time,
                "endDateTime": end_date_time,
                "excludeBlastCampaigns": exclude_blast_campaigns,
                "messageMedium": message_medium,
            },
            _operation.parse,
        )


class AsyncUsersResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncUsersRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncUsersRawResource(self._client)

    async def update(
        self,
        body: UserUpdate | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Create or update a user.

        Writes the profile of one user, who is created when not known. Top-level fields that are sent are written,
        and those that are not stay as they are; an object is put in the place of the old one unless
        `mergeNestedObjects` is true. A field keeps its type, and a project has a soft limit of 1,000 unique fields.
        The profile is written after the response: wait at least 60 seconds before a call that relies on it, such as
        a message to the user.

        ``POST /api/users/update``

        Args:
            body (UserUpdate): One user, named by email or by userId, and what is to be written.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import update_user as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def get_by_email(
        self,
        email: str,
    ) -> UserAnswer:
        """Get a user by email.

        Reads the profile of one user. `findUserByEmail` returns the same for an email in the query. An email that
        is not known gets a success without a user.

        ``GET /api/users/{email}``

        Args:
            email (str): The user's email address. A slash in it is sent as %2F.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import get_user_by_email as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "email": email,
            },
            _operation.parse,
        )

    async def delete_by_email(
        self,
        email: str,
    ) -> Envelope:
        """Delete a user by email.

        Deletes the profile of one user, after the response. It cannot be undone, and does not keep data about the
        user from being collected later; `forgetUser` does. Works in email-based and hybrid projects.
        `deleteUserById` is its twin.

        ``DELETE /api/users/{email}``

        Args:
            email (str): The user's email address. A slash in it is sent as %2F.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import delete_user_by_email as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "email": email,
            },
            _operation.parse,
        )

    async def find_by_email(
        self,
        *,
        email: str,
    ) -> UserAnswer:
        """Get a user by email in the query.

        Reads the profile of one user. The twin of `getUserByEmail`: the same response, and the email in the query,
        where all characters are safe on the vendor's own page for trials.

        ``GET /api/users/getByEmail``

        Args:
            email (str): The user's email address.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import find_user_by_email as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "email": email,
            },
            _operation.parse,
        )

    async def get_by_id(
        self,
        user_id: str,
    ) -> UserAnswer:
        """Get a user by userId.

        Reads the profile of one user. `findUserById` returns the same for a userId in the query. Used in userID-
        based and hybrid projects.

        ``GET /api/users/byUserId/{userId}``

        Args:
            user_id (str): The user's id. A slash in it is sent as %2F.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import get_user_by_id as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "userId": user_id,
            },
            _operation.parse,
        )

    async def delete_by_id(
        self,
        user_id: str,
    ) -> Envelope:
        """Delete users by userId.

        Deletes every profile that has the userId, after the response. It cannot be undone, and does not keep data
        about the user from being collected later. Works in all projects. The twin of `deleteUserByEmail`.

        ``DELETE /api/users/byUserId/{userId}``

        Args:
            user_id (str): The user's id. A slash in it is sent as %2F.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import delete_user_by_id as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "userId": user_id,
            },
            _operation.parse,
        )

    async def find_by_id(
        self,
        *,
        user_id: str,
    ) -> UserAnswer:
        """Get a user by userId in the query.

        Reads the profile of one user. The twin of `getUserById`: the same response, and the userId in the query,
        where all characters are safe on the vendor's own page for trials.

        ``GET /api/users/byUserId``

        Args:
            user_id (str): The user's id.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import find_user_by_id as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "userId": user_id,
            },
            _operation.parse,
        )

    async def bulk_update(
        self,
        body: UserBulkUpdate | Mapping[str, Any] | bytes,
    ) -> UserBulkResult:
        """Create or update many users.

        Writes the profiles of many users, as `updateUser` does for one. Entries that cannot be written are named in
        the response, and the others are taken. Bulk updates have a queue of their own: within a short time, write a
        user either by this call or by single ones, or the results may be inconsistent. Changed subscriptions make
        no events here.

        ``POST /api/users/bulkUpdate``

        Args:
            body (UserBulkUpdate): Users to write.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import bulk_update_users as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def update_subscriptions(
        self,
        body: SubscriptionUpdate | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Overwrite the subscriptions of a user.

        Puts the lists, channels and message types that are sent in the place of those that the user had. It does
        not merge: what a sent array leaves out is gone. Members that are not sent, or are null, stay as they are.

        ``POST /api/users/updateSubscriptions``

        Args:
            body (SubscriptionUpdate): One user, and the subscriptions that take the place of the old ones.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import update_subscriptions as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def merge(
        self,
        body: UserMerge | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Merge a user into another.

        Moves the profile and the events of the source to the destination. An unknown source is an error; where the
        destination is not known, the source gets its identity. Of either side, give the email or the userId, not
        both. Client-side keys may only merge users who are not known yet.

        ``POST /api/users/merge``

        Args:
            body (UserMerge): Who is merged into whom.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import merge_users as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def forget(
        self,
        body: UserIdentifier | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Forget a user.

        Deletes what is stored about a user and keeps anything from being collected again, as the GDPR asks for.
        Email-based projects take an email, userID-based ones a userId, hybrid ones either. It can take ten minutes;
        a hash of the identifier is kept. Only `unforgetUser` ends it, and brings no data back.

        ``POST /api/users/forget``

        Args:
            body (UserIdentifier): One user, by email or by userId, not both, as the project identifies users.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import forget_user as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def unforget(
        self,
        body: UserIdentifier | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Allow data about a forgotten user again.

        Lets the project collect data about a user that was forgotten. What was deleted stays deleted. A project
        that once was email-based and is userID-based now takes both identifiers.

        ``POST /api/users/unforget``

        Args:
            body (UserIdentifier): One user, by email or by userId, not both, as the project identifies users.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import unforget_user as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def list_forgotten_emails(
        self,
    ) -> ForgottenEmails:
        """List the hashes of forgotten emails.

        Returns the SHA-256 hash of each email that is forgotten now, in lower case and without blanks around it
        before it was hashed. Email-based and hybrid projects have it; others get an error.

        ``GET /api/users/forgotten``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_forgotten_emails as _operation

        return await self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def list_forgotten_user_ids(
        self,
    ) -> ForgottenUserIds:
        """List the hashes of forgotten userIds.

        Returns the SHA-256 hash of each userId that is forgotten now, in lower case and without blanks around it
        before it was hashed. UserID-based and hybrid projects have it; others get an error.

        ``GET /api/users/forgottenUserIds``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_forgotten_user_ids as _operation

        return await self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def list_sent_messages(
        self,
        *,
        email: str | Unset = UNSET,
        user_id: str | Unset = UNSET,
        limit: int | Unset = UNSET,
        campaign_ids: builtins.list[int] | Unset = UNSET,
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
        exclude_blast_campaigns: bool | Unset = UNSET,
        message_medium: ListSentMessagesMessageMedium | Unset = UNSET,
    ) -> SentMessages:
        """List messages sent to a user.

        Returns the messages that one user was sent, 10 of them unless a limit says otherwise, and never more than
        1,000. There are no further pages; a window of time narrows them.

        ``GET /api/users/getSentMessages``

        Args:
            email (str | Unset): The user's email address. Give this or the userId.
            user_id (str | Unset): The user's id. Give this or the email.
            limit (int | Unset): Most messages to return; 10 when left out.
            campaign_ids (list[int] | Unset): Only messages of these campaigns. The parameter is repeated for
                each.
            start_date_time (str | Unset): Only messages from then on, as `yyyy-MM-dd HH:mm:ss ZZ`.
            end_date_time (str | Unset): Only messages until then, as `yyyy-MM-dd HH:mm:ss ZZ`.
            exclude_blast_campaigns (bool | Unset): True leaves out messages of blast campaigns; not looked at
                beside `campaignIds`. False when left out.
            message_medium (ListSentMessagesMessageMedium | Unset): Only messages of this medium.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_sent_messages as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "email": email,
                "userId": user_id,
                "limit": limit,
                "campaignIds": campaign_ids,
                "startDateTime": start_date_time,
                "endDateTime": end_date_time,
                "excludeBlastCampaigns": exclude_blast_campaigns,
                "messageMedium": message_medium,
            },
            _operation.parse,
        )


class UsersRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def update(
        self,
        body: UserUpdate | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Create or update a user.

        ``POST /api/users/update``
        """
        from . import update_user as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def get_by_email(
        self,
        email: str,
    ) -> Response[UserAnswer]:
        """Get a user by email.

        ``GET /api/users/{email}``
        """
        from . import get_user_by_email as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "email": email,
            },
            _operation.parse,
        )

    def delete_by_email(
        self,
        email: str,
    ) -> Response[Envelope]:
        """Delete a user by email.

        ``DELETE /api/users/{email}``
        """
        from . import delete_user_by_email as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "email": email,
            },
            _operation.parse,
        )

    def find_by_email(
        self,
        *,
        email: str,
    ) -> Response[UserAnswer]:
        """Get a user by email in the query.

        ``GET /api/users/getByEmail``
        """
        from . import find_user_by_email as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "email": email,
            },
            _operation.parse,
        )

    def get_by_id(
        self,
        user_id: str,
    ) -> Response[UserAnswer]:
        """Get a user by userId.

        ``GET /api/users/byUserId/{userId}``
        """
        from . import get_user_by_id as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "userId": user_id,
            },
            _operation.parse,
        )

    def delete_by_id(
        self,
        user_id: str,
    ) -> Response[Envelope]:
        """Delete users by userId.

        ``DELETE /api/users/byUserId/{userId}``
        """
        from . import delete_user_by_id as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "userId": user_id,
            },
            _operation.parse,
        )

    def find_by_id(
        self,
        *,
        user_id: str,
    ) -> Response[UserAnswer]:
        """Get a user by userId in the query.

        ``GET /api/users/byUserId``
        """
        from . import find_user_by_id as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "userId": user_id,
            },
            _operation.parse,
        )

    def bulk_update(
        self,
        body: UserBulkUpdate | Mapping[str, Any] | bytes,
    ) -> Response[UserBulkResult]:
        """Create or update many users.

        ``POST /api/users/bulkUpdate``
        """
        from . import bulk_update_users as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def update_subscriptions(
        self,
        body: SubscriptionUpdate | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Overwrite the subscriptions of a user.

        ``POST /api/users/updateSubscriptions``
        """
        from . import update_subscriptions as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def merge(
        self,
        body: UserMerge | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Merge a user into another.

        ``POST /api/users/merge``
        """
        from . import merge_users as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def forget(
        self,
        body: UserIdentifier | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Forget a user.

        ``POST /api/users/forget``
        """
        from . import forget_user as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def unforget(
        self,
        body: UserIdentifier | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Allow data about a forgotten user again.

        ``POST /api/users/unforget``
        """
        from . import unforget_user as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def list_forgotten_emails(
        self,
    ) -> Response[ForgottenEmails]:
        """List the hashes of forgotten emails.

        ``GET /api/users/forgotten``
        """
        from . import list_forgotten_emails as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def list_forgotten_user_ids(
        self,
    ) -> Response[ForgottenUserIds]:
        """List the hashes of forgotten userIds.

        ``GET /api/users/forgottenUserIds``
        """
        from . import list_forgotten_user_ids as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def list_sent_messages(
        self,
        *,
        email: str | Unset = UNSET,
        user_id: str | Unset = UNSET,
        limit: int | Unset = UNSET,
        campaign_ids: builtins.list[int] | Unset = UNSET,
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
        exclude_blast_campaigns: bool | Unset = UNSET,
        message_medium: ListSentMessagesMessageMedium | Unset = UNSET,
    ) -> Response[SentMessages]:
        """List messages sent to a user.

        ``GET /api/users/getSentMessages``
        """
        from . import list_sent_messages as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "email": email,
                "userId": user_id,
                "limit": limit,
                "campaignIds": campaign_ids,
                "startDateTime": start_date_time,
                "endDateTime": end_date_time,
                "excludeBlastCampaigns": exclude_blast_campaigns,
                "messageMedium": message_medium,
            },
            _operation.parse,
        )


class AsyncUsersRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def update(
        self,
        body: UserUpdate | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Create or update a user.

        ``POST /api/users/update``
        """
        from . import update_user as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def get_by_email(
        self,
        email: str,
    ) -> Response[UserAnswer]:
        """Get a user by email.

        ``GET /api/users/{email}``
        """
        from . import get_user_by_email as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "email": email,
            },
            _operation.parse,
        )

    async def delete_by_email(
        self,
        email: str,
    ) -> Response[Envelope]:
        """Delete a user by email.

        ``DELETE /api/users/{email}``
        """
        from . import delete_user_by_email as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "email": email,
            },
            _operation.parse,
        )

    async def find_by_email(
        self,
        *,
        email: str,
    ) -> Response[UserAnswer]:
        """Get a user by email in the query.

        ``GET /api/users/getByEmail``
        """
        from . import find_user_by_email as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "email": email,
            },
            _operation.parse,
        )

    async def get_by_id(
        self,
        user_id: str,
    ) -> Response[UserAnswer]:
        """Get a user by userId.

        ``GET /api/users/byUserId/{userId}``
        """
        from . import get_user_by_id as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "userId": user_id,
            },
            _operation.parse,
        )

    async def delete_by_id(
        self,
        user_id: str,
    ) -> Response[Envelope]:
        """Delete users by userId.

        ``DELETE /api/users/byUserId/{userId}``
        """
        from . import delete_user_by_id as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "userId": user_id,
            },
            _operation.parse,
        )

    async def find_by_id(
        self,
        *,
        user_id: str,
    ) -> Response[UserAnswer]:
        """Get a user by userId in the query.

        ``GET /api/users/byUserId``
        """
        from . import find_user_by_id as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "userId": user_id,
            },
            _operation.parse,
        )

    async def bulk_update(
        self,
        body: UserBulkUpdate | Mapping[str, Any] | bytes,
    ) -> Response[UserBulkResult]:
        """Create or update many users.

        ``POST /api/users/bulkUpdate``
        """
        from . import bulk_update_users as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def update_subscriptions(
        self,
        body: SubscriptionUpdate | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Overwrite the subscriptions of a user.

        ``POST /api/users/updateSubscriptions``
        """
        from . import update_subscriptions as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def merge(
        self,
        body: UserMerge | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Merge a user into another.

        ``POST /api/users/merge``
        """
        from . import merge_users as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def forget(
        self,
        body: UserIdentifier | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Forget a user.

        ``POST /api/users/forget``
        """
        from . import forget_user as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def unforget(
        self,
        body: UserIdentifier | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Allow data about a forgotten user again.

        ``POST /api/users/unforget``
        """
        from . import unforget_user as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def list_forgotten_emails(
        self,
    ) -> Response[ForgottenEmails]:
        """List the hashes of forgotten emails.

        ``GET /api/users/forgotten``
        """
        from . import list_forgotten_emails as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def list_forgotten_user_ids(
        self,
    ) -> Response[ForgottenUserIds]:
        """List the hashes of forgotten userIds.

        ``GET /api/users/forgottenUserIds``
        """
        from . import list_forgotten_user_ids as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def list_sent_messages(
        self,
        *,
        email: str | Unset = UNSET,
        user_id: str | Unset = UNSET,
        limit: int | Unset = UNSET,
        campaign_ids: builtins.list[int] | Unset = UNSET,
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
        exclude_blast_campaigns: bool | Unset = UNSET,
        message_medium: ListSentMessagesMessageMedium | Unset = UNSET,
    ) -> Response[SentMessages]:
        """List messages sent to a user.

        ``GET /api/users/getSentMessages``
        """
        from . import list_sent_messages as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "email": email,
                "userId": user_id,
                "limit": limit,
                "campaignIds": campaign_ids,
                "startDateTime": start_date_time,
                "endDateTime": end_date_time,
                "excludeBlastCampaigns": exclude_blast_campaigns,
                "messageMedium": message_medium,
            },
            _operation.parse,
        )
