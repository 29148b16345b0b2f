"""Starts the server of a program as a client does, with the client of the official SDK, whose person answers."""

import json
import os
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import anyio
import pytest
from command_parts import MAIN

mcp = pytest.importorskip("mcp")
types = pytest.importorskip("mcp.types")
ERAS = ("auto", "legacy")
"""Modes of the SDK's client: protocol 2026-07-28, and 2025-11-25 with its handshake."""
HANG_GUARD = 60  # seconds after which a server that should have answered fails the test
Call = Callable[[str, Mapping[str, Any]], Awaitable[dict[str, Any]]]
Person = Callable[[str], bool]
"""Whether the person at the client agrees to what a question says."""


def entry_of(api: str, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    """Return what `setup` gives a client."""
    assert MAIN[api](["agents", "setup", "--yes", "--no-check", *options]) == 0
    (entry,) = json.loads(capsys.readouterr().out)["mcpServers"].values()
    return dict(entry)


def with_server(
    entry: Mapping[str, Any],
    folder: Path,
    work: Callable[[Call, Any], Awaitable[None]],
    *,
    era: str = "legacy",
    person: Person | None = None,
) -> None:
    """Start a server as a client does, and work with it; the client takes what is no protocol for an error.

    Args:
        entry: what starts it.
        folder: the folder that it is started in.
        work: is given what calls a tool, and the client.
        era: the mode of the client.
        person: who answers questions; None for a client that cannot ask.
    """

    async def answered(context: Any, params: Any) -> Any:  # noqa: ANN401, ARG001 - the SDK's, by these names
        assert person is not None
        return types.ElicitResult(action="accept", content={"agree": person(params.message)})

    async def connected() -> None:
        parameters = mcp.StdioServerParameters(
            command=entry["command"], args=entry["args"], env=dict(os.environ), cwd=str(folder)
        )
        asking = answered if person else None
        with anyio.fail_after(HANG_GUARD):
            async with mcp.Client(parameters, mode=era, elicitation_callback=asking, cache=None) as client:

                async def call(name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
                    answer = await client.call_tool(name, dict(arguments))
                    return {"is_error": bool(answer.is_error), **(answer.structured_content or {})}

                await work(call, client)

    anyio.run(connected)
