"""Resources without a class of our own work through both clients as they are generated: every call, by its example."""

import asyncio
from inspect import iscoroutine
from pathlib import Path
from typing import Any

import pytest
from client_surface import EVERY, arguments_of, sync_and_async
from many_parts import settings

from agillic import Agillic, AsyncAgillic
from agillic.mock.local import LocalMock
from generator.bundle.document import Operation
from generator.lint.names import snake_case

PLAIN = {"app_push", "authentication", "discovery", "extensions", "flows", "global_data", "promotions"}


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def plain(client: object) -> dict[str, list[Operation]]:
    """Return the operations of each resource that has no class of our own."""
    found: dict[str, list[Operation]] = {}
    for operation in EVERY:
        name = snake_case(operation.tag)
        if type(getattr(client, name)).__module__.startswith("agillic_api."):
            found.setdefault(name, []).append(operation)
    return found


async def end_of(result: Any) -> object:  # noqa: ANN401 - of either client
    return await result if iscoroutine(result) else result


@sync_and_async
def test_every_call_of_a_plain_resource_succeeds(agillic_mock: LocalMock, *, asynchronous: bool) -> None:
    async def call_all(client: object) -> set[str]:
        resources = plain(client)
        for name, operations in resources.items():
            for operation in operations:
                method = getattr(getattr(client, name), operation.traits["name"])
                await end_of(method(**arguments_of(operation)))
        return set(resources)

    async def run() -> set[str]:
        given: dict[str, Any] = {**settings(agillic_mock), "environment": "staging"}
        if not asynchronous:
            with Agillic(**given) as client:
                return await call_all(client)
        async with AsyncAgillic(**given) as client:
            return await call_all(client)

    assert asyncio.run(run()) == PLAIN
    expected = {operation.id for operation in EVERY if snake_case(operation.tag) in PLAIN}
    assert expected <= {each.operation for each in agillic_mock.requests}
