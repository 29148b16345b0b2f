"""A mock of Iterable that is served by this process: what the fixtures of the pytest plugin are made of."""

from collections.abc import Generator
from contextlib import contextmanager

from iterable_client.mock.backend import BACKEND
from iterable_client.mock.instance import Key, Project
from iterable_client.mock.state import State
from sdk_core.mock.server.local import LocalMock as CoreLocalMock
from sdk_core.mock.server.local import LocalServer as CoreLocalServer


class LocalMock(CoreLocalMock[Project, State]):
    """A mock of Iterable, with the key by which clients call it."""

    @property
    def api_key(self) -> str:
        """A key of the project: of the kind server-side if there is one that needs no token, else the first."""
        return self._key.key

    @property
    def key_type(self) -> str:
        """The kind of that key."""
        return self._key.kind

    @property
    def _key(self) -> Key:
        keys = self.instance.keys
        fit = (each for each in keys if each.kind == "server-side" and not (each.jwt_secret or each.disabled))
        return next(fit, keys[0])


class LocalServer(CoreLocalServer):
    """Serves one mock after the other at the same URL, each with a state of its own. Use it as a context manager.

    >>> from iterable_client.mock.instance import load_project
    >>> with LocalServer() as server, server.mock(load_project()) as mock:
    ...     mock.instance.identity
    'hybrid'
    """

    @contextmanager
    def mock(self, project: Project) -> Generator[LocalMock, None, None]:
        """Serve a mock of a project, seeded: ids are the same in each run, and the clock is frozen."""
        with self.serve(BACKEND, project, LocalMock) as mock:
            yield mock
