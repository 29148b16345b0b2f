"""The rate limiter of a key on this machine: slots and the day's calls, in a file that its processes share."""

import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from sdk_core.api import Api
from sdk_core.transport import clock as waiting
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.concurrency.semaphore import SemaphoreSlot
from sdk_core.transport.limits.limiter import Limits
from sdk_core.transport.limits.operation_limits import LimitedSlot, OperationLimits, left, scope_names
from sdk_core.transport.limits.patience import BRIEF, Patience, left_until, moment_after
from sdk_core.transport.limits.quota.counter import QuotaCounter
from sdk_core.transport.limits.quota.throttling import ThrottlingDetector
from sdk_core.transport.limits.quota.windows import DailyCap
from sdk_core.transport.limits.shared_state import Shared, shared, shared_in_memory
from sdk_core.transport.limits.state_files import WITHOUT_FILES, file_stem, private_directory, state_directory
from sdk_core.wire.errors import DailyCapReached
from sdk_core.wire.interrupts import leaves_unlocked
from sdk_core.wire.operations import Operation
from sdk_core.wire.urls import LOOPBACK

_NOT_TOLD = DailyCap()


class LocalRateLimiter:
    """Limits of a key, kept by all processes of this user that use it; see `RateLimiter` for what its methods do.

    Args:
        api: Which API it is.
        base_url: Where it is.
        key: What the API counts by, such as a developer key. It is in no file, and in no file's name.
        max_concurrency: How many calls may be in flight.
        cap: How many calls a day there are, as far as is known; None for an API without a cap by the day. Calls are
            counted in any case.
        directory: The folder of the file; None for that of the system, see `state_directory`. Where the system's can
            hold no file, such as on a read-only file system, everything is kept in the memory of this process, and a
            warning says so once.
        project: The name of the key's project, for limits that the API counts by project: clients of other keys that
            give the same one share them. Without it they are kept by key.
        organization: The same for those that it counts by organization.
        clock: The wall clock, in seconds since 1970.

    Attributes:
        is_of_loopback: whether the API is on this machine, which it is if it is a mock.
        mock_header: the header in which a mock of the API sends its id.

    Raises:
        StateFileError: The file cannot be used.
        ValueError: This machine does not know the time zone of the cap's reset.

    >>> from tempfile import mkdtemp
    >>> from sdk_core.wire.error_reading import ErrorReader
    >>> api = Api(name="tiny", title="Tiny", package="tiny_client", distribution="tiny", base_url="", operations={},
    ...     limits={}, errors=ErrorReader())
    >>> limiter = LocalRateLimiter(api, "https://api.example.com", "key", max_concurrency=20, cap=DailyCap(5000),
    ...     directory=Path(mkdtemp()))
    >>> slot = limiter.acquire()
    >>> limiter.limits().in_flight, limiter.limits().remaining
    (1, 4999)
    >>> slot.release()
    """

    def __init__(  # noqa: PLR0913 - what the limits are of, and how they are kept, by names
        self,
        api: Api,
        base_url: str,
        key: str,
        *,
        max_concurrency: int,
        cap: DailyCap | None = None,
        directory: Path | None = None,
        project: str = "",
        organization: str = "",
        clock: Callable[[], float] = waiting.wall_clock,
    ) -> None:
        self._api, self._cap = api, cap or _NOT_TOLD
        self.is_of_loopback = urlsplit(base_url).hostname in LOOPBACK
        self.mock_header = api.mock_header
        try:
            self._shared, folder = _shared(api, directory, file_stem(base_url, key), max_concurrency)
            self._file = None if folder is None else folder / f"{file_stem(base_url, key)}{_ENDING}"
        except StateFileError as error:
            raise self._of_api(error) from error.__cause__
        self._counter = QuotaCounter(self._shared.store, self._cap, clock, api.error(DailyCapReached))
        self._rejections = ThrottlingDetector(self._counter, self._cap.reset, clock)
        names = scope_names(key, project, organization)
        self._own = OperationLimits(api, base_url, names, folder, counts_by_day=cap is not None, clock=clock)
        self._shared.use(self)

    def __repr__(self) -> str:
        return f"LocalRateLimiter(cap={self._cap})"

    def vacant(self, operation: Operation | None = None) -> SemaphoreSlot | LimitedSlot:
        """Return a slot to enter: a caller that makes it before a `try` can give it back whatever comes in between."""
        own = self._own.of(operation)
        slot = self._shared.slots.vacant()
        return slot if own is None else LimitedSlot(own, slot)

    def repair(self) -> None:
        """Put right what an interrupt may have left of slots half taken or half given back."""
        self._shared.slots.repair()
        self._own.repair()

    def acquire(
        self,
        operation: Operation | None = None,
        timeout: float | None = None,
        slot: SemaphoreSlot | LimitedSlot | None = None,
    ) -> SemaphoreSlot | LimitedSlot:
        """Count a call and wait for a slot, and for the limits that the operation has of its own.

        Args:
            operation: What is to be called; None when that is not known.
            timeout: Seconds to wait, 0 or more; None to wait as long as it takes: as long as others that hold what is
                waited for go on, see `Patience`.
            slot: One of `vacant` for this operation; None for a new one.

        Raises:
            DailyCapReached: The day's calls are used up; raised at once, whether or not a slot is free.
            RateLimited: A rate limit of the operation lets no call pass in time; raised as soon as that is known.
            TimeoutError: No slot came free in time. Nothing is counted.
            StateFileError: The file cannot be used, such as when the process that has it locked was stopped.
        """
        try:
            slot = slot or self.vacant(operation)
            return self._enter_own(timeout, slot) if isinstance(slot, LimitedSlot) else self._acquire(timeout, slot)
        except StateFileError as error:
            raise self._of_api(error) from error.__cause__

    def _enter_own(self, timeout: float | None, slot: LimitedSlot) -> LimitedSlot:
        until = None if timeout is None else waiting.clock() + timeout
        try:
            slot.own.acquire(slot, until)
            self._acquire(left(until), slot.slot)
        except BaseException:
            slot.release()
            raise
        return slot

    def _acquire(self, timeout: float | None, slot: SemaphoreSlot) -> SemaphoreSlot:
        until = moment_after(timeout)
        counted = self._count(until)
        try:
            self._shared.slots.acquire(None if timeout is None else left_until(until), slot)
        except BaseException:
            self._counter.refund(counted)
            raise
        if self._counter.is_over(counted):  # a new day began while it waited
            try:
                self._count(until)
            except BaseException:
                slot.release()
                raise
        return slot

    async def acquire_async(
        self,
        operation: Operation | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the twin of `acquire`
        slot: SemaphoreSlot | LimitedSlot | None = None,
    ) -> SemaphoreSlot | LimitedSlot:
        """As `acquire`, without blocking the event loop. A cancellation leaves nothing held and nothing counted."""
        try:
            slot = slot or self.vacant(operation)
            if isinstance(slot, LimitedSlot):
                return await self._enter_own_async(timeout, slot)
            return await self._acquire_async(timeout, slot)
        except StateFileError as error:
            raise self._of_api(error) from error.__cause__

    async def _enter_own_async(self, timeout: float | None, slot: LimitedSlot) -> LimitedSlot:  # noqa: ASYNC109 - so
        until = None if timeout is None else waiting.clock() + timeout
        try:
            await slot.own.acquire_async(slot, until)
            await self._acquire_async(left(until), slot.slot)
        except BaseException:
            slot.release()
            raise
        return slot

    async def _acquire_async(self, timeout: float | None, slot: SemaphoreSlot) -> SemaphoreSlot:  # noqa: ASYNC109 - so
        until = moment_after(timeout)
        counted = await self._count_async(until)
        try:
            await self._shared.slots.acquire_async(None if timeout is None else left_until(until), slot)
        except BaseException:
            self._counter.refund(counted)
            raise
        if self._counter.is_over(counted):
            try:
                await self._count_async(until)
            except BaseException:
                slot.release()
                raise
        return slot

    def on_response(
        self, status_code: int, retry_after: float | None = None, operation: Operation | None = None
    ) -> None:
        """Learn from a response: of limits of the operation's own, else see `ThrottlingDetector`.

        Args:
            status_code: The HTTP status of any response.
            retry_after: The seconds of its Retry-After header, None when it has none.
            operation: What was called; None when that is not known.
        """
        if not self._own.on_response(operation, status_code, retry_after):
            self._rejections.on_response(status_code, retry_after)

    @property
    def mock(self) -> str:
        """The id of the mock that calls go to; empty when none was met."""
        return self._shared.store.mock if self.is_of_loopback else ""

    def meet(self, mock: str) -> None:
        """Learn the id of the mock that responded: with another one than before, the day's count begins again."""
        self._counter.meet(mock, self._shared.slots.held())

    @leaves_unlocked
    def limits(self) -> Limits:
        """Return how much is used now.

        Raises:
            StateFileError: The file cannot be used.
        """
        try:
            found, rates = self._counter.counted(), self._own.used()
        except StateFileError as error:
            raise self._of_api(error) from error.__cause__
        rejected = found.blocked_until
        return Limits(
            in_flight=self._shared.slots.in_flight(),
            max_concurrency=self._shared.slots.max_concurrency,
            waiting=self._shared.slots.waiting(),
            used_today=found.used,
            daily_limit=self._cap.calls,
            resets_at=datetime.fromtimestamp(found.resets_at, UTC),
            blocked_until=None if rejected is None else datetime.fromtimestamp(rejected, UTC),
            rates=rates,
            state_file=self._file,
        )

    @leaves_unlocked
    def close(self) -> None:
        """Give back the calls that were set aside, and close the file unless others need it; a later call opens it."""
        self._counter.close()
        self._own.close()
        self._shared.release(self)

    def _of_api(self, error: StateFileError) -> StateFileError:
        """Return an error of the files as one of the API, whose settings it names."""
        return error.of_class(self._api.error(StateFileError))

    def _count(self, until: float) -> float:
        """Count a call; who cannot wait for a slot can briefly for a transaction."""
        while (counted := self._counter.take()) is None:
            self._shared.use(self)
            self._counter.reserve(Patience(max(left_until(until), BRIEF)))
        return counted

    async def _count_async(self, until: float) -> float:
        while (counted := self._counter.take()) is None:
            from asyncio import to_thread  # noqa: PLC0415 - slow to import, and imported already where a loop runs

            self._shared.use(self)
            patience = Patience(max(left_until(until), BRIEF))
            try:
                await to_thread(self._counter.reserve, patience)
            except BaseException:
                patience.give_up()  # the thread waits on for a caller who does not
                raise
        return counted


def _shared(api: Api, directory: Path | None, stem: str, max_concurrency: int) -> tuple[Shared, Path | None]:
    """Return what is shared, and the folder of its file; None where everything is kept in memory."""
    name = f"{stem}{_ENDING}"
    if directory is not None:
        folder = private_directory(directory)
        return shared(folder / name, api.name, max_concurrency), folder
    try:
        folder = private_directory(state_directory(api.name))
        return shared(folder / name, api.name, max_concurrency), folder
    except StateFileError as error:
        if error.trouble not in WITHOUT_FILES:
            raise
        complaint = str(error.of_class(api.error(StateFileError)).args[0])
    if api.name not in _warned_of_memory:
        _warned_of_memory.append(api.name)
        warnings.warn(
            f"{api.package} keeps its limits in the memory of this process alone, and not together with other "
            f"processes: {complaint}",
            RuntimeWarning,
            stacklevel=6,
        )
    return shared_in_memory(stem, api.name, max_concurrency), None


_ENDING = ".limits"
_warned_of_memory: list[str] = []
"""The names of APIs of which this process was warned."""
