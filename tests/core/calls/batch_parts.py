"""What the tests of batches share: plans, rows, and a server that keeps what it was sent."""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import orjson
from tiny_client.errors import AuthenticationError, BadRequest, ServerError, TinyError, TransportError

from sdk_core.calls.batches.engine import Engine
from sdk_core.calls.batches.plan import BatchPlan
from sdk_core.calls.batches.results import ChunkResponse

Row = dict[str, int]
AnyRow = TypeVar("AnyRow")


def plan(max_items: int = 1000, max_bytes: int = 5_000_000) -> BatchPlan[Row]:
    return BatchPlan("upsertThings", max_items, max_bytes, key_of=lambda row: row["ID"])


def rows(number: int, start: int = 0) -> list[Row]:
    return [{"ID": index} for index in range(start, start + number)]


def rejected(status: int = 400) -> TinyError:
    return BadRequest(message="a call was rejected", status=status, server_message="a bad row", outcome="rejected")


def unknown() -> TinyError:
    return ServerError(message="the server failed", status=500)


def not_sent() -> TinyError:
    return TransportError(message="no connection", outcome="not-sent", retryable=True)


def denied() -> TinyError:
    return AuthenticationError(message="a wrong key", status=401, outcome="rejected")


@dataclass
class Server:
    """Takes chunks of rows, rejects those with a bad row, and notes sizes and the most calls at once."""

    bad: frozenset[int] = frozenset()
    most_items: int = 1_000_000
    bodies: list[bytes] = field(default_factory=list[bytes])
    taken: list[int] = field(default_factory=list[int])
    most_at_once: int = 0
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, body: bytes) -> ChunkResponse | None:
        with self._lock:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            self.bodies.append(body)
        try:
            return self.response(body)
        finally:
            with self._lock:
                self._now -= 1

    def response(self, body: bytes) -> ChunkResponse | None:
        identities = [row["ID"] for row in orjson.loads(body)]
        if len(identities) > self.most_items:
            raise rejected(413)
        if self.bad.intersection(identities):
            raise rejected()
        with self._lock:
            self.taken.extend(identities)
        return None

    @property
    def sizes(self) -> list[int]:
        return [len(orjson.loads(body)) for body in self.bodies]


def indexes(results: Iterable[object]) -> list[int]:
    return [getattr(result, "index", -1) for result in results]


def feed(engine: Engine[AnyRow], source: Iterator[AnyRow]) -> bool:
    """Give the engine rows until it needs no more; return False when there are none left."""
    while engine.needs_rows:
        row = next(source, None)
        if row is None:
            engine.close()
            return False
        engine.add(row)
    return True
