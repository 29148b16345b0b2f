"""Faults that are injected on request: which calls they hit, and what becomes of those."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from difflib import get_close_matches
from hashlib import blake2b
from threading import Lock
from typing import Any, Literal, TypedDict, Unpack, get_args

from sdk_core.mock.reasons import hint, named

Reset = Literal["before", "after"]
TaskFault = Literal["fails", "never"]
TaskEnd = Literal["normal", "fails", "never"]
"""How a task shall end: by its work, in failure without any work, or not at all."""

MAX_FAULTS = 1_000
MAX_DELAY = 600.0
"""Seconds."""
_MANY = 10**9
_EFFECTS = ("status", "connection_reset", "truncate", "malformed", "task")
_STATUSES_WITHOUT_BODY = (204, 205, 304)


class FaultError(ValueError):
    """No such fault can be; the message says what to write instead."""


class FaultMembers(TypedDict, total=False):
    """What `Faults.add` takes: the attributes of `Fault` without its id."""

    operation: str | None
    after: int
    times: int
    probability: float | None
    seed: int
    status: int | None
    retry_after: int | None
    body: Any
    delay: float
    connection_reset: Reset | None
    truncate: bool
    malformed: bool
    task: TaskFault | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault: which calls it hits, a delay, and at most one effect beside it.

    Attributes:
        operation: The operationId of the calls that match; None for all calls of the document.
        after: How many matching calls pass unharmed first.
        times: How many are hit then.
        probability: How likely each matching call is hit, from 0 to 1, until the fault is removed; instead of `after`
            and `times`.
        seed: Decides which ones those are.
        status: Returned instead of doing anything, from 200 to 599.
        retry_after: Seconds in the Retry-After header of that response, 0 or more.
        body: Of that response: text as it is, all else as JSON; None for no body.
        delay: Seconds to wait before anything is done, up to `MAX_DELAY`.
        connection_reset: Close the connection without a response, before or after the call has had its effect.
        truncate: Announce the whole response, send half of its bytes, and close the connection.
        malformed: Send broken JSON with the status of the response.
        task: How the task that the call starts shall end: in failure with nothing changed, or never.
        id: Its number, given by `Faults.add`.

    Raises:
        FaultError: A member is out of its range, or the members do not go together.

    >>> Fault(operation="createRecipient", status=503, times=2).status
    503
    """

    operation: str | None = None
    after: int = 0
    times: int = 1
    probability: float | None = None
    seed: int = 0
    status: int | None = None
    retry_after: int | None = None
    body: Any = field(default=None, repr=False)
    delay: float = 0
    connection_reset: Reset | None = None
    truncate: bool = False
    malformed: bool = False
    task: TaskFault | None = None
    id: int = 0

    def __post_init__(self) -> None:
        if self.operation is not None:
            _check("operation", _is(self.operation, str), "an operationId of the document, or leave it out")
        _check_whole("after", self.after, 0, _MANY)
        _check_whole("times", self.times, 1, _MANY)
        _check_whole("seed", self.seed, -_MANY, _MANY)
        if self.probability is not None:
            _check("probability", _is_number(self.probability, 1), "a number from 0 to 1")
            _check("probability", (self.after, self.times) == (0, 1), "it without after and times")
        if self.status is not None:
            _check_whole("status", self.status, 200, 599)
        if self.retry_after is not None:
            _check_whole("retry_after", self.retry_after, 0, _MANY)
        _check("delay", _is_number(self.delay, MAX_DELAY), f"seconds from 0 to {MAX_DELAY:.0f}")
        _check_word("connection_reset", self.connection_reset, get_args(Reset), " the write")
        _check("truncate", _is(self.truncate, bool), "true or false")
        _check("malformed", _is(self.malformed, bool), "true or false")
        _check_word("task", self.task, get_args(TaskFault))
        self._check_together()

    def _check_together(self) -> None:
        given = [name for name in _EFFECTS if getattr(self, name) not in (None, False)]
        if len(given) > 1:
            raise FaultError(f"{' and '.join(given)} do not go together; add a fault for each")
        if not given and not self.delay:
            raise FaultError(f"the fault does nothing; write delay or one of {', '.join(_EFFECTS)}")
        if self.status is None and (self.retry_after is not None or self.body is not None):
            raise FaultError("retry_after and body belong to an injected response; write its status too")
        if self.status in _STATUSES_WITHOUT_BODY and self.body is not None:
            raise FaultError(f"a response {self.status} has no body; leave body out")

    def shown(self) -> dict[str, Any]:
        """Return the members that say something, for JSON.

        >>> Fault(delay=2).shown()
        {'delay': 2}
        """
        defaults = {each.name: each.default for each in fields(self)}
        return {name: value for name, value in asdict(self).items() if value != defaults[name]}


class Faults:
    """The faults of a mock that wait for calls. Threads may share them.

    Every matching call counts for each of them. Of several that would hit a call, the one added first does; the others
    wait for the next. One that has hit all its calls is gone.

    Args:
        operations: The operationIds of the document, and whether each starts a task.

    >>> faults = Faults({"createRecipient": False})
    >>> added = faults.add(operation="createRecipient", status=503, times=2)
    >>> [faults.hit("createRecipient") == added for _ in range(3)]
    [True, True, False]
    """

    def __init__(self, operations: Mapping[str, bool]) -> None:
        self._operations = operations
        self._lock = Lock()
        self.clear()

    def add(self, **members: Unpack[FaultMembers]) -> Fault:
        """Add a fault, and return it with its id.

        Raises:
            FaultError: As for `Fault`; or there is no such operation, it starts no task that could fail, or there are
                `MAX_FAULTS` already.
        """
        for name in members:
            if name not in FaultMembers.__annotations__:
                raise FaultError(f"{named(name)} is not known; {hint(name, [*FaultMembers.__annotations__])}")
        fault = Fault(**members)
        if fault.operation is not None and fault.operation not in self._operations:
            meant = _meant(fault.operation, self._operations)
            raise FaultError(
                f"operation is none of the document; {meant}write one of its operationIds, or leave it out"
            )
        if fault.task and fault.operation and not self._operations[fault.operation]:
            raise FaultError(f"{fault.operation} starts no task; name an operation that does, or leave operation out")
        with self._lock:
            if len(self._waiting) >= MAX_FAULTS:
                raise FaultError(f"there are {MAX_FAULTS:,} faults already; remove some")
            self._latest_id += 1
            fault = replace(fault, id=self._latest_id)
            self._waiting[fault.id] = _Waiting(fault, fault.times)
        return fault

    def all(self) -> list[Fault]:
        """Return the faults that still wait for calls, the one added first first."""
        with self._lock:
            return [each.fault for each in self._waiting.values()]

    def remove(self, id_: int) -> bool:
        """Remove a fault, and return whether it was there."""
        with self._lock:
            return self._waiting.pop(id_, None) is not None

    def clear(self) -> None:
        """Remove all faults; the next one has the id 1."""
        with self._lock:
            self._waiting: dict[int, _Waiting] = {}
            self._latest_id = 0

    def hit(self, operation: str) -> Fault | None:
        """Count a call, and return the fault that hits it."""
        if not self._waiting:  # without the lock: most calls end here
            return None
        with self._lock:
            matching = [each for each in self._waiting.values() if self._matches(each.fault, operation)]
            hitting = [each for each in matching if each.is_due()]
            if not hitting:
                return None
            first = hitting[0]
            first.left -= 1
            if not first.left and first.fault.probability is None:
                del self._waiting[first.fault.id]
            return first.fault

    def _matches(self, fault: Fault, operation: str) -> bool:
        if fault.task and not self._operations[operation]:
            return False
        return fault.operation in (None, operation)


@dataclass(slots=True)
class _Waiting:
    fault: Fault
    left: int
    seen: int = 0

    def is_due(self) -> bool:
        """Count a matching call, and return whether it shall be hit."""
        self.seen += 1
        if self.fault.probability is None:
            return self.seen > self.fault.after
        drawn = blake2b(f"{self.fault.seed}/{self.seen}".encode(), digest_size=7).digest()
        return int.from_bytes(drawn, "big") / 2**56 < self.fault.probability


def _check(name: str, is_right: bool, remedy: str) -> None:  # noqa: FBT001 - what is checked, not a switch
    if not is_right:
        problem = f"{name} is not as it has to be; "
        raise FaultError(problem + (remedy if remedy.startswith("did") else f"write {remedy}"))


def _check_word(name: str, value: object, words: tuple[str, ...], more: str = "") -> None:
    allowed = " or ".join(map(repr, words)) + more
    _check(name, value is None or value in words, (_meant(value, words) if _is(value, str) else "") + allowed)


def _meant(word: object, words: Iterable[str]) -> str:
    near = get_close_matches(str(word), list(words), n=1)
    return f"did you mean {near[0]!r}? " if near else ""


def _check_whole(name: str, value: object, least: int, most: int) -> None:
    is_right = isinstance(value, int) and not _is(value, bool) and least <= value <= most
    _check(name, is_right, f"a whole number from {least} to {most}")


def _is(value: object, type_: type) -> bool:
    return isinstance(value, type_)  # of what came from outside, the declared types say nothing


def _is_number(value: object, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most
