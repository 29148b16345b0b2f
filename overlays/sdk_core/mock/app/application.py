"""The ASGI application: one request after the other through all checks, to its handler and back."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote_from_bytes

from starlette.requests import ClientDisconnect, Request
from starlette.routing import Router
from starlette.types import ASGIApp, Receive, Scope, Send

from sdk_core.mock.faults import Fault
from sdk_core.mock.app.response_writer import OF_THE_MOCK, by_example, check_answer, documented, refused
from sdk_core.mock.app.request import Call
from sdk_core.mock.app.document import Operation, document
from agillic.mock.http.extension_paths import with_one_value
from sdk_core.mock.app.fault_injection import injected, send_faulty
from sdk_core.mock.app.mock import Mock
from sdk_core.mock.app.parameters import read_path, read_query
from sdk_core.mock.app.responses import MockResponse, HTTPError
from sdk_core.mock.app.request_checks import LOOPBACK, parse_body, read_body, refuse_foreign_host, refuse_unacceptable
from agillic.mock.http.state_errors import http_error_of
from agillic.mock.http.tasks import run_due
from agillic.mock.instance import Key
from sdk_core.mock.reasons import Reason, collecting, log, note
from sdk_core.mock.request_journal import LoggedRequest
from agillic.mock.state.errors import StateError

_FIRST_ERROR = 400
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


Sleep = Callable[[float], Awaitable[object]]


def create_application(mock: Mock, *, strict: bool = False, sleep: Sleep = asyncio.sleep) -> ASGIApp:
    """Return an ASGI application that answers as Agillic does.

    Args:
        mock: What calls are made to.
        strict: For tests. Every answer is held against the document, and one that it does not describe raises
            `UndocumentedAnswer` instead of being sent. Leave it off where an assumption is switched: the document
            describes the defaults. The host `testserver` is taken too. Injected answers are sent as they are.
        sleep: Waits for so many seconds, for latency and delays.

    >>> from sdk_core.mock.app import Routes
    >>> from agillic.mock.instance import load_instance
    >>> application = create_application(Mock.of(load_instance(), Routes()))
    """
    return _Front(mock, strict=strict, sleep=sleep)


@dataclass(slots=True)
class _Exchange:
    """A request on its way to an answer.

    Attributes:
        entered: Whether it has a place among the calls at once; None where no limit holds.
        fault: What goes wrong with it on request.
    """

    request: Request
    target: "_Target"
    recorded: LoggedRequest
    entered: bool | None
    fault: Fault | None = None


class _Front:
    def __init__(self, mock: Mock, *, strict: bool, sleep: Sleep) -> None:
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
        limited = target.operation is not None and not self._is_unlimited(target.operation)
        entered = limits.enter() if limited else None
        exchange = _Exchange(request, target, self._record(request, target), entered)
        try:
            answer = await self._answer(exchange)
            if exchange.fault is None or not exchange.fault.reset:
                exchange.recorded.status = answer.status
            await send_faulty(exchange.fault, answer, scope, receive, send)
        except ClientDisconnect:
            return  # nobody is there to be answered
        finally:
            if entered:
                limits.leave()

    def _record(self, request: Request, target: "_Target") -> LoggedRequest:
        path, query = request.scope["raw_path"], request.scope["query_string"]
        return self._mock.journal.arrived(
            self._mock.clock.now(),
            request.method,
            (path + b"?" + query if query else path).decode("latin-1"),
            request.scope["headers"],
            target.operation.id if target.operation else None,
        )

    def _is_unlimited(self, operation: Operation) -> bool:
        return operation.open and self._mock.assumptions.choice("token-call-counts") == "does-not-count"

    async def _answer(self, exchange: _Exchange) -> MockResponse:
        """Return what a request is answered, and keep why."""
        operation = exchange.target.operation
        with collecting() as reasons:
            answer = await self._decided(exchange)
        if answer.status >= _FIRST_ERROR and not reasons:
            reasons.append(Reason(f"status-{answer.status}", f"the operation answers {answer.status} here"))
        self._mock.journal.explain(exchange.recorded, reasons)
        what = f"{answer.status} {exchange.recorded.number} {operation.id if operation else exchange.request.method}"
        for reason in reasons:
            log(what, reason)
        checked = operation is not None and not _injects(exchange.fault) and answer.status not in OF_THE_MOCK
        if self._strict and operation is not None and checked:
            check_answer(operation, answer)
        return answer

    async def _decided(self, exchange: _Exchange) -> MockResponse:
        operation, assumptions = exchange.target.operation, self._mock.assumptions
        try:
            refuse_foreign_host(exchange.request.headers, self._hosts)
            raw_body = await read_body(exchange.request, operation, assumptions)
            self._mock.journal.read(exchange.recorded, raw_body)
            await self._meet_fault(exchange)
            if operation is None:
                raise _no_operation(exchange.target.methods)
            fault = exchange.fault
            if fault and _injects(fault):
                note(Reason("injected-fault", f"fault {fault.id} was injected; nothing was done"))
                return injected(fault, fault.status or 500)
            key = self._authorized(operation, exchange.request)
            if exchange.entered is not None:
                self._mock.limits.count(entered=exchange.entered)
            return await self._handled(exchange, operation, raw_body, key)
        except HTTPError as refusal:
            return refused(operation, refusal, assumptions)

    async def _meet_fault(self, exchange: _Exchange) -> None:
        """Find what goes wrong, and wait as long as the call takes. Calls too many at once are refused at once."""
        if exchange.entered is False:
            return
        if exchange.target.operation is not None:
            exchange.fault = self._mock.faults.hit(exchange.target.operation.id)
        seconds = self._mock.latency
        if exchange.fault is not None:
            exchange.recorded.fault = exchange.fault.id
            seconds += exchange.fault.delay
        if seconds:
            await self._sleep(seconds)

    def _authorized(self, operation: Operation, request: Request) -> Key | None:
        if operation.open:
            return None
        key = self._mock.credentials.authenticate(request.headers.get("authorization", ""))
        if key is None:
            problem = self._mock.credentials.problem(request.headers.get("authorization", ""))
            raise HTTPError(401, f"{problem}; get a new token", rule="credentials", place="Authorization")
        if key.scope not in operation.keys:
            status = int(self._mock.assumptions.choice("forbidden-scope-status").removeprefix("status-"))
            message = "the key is of the scope app; use one of the scope public"
            raise HTTPError(status, message, rule="scope", assumption="forbidden-scope-status", place="Authorization")
        return key

    async def _handled(self, exchange: _Exchange, operation: Operation, raw_body: bytes, key: Key | None) -> MockResponse:
        mock, request = self._mock, exchange.request
        headers = request.headers
        run_due(mock)
        registered = mock.routes.get(operation.id)
        unchecked = registered.unchecked if registered else ()
        extra = registered.extra if registered else ()
        refuse_unacceptable(operation, headers, mock.assumptions)
        body = await parse_body(operation, headers, raw_body, mock.assumptions, checked="body" not in unchecked)
        call = Call(
            mock=mock,
            operation=operation,
            key=key,
            path=read_path(operation, exchange.target.raw_values, mock.assumptions, mock.instance.fields),
            query=read_query(
                operation,
                request.scope["query_string"],
                unchecked,
                extra,
                refuse_unknown=mock.assumptions.choice("unknown-query-parameters") == "status-400",
            ),
            body=body,
            headers=dict(headers),
            task_end=(exchange.fault and exchange.fault.task) or "normal",
            recorded=exchange.recorded,
        )
        if registered is None:
            return by_example(operation)
        try:
            with mock.state.database.transaction():
                answer = registered.handler(call)
                return answer if call.decided_by else documented(operation, answer)
        except StateError as error:
            raise http_error_of(error, mock.assumptions) from error


@dataclass(frozen=True, slots=True)
class _Target:
    """What a request is for; without an operation, the path is unknown or does not take the method."""

    operation: Operation | None
    raw_values: Mapping[str, str]
    methods: Mapping[str, Operation]


def _find_target(request: Request, mock: Mock) -> _Target:
    # Bytes that may not stand in a path, as unencoded UTF-8, are encoded, so that values are ASCII.
    raw_path = quote_from_bytes(request.scope["raw_path"], safe=_PRINTABLE)
    if mock.assumptions.choice("extension-path-encoding") == "raw-slashes":
        raw_path = with_one_value(raw_path)
    found = document().paths.match(raw_path)
    if found is None and raw_path.endswith("/") and mock.assumptions.choice("trailing-slash") == "same":
        found = document().paths.match(raw_path.removesuffix("/"))
    path, raw_values = found or ("", {})
    methods = document().by_path.get(path, {})
    return _Target(methods.get(request.method), raw_values, methods)


def _injects(fault: Fault | None) -> bool:
    """Tell whether a fault answers, or ends the call, instead of the operation."""
    return fault is not None and (fault.status is not None or fault.reset == "before")


def _no_operation(methods: Mapping[str, Operation]) -> HTTPError:
    if not methods:
        return HTTPError(404, "there is no such path; see the document", rule="path")
    allowed = ", ".join(methods)
    return HTTPError(405, f"the path does not take this method; use {allowed}", {"Allow": allowed})
