"""Calls of Iterable: by the generated client, and by the client that people import, through key, limits and retries.

All candidates read one user. Iterable lets few calls of an operation pass in a second, and none may wait here. So the
limits have a clock of their own: it goes forward by each call, twice as far as the rate asks for.
"""

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx

from bench.data import KEY
from iterable_api import AsyncClient, Client
from iterable_api.api.users.get_user_by_email import OPERATION, parse
from iterable_client import AsyncIterableClient, IterableClient
from iterable_client.limits import LocalRateLimiter
from sdk_core.wire.operations import Operation

CALLS = 40
"""Of one measurement."""
API_KEY = "0123456789abcdef0123456789abcdef"
ONE = "/api/users/" + KEY.replace("@", "%40")
SHORT_WINDOW: Sequence[Mapping[str, object]] = ({"calls": 5, "seconds": 1, "of": "project"},)
"""A limit as most of Iterable's operations have one: a call at a time is leased of it."""
Candidates = dict[str, Callable[[], object]]


class Pace:
    """A wall clock that goes forward by each call alone, so that no call has to wait for a rate limit.

    Args:
        rates: what the calls keep to, as the document says it.
    """

    def __init__(self, rates: Sequence[Mapping[str, Any]]) -> None:
        self._now = 1_000_000_000.0
        self._step = max((2 * rate["seconds"] / rate["calls"] for rate in rates), default=0.1)

    def __call__(self) -> float:
        """Return the moment, in seconds since 1970."""
        return self._now

    def advance(self) -> None:
        """Let the time pass that one call has."""
        self._now += self._step


def limiter(url: str, folder: str, clock: Callable[[], float]) -> LocalRateLimiter:
    """Return limits whose files are in a folder of the bench, and are new: their clock is none that goes on."""
    place = Path(os.environ["XDG_STATE_HOME"]) / folder
    shutil.rmtree(place, ignore_errors=True)
    return LocalRateLimiter(url, API_KEY, directory=place, clock=clock)


def iterable_calls(url: str) -> Candidates:
    """Return what reads one user once, by name."""
    pace = Pace(OPERATION.traits["limits"])
    bare, generated = httpx.Client(), Client(url, headers={"Api-Key": API_KEY})
    whole = IterableClient(api_key=API_KEY, base_url=url, rate_limiter=limiter(url, "iterable", pace))

    def by_whole() -> object:
        pace.advance()
        return _name(whole.users.get_by_email(KEY))

    return {
        "httpx": lambda: bare.get(url + ONE).json()["user"]["dataFields"]["EMAIL"],
        "ours": lambda: _name(generated.users.get_by_email(KEY)),
        "whole": by_whole,
    }


def asyncio_calls(url: str) -> Candidates:
    """Return what reads one user `CALLS` times, one after the other, by name."""
    runner, pace = asyncio.Runner(), Pace(OPERATION.traits["limits"])
    bare, generated = httpx.AsyncClient(), AsyncClient(url, headers={"Api-Key": API_KEY})
    whole = AsyncIterableClient(api_key=API_KEY, base_url=url, rate_limiter=limiter(url, "iterable-asyncio", pace))

    async def by_httpx() -> object:
        return (await bare.get(url + ONE)).json()["user"]["dataFields"]["EMAIL"]

    async def by_generated() -> object:
        return _name(await generated.users.get_by_email(KEY))

    async def by_whole() -> object:
        pace.advance()
        return _name(await whole.users.get_by_email(KEY))

    def repeated(call: Callable[[], Awaitable[object]]) -> Callable[[], object]:
        async def all_calls() -> object:
            found: object = None
            for _ in range(CALLS):
                found = await call()
            return found

        return lambda: runner.run(all_calls())

    return {"httpx": repeated(by_httpx), "ours": repeated(by_generated), "whole": repeated(by_whole)}


def limit_calls(url: str) -> Candidates:
    """Return what reads one user, by an operation with a limit of a short window and by the same one without any."""
    return {
        "limited": _call(url, "limited", SHORT_WINDOW),
        "unlimited": _call(url, "unlimited", ()),
    }


def _call(url: str, folder: str, rates: Sequence[Mapping[str, object]]) -> Callable[[], object]:
    operation: Operation = replace(OPERATION, traits={**OPERATION.traits, "limits": rates})
    pace = Pace(SHORT_WINDOW)
    client = IterableClient(api_key=API_KEY, base_url=url, rate_limiter=limiter(url, folder, pace))

    def call() -> object:
        pace.advance()
        return _name(client.call(operation, {"email": KEY}, parse))

    return call


def _name(answer: Any) -> object:  # noqa: ANN401 - what the generated client reads, where any member may be missing
    return answer.user.data_fields["EMAIL"]
