"""Receives the ends of tasks, so that they need not be polled: a small ASGI application, to be mounted anywhere.

Agillic can report the end of asynchronous work to a URL [S3]. How is documented nowhere: here it is a POST with the
task as JSON, without a signature and perhaps never repeated (assumption callback-delivery). So everyone who knows the
URL could report anything; it ends with a secret for that reason, and who waits still asks now and then.
"""

import hmac
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from typing import Final, cast
from weakref import WeakValueDictionary

import orjson

from agillic_api.client import checked_base_url
from sdk_core.asgi import TAKEN, PostReceiver, Scope
from sdk_core.calls.tasks.status import TaskStatus
from sdk_core.transport.shared_future import SharedFuture
from sdk_core.wire.interrupts import leaves_unlocked, mutex

MAX_BODY: Final = 65_536
"""Bytes of a report."""
MAX_REMEMBERED: Final = 1_000
"""Ends that are kept for tasks that are not waited for yet; the oldest are forgotten first."""
_MIN_TOKEN: Final = 16
_MAX_ID: Final = 200
_NO_TASK, _NOT_HERE = 400, 404


class CallbackReceiver(PostReceiver):
    """An ASGI application that takes the ends of tasks. Threads and event loops may share it.

    Give it to `agillic.tasks.start` as `receiver`, and serve it by any ASGI server, in the same process: alone, or
    mounted in another application.

    It responds 204 to a report, 404 to any path that does not end with its token, 405 to all but POST, 413 to a body
    over 65,536 bytes and 400 to one that is no task. Put a limit on connections and their time before it, as before
    any application that the internet reaches.

    Args:
        base_url: where Agillic reaches it, the mount path included; https, or http on this machine.
        token: the last step of the path, secret, 16 letters, digits, `-` or `_` at least; left out, a random one. Give
            the same one again when another process is to be notified of tasks that this one started.

    Attributes:
        max_bytes: bytes of a report that are taken.

    Raises:
        ValueError: the URL or the token cannot be used.

    >>> receiver = CallbackReceiver("https://hooks.example.com/agillic", token="r2vZ0h1VnJ5s-example")
    >>> receiver
    CallbackReceiver('https://hooks.example.com/agillic')
    >>> receiver.url
    'https://hooks.example.com/agillic/r2vZ0h1VnJ5s-example'
    """

    max_bytes = MAX_BODY

    def __init__(self, base_url: str, *, token: str | None = None) -> None:
        self._base_url = checked_base_url(base_url)
        self._token = secrets.token_urlsafe(32) if token is None else token
        is_plain = self._token.isascii() and self._token.replace("-", "").replace("_", "").isalnum()
        if not is_plain or len(self._token) < _MIN_TOKEN:
            raise ValueError(
                f"the token cannot be used: give {_MIN_TOKEN} or more letters, digits, - or _, or leave it out"
            )
        self._lock = mutex()
        # An end that is not held any more is not expected: it leaves by itself.
        self._expected: WeakValueDictionary[str, SharedFuture[TaskStatus]] = WeakValueDictionary()
        self._remembered: OrderedDict[str, TaskStatus] = OrderedDict()

    def __repr__(self) -> str:
        return f"CallbackReceiver({getattr(self, '_base_url', '')!r})"

    @property
    def url(self) -> str:
        """Where reports are to be sent. It holds the token: keep it out of logs."""
        return f"{self._base_url}/{self._token}"

    @leaves_unlocked
    def expect(self, id_: str) -> SharedFuture[TaskStatus]:
        """Return the end of a task, which may have been reported already.

        Args:
            id_: the task's id.
        """
        state = None
        try:
            with self._lock:
                expected = self._expected.setdefault(id_, SharedFuture())
                if state := self._remembered.get(id_):
                    expected.set(state)
                    del self._remembered[id_]
                return expected
        except BaseException:
            if state:  # an interrupt: what was to be returned is lost
                self._remembered.setdefault(id_, state)
            raise

    def _rejection(self, scope: Scope) -> int | None:
        given = str(scope["path"]).rpartition("/")[2]
        is_ours = hmac.compare_digest(given.encode(errors="replace"), self._token.encode())
        return None if is_ours else _NOT_HERE

    async def _take(self, body: bytes) -> int:
        try:
            self._tell(orjson.loads(body))
        except ValueError:
            return _NO_TASK
        return TAKEN

    @leaves_unlocked
    def _tell(self, posted: object) -> None:
        """Wake who waits for a task, or remember its end. What says that a task goes on changes nothing.

        Raises:
            ValueError: it is no task.
        """
        state = TaskStatus.of(posted)
        id_ = cast("Mapping[str, object]", posted).get("taskId")
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
