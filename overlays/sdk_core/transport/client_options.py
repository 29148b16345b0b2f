"""What clients of all APIs have in common: options of calls, the limits, and how they end."""

from copy import copy
from functools import cached_property
from typing import Any, Self

import httpx
from attrs import evolve

from sdk_core.transport.limits.limiter import Limits
from sdk_core.transport.pipeline import Pipeline
from sdk_core.transport.retries.policy import RequestOptions


class ClientOptionsMixin:
    """A client on a line, whose calls may want something else than those of another client on the same line."""

    base_url: str
    _pipeline: Pipeline[Any]
    _options: RequestOptions
    _is_derived = False

    def __repr__(self) -> str:
        # Debuggers and crash reports also show one whose settings were rejected.
        shown = repr(self.base_url) if hasattr(self, "base_url") else "not opened"
        return f"{type(self).__name__}({shown})"

    @property
    def limits(self) -> Limits:
        """How many calls are in flight and were made today, how many are left, and when the count begins again."""
        return self._pipeline.rate_limiter.limits()

    def with_options(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        deadline: float | None = None,
        max_response_bytes: int | None = None,
    ) -> Self:
        """Return a client whose calls want something else. It shares everything with this one, which stays as it is.

        What is not given is as in this one.

        Args:
            timeout: seconds to connect, to send and to wait for bytes, each; more than 0.
            max_retries: maximum number of retries of a call, 0 to 100.
            deadline: seconds that a call may take in all, more than 0.
            max_response_bytes: bytes of a response that are taken into memory, before and after decoding, 1 or more; at
                first 100,000,000. A larger one raises ResponseTooLarge. Downloads have a bound of their own.

        Raises:
            ValueError: a number is out of its range.

        For example, `client.with_options(timeout=120, max_retries=5)` is more patient.
        """
        given = {
            "timeout": timeout,
            "max_retries": max_retries,
            "deadline": deadline,
            "max_response_bytes": max_response_bytes,
        }
        return self._derived({name: value for name, value in given.items() if value is not None})

    def _is_open_here(self) -> bool:
        """Return whether closing is for this client: it was opened, and not made from another one."""
        return not self._is_derived and hasattr(self, "_http_client")

    def _within(self, seconds: float) -> Self:
        """Return a client whose calls take at most that many seconds."""
        return self._derived({"deadline": min(seconds, self._options.deadline or seconds)})

    def _derived(self, changes: dict[str, Any]) -> Self:
        """Return a copy with other options; its resources are made again, since each knows its client."""
        twin = copy(self)
        for name in [*vars(twin)]:
            if isinstance(getattr(type(self), name, None), cached_property):
                del vars(twin)[name]
        twin._options = evolve(self._options, **changes)  # noqa: SLF001 - of the same class
        twin._is_derived = True  # noqa: SLF001 - of the same class
        return twin


class Opened(ClientOptionsMixin):
    """A synchronous client that was opened on a line."""

    _http_client: httpx.Client

    def close(self) -> None:
        """Close the connections and give back what the limits hold; later calls raise RuntimeError.

        Calls in flight end with what is known of them, and are not retried, also those that wait in another thread.
        Clients made by `with_options` end with the one that they were made from, and close nothing themselves.
        """
        if self._is_open_here():
            try:
                self._http_client.close()
            finally:
                self._pipeline.close()


class AsyncOpened(ClientOptionsMixin):
    """The same for asyncio."""

    _http_client: httpx.AsyncClient

    async def aclose(self) -> None:
        """Close the connections and give back what the limits hold; see `Opened.close`."""
        if self._is_open_here():
            try:
                await self._http_client.aclose()
            finally:
                self._pipeline.close()
