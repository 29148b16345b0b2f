"""Receives Iterable's system webhooks, each event once and as its own class: an ASGI application to mount anywhere.

Posts are not signed as far as is known (assumption webhook-signature); what proves where they come from is the header
Authorization, or another one, that the webhook was set up with. None is guaranteed to come, or to come only once.
"""

import hmac
import inspect
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, cast

import orjson

from iterable_api import models
from iterable_client.api import API
from sdk_core.asgi import PostReceiver, Scope
from sdk_core.transport.instrumentation.hooks import logger_of
from sdk_core.wire.interrupts import leaves_unlocked, mutex
from sdk_core.wire.secret import Secret

MAX_BODY: Final = 1 << 20
"""Bytes of an event."""
MAX_REMEMBERED: Final = 10_000
"""Events that are known when they come again; the oldest are forgotten first."""
_MIN_LENGTH: Final = 16
_TAKEN, _NO_EVENT, _NOT_YOU, _FAILED, _AT_WORK = 200, 400, 401, 500, 503
_LOGGER = logger_of(API.package)


@dataclass(frozen=True, slots=True)
class UnknownEvent:
    """An event of which the document has no class, or which does not look as it says.

    Attributes:
        event_name: what happened.
        email: the user's email; empty where there is none.
        user_id: the user's id; empty where there is none.
        data_fields: the details.
        members: all that was posted.
    """

    event_name: str
    email: str = field(default="", repr=False)
    user_id: str = field(default="", repr=False)
    data_fields: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)
    members: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return all that was posted."""
        return dict(self.members)


Handle = Callable[[Any], object | Awaitable[object]]
"""Is given an event: a model such as `iterable_api.models.EmailClickWebhook`, or an `UnknownEvent`."""


class WebhookReceiver(PostReceiver):
    """An ASGI application that takes events and hands each one over. Threads and event loops may share it.

    An event that comes again (with the same members) is taken and not handed over again, as far as is remembered in
    this process. When the function fails, Iterable gets a 500 and may post the event again.

    It responds 200 to an event, 401 without the right headers, 405 to all but POST, 413 to a body over 1 MiB, 400 to
    one that is no event, 500 when the function failed, and 503 while the same event is being handled. Put a limit on
    connections and their time before it, as before any application that the internet reaches.

    Args:
        handle: is given each event; it may be asynchronous. A plain function blocks the event loop as long as it runs.
        headers: what each post must have, as the webhook was set up in Iterable: mostly
            `{"Authorization": "Bearer ..."}`. Each value has 16 characters or more.
        max_remembered: how many events are known when they come again, 1 or more.

    Attributes:
        max_bytes: bytes of an event that are taken.

    Raises:
        ValueError: there is no header, a value is too short, or a number is out of its range.

    >>> receiver = WebhookReceiver(print, headers={"Authorization": "Bearer r2vZ0h1VnJ5s-example"})
    >>> receiver
    WebhookReceiver(headers=['authorization'])
    """

    max_bytes = MAX_BODY

    def __init__(
        self, handle: Handle, *, headers: Mapping[str, str | Secret], max_remembered: int = MAX_REMEMBERED
    ) -> None:
        self._headers = {name.lower(): Secret(value) for name, value in headers.items()}
        if not self._headers:
            raise ValueError("headers cannot be empty: anybody could post then; give those of the webhook")
        if any(len(value.reveal()) < _MIN_LENGTH for value in self._headers.values()):
            raise ValueError(
                f"the value of a header is too short to be a secret: give {_MIN_LENGTH} characters or more"
            )
        if max_remembered < 1:
            raise ValueError(f"max_remembered cannot be {max_remembered}: give 1 or more")
        self._handle, self._most = handle, max_remembered
        self._lock = mutex()
        self._handled: OrderedDict[bytes, bool] = OrderedDict()
        """What was handed over (True), or is being so (False)."""

    def __repr__(self) -> str:
        return f"WebhookReceiver(headers={sorted(getattr(self, '_headers', {}))})"

    def _rejection(self, scope: Scope) -> int | None:
        given: dict[str, list[bytes]] = {}
        for name, value in scope["headers"]:
            given.setdefault(name.decode("latin-1").lower(), []).append(value)
        is_right = True
        for name, wanted in self._headers.items():
            values = given.get(name, [])
            found = values[0] if len(values) == 1 else b""
            is_right &= hmac.compare_digest(found, wanted.reveal().encode())
        return None if is_right else _NOT_YOU

    async def _take(self, body: bytes) -> int:
        try:
            posted: object = orjson.loads(body)
        except ValueError:
            return _NO_EVENT
        members = cast("dict[str, Any]", posted) if isinstance(posted, dict) else {}
        if not isinstance(name := members.get("eventName"), str) or not name:
            return _NO_EVENT
        mark = _mark(members, body)
        if mark is not None and (was_handled := self._begin(mark)) is not None:
            return _TAKEN if was_handled else _AT_WORK
        try:
            await self._hand_over(event_of(members))
        except BaseException as error:
            self._forget(mark)
            if not isinstance(error, Exception):
                raise
            # Its text may quote the event, and even the name is whatever was posted.
            known = name if _model(name) else "an unknown event"
            _LOGGER.error("the function that handles webhooks failed with %s: %s", known, type(error).__name__)  # noqa: TRY400 - a traceback shows the event
            return _FAILED
        self._end(mark)
        return _TAKEN

    async def _hand_over(self, event: object) -> None:
        result = self._handle(event)
        if inspect.isawaitable(result):
            await result

    @leaves_unlocked
    def _begin(self, mark: bytes) -> bool | None:
        """Note that an event is being handed over; return what is known of it, None when it is new."""
        with self._lock:
            known = self._handled.get(mark)
            if known is None:
                self._handled[mark] = False
                while len(self._handled) > self._most:
                    self._handled.popitem(last=False)
            return known

    @leaves_unlocked
    def _end(self, mark: bytes | None) -> None:
        with self._lock:
            if mark is not None and mark in self._handled:
                self._handled[mark] = True

    @leaves_unlocked
    def _forget(self, mark: bytes | None) -> None:
        with self._lock:
            if mark is not None:
                self._handled.pop(mark, None)


def event_of(members: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a model of any event
    """Return an event as its class, or as an `UnknownEvent`.

    >>> event_of({"eventName": "embeddedClick", "email": "ada@example.com"})
    UnknownEvent(event_name='embeddedClick')
    """
    name = str(members["eventName"])
    model = _model(name)
    if model is not None:
        try:
            return model.from_dict(members)
        except (AttributeError, LookupError, TypeError, ValueError):
            pass  # it does not look as the document says
    fields: object = members.get("dataFields")
    details = cast("dict[str, Any]", fields) if isinstance(fields, dict) else {}
    return UnknownEvent(name, _text(members.get("email")), _text(members.get("userId")), details, dict(members))


def _model(name: str) -> Any:  # noqa: ANN401 - a class of the generated package
    """Return the class of an event, by the name that the generated package derives from the document's."""
    found = f"{name[:1].upper()}{name[1:]}Webhook"
    return getattr(models, found) if found in models.__all__ else None


def _mark(members: Mapping[str, Any], body: bytes) -> bytes | None:
    """Return what tells an event from others: all that it says; None where it says too little, for then each counts.

    Two links may be clicked in one second, by scanners of mail above all, and two lists left: no few members tell.
    """
    fields: object = members.get("dataFields")
    details = cast("dict[str, Any]", fields) if isinstance(fields, dict) else {}
    if not (details.get("messageId") or details.get("createdAt") or members.get("createdAt")):
        return None
    with suppress(TypeError):  # it may be deeper than what is written, though not than what is read
        body = orjson.dumps(members, option=orjson.OPT_SORT_KEYS)
    return sha256(body).digest()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
