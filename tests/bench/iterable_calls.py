"""Calls of Iterable: by the generated client, and by the client that people import, through key, limits and retries.

All candidates read one user. Iterable lets few calls of an operation pass in a second, and none may wait here. So
either the rate of the operation is raised, or the limits have a clock of their own, which goes forward by each call.
"""

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import httpx

from bench.data import KEY, MILLION
from iterable_api import OPERATIONS, Client
from iterable_api.api.users.get_user_by_email import OPERATION, parse
from iterable_api.models import UserAnswer
from iterable_client import AsyncIterableClient, IterableClient
from iterable_client.limits import LocalRateLimiter
from iterable_client.settings import SettingsInput
from sdk_core.wire.operations import Operation

CALLS = 40
"""Of one measurement."""
API_KEY = "0123456789abcdef0123456789abcdef"
KEYS = {"Api-Key": API_KEY}
ONE = "/api/users/" + KEY.replace("@", "%40")
SHORT_WINDOW: Sequence[Mapping[str, object]] = ({"calls": 5, "seconds": 1, "of": "project"},)
"""A limit as most of Iterable's operations have one: a call at a time is leased of it."""
Candidates = dict[str, Callable[[], object]]


class Pace:
    """A wall clock that goes forward by each call alone, so that none has to wait for `SHORT_WINDOW`."""

    def __init__(self) -> None:
        self._now = 1_000_000_000.0

    def __call__(self) -> float:
        """Return the moment, in seconds since 1970."""
        return self._now

    def advance(self) -> None:
        """Let the time pass that one call has, and as much again."""
        self._now += 0.4


def settings(url: str) -> SettingsInput:
    """Return how the measured clients are made. Their limits are kept in files, in the folder of the environment."""
    return {"api_key": API_KEY, "base_url": url}


def raise_rates(*operations: str) -> None:
    """Let operations be called a million times in their windows, in this process: their limits are kept as before."""
    for operation in operations:
        for rate in OPERATIONS[operation].traits["limits"]:
            rate["calls"] = MILLION


def iterable_calls(url: str) -> Candidates:
    """Return what reads one user once, by name."""
    raise_rates(OPERATION.id)
    bare, whole, generated = httpx.Client(headers=KEYS), IterableClient(**settings(url)), Client(url, headers=KEYS)
    return {
        "httpx": lambda: bare.get(url + ONE).json()["user"]["dataFields"]["EMAIL"],
        "ours": lambda: _name(generated.users.get_by_email(KEY)),
        "whole": lambda: _name(whole.users.get_by_email(KEY)),
    }


def asyncio_calls(url: str) -> Candidates:
    """Return what reads one user `CALLS` times, one after the other, by name."""
    raise_rates(OPERATION.id)
    runner, bare, whole = asyncio.Runner(), httpx.AsyncClient(headers=KEYS), AsyncIterableClient(**settings(url))

    async def by_httpx() -> object:
        return (await bare.get(url + ONE)).json()["user"]["dataFields"]["EMAIL"]

    async def by_whole() -> object:
        return _name(await whole.users.get_by_email(KEY))

    def repeated(call: Callable[[], Awaitable[object]]) -> Callable[[], object]:
        async def all_calls() -> object:
            found: object = None
            for _ in range(CALLS):
                found = await call()
            return found

        return lambda: runner.run(all_calls())

    return {"httpx": repeated(by_httpx), "whole": repeated(by_whole)}


def limit_calls(url: str) -> Candidates:
    """Return what reads one user, by an operation with a limit of a short window and by the same one without any."""
    return {
        "limited": _call(url, "limited", SHORT_WINDOW),
        "unlimited": _call(url, "unlimited", ()),
    }


def _limiter(url: str, folder: str, clock: Callable[[], float]) -> LocalRateLimiter:
    """Return limits whose files are in a folder of the bench, and are new: their clock is none that goes on."""
    place = Path(os.environ["XDG_STATE_HOME"]) / folder
    shutil.rmtree(place, ignore_errors=True)
    return LocalRateLimiter(url, API_KEY, directory=place, clock=clock)


def _call(url: str, folder: str, rates: Sequence[Mapping[str, object]]) -> Callable[[], object]:
    operation: Operation = replace(OPERATION, traits={**OPERATION.traits, "limits": rates})
    pace = Pace()
    client = IterableClient(api_key=API_KEY, base_url=url, rate_limiter=_limiter(url, folder, pace))

    def call() -> object:
        pace.advance()
        return _name(client.call(operation, {"email": KEY}, parse))

    return call


def _name(found: UserAnswer) -> object:
    return found.user.data_fields["EMAIL"] if found.user and found.user.data_fields else None
