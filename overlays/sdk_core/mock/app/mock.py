"""Everything that one mock consists of, by one name, and what the room of an API gives to it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex, token_urlsafe
from typing import Any, Generic, Protocol, TypeVar

from starlette.datastructures import Headers

from sdk_core.api import Api
from sdk_core.mock.app.additions import AdminHandler
from sdk_core.mock.app.document import Document, Operation
from sdk_core.mock.app.inspection import Inspector
from sdk_core.mock.app.limits import Limits
from sdk_core.mock.app.request_rules import RequestRules
from sdk_core.mock.app.responses import HTTPError, MockResponse
from sdk_core.mock.app.routes import Routes
from sdk_core.mock.assumptions import Assumptions
from sdk_core.mock.clock import Clock
from sdk_core.mock.errors import StateError
from sdk_core.mock.faults import Faults
from sdk_core.mock.loopback_sender import Sender, send
from sdk_core.mock.request_journal import RequestJournal


class MockInstance(Protocol):
    """What the mock pretends to be: a customer's instance or project, with what was set up in it."""

    @property
    def assumptions(self) -> Assumptions:
        """The document's assumptions, and the options that were chosen."""
        ...


class MockState(Protocol):
    """What the mock remembers."""

    def transaction(self) -> AbstractContextManager[None]:
        """Do all that is inside or, when it raises, nothing."""
        ...

    def version(self) -> str:
        """Return a word that changes whenever anything in it does."""
        ...

    def clear(self) -> None:
        """Forget everything, so that the next state in the same file is a new one; nothing but `close` follows."""
        ...

    def close(self) -> None:
        """Close it; what is in memory is gone."""
        ...


I = TypeVar("I", bound=MockInstance)  # noqa: E741 - the instance
S = TypeVar("S", bound=MockState)


class Backend(ABC, Generic[I, S]):
    """What a mock does as its API does: a room has one, which never changes.

    Attributes:
        api: The API.
        document: Its document.
        secret_operations: Those whose request bodies are secret as a whole.
        inspector: What the pages for people show; None where there are none.
        literal_paths_win: Whether a literal path takes requests of methods that it lacks from a path with parameters.
    """

    api: Api
    document: Document
    secret_operations: frozenset[str] = frozenset()
    inspector: Inspector | None = None
    literal_paths_win: bool = False

    @abstractmethod
    def routes(self) -> Routes:
        """Return the handlers of all operations."""

    @abstractmethod
    def load_instance(self, path: Path | None = None) -> I:
        """Read an instance from a file; without one, the built-in.

        Raises:
            InstanceError: The file cannot be read, or has a mistake.
        """

    @abstractmethod
    def with_key(self, instance: I, key: str | None, secret: str | None) -> I:
        """Return an instance with this key in place of those that may call everything.

        Raises:
            InstanceError: An instance cannot have this key; the message does not show the secret.
        """

    @abstractmethod
    def built_in(self) -> bytes:
        """Return the file of the built-in instance, to start from."""

    @abstractmethod
    def new_state(self, mock: "Mock[I, S]", seed: int, database: Path | None) -> S:
        """Return the state of a new mock.

        Args:
            mock: Its instance and clock are there.
            seed: Decides the ids that it gives out.
            database: The file that keeps it; None for memory.
        """

    @abstractmethod
    def authenticate(self, mock: "Mock[I, S]", operation: Operation, headers: Headers) -> Any:  # noqa: ANN401 - the room's
        """Return whose key a request has.

        Raises:
            HTTPError: It has none, or one that may not call the operation.
        """

    @abstractmethod
    def error_response(self, operation: Operation | None, error: HTTPError, assumptions: Assumptions) -> MockResponse:
        """Return how the API reports an error."""

    @abstractmethod
    def http_error(self, error: StateError, assumptions: Assumptions) -> HTTPError:
        """Return the error that a handler's error of the state becomes."""

    @abstractmethod
    def read_path(self, mock: "Mock[I, S]", operation: Operation, raw: Mapping[str, str]) -> Mapping[str, Any]:
        """Decode the values of a path, and reject those that cannot be.

        Raises:
            HTTPError: A value cannot be decoded or is of another type.
        """

    def rules(self, instance: I) -> RequestRules:  # noqa: ARG002 - a room's are by its assumptions
        """Return what is rejected before a handler is called, and how."""
        return RequestRules()

    def new_limits(self, mock: "Mock[I, S]") -> Limits:
        """Return what counts the calls of a new mock."""
        return Limits(self.document, mock.clock)

    def raw_path(self, path: str, assumptions: Assumptions) -> str:  # noqa: ARG002 - as above
        """Return a raw path as the document's paths are written."""
        return path

    def admin_paths(self) -> Mapping[str, Mapping[str, AdminHandler]]:
        """Return what the admin API has besides, by path and method."""
        return {}

    def run_due(self, mock: "Mock[I, S]") -> None:
        """Do what is due by now."""

    def next_due(self, mock: "Mock[I, S]") -> datetime | None:  # noqa: ARG002 - as above
        """Return when `run_due` has something to do next; None when nothing waits."""
        return None

    def advance_due(self, mock: "Mock[I, S]", seconds: float) -> None:
        """Let what waits come nearer by a number of seconds, though the clock is frozen."""

    async def deliver(self, mock: "Mock[I, S]") -> None:
        """Send what the API posts to its customers by itself: webhooks, reports of tasks that have ended."""


class Mock(Generic[I, S]):
    """What calls are made to; `close` ends it.

    Its parts share one clock and one set of assumptions. `reset` replaces those that time and calls change (`id`,
    `clock`, `limits`, `state`): read them from the mock each time.

    Args:
        backend: Of its API.
        instance: With its assumptions.
        routes: What its operations do; left out, all that the backend has.
        clock: Its clock; left out, one that is frozen at this moment.
        seed: Decides the ids that it gives out.
        database: The file that keeps its state; None for memory.

    Attributes:
        id: Sent with each response, so that callers notice another mock in the place of one that they know.
        latency: Seconds that every call takes, 0 at first.
        faults: What goes wrong on request.
        journal: The requests that arrived.
        rules: What is rejected before a handler is called.
        page_token: The key or access token of its own pages.
        sender: How it sends what it posts by itself; at first, over HTTP to this machine alone.

    Raises:
        StateError: The file cannot keep the state of this instance.
    """

    def __init__(  # noqa: PLR0913 - the parts of a mock
        self,
        backend: Backend[I, S],
        instance: I,
        *,
        routes: Routes | None = None,
        clock: Clock | None = None,
        seed: int = 0,
        database: Path | None = None,
    ) -> None:
        self.backend = backend
        self.document = backend.document
        self.instance = instance
        self.assumptions = instance.assumptions
        self.rules = backend.rules(instance)
        self.routes = backend.routes() if routes is None else routes
        self.latency = 0.0
        self.faults = Faults({each.id: each.starts_task for each in self.document.operations.values()})
        self.journal = RequestJournal(secret_operations=backend.secret_operations)
        self.page_token = token_urlsafe()
        self.sender: Sender = send
        self._seed, self._database = seed, database
        clock = clock or Clock(datetime.now(UTC))
        self._first_clock = copy(clock)  # it stays where the other one starts
        self._begin(clock)

    def reset(self) -> None:
        """Reset: everything is as it was at the start of a mock with a new database.

        The clock is back at its start; one that runs goes on, without what it was advanced by. A file is emptied and
        filled again. No call may be within its handler meanwhile.
        """
        self.state.clear()
        self.state.close()
        self.faults.clear()
        self.journal.reset()
        self._begin(copy(self._first_clock))

    def close(self) -> None:
        """Close the state; what is in memory is gone."""
        self.state.close()

    def run_due(self) -> None:
        """Do what is due by now."""
        self.backend.run_due(self)

    def _begin(self, clock: Clock) -> None:
        # By chance, whatever the seed: a seeded mock that was restarted has counted no calls either.
        self.id = token_hex(8)
        self.clock = clock
        self.limits = self.backend.new_limits(self)
        self.state = self.backend.new_state(self, self._seed, self._database)
