"""Receives the ends of tasks, so that nobody has to ask for them: a small ASGI application, to be mounted anywhere.

Agillic can report the end of asynchronous work to a URL [S3]. How is documented nowhere: here it is a POST with the
task as JSON, without a signature and perhaps never repeated (assumption callback-delivery). So whoever knows the URL
could report anything; it ends with a secret for that reason, and who waits still asks now and then.
"""

import hmac
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, Final, cast
from weakref import WeakValueDictionary

import orjson

from agillic_api.client import checked_base_url
from sdk_core.calls.tasks.completion import Completion
from sdk_core.calls.tasks.status import TaskStatus
from sdk_core.wire.interrupts import leaves_unlocked, mutex

MAX_BODY: Final = 65_536
"""Bytes of a report."""
MAX_REMEMBERED: Final = 1_000
"""Ends that are kept for tasks that nobody waits for yet; the oldest are forgotten first."""
_MIN_TOKEN: Final = 16
_MAX_ID: Final = 200
_TAKEN, _NO_TASK, _NOT_HERE, _NOT_SO, _TOO_LARGE = 204, 400, 404, 405, 413

_Scope = MutableMapping[str, Any]
_Message = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]


class CallbackReceiver:
    """An ASGI application that takes the ends of tasks. Threads and event loops may share it.

    Give it to `agillic.tasks.start` as `receiver`, and serve it by any ASGI server, in the same process: alone, or
    mounted in another application.

    It answers 204 to a report, 404 to any path that does not end with its token, 405 to all but POST, 413 to a body
    over 65,536 bytes and 400 to one that is no task. Put a limit on connections and their time before it, as before
    any application that the internet reaches.

    Args:
        base_url: where Agillic reaches it, the mount path included; https, or http on this machine.
        token: the last step of the path, secret, 16 letters, digits, `-` or `_` at least; left out, a random one. Give
            the same one again when another process is to be told of tasks that this one started.

    Raises:
        ValueError: the URL or the token cannot be used.

    >>> receiver = CallbackReceiver("https://hooks.example.com/agillic", token="r2vZ0h1VnJ5s-example")
    >>> receiver
    CallbackReceiver('https://hooks.example.com/agillic')
    >>> receiver.url
    'https://hooks.example.com/agillic/r2vZ0h1VnJ5s-example'
    """

    def __init__(self, base_url: str, *, token: str | None = None) -> None:
        self._base_url = checked_base_url(base_url)
        self._token = secrets.token_urlsafe(32) if token is None else token
        is_plain = self._token.isascii() and self._token.replace("-", "").replace("_", "").isalnum()
        if not is_plain or len(self._token) < _MIN_TOKEN:
            raise ValueError(
                f"the token cannot be used: give {_MIN_TOKEN} or more letters, digits, - or _, or leave it out"
            )
        self._lock = mutex()
        # An end that nobody holds any more is not expected: it leaves by itself.
        self._expected: WeakValueDictionary[str, Completion] = WeakValueDictionary()
        self._remembered: OrderedDict[str, TaskStatus] = OrderedDict()

    def __repr__(self) -> str:
        return f"CallbackReceiver({getattr(self, '_base_url', '')!r})"

    @property
    def url(self) -> str:
        """Where reports are to be sent. It holds the token: keep it out of logs."""
        return f"{self._base_url}/{self._token}"

    @leaves_unlocked
    def expect(self, id_: str) -> Completion:
        """Return the end of a task, which may have been reported already.

        Args:
            id_: the task's id.
        """
        state = None
        try:
            with self._lock:
                expected = self._expected.setdefault(id_, Completion())
                if state := self._remembered.get(id_):
                    expected.set(state)
                    del self._remembered[id_]
                return expected
        except BaseException:
            if state:  # an interrupt: nobody has what was to be returned
                self._remembered.setdefault(id_, state)
            raise

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        """Answer a request, as the ASGI specification 3.0 has it.

        Raises:
            ValueError: it is no request over HTTP; servers take that for a response to their other questions.
        """
        if scope["type"] != "http":
            raise ValueError(f"{scope['type']} is not served here, only http")
        status = await self._status(scope, receive)
        if status is not None:
            headers = [(b"allow", b"POST")] if status == _NOT_SO else []
            headers += [] if status == _TAKEN else [(b"content-length", b"0")]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": b""})

    async def _status(self, scope: _Scope, receive: _Receive) -> int | None:
        """Take a report, and return the status to answer with; None when the sender has gone."""
        given = str(scope["path"]).rpartition("/")[2]
        if not hmac.compare_digest(given.encode(errors="replace"), self._token.encode()):
            return _NOT_HERE
        if scope["method"] != "POST":
            return _NOT_SO
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return None
            body += message.get("body", b"")
            more = bool(message.get("more_body"))
            if len(body) > MAX_BODY:
                return _TOO_LARGE
        try:
            self._take(orjson.loads(body))
        except ValueError:
            return _NO_TASK
        return _TAKEN

    @leaves_unlocked
    def _take(self, told: object) -> None:
        """Wake who waits for a task, or remember its end. What says that a task goes on changes nothing.

        Raises:
            ValueError: it is no task.
        """
        state = TaskStatus.of(told)
        id_ = cast("Mapping[str, object]", told).get("taskId")
        if not isinstance(id_, str) or not 0 < len(id_) <= _MAX_ID:
            raise ValueError("the text `taskId` is missing, or too long")
        if not state.ended:
            return
        with self._lock:
            if expected := self._expected.get(id_):
                expected.set(state)
                return
            self._remembered[id_] = state
            self._remembered.move_to_end(id_)
            while len(self._remembered) > MAX_REMEMBERED:
                self._remembered.popitem(last=False)
