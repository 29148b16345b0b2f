"""What the core's mock does as Agillic does."""

from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import cast

from starlette.datastructures import Headers

from agillic.api import API
from agillic.mock.admin_paths import ADMIN_PATHS
from agillic.mock.callbacks import deliver
from agillic.mock.calls import Mock
from agillic.mock.document import document
from agillic.mock.http.address import Address
from agillic.mock.http.limits import Limits
from agillic.mock.http.path_values import read_path, with_one_value
from agillic.mock.http.state_errors import http_error_of
from agillic.mock.http.tasks import next_due, run_due
from agillic.mock.ids import Ids
from agillic.mock.inspector import INSPECTOR
from agillic.mock.instance import BUILT_IN, Instance, Key, load_instance
from agillic.mock.instance.keys import with_key
from agillic.mock.operations import all_routes
from agillic.mock.routes import Routes
from agillic.mock.state import State
from sdk_core.mock.app import Backend, HTTPError, MockResponse, Operation, RequestRules, Rule
from sdk_core.mock.app.additions import AdminHandler
from sdk_core.mock.assumptions import Assumptions, status_of
from sdk_core.mock.errors import StateError

ASSET_BODY = 100_000_000
"""Bytes of a body with an asset under the option `limit-of-its-own` of `asset-size-limit`; the number is our own."""
_CONFLICT = 409


class AgillicBackend(Backend[Instance, State]):
    """Responds as Agillic does, by its document and the assumptions of the instance."""

    api = API
    secret_operations = frozenset({"getOAuthToken"})
    inspector = INSPECTOR
    literal_paths_win = True

    def __init__(self) -> None:
        self.document = document()

    def routes(self) -> Routes:
        """Return the handlers of all operations."""
        return all_routes()

    def rules(self, instance: Instance) -> RequestRules:
        """Return what is rejected before a handler is called [S1, V-INT]."""
        choice = instance.assumptions.choice

        def rejected(assumption: str, taken: str) -> Rule | None:
            """Return how an option rejects something, where it is not the one that takes it."""
            option = choice(assumption)
            return None if option == taken else Rule(status_of(option), assumption)

        def body_limit(operation: Operation | None) -> int | None:
            of_asset = operation is not None and operation.path.startswith("/assets/")
            return ASSET_BODY if of_asset and choice("asset-size-limit") == "limit-of-its-own" else None

        members = Rule(400, "unknown-members") if choice("unknown-members") != "ignored" else None
        accept = Rule(406, "accept-header") if choice("accept-header") != "ignored" else None
        slash = Rule(404, "trailing-slash") if choice("trailing-slash") != "same" else None
        uncounted = {"getOAuthToken"} if choice("token-call-counts") == "does-not-count" else ()
        return RequestRules(
            body_limit=body_limit,
            body_too_large=Rule(413 if choice("too-large-status") == "status-413" else 400, "too-large-status"),
            media_type=Rule(415 if choice("media-type-status") == "status-415" else 400, "media-type-status"),
            accept=accept,
            batch_too_long=rejected("batch-over-limit-status", "first-ones"),
            unknown_query=rejected("unknown-query-parameters", "ignored"),
            unknown_members=members,
            trailing_slash=slash,
            unlimited=frozenset(uncounted),
        )

    def load_instance(self, path: Path | None = None) -> Instance:
        """Read an instance from a file; without one, the candy store that is built in.

        Raises:
            InstanceError: The file cannot be read, or has a mistake.
        """
        return load_instance(path)

    def with_key(self, instance: Instance, key: str | None, secret: str | None) -> Instance:
        """Return an instance with one key of the scope `public`, this one.

        Raises:
            InstanceError: An instance cannot have this key; the message does not show the secret.
        """
        return with_key(instance, key, secret)

    def built_in(self) -> bytes:
        """Return the file of the candy store."""
        return files("agillic.mock").joinpath("instances", BUILT_IN).read_bytes()

    def new_state(self, mock: Mock, seed: int, database: Path | None) -> State:
        """Return the state of a new mock."""
        return State(mock.instance, mock.clock, Ids(seed), database, mock.page_token)

    def new_limits(self, mock: Mock) -> Limits:
        """Return what counts the calls of a new mock, also those of a day."""
        return Limits(mock.instance, mock.clock)

    def raw_path(self, path: str, assumptions: Assumptions) -> str:
        """Return a raw path in which all that is handed to an extension is one value, under an option for that."""
        return with_one_value(path) if assumptions.choice("extension-path-encoding") == "raw-slashes" else path

    def authenticate(self, mock: Mock, operation: Operation, headers: Headers) -> Key:
        """Return whose token or key a request has.

        Raises:
            HTTPError: It has none that counts, or one of a scope that may not call the operation.
        """
        credentials, authorization = mock.state.credentials, headers.get("authorization", "")
        key = credentials.authenticate(authorization)
        if key is None:
            problem = credentials.problem(authorization)
            raise HTTPError(401, f"{problem}; get a new token", rule="credentials", place="Authorization")
        if key.scope not in operation.keys:
            raise HTTPError(
                mock.assumptions.status("forbidden-scope-status"),
                "the key is of the scope app; use one of the scope public",
                rule="scope",
                assumption="forbidden-scope-status",
                place="Authorization",
            )
        return key

    def error_response(self, operation: Operation | None, error: HTTPError, assumptions: Assumptions) -> MockResponse:
        """Return an error as Agillic reports it [S1].

        The statuses whose responses have content in the document, 400 and 409, carry the message, the latter also where
        an option gives an operation this status; others do so under the option `message` of `bodiless-errors` alone.
        """
        documented = operation.response_schemas(error.status) if operation else None
        if documented and operation and operation.id in self.secret_operations:
            # Its errors are in the words of OAuth 2.0, those of a query that cannot be read too.
            said = {"error": "invalid_request", "error_description": error.message}
            return MockResponse(error.status, said, error.headers)
        says_why = bool(documented) or error.status == _CONFLICT or assumptions.choice("bodiless-errors") == "message"
        return MockResponse(error.status, {"message": error.message} if says_why else None, error.headers)

    def http_error(self, error: StateError, assumptions: Assumptions) -> HTTPError:
        """Return the error that a handler's error of the state becomes."""
        return http_error_of(error, assumptions)

    def read_path(self, mock: Mock, operation: Operation, raw: Mapping[str, str]) -> Mapping[str, str | int | Address]:
        """Decode the values of a path, which are encoded twice."""
        return read_path(operation, raw, mock.assumptions, mock.instance.fields)

    def admin_paths(self) -> Mapping[str, Mapping[str, AdminHandler]]:
        """Return what the admin API has besides: the state, and clicks of recipients."""
        return ADMIN_PATHS

    def run_due(self, mock: Mock) -> None:
        """Do what is due by now: the queues of flows, then the work of tasks."""
        run_due(mock, cast("Routes", mock.routes).work_of)

    def next_due(self, mock: Mock) -> datetime | None:
        """Return when `run_due` has something to do next; None when nothing waits."""
        return next_due(mock)

    def advance_due(self, mock: Mock, seconds: float) -> None:
        """Let tasks and retried reports come nearer by a number of seconds, though the clock is frozen."""
        mock.state.tasks.advance_due(seconds)
        mock.state.deliveries.advance_due(seconds)

    async def deliver(self, mock: Mock) -> None:
        """Report the ends of tasks to their callbacks."""
        await deliver(mock)


BACKEND = AgillicBackend()
