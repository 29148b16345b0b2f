"""A mock of Agillic that is served by this process: what the fixtures of the pytest plugin are made of."""

from collections.abc import Generator
from contextlib import contextmanager

from agillic.mock.backend import BACKEND
from agillic.mock.instance import Instance, Key
from agillic.mock.state import State
from sdk_core.mock.server.local import LocalMock as CoreLocalMock
from sdk_core.mock.server.local import LocalServer as CoreLocalServer


class LocalMock(CoreLocalMock[Instance, State]):
    """A mock of Agillic, with the key by which clients call it."""

    @property
    def key(self) -> str:
        """A developer key of the instance, of the scope public if there is one."""
        return self._key.key

    @property
    def secret(self) -> str:
        """The secret of that key."""
        return self._key.secret

    @property
    def _key(self) -> Key:
        keys = self.instance.keys
        return next((each for each in keys if each.scope == "public"), keys[0])


class LocalServer(CoreLocalServer):
    """Serves one mock after the other at the same URL, each with a state of its own. Use it as a context manager.

    >>> from agillic.mock.instance import load_instance
    >>> with LocalServer() as server, server.mock(load_instance()) as mock:
    ...     mock.state.recipients.count()
    2
    """

    @contextmanager
    def mock(self, instance: Instance) -> Generator[LocalMock, None, None]:
        """Serve a mock of an instance, seeded: ids are the same in each run, and the clock is frozen."""
        with self.serve(BACKEND, instance, LocalMock) as mock:
            yield mock
