# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Access tokens from a developer key and secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models.access_token import AccessToken
    from ...models.access_token_request import AccessTokenRequest
    from ...types import Response


class AuthenticationResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AuthenticationRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AuthenticationRawResource(self._client)

    def get_token(
        self,
        body: AccessTokenRequest | Mapping[str, Any],
    ) -> AccessToken:
        """Get an access token.

        Exchanges the developer key and secret for an access token that lives two hours. Key and secret also decide
        between staging and production and which operations the token may call. No refresh token is documented: ask
        for a new token. The vendor shows key and secret as form fields; a running client sends them in a Basic
        header, with `grant_type` alone in the form.

        ``POST /oauth2/token``

        Args:
            body (AccessTokenRequest): The developer key and secret, to be exchanged for an access token. Both
                may stand in a Basic header instead.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_o_auth_token as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)


class AsyncAuthenticationResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncAuthenticationRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncAuthenticationRawResource(self._client)

    async def get_token(
        self,
        body: AccessTokenRequest | Mapping[str, Any],
    ) -> AccessToken:
        """Get an access token.

        Exchanges the developer key and secret for an access token that lives two hours. Key and secret also decide
        between staging and production and which operations the token may call. No refresh token is documented: ask
        for a new token. The vendor shows key and secret as form fields; a running client sends them in a Basic
        header, with `grant_type` alone in the form.

        ``POST /oauth2/token``

        Args:
            body (AccessTokenRequest): The developer key and secret, to be exchanged for an access token. Both
                may stand in a Basic header instead.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_o_auth_token as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)


class AuthenticationRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def get_token(
        self,
        body: AccessTokenRequest | Mapping[str, Any],
    ) -> Response[AccessToken]:
        """Get an access token.

        ``POST /oauth2/token``
        """
        from . import get_o_auth_token as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)


class AsyncAuthenticationRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get_token(
        self,
        body: AccessTokenRequest | Mapping[str, Any],
    ) -> Response[AccessToken]:
        """Get an access token.

        ``POST /oauth2/token``
        """
        from . import get_o_auth_token as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)
