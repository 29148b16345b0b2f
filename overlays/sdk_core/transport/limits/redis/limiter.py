"""The rate limiter that machines share: slots, windows and the day's calls of a key in a Redis or Valkey server."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from sdk_core.api import Api
from sdk_core.transport import clock as waiting
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.limiter import Limits, Slot
from sdk_core.transport.limits.quota.windows import DailyCap
from sdk_core.transport.limits.redis.asking import Asking
from sdk_core.transport.limits.redis.names import Names
from sdk_core.transport.limits.redis.reopening import url_of_this_machine
from sdk_core.transport.limits.redis.share import Share
from sdk_core.transport.limits.redis.shared import Server
from sdk_core.transport.limits.redis.viewing import free, limits_of
from sdk_core.transport.settings.redis_urls import RedisUrl
from sdk_core.wire.operations import Operation
from sdk_core.wire.secret import Secret

LEASE: Final = 15.0
"""Seconds until the slot of a process that died is free; one that lives renews its leases every three."""
PATIENCE: Final = 10.0
"""Seconds that a call waits for a server that cannot be reached, if it can wait so long."""


class RedisRateLimiter:
    """Limits of a key, kept by all machines that name the same server; see `RateLimiter` for what its methods do.

    It can be pickled, for other processes and machines. Credentials of the URL do not travel: where there are some, the
    other machine takes them from its own setting `rate_limiter`.

    Args:
        url: Where the server is, such as `redis://redis.example.com:6379/0`; `rediss://` with TLS. With `?fallback=4`,
            a machine that cannot reach it makes calls with 4 in flight of its own, and the same share of all limits.
        api: Which API it is.
        base_url: Where it is.
        key: What the API counts by, such as a developer key. The server gets a hash of it.
        max_concurrency: How many calls may be in flight.
        cap: How many calls a day there are; None for an API without a cap by the day.
        directory: The folder of the file of this machine's share; None for that of the system.
        project: The name of the key's project, see `LocalRateLimiter`.
        organization: The same of its organization.
        lease: Seconds until the slot of a process that died is free.
        patience: Seconds that a call waits for a server that cannot be reached.
        clock: The wall clock, in seconds since 1970, until the server has told its own.

    Raises:
        ValueError: The URL cannot be used, or this machine does not know the time zone of the cap's reset.
        StateFileError: The file of this machine's share cannot be used.
    """

    def __init__(  # noqa: PLR0913 - what the limits are of, and how they are kept, by names
        self,
        url: str | Secret,
        api: Api,
        base_url: str,
        key: str,
        *,
        max_concurrency: int,
        cap: DailyCap | None = None,
        directory: Path | None = None,
        project: str = "",
        organization: str = "",
        lease: float = LEASE,
        patience: float = PATIENCE,
        clock: Callable[[], float] = waiting.wall_clock,
    ) -> None:
        names = Names(api, base_url, key, project, organization, counts_by_day=cap is not None)
        del key
        self._state: dict[str, Any] = {
            "api": api,
            "base_url": base_url,
            "names": names,
            "max_concurrency": max_concurrency,
            "cap": cap,
            "directory": directory,
            "lease": lease,
            "patience": patience,
        }
        self._open(RedisUrl.parse(Secret(url)), clock)

    def _open(self, url: RedisUrl, clock: Callable[[], float]) -> None:
        state = self._state
        self._url = url
        self._counts_by_day = state["cap"] is not None
        cap, slots = state["cap"] or DailyCap(), state["max_concurrency"]
        self._server = Server(
            url,
            state["api"],
            state["names"],
            max_concurrency=slots,
            cap=cap,
            lasts=state["lease"],
            patience=state["patience"],
            clock=clock,
        )
        self._server.day.part()  # an unknown time zone is told now
        self._share: Share | None = None
        if url.share is not None:
            self._share = Share(
                state["api"],
                state["base_url"],
                state["names"].key_id,
                slots=url.share,
                max_concurrency=slots,
                cap=cap,
                folder=state["directory"],
                clock=clock,
            )

    def __repr__(self) -> str:
        return f"RedisRateLimiter('{self._url}')"

    def __getstate__(self) -> dict[str, Any]:
        names = [each.name for each in fields(self._url) if each.name not in ("user", "password")]
        plain = {name: getattr(self._url, name) for name in names}
        return {**self._state, "url": plain, "has_credentials": self._url.has_credentials}

    def __setstate__(self, state: dict[str, Any]) -> None:
        url, has_credentials = RedisUrl(**state.pop("url")), state.pop("has_credentials")
        self._state = state
        self._open(url_of_this_machine(state["api"], url, has_credentials=has_credentials), waiting.wall_clock)

    def acquire(self, operation: Operation | None = None, timeout: float | None = None) -> Slot:
        """Count a call and wait for a slot, and for the limits that the operation has of its own.

        Args:
            operation: What is to be called; None when that is not known.
            timeout: Seconds to wait, 0 or more; None to wait as long as it takes.

        Raises:
            DailyCapReached: The day's calls are used up; raised at once, whether or not a slot is free.
            RateLimited: A rate limit lets no call pass in time; raised as soon as that is known.
            TimeoutError: No slot came free in time. Nothing is counted.
            StateFileError: The server cannot be used.
        """
        share = self._share
        if share is not None and share.is_used:
            return self._counted(share.current.acquire(share.operation(operation), timeout))
        asking = Asking(self._server, self._server.names.of(operation), timeout)
        try:
            while (seconds := asking.ask()) > 0:
                self._server.waiters.wait(seconds)
        except StateFileError as error:
            asking.give_up()
            if share is None or error.trouble == "denied":
                raise
            complaint = str(error)
        except BaseException:
            asking.give_up()
            raise
        else:
            return self._granted(asking)
        return self._counted(share.limiter(complaint).acquire(share.operation(operation), asking.left))

    async def acquire_async(self, operation: Operation | None = None, timeout: float | None = None) -> Slot:  # noqa: ASYNC109 - the twin of `acquire`
        """As `acquire`, without blocking the event loop. A cancellation leaves nothing held and nothing counted.

        Each question to the server is asked by a thread; waiting for the next one takes none.
        """
        from asyncio import to_thread  # noqa: PLC0415 - slow to import, and imported already where a loop runs

        share = self._share
        if share is not None and share.is_used:
            return self._counted(await share.current.acquire_async(share.operation(operation), timeout))
        asking = Asking(self._server, self._server.names.of(operation), timeout)
        try:
            while (seconds := await to_thread(asking.ask)) > 0:
                await self._server.waiters.wait_async(seconds)
        except StateFileError as error:
            asking.give_up()
            if share is None or error.trouble == "denied":
                raise
            complaint = str(error)
        except BaseException:
            asking.give_up()
            raise
        else:
            return self._granted(asking)
        limiter = share.limiter(complaint)
        return self._counted(await limiter.acquire_async(share.operation(operation), asking.left))

    def on_response(
        self, status_code: int, retry_after: float | None = None, operation: Operation | None = None
    ) -> None:
        """Learn from a response; what it says of all calls, all machines learn. It does not wait for the server.

        Args:
            status_code: The HTTP status of any response.
            retry_after: The seconds of its Retry-After header, None when it has none.
            operation: What was called; None when that is not known.
        """
        share = self._share
        if share is not None and share.is_used:
            share.current.on_response(status_code, retry_after, share.operation(operation))
        is_of_day = self._counts_by_day and (operation is None or "limits" not in operation.traits)
        self._server.on_response(self._server.names.of(operation), status_code, retry_after, is_of_day=is_of_day)

    def limits(self) -> Limits:
        """Return how much is used now, by all machines; by this one alone while it keeps to its share.

        Raises:
            StateFileError: The server cannot be used.
        """
        if self._share is not None and self._share.is_used:
            return self._share.current.limits()
        return limits_of(self._server)

    def free_leases(self) -> list[str]:
        """Give back the slots of processes that are gone and whose leases have not ended yet; return the leases.

        Raises:
            StateFileError: The server cannot be used.
        """
        return free(self._server)

    def forget(self) -> None:
        """Forget the day's count; processes that run tell the server their own again.

        Raises:
            StateFileError: The server cannot be used.
        """
        self._server.run("forget", self._server.names.of(None).names[:1], [])

    def close(self) -> None:
        """Tell the server what it has to know, within a second or so; a later call opens what it needs again."""
        self._server.close()
        if self._share is not None:
            self._share.close()

    def _counted(self, slot: Slot) -> Slot:
        """Remember a call that was made of this machine's share."""
        if self._share is not None:
            self._share.calls += 1
        return slot

    def _granted(self, asking: Asking) -> Slot:
        """Return the slot of a caller; the server, which is there, is told what was called without it."""
        share = self._share
        if share is not None and share.calls:
            calls, share.calls = share.calls, 0
            self._server.add(calls)
        if asking.slot is None:
            raise RuntimeError("a call was granted without a slot")  # cannot be
        return asking.slot
