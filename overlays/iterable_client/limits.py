"""Iterable's limits, kept by all processes of this machine: the rates of operations, and the calls in flight."""

from collections.abc import Callable
from pathlib import Path

from iterable_client.api import API
from sdk_core.transport import clock as waiting
from sdk_core.transport.limits import local_limiter as machine


class LocalRateLimiter(machine.LocalRateLimiter):
    """The rate limits and the calls in flight of a key, kept by all processes of this user that use it.

    Args:
        base_url: Where the API is.
        key: The key. It is in no file, and in no file's name.
        directory: The folder of the files; None for that of the system.
        project: Any name for the key's project, if other keys of it share its limits.
        organization: Any name for its organization, likewise.
        clock: The wall clock, in seconds since 1970.

    Raises:
        StateFileError: The file cannot be used.

    >>> from tempfile import mkdtemp
    >>> LocalRateLimiter("https://api.iterable.com", "key", directory=Path(mkdtemp())).limits().max_concurrency
    20
    """

    def __init__(  # noqa: PLR0913 - what the limits are of, by names
        self,
        base_url: str,
        key: str,
        *,
        directory: Path | None = None,
        project: str = "",
        organization: str = "",
        clock: Callable[[], float] = waiting.wall_clock,
    ) -> None:
        super().__init__(
            API,
            base_url,
            key,
            max_concurrency=API.max_concurrency,
            directory=directory,
            project=project,
            organization=organization,
            clock=clock,
        )
