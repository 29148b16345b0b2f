"""The ASGI application: one request after the other through all checks, to its handler and back."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes

from starlette.requests import ClientDisconnect, Request
from starlette.routing import Router
from starlette.types import ASGIApp, Receive, Scope, Send

from sdk_core.mock.app.document import Operation
from sdk_core.mock.app.fault_injection import injected, send_faulty
from sdk_core.mock.app.mock import Mock
from sdk_core.mock.app.parameters import read_query
from sdk_core.mock.app.request import Call
from sdk_core.mock.app.request_checks import (
    LOOPBACK,
    check_accept,
    check_host,
    parse_body,
    read_body,
)
from sdk_core.mock.app.response_writer import by_example, check_response, documented, error_response
from sdk_core.mock.app.responses import HTTPError, MockResponse
from sdk_core.mock.errors import StateError
from sdk_core.mock.faults import Fault
from sdk_core.mock.reasons import Reason, collecting, log, note
from sdk_core.mock.request_journal import LoggedRequest

_FIRST_ERROR = 400
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


Sleep = Callable[[float], Awaitable[object]]


def create_application(mock: Mock[Any, Any], *, strict: bool = False, sleep: Sleep = asyncio.sleep) -> ASGIApp:
    """Return an ASGI application that responds as the API does.

    Args:
        mock: What calls are made to.
        strict: For tests. Every response is held against the document, and one that it does not describe raises
            `UndocumentedResponse` instead of being sent. Leave it off where an assumption is switched: the document
            describes the defaults. The host `testserver` is taken too. Injected responses are sent as they are.
        sleep: Waits for a number of seconds, for latency and delays.
    """
    return _Application(mock, strict=strict, sleep=sleep)


@dataclass(slots=True)
class _Exchange:
    """A request on its way to a response.

    Attributes:
        entered: Whether it has a place among the calls at once; None where no limit holds.
        fault: What goes wrong with it on request.
    """

    request: Request
    target: "_Target"
    logged: LoggedRequest
    entered: bool | None
    fault: Fault | None = None


class _Application:
    def __init__(self, mock: Mock[Any, Any], *, strict: bool, sleep: Sleep) -> None:
        self._mock, self._strict, self._sleep = mock, strict, sleep
        self._hosts = LOOPBACK | {"testserver"} if strict else LOOPBACK
        self._others = Router()  # start, stop and web sockets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._others(scope, receive, send)
            return
        request = Request(scope, receive)
        target = _find_target(request, self._mock)
        limits = self._mock.limits  # a reset of the mock has others
        limited = target.operation is not None and target.operation.id not in self._mock.rules.unlimited
        entered = limits.enter() if limited else None
        exchange = _Exchange(request, target, self._log(request, target), entered)
        try:
            response = await self._respond(exchange)
            if exchange.fault is None or not exchange.fault.connection_reset:
                exchange.logged.status = response.status
            await send_faulty(exchange.fault, response, scope, receive, send)
        except ClientDisconnect:
            return  # the client is gone
        finally:
            if entered:
                limits.leave()

    def _log(self, request: Request, target: "_Target") -> LoggedRequest:
        path, query = request.scope["raw_path"], request.scope["query_string"]
        return self._mock.journal.arrived(
            self._mock.clock.now(),
            request.method,
            (path + b"?" + query if query else path).decode("latin-1"),
            request.scope["headers"],
            target.operation.id if target.operation else None,
        )

    async def _respond(self, exchange: _Exchange) -> MockResponse:
        """Return the response to a request, and keep the reason of an error."""
        operation = exchange.target.operation
        with collecting() as reasons:
            response = await self._decided(exchange)
        if response.status >= _FIRST_ERROR and not reasons:
            reasons.append(Reason(f"status-{response.status}", f"the operation responds with {response.status} here"))
        self._mock.journal.explain(exchange.logged, reasons)
        what = f"{response.status} {exchange.logged.number} {operation.id if operation else exchange.request.method}"
        for reason in reasons:
            log(self._mock.backend.api.package, what, reason)
        if self._strict and operation is not None and not _injects(exchange.fault):
            check_response(operation, response)
        return response

    async def _decided(self, exchange: _Exchange) -> MockResponse:
        operation, mock = exchange.target.operation, self._mock
        try:
            check_host(exchange.request.headers, self._hosts)
            raw_body = await read_body(exchange.request, operation, mock.document, mock.rules)
            mock.journal.read(exchange.logged, raw_body)
            await self._meet_fault(exchange)
            if operation is None:
                raise _no_operation(exchange.target.methods)
            fault = exchange.fault
            if fault and _injects(fault):
                note(Reason("injected-fault", f"fault {fault.id} was injected; nothing was done"))
                return injected(fault, fault.status or 500)
            key = None
            if not operation.open:
                key = mock.backend.authenticate(mock, operation, exchange.request.headers)
            if exchange.entered is not None:
                mock.limits.count(operation, key, entered=exchange.entered)
            return await self._handled(exchange, operation, raw_body, key)
        except HTTPError as error:
            return error_response(mock, operation, error)

    async def _meet_fault(self, exchange: _Exchange) -> None:
        """Find what goes wrong, and wait as long as the call takes. Calls too many at once are rejected at once."""
        if exchange.entered is False:
            return
        if exchange.target.operation is not None:
            exchange.fault = self._mock.faults.hit(exchange.target.operation.id)
        seconds = self._mock.latency
        if exchange.fault is not None:
            exchange.logged.fault = exchange.fault.id
            seconds += exchange.fault.delay
        if seconds:
            await self._sleep(seconds)

    async def _handled(self, exchange: _Exchange, operation: Operation, raw_body: bytes, key: object) -> MockResponse:
        mock, request = self._mock, exchange.request
        headers = request.headers
        mock.run_due()
        route = mock.routes.get(operation.id)
        unchecked = route.unchecked if route else ()
        extra = route.extra if route else ()
        check_accept(operation, headers, mock.rules)
        body = await parse_body(operation, headers, raw_body, mock.rules, checked="body" not in unchecked)
        call = Call(
            mock=mock,
            operation=operation,
            key=key,
            path=mock.backend.read_path(mock, operation, exchange.target.raw_values),
            query=read_query(
                operation,
                request.scope["query_string"],
                unchecked,
                extra,
                unknown=mock.rules.unknown_query,
            ),
            body=body,
            headers=dict(headers),
            task_end=(exchange.fault and exchange.fault.task) or "normal",
            logged=exchange.logged,
        )
        if route is None:
            exchange.logged.is_example = True
            return by_example(operation)
        try:
            with mock.state.transaction():
                response = route.handler(call)
                return response if call.decided_by else documented(operation, response)
        except StateError as error:
            raise mock.backend.http_error(error, mock.assumptions) from error


@dataclass(frozen=True, slots=True)
class _Target:
    """What a request is for; without an operation, the path is unknown or does not take the method."""

    operation: Operation | None
    raw_values: Mapping[str, str]
    methods: Mapping[str, Operation]


def _find_target(request: Request, mock: Mock[Any, Any]) -> _Target:
    # Bytes that may not stand in a path, as unencoded UTF-8, are encoded, so that values are ASCII.
    raw_path = mock.backend.raw_path(quote_from_bytes(request.scope["raw_path"], safe=_PRINTABLE), mock.assumptions)
    candidates = [raw_path]
    if raw_path.endswith("/") and mock.rules.trailing_slash is None:
        candidates.append(raw_path.removesuffix("/"))
    methods: Mapping[str, Operation] = {}
    for candidate in candidates:
        for path, raw_values in mock.document.paths.matches(candidate):
            methods = methods or mock.document.by_path[path]
            found = mock.document.by_path[path].get(request.method)
            if found is not None or mock.backend.literal_paths_win:
                return _Target(found, raw_values, mock.document.by_path[path])
    return _Target(None, {}, methods)


def _injects(fault: Fault | None) -> bool:
    """Return whether a fault responds, or ends the call, instead of the operation."""
    return fault is not None and (fault.status is not None or fault.connection_reset == "before")


def _no_operation(methods: Mapping[str, Operation]) -> HTTPError:
    if not methods:
        return HTTPError(404, "there is no such path; see the document", rule="path")
    allowed = ", ".join(methods)
    return HTTPError(405, f"the path does not take this method; use {allowed}", {"Allow": allowed})
