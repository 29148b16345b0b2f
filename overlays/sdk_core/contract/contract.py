"""What the tool needs to know of one API: the `CONTRACT` in the module that `Api.contract` names, in the API's room."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import ClassVar, Generic, Protocol, TypeVar

from sdk_core.client import BaseClient
from sdk_core.contract.call_recorder import CallRecorder
from sdk_core.contract.document import Document
from sdk_core.contract.options import VerificationOptions
from sdk_core.contract.rules import CallRules
from sdk_core.contract.run import Run
from sdk_core.transport.limits.limiter import RateLimiter

R = TypeVar("R", bound=Run)


class TemporaryObjects(Protocol):
    """Objects that are made for a round trip and removed at its end."""

    @property
    def remaining(self) -> Sequence[str]:
        """The names of those that may be there."""
        ...

    def remove(self) -> None:
        """Remove them all, as far as that works; see `remaining`."""
        ...


T = TypeVar("T", bound=TemporaryObjects)


class VerificationError(Exception):
    """The instance cannot be verified at all; the message says why and what to do."""


class Contract(ABC, Generic[R, T]):
    """How the instances of an API are called, and what is looked at.

    Attributes:
        rules: How calls are made.
        usable: The kinds of names that a user may give by `--use`, each with what it is for.
        temporary: What throw-away objects are called, in the plural.
        all_rejected: What to say when an instance rejected every call.
        round_trip: The operations that write or delete and are part of the round trip; a test holds this against it.
        after_writing: The operations that only read, and can be called only when something was written.
        reading: Probes that only read, by the id of their assumption, in their order.
        passive: Those that make no call and look at all responses.
        wrong_credentials: Those that offer wrong credentials.
        patient: Those that only read, and wait for what expires.
        writing: Those that write throw-away objects, the most telling ones first, for the budget may end.
    """

    credentials: ClassVar[tuple[str, ...]]
    """The settings that a call is made with, the secret one last: their variables of the environment are read."""

    other_credentials: ClassVar[tuple[str, ...]] = ()
    """The settings of a key that may call less, for what such a key gets: read from the environment, all or none."""
    patience: ClassVar[int] = 0
    """The minutes that the patient probes wait in all."""

    rules: CallRules
    usable: Mapping[str, str] = {}
    temporary: str
    all_rejected: str
    round_trip: frozenset[str] = frozenset()
    after_writing: frozenset[str] = frozenset()
    reading: Mapping[str, Callable[[R], str | None]] = {}
    passive: Mapping[str, Callable[[R], str | None]] = {}
    wrong_credentials: Mapping[str, Callable[[R], str | None]] = {}
    patient: Mapping[str, Callable[[R], str | None]] = {}
    writing: Mapping[str, Callable[[R, T], str | None]] = {}

    @property
    def document(self) -> Document:
        """What responses are compared with."""
        return self.rules.document

    @abstractmethod
    def open_client(self, options: VerificationOptions) -> AbstractContextManager[BaseClient]:
        """Return a client of the instance.

        Raises:
            ValueError: The URL or the credentials cannot be used.
        """

    def make_limiter(
        self,
        options: VerificationOptions,  # noqa: ARG002 - for those that need it
        now: Callable[[], datetime],  # noqa: ARG002 - as above
    ) -> RateLimiter | None:
        """Return what keeps the rate limits of the key; None where calls one after the other meet none."""
        return None

    @abstractmethod
    def new_run(
        self,
        calls: CallRecorder,
        options: VerificationOptions,
        wait: Callable[[float], object],
        now: Callable[[], datetime],
    ) -> R:
        """Return a run that has learned nothing yet."""

    @abstractmethod
    def begin(self, run: R) -> None:
        """Make the first call, which shows whether there is an instance that takes the credentials.

        Raises:
            VerificationError: There is none.
            RunStopped: No more calls can be made.
        """

    @abstractmethod
    def read_everything(self, run: R) -> None:
        """Call every operation that only reads and for which the instance has names.

        Raises:
            RunStopped: No more calls can be made.
        """

    @abstractmethod
    def begin_writing(self, run: R) -> T | None:
        """Return what invents throw-away objects; None when nothing can be written, and `Run.no_write` says why."""

    @abstractmethod
    def write_everything(self, run: R, temporary: T) -> None:
        """Make a round trip: write, read back, change, delete.

        Raises:
            RunStopped: No more calls can be made.
        """
