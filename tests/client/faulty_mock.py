"""A mock behind one URL that is made ready for one operation after the other, and that tells what changed."""

import sqlite3
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager
from hashlib import blake2b
from io import BytesIO
from typing import Any, Self

from asset_calls import archive
from client_surface import arguments_of
from operation_calls import Api
from sample_calls import FILE_NAMES, ready
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from agillic_api import File
from generator.bundle.document import Operation
from sdk_core.mock.faults import FaultMembers
from sdk_core.mock.server.server import Server

_NOBODY = Response("no mock is being served", 503)


class FaultyMock:
    """Serves mocks. Use it as a context manager."""

    def __init__(self) -> None:
        self._application: ASGIApp = _NOBODY
        self._server = Server(self._response)

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.__exit__(*error)

    @property
    def url(self) -> str:
        return self._server.url

    @contextmanager
    def ready_for(self, operation: Operation) -> Generator["Readiness", None, None]:
        """Serve a mock on which the example of an operation succeeds."""
        api = ready(operation.id)
        self._application = api.application
        try:
            with closing(sqlite3.connect(":memory:", check_same_thread=False)) as copy:
                yield Readiness(api, self._server, copy)
        finally:
            self._application = _NOBODY
            self._server.cut_off()
            api.mock.close()

    async def _response(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._application(scope, receive, send)


class Readiness:
    """What a mock knows, which can be as it was again."""

    def __init__(self, api: Api, server: Server, copy: sqlite3.Connection) -> None:
        self._mock, self._server, self._copy = api.mock, server, copy
        self._server.call(self._database.backup, copy)

    @property
    def _database(self) -> sqlite3.Connection:
        return self._mock.state.database.connection

    def begin(self, fault: FaultMembers | None) -> None:
        """Let the state be as at the start, and a fault hit what comes."""
        self._server.cut_off()
        self._server.call(self._copy.backup, self._database)
        self._mock.faults.clear()
        self._mock.journal.reset()
        if fault is not None:
            self._mock.faults.add(**fault)

    @property
    def calls(self) -> int:
        """How many calls arrived since the beginning."""
        return len(self._mock.journal.requests())

    def state(self) -> bytes:
        """Return what stands for all that the mock knows."""

        def digest() -> bytes:
            return blake2b("\n".join(self._database.iterdump()).encode()).digest()

        return self._server.call(digest)


def whole_arguments(operation: Operation) -> Mapping[str, Any]:
    """Return arguments that succeed: those of the document, with files of the kind that they should be."""
    given = arguments_of(operation)
    name = FILE_NAMES.get(operation.id)
    if name is not None:
        content = archive() if name.endswith(".zip") else given["body"].file.payload.read()
        given["body"].file = File(BytesIO(content), name, "application/octet-stream")
    return given
