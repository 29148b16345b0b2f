# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Devices, consents and feedback of push notifications."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from agillic.wire.path_encoding import UniqueField

    from ...client import AsyncClient, Client
    from ...models.consent_grant import ConsentGrant
    from ...models.consent_withdrawal import ConsentWithdrawal
    from ...models.device_registration import DeviceRegistration
    from ...models.device_unregistration import DeviceUnregistration
    from ...models.push_feedback import PushFeedback
    from ...types import Response


class AppPushResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AppPushRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AppPushRawResource(self._client)

    def register(
        self,
        recipient_id: UniqueField | str,
        body: DeviceRegistration | Mapping[str, Any] | bytes,
    ) -> Any:
        """Register a device.

        Tells Agillic on which device an app of the recipient can get push notifications, and may give consents
        along with it. The recipient must exist; the registration is kept in the one-to-many table
        AGILLIC_REGISTRATION. Keys of the App Api scope suffice, so an app may call it itself.

        ``PUT /apps/register/{recipientId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            body (DeviceRegistration): An installation of an app on a device.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import register_device as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    def unregister(
        self,
        recipient_id: UniqueField | str,
        body: DeviceUnregistration | Mapping[str, Any] | bytes,
    ) -> Any:
        """Unregister a device.

        Removes the push token of a device, so that it gets no more push notifications, for example when somebody
        signs out. The rest of the registration stays. Keys of the App Api scope suffice, so an app may call it
        itself.

        ``PUT /apps/unregister/{recipientId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            body (DeviceUnregistration): The installation whose registration ends.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import unregister_device as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    def add_consent(
        self,
        recipient_id: UniqueField | str,
        body: ConsentGrant | Mapping[str, Any] | bytes,
    ) -> Any:
        """Add a consent.

        Records that the recipient agrees to something in an app, for ever or until a date. Keys of the App Api
        scope suffice, so an app may call it itself.

        ``PUT /apps/consent/{recipientId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            body (ConsentGrant): A consent and the app it is given in.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import add_consent as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    def withdraw_consent(
        self,
        recipient_id: UniqueField | str,
        body: ConsentWithdrawal | Mapping[str, Any] | bytes,
    ) -> Any:
        """Withdraw a consent.

        Ends a consent that the recipient gave in an app. The body names it, although the method is DELETE. Keys of
        the App Api scope suffice, so an app may call it itself.

        ``DELETE /apps/consent/{recipientId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            body (ConsentWithdrawal): The consent that ends.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import withdraw_consent as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    def record_feedback(
        self,
        recipient_id: UniqueField | str,
        body: PushFeedback | Mapping[str, Any] | bytes,
    ) -> Any:
        """Record what became of a push notification.

        Reports that a device received a push notification or that the recipient opened it. The report becomes part
        of the activity data. Keys of the App Api scope suffice, so an app may call it itself.

        ``POST /apps/feedback/{recipientId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            body (PushFeedback): What became of a push notification.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import record_feedback as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )


class AsyncAppPushResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncAppPushRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncAppPushRawResource(self._client)

    async def register(
        self,
        recipient_id: UniqueField | str,
        body: DeviceRegistration | Mapping[str, Any] | bytes,
    ) -> Any:
        """Register a device.

        Tells Agillic on which device an app of the recipient can get push notifications, and may give consents
        along with it. The recipient must exist; the registration is kept in the one-to-many table
        AGILLIC_REGISTRATION. Keys of the App Api scope suffice, so an app may call it itself.

        ``PUT /apps/register/{recipientId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            body (DeviceRegistration): An installation of an app on a device.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import register_device as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    async def unregister(
        self,
        recipient_id: UniqueField | str,
        body: DeviceUnregistration | Mapping[str, Any] | bytes,
    ) -> Any:
        """Unregister a device.

        Removes the push token of a device, so that it gets no more push notifications, for example when somebody
        signs out. The rest of the registration stays. Keys of the App Api scope suffice, so an app may call it
        itself.

        ``PUT /apps/unregister/{recipientId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            body (DeviceUnregistration): The installation whose registration ends.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import unregister_device as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    async def add_consent(
        self,
        recipient_id: UniqueField | str,
        body: ConsentGrant | Mapping[str, Any] | bytes,
    ) -> Any:
        """Add a consent.

        Records that the recipient agrees to something in an app, for ever or until a date. Keys of the App Api
        scope suffice, so an app may call it itself.

        ``PUT /apps/consent/{recipientId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            body (ConsentGrant): A consent and the app it is given in.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import add_consent as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    async def withdraw_consent(
        self,
        recipient_id: UniqueField | str,
        body: ConsentWithdrawal | Mapping[str, Any] | bytes,
    ) -> Any:
        """Withdraw a consent.

        Ends a consent that the recipient gave in an app. The body names it, although the method is DELETE. Keys of
        the App Api scope suffice, so an app may call it itself.

        ``DELETE /apps/consent/{recipientId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            body (ConsentWithdrawal): The consent that ends.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import withdraw_consent as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    async def record_feedback(
        self,
        recipient_id: UniqueField | str,
        body: PushFeedback | Mapping[str, Any] | bytes,
    ) -> Any:
        """Record what became of a push notification.

        Reports that a device received a push notification or that the recipient opened it. The report becomes part
        of the activity data. Keys of the App Api scope suffice, so an app may call it itself.

        ``POST /apps/feedback/{recipientId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            body (PushFeedback): What became of a push notification.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import record_feedback as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )


class AppPushRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def register(
        self,
        recipient_id: UniqueField | str,
        body: DeviceRegistration | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Register a device.

        ``PUT /apps/register/{recipientId}``
        """
        from . import register_device as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    def unregister(
        self,
        recipient_id: UniqueField | str,
        body: DeviceUnregistration | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Unregister a device.

        ``PUT /apps/unregister/{recipientId}``
        """
        from . import unregister_device as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    def add_consent(
        self,
        recipient_id: UniqueField | str,
        body: ConsentGrant | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Add a consent.

        ``PUT /apps/consent/{recipientId}``
        """
        from . import add_consent as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    def withdraw_consent(
        self,
        recipient_id: UniqueField | str,
        body: ConsentWithdrawal | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Withdraw a consent.

        ``DELETE /apps/consent/{recipientId}``
        """
        from . import withdraw_consent as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    def record_feedback(
        self,
        recipient_id: UniqueField | str,
        body: PushFeedback | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Record what became of a push notification.

        ``POST /apps/feedback/{recipientId}``
        """
        from . import record_feedback as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )


class AsyncAppPushRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def register(
        self,
        recipient_id: UniqueField | str,
        body: DeviceRegistration | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Register a device.

        ``PUT /apps/register/{recipientId}``
        """
        from . import register_device as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    async def unregister(
        self,
        recipient_id: UniqueField | str,
        body: DeviceUnregistration | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Unregister a device.

        ``PUT /apps/unregister/{recipientId}``
        """
        from . import unregister_device as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    async def add_consent(
        self,
        recipient_id: UniqueField | str,
        body: ConsentGrant | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Add a consent.

        ``PUT /apps/consent/{recipientId}``
        """
        from . import add_consent as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    async def withdraw_consent(
        self,
        recipient_id: UniqueField | str,
        body: ConsentWithdrawal | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Withdraw a consent.

        ``DELETE /apps/consent/{recipientId}``
        """
        from . import withdraw_consent as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    async def record_feedback(
        self,
        recipient_id: UniqueField | str,
        body: PushFeedback | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Record what became of a push notification.

        ``POST /apps/feedback/{recipientId}``
        """
        from . import record_feedback as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )
