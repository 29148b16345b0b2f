"""Arrangements: what is different about a mock, or about calls on their way to it, so that other statuses come.

In an arrangement schemathesis sends good requests that something happens to. So it checks the form of what comes, and
not whether a request was to be taken.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sdk_core.mock.app import Mock, Operation

FORM = (
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
"""The checks of the form of what comes back."""
AnyMock = Mock[Any, Any]
Undo = Callable[[], None]


@dataclass(frozen=True)
class Arrangement:
    """What is different.

    Attributes:
        name: Stands in the report.
        options: Of assumptions of the mock's instance.
        instance: What else is different about the instance, by its attributes.
        headers: Those that calls have in place of their own; None leaves one out.
        body_headers: The same, of calls of operations that take a body.
        query: What is added to the query.
        whole_query: What the query is in place of their own.
        values: What stands in a path in place of each of its values.
        body: What is sent in place of a body.
        before: Does something to the mock before a call; may return what undoes it.
        phases: The phases of schemathesis that run; the examples do not call who takes nothing.
        examples: How many cases there are in the phase fuzzing.
        links: Whether links are followed, for some come with no other instance.
    """

    name: str
    options: Mapping[str, str] = field(default_factory=dict[str, str])
    instance: Mapping[str, Any] = field(default_factory=dict[str, Any])
    headers: Mapping[str, str | None] = field(default_factory=dict[str, str | None])
    body_headers: Mapping[str, str] = field(default_factory=dict[str, str])
    query: str = ""
    whole_query: str = ""
    values: str = ""
    body: bytes | None = None
    before: Callable[[AnyMock, Operation], Undo | None] = lambda _, __: None
    phases: tuple[str, ...] = ("examples", "fuzzing")
    examples: int = 1
    links: bool = False


AS_IT_IS = Arrangement("")
"""The one in which all checks run."""


def failing(status: int, body: Any = None) -> Callable[[AnyMock, Operation], None]:  # noqa: ANN401 - JSON
    """Return what lets the server fail at each call of an operation that knows the status, with a body."""

    def fail(mock: AnyMock, operation: Operation) -> None:
        if operation.response_schemas(status) is None:
            return
        if body is None:
            mock.faults.add(operation=operation.id, status=status)
        else:
            mock.faults.add(operation=operation.id, status=status, body=body)

    return fail


def arranged(
    arrangement: Arrangement, mock: AnyMock, application: ASGIApp, credentials: Mapping[str, str], seconds: float
) -> ASGIApp:
    """Put an arrangement before the application of a mock.

    Args:
        arrangement: What is different.
        mock: Whose application it is.
        application: Responds to the calls.
        credentials: Headers with which a call may do everything.
        seconds: How far the mock's clock goes on with each call.
    """

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            mock.clock.advance(seconds)
        if scope["type"] != "http" or arrangement is AS_IT_IS:
            await application(scope, receive, send)
            return
        operation = _operation_of(mock, scope)
        undo = arrangement.before(mock, operation) if operation else None
        body = arrangement.body if operation and operation.bodies else None
        headers = {**credentials, **arrangement.headers}
        if operation and operation.bodies:
            headers |= arrangement.body_headers
        changed = _changed(scope, arrangement, headers, operation, body)
        try:
            await application(changed, receive if body is None else _replaced(body, receive), send)
        finally:
            if undo:
                undo()

    return serve


def _operation_of(mock: AnyMock, scope: Scope) -> Operation | None:
    path = mock.backend.raw_path(scope["raw_path"].decode("latin-1"), mock.assumptions)
    found = (mock.document.by_path[template] for template, _ in mock.document.paths.matches(path))
    return next((methods[scope["method"]] for methods in found if scope["method"] in methods), None)


def _changed(
    scope: Scope,
    arrangement: Arrangement,
    headers: Mapping[str, str | None],
    operation: Operation | None,
    body: bytes | None,
) -> Scope:
    replaced = {name.lower().encode(): value for name, value in headers.items()}
    if body is not None:
        replaced[b"content-length"] = str(len(body))
    given = [(name, value) for name, value in scope["headers"] if name not in replaced]
    given += [(name, value.encode()) for name, value in replaced.items() if value is not None]
    own = arrangement.whole_query.encode() or scope["query_string"]
    query = b"&".join(filter(None, (own, arrangement.query.encode())))
    changed = {**scope, "headers": given, "query_string": query}
    if arrangement.values and operation and "{" in operation.path:
        changed["raw_path"] = re.sub(r"\{[^}]+\}", arrangement.values, operation.path).encode()
    return changed


def _replaced(body: bytes, receive: Receive) -> Receive:
    """Return what receives a request with another body."""

    async def received() -> Message:
        message = await receive()
        while message["type"] == "http.request" and message.get("more_body"):
            message = await receive()
        return {**message, "body": body} if message["type"] == "http.request" else message

    return received
