"""What the tests of reliability share: clients that wait for nothing, and calls of any operation by both of them."""

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self, Unpack

from client_surface import Anything, arguments_of
from scripted_server import PATIENCE

from agillic import Agillic, AgillicError, AsyncAgillic
from agillic.settings import SettingsInput
from generator.bundle.document import Operation
from generator.lint.names import snake_case
from sdk_core.transport.instrumentation.hooks import Hooks
from sdk_core.transport.retries.policy import RetryPolicy

LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
"""Whether there is time for the whole; `make contract` says so."""
AT_ONCE = 20
NOBODY = Hooks()
PROMPT = RetryPolicy(backoff_base=0)
"""The usual policy without the waits."""

End = AgillicError | None
"""How a call ended: by an error, or well."""
ArgumentsOf = Callable[[Operation], Mapping[str, Any]]


def keyed(url: str, **more: Unpack[SettingsInput]) -> SettingsInput:
    """Return the settings of a client that sends nothing but its calls: it has no token to get."""
    return {
        "key": "candystore-key",
        "secret": "candystore-secret",
        "base_url": url,
        "authentication": "basic",
        **more,
    }


def method_of(client: Agillic | AsyncAgillic, operation: Operation) -> Anything:
    return getattr(getattr(client, snake_case(operation.tag)), operation.traits["name"])


def ends_of(
    given: SettingsInput,
    operations: Sequence[Operation],
    *,
    asynchronous: bool,
    hooks: Hooks = NOBODY,
    arguments: ArgumentsOf = arguments_of,
) -> list[End]:
    """Call operations, up to 20 at once, by one client, and return how each call ended."""

    async def run() -> list[End]:
        async with AsyncAgillic(retry_policy=PROMPT, hooks=hooks, **given) as client:
            return await asyncio.gather(
                *(async_end_of(method_of(client, each), arguments(each)) for each in operations)
            )

    if asynchronous:
        return asyncio.run(run())
    with Agillic(retry_policy=PROMPT, hooks=hooks, **given) as client, ThreadPoolExecutor(AT_ONCE) as threads:

        def call(operation: Operation) -> End:
            return end_of(method_of(client, operation), arguments(operation))

        return list(threads.map(call, operations, timeout=PATIENCE))


def end_of(method: Anything, arguments: Mapping[str, Any]) -> End:
    try:
        method(**arguments)
    except AgillicError as error:
        return error
    return None


async def async_end_of(method: Anything, arguments: Mapping[str, Any]) -> End:
    try:
        await method(**arguments)
    except AgillicError as error:
        return error
    return None


class OneByOne:
    """A client of either kind that calls one operation after the other. Use it as a context manager."""

    def __init__(self, given: SettingsInput, *, asynchronous: bool) -> None:
        self._runner = asyncio.Runner()
        self._client = (
            AsyncAgillic(retry_policy=PROMPT, **given) if asynchronous else Agillic(retry_policy=PROMPT, **given)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        with self._runner:
            if isinstance(self._client, Agillic):
                self._client.close()
            else:
                self._runner.run(self._client.aclose())

    @property
    def in_flight(self) -> int:
        """How many slots are taken."""
        return self._client.limits.in_flight

    def end_of(
        self,
        operation: Operation,
        arguments: Mapping[str, Any],
        *,
        timeout: float = PATIENCE,
        deadline: float = PATIENCE,
    ) -> End:
        """Call an operation, and return how it ended; times are as of `with_options`."""
        method = method_of(self._client.with_options(timeout=timeout, deadline=deadline), operation)
        if isinstance(self._client, Agillic):
            return end_of(method, arguments)
        return self._runner.run(async_end_of(method, arguments))
