"""What the core's mock does as Iterable does."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from starlette.datastructures import Headers

from iterable_client.api import API
from iterable_client.mock.admin_paths import ADMIN_PATHS
from iterable_client.mock.assumptions import Assumptions
from iterable_client.mock.calls import Mock
from iterable_client.mock.document import document
from iterable_client.mock.exporting.jobs import end_due
from iterable_client.mock.http.errors import error_response
from iterable_client.mock.http.keys import Caller, authenticate
from iterable_client.mock.http.limits import Limits
from iterable_client.mock.http.state_errors import http_error_of
from iterable_client.mock.ids import Ids
from iterable_client.mock.inspector import INSPECTOR
from iterable_client.mock.instance import InstanceError, Project, built_in, load_project, with_key
from iterable_client.mock.operations import all_routes
from iterable_client.mock.sending.messages import send_due
from iterable_client.mock.sending.webhooks import deliver
from iterable_client.mock.state import State
from iterable_client.mock.state.moments import from_milliseconds
from sdk_core.mock.app import Backend, HTTPError, MockResponse, Operation, RequestRules, Routes, Rule
from sdk_core.mock.app.additions import AdminHandler
from sdk_core.mock.app.parameters import read_path
from sdk_core.mock.assumptions import Assumptions as CoreAssumptions
from sdk_core.mock.errors import StateError


class IterableBackend(Backend[Project, State]):
    """Responds as Iterable does, by its document and the assumptions of the project."""

    api = API
    secret_operations = frozenset({"updateWebhook"})  # its body has a token, and headers that may be secrets
    inspector = INSPECTOR

    def __init__(self) -> None:
        self.document = document()

    def routes(self) -> Routes:
        """Return the handlers of all operations."""
        return all_routes()

    def rules(self, instance: Project) -> RequestRules:
        """Return what is rejected before a handler is called: with 400, as far as the document says."""
        members = instance.assumptions.choice("unknown-members") == "status-400"
        return RequestRules(
            body_too_large=Rule(400),
            media_type=Rule(400),
            unknown_members=Rule(400, "unknown-members") if members else None,
        )

    def load_instance(self, path: Path | None = None) -> Project:
        """Read a project from a file; without one, the book shop that is built in.

        Raises:
            InstanceError: The file cannot be read, or has a mistake.
        """
        return load_project(path)

    def with_key(self, instance: Project, key: str | None, secret: str | None) -> Project:
        """Return a project with one server-side key, this one.

        Raises:
            InstanceError: A project cannot have this key, or there is a secret beside it.
        """
        if secret is not None:
            raise InstanceError("a key of Iterable has no secret beside it; leave the secret out")
        if key is None:
            return instance
        return with_key(instance, key)

    def built_in(self) -> bytes:
        """Return the file of the book shop."""
        return built_in()

    def new_state(self, mock: Mock, seed: int, database: Path | None) -> State:
        """Return the state of a new mock."""
        return State(mock.instance, mock.clock, Ids(seed), database)

    def new_limits(self, mock: Mock) -> Limits:
        """Return what counts the calls of a new mock."""
        return Limits(self.document, mock.clock, mock.instance.assumptions)

    def authenticate(self, mock: Mock, operation: Operation, headers: Headers) -> Caller:
        """Return whose key a request has.

        Raises:
            HTTPError: It has none, or one that may not call the operation.
        """
        now = mock.clock.now().timestamp()
        project = mock.instance
        return authenticate(project.keys, operation, headers, project.assumptions, now, page_key=mock.page_token)

    def error_response(
        self, operation: Operation | None, error: HTTPError, assumptions: CoreAssumptions
    ) -> MockResponse:
        """Return how Iterable reports an error, the same for every operation."""
        del operation
        return error_response(error, cast("Assumptions", assumptions))

    def http_error(self, error: StateError, assumptions: CoreAssumptions) -> HTTPError:
        """Return the error that a handler's error of the state becomes."""
        return http_error_of(error, cast("Assumptions", assumptions))

    def read_path(self, mock: Mock, operation: Operation, raw: Mapping[str, str]) -> Mapping[str, Any]:
        """Decode the values of a path."""
        del mock
        return read_path(operation, raw)

    def run_due(self, mock: Mock) -> None:
        """Send the messages that are due, and end the exports whose time has come."""
        send_due(mock)
        end_due(mock)

    def next_due(self, mock: Mock) -> datetime | None:
        """Return when the next message, post or export is due; None when none waits."""
        state = mock.state
        waiting = (part.next_due() for part in (state.blasts, state.sends, state.webhooks, state.exports))
        due = [each for each in waiting if each is not None]
        return from_milliseconds(min(due)) if due else None

    def advance_due(self, mock: Mock, seconds: float) -> None:
        """Let messages, posts and exports that wait come nearer by a number of seconds, though the clock is frozen."""
        milliseconds = round(seconds * 1000)
        mock.state.blasts.advance_due(milliseconds)
        mock.state.sends.advance_due(milliseconds)
        mock.state.webhooks.advance_due(milliseconds)
        mock.state.exports.advance_due(milliseconds)

    def admin_paths(self) -> Mapping[str, Mapping[str, AdminHandler]]:
        """Return what the admin API has besides: the files of exports, the state, and what users do."""
        return ADMIN_PATHS

    async def deliver(self, mock: Mock) -> None:
        """Post system webhooks."""
        await deliver(mock)


BACKEND = IterableBackend()
