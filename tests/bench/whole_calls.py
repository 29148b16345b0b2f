"""Calls by the client that people import, through token, limits and retries; and what else could make them.

All candidates read one recipient. Those of asyncio do it `CALLS` times in one run of their event loop.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any
from unittest.mock import patch

import httpx

import sdk_core.client
from agillic.client import Agillic, AsyncAgillic
from agillic.settings import SettingsInput
from agillic_api import AsyncClient, Client
from bench.data import KEY
from bench.raw import KEY as USER
from bench.raw import SECRET
from sdk_core.transport.http.fast_transport import FastTransport
from sdk_core.transport.settings.parsers import TransportName

CALLS = 40
"""Of one measurement."""
ONE = "/recipients/" + KEY.replace("@", "%2540")
ACTIVE_RECIPIENTS = 1_000_000_000
"""Enough that no daily cap is met."""


def settings(url: str, transport: TransportName = "httpx") -> SettingsInput:
    """Return how the measured clients are made. Their limits are kept in files, in the folder of the environment."""
    if "XDG_STATE_HOME" not in os.environ:
        raise SystemExit("set XDG_STATE_HOME to a folder of the bench: the limits' files must not be the user's")
    return {
        "key": USER,
        "secret": SECRET,
        "base_url": url,
        "transport": transport,
        "environment": "production",
        "active_recipients": ACTIVE_RECIPIENTS,
    }


def calls(url: str) -> dict[str, Callable[[], object]]:
    """Return what reads one recipient once, by name."""
    bare, whole, generated = httpx.Client(), Agillic(**settings(url)), Client(url)
    continued, fast = _of_httpx2().Client(url), Agillic(**settings(url, "httptools"))
    return {
        "httpx": lambda: bare.get(url + ONE).json()["personData"]["EMAIL"],
        "whole": lambda: whole.recipients.get(KEY).person_data["EMAIL"],
        "whole, httptools": lambda: fast.recipients.get(KEY).person_data["EMAIL"],
        "generated": lambda: generated.recipients.get(KEY).person_data["EMAIL"],
        "generated, httpx2": lambda: continued.recipients.get(KEY).person_data["EMAIL"],
    }


def asyncio_calls(url: str) -> dict[str, Callable[[], object]]:
    """Return what reads one recipient `CALLS` times, one after the other, by name."""
    runner = asyncio.Runner()
    bare, whole, generated = httpx.AsyncClient(), AsyncAgillic(**settings(url)), AsyncClient(url)
    continued, fast = _of_httpx2().AsyncClient(url), AsyncAgillic(**settings(url, "httptools"))
    sync = Agillic(**settings(url, "httptools"))

    async def by_httpx() -> object:
        return (await bare.get(url + ONE)).json()["personData"]["EMAIL"]

    async def by(client: Any) -> object:  # noqa: ANN401 - clients with the same methods and no common class
        return (await client.recipients.get(KEY)).person_data["EMAIL"]

    def repeated(call: Callable[[], Awaitable[object]]) -> Callable[[], object]:
        async def all_calls() -> object:
            found: object = None
            for _ in range(CALLS):
                found = await call()
            return found

        return lambda: runner.run(all_calls())

    return {
        "httpx": repeated(by_httpx),
        "whole": repeated(lambda: by(whole)),
        "whole, httptools": repeated(lambda: by(fast)),
        "sync, httptools": lambda: [sync.recipients.get(KEY).person_data["EMAIL"] for _ in range(CALLS)][-1],
        "generated": repeated(lambda: by(generated)),
        "generated, httpx2": repeated(lambda: by(continued)),
    }


def parts(url: str) -> dict[str, Callable[[], object]]:
    """Return the parts of a call over httptools that are not ours, each with what it needs ready, by name."""
    fast = FastTransport(httpx.create_ssl_context())
    ready = httpx.Client(transport=_Ready(httpx.get(url + ONE)))
    request = ready.build_request("GET", url + ONE)

    def transport_alone() -> object:
        response = fast.handle_request(request)
        response.read()
        return response.json()["personData"]["EMAIL"]

    return {
        "httpx over nothing": lambda: ready.get(url + ONE).json()["personData"]["EMAIL"],
        "transport alone": transport_alone,
    }


class _Ready(httpx.BaseTransport):
    """Has its response ready."""

    def __init__(self, response: httpx.Response) -> None:
        self._headers, self._content = response.headers.raw, response.content

    def handle_request(self, request: httpx.Request) -> httpx.Response:  # noqa: ARG002 - as httpx has it
        return httpx.Response(200, headers=self._headers, stream=httpx.ByteStream(self._content))


def _of_httpx2() -> Any:  # noqa: ANN401 - a package of the other HTTP library
    """Return the clients of the generated package once more, on httpx2: the runtime names its library in one place."""
    ours = sdk_core.client
    with patch.dict(sys.modules, {"httpx": import_module("httpx2")}):
        for name in [each for each in sys.modules if each.startswith(("sdk_core.client", "agillic_api.client"))]:
            del sys.modules[name]
        clients = import_module("agillic_api.client")
    sdk_core.client = ours
    return clients
