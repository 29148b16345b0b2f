"""Where credentials may go: to the host of the base URL alone, and to operations that their kind may call."""

from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from sdk_core.api import Api
from sdk_core.transport.retries.policy import OPERATION
from sdk_core.wire.errors import PermissionDenied
from sdk_core.wire.operations import Operation
from sdk_core.wire.urls import checked_base_url


@dataclass(frozen=True, slots=True)
class KeyKinds:
    """The kinds of keys that an API has, by the trait `keys` of its operations.

    Attributes:
        names: what texts for people call a key of each kind.
        usual: the kinds that may call an operation whose traits name none.

    >>> kinds = KeyKinds({"public": "the scope Public", "app": "the scope App"}, usual=("public",))
    >>> kinds.rejection(Operation("listUsers", "users", "list", "GET", "/users"), "app")
    'listUsers needs a key of the scope Public, and this key is of the scope App'
    """

    names: Mapping[str, str]
    usual: tuple[str, ...]

    def rejection(self, operation: Operation, kind: str | None) -> str:
        """Return why a key may not call an operation, empty if it may or if its kind is not known."""
        may_call = operation.traits.get("keys", self.usual)
        if kind is None or kind in may_call:
            return ""
        needed = " or ".join(self.names[each] for each in may_call)
        return f"{operation.id} needs a key of {needed}, and this key is of {self.names[kind]}"


NO_KINDS = KeyKinds({}, ())
"""For an API whose keys are all of one kind."""


class SameOriginAuth(httpx.Auth):
    """What all kinds of auth check before credentials leave.

    Args:
        api: whose credentials they are.
        base_url: where they may be sent; https, or http on this machine.
        kinds: which kinds of keys the API has.
        kind: of which the key is; None when it is not known, then the server decides.

    Raises:
        ValueError: the base URL cannot be used.
    """

    _kind: str | None = None

    def __init__(self, api: Api, base_url: str, kinds: KeyKinds, kind: str | None) -> None:
        url = httpx.URL(checked_base_url(base_url))
        self._api = api
        self._home = url.scheme, url.netloc
        self._kinds, self._kind = kinds, kind

    @property
    def header_names(self) -> tuple[str, ...]:
        """The names of the headers that carry the credentials."""
        return ("Authorization",)

    def checked_operation(self, request: httpx.Request) -> Operation | None:
        """Return what is called.

        Raises:
            PermissionDenied: a key of its kind may not call it; nothing was sent.
            ValueError: the request goes to another host.
        """
        if (request.url.scheme, request.url.netloc) != self._home:
            raise ValueError("the request goes to another host than the base URL: no credentials are sent there")
        operation: Operation | None = request.extensions.get(OPERATION)
        if operation is not None and (message := self._kinds.rejection(operation, self._kind)):
            raise self._api.error(PermissionDenied)(message=message, operation=operation.id, outcome="not-sent")
        return operation
