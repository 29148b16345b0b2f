"""Looks whether the server that machines share can be used, without a call of the API, and without writing there."""

from collections.abc import Callable
from typing import NamedTuple

from sdk_core.api import Api
from sdk_core.real_time import monotonic
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.redis.connection import Connection
from sdk_core.transport.limits.redis.names import Names
from sdk_core.transport.settings.redis_urls import RedisUrl
from sdk_core.wire.secret import Secret


class CheckedServer(NamedTuple):
    """What is known of a server.

    Attributes:
        address: where it is, without credentials.
        share: how many calls in flight this machine may have of its own without it; None for none.
        seconds: how long it took to respond.
        error: why it cannot be used; None where it can.
    """

    address: str
    share: int | None
    seconds: float
    error: StateFileError | None


def check_server(url: Secret, api: Api, base_url: str, *, clock: Callable[[], float] = monotonic) -> CheckedServer:
    """Read what a server has of a key that nobody uses, as `view` does: a ping needs fewer permissions than calls do.

    Args:
        url: where it is, as the setting `rate_limiter` has it.
        api: whose limits it keeps.
        base_url: where the API is.
        clock: seconds from any moment on.
    """
    parsed = RedisUrl.parse(url)
    connection = Connection(parsed, api)
    names = Names(api, base_url, "of nobody", counts_by_day=True)
    error: StateFileError | None = None
    begun = clock()
    try:
        connection.run("view", names.of(None).names, [0])
    except StateFileError as raised:
        error = raised
    finally:
        connection.close()
    return CheckedServer(str(parsed), parsed.share, clock() - begun, error)
