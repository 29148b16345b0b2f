"""What the tests of rows share: one way to call both clients, and the rows that arrived."""

import asyncio
from collections.abc import Callable
from typing import Any

from many_parts import sent, settings

from agillic import Agillic, AsyncAgillic, skip_waits
from agillic.mock.local import LocalMock

ADA, BEA = "ada@example.com", "bea@example.com"
ZONE: dict[str, Any] = {"time_zone": "Europe/Copenhagen"}


def do(mock: LocalMock, call: Callable[[Any], Any], *, asynchronous: bool = False, **given: Any) -> Any:  # noqa: ANN401
    with skip_waits(mock.clock.advance):
        if not asynchronous:
            with Agillic(**settings(mock), **given) as client:
                return call(client)

        async def run() -> Any:  # noqa: ANN401 - what the call returns
            async with AsyncAgillic(**settings(mock), **given) as client:
                return await call(client)

        return asyncio.run(run())


def written(mock: LocalMock) -> list[Any]:
    """Return the person data of all rows that arrived."""
    return [row["personData"] for each in sent(mock, "batchUpsertRecipients") for row in each.json]
