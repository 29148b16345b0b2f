"""The ASGI application: one request after the other through all checks, to its handler and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote_from_bytes

from starlette.requests import ClientDisconnect, Request
from starlette.routing import Router
from starlette.types import ASGIApp, Receive, Scope, Send

from agillic.mock.front.answers import OF_THE_MOCK, check_answer, refused, response_of
from agillic.mock.front.calls import Answer, Call, Refusal
from agillic.mock.front.document import Operation, document
from agillic.mock.front.mock import Mock
from agillic.mock.front.parameters import read_path, read_query
from agillic.mock.front.requests import LOOPBACK, parse_body, read_body, refuse_foreign_host, refuse_unacceptable
from agillic.mock.front.state_errors import refusal_of
from agillic.mock.front.work import settle
from agillic.mock.instance import Key
from agillic.mock.state.errors import StateError

_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


def create_application(mock: Mock, *, strict: bool = False) -> ASGIApp:
    """Return an ASGI application that answers as Agillic does.

    Args:
        mock: What calls are made to.
        strict: For tests. Every answer is held against the document, and one that it does not describe raises
            `UndocumentedAnswer` instead of being sent. Leave it off where an assumption is switched: the document
            describes the defaults. The host `testserver` is taken too.

    >>> from agillic.mock.front import Handlers
    >>> from agillic.mock.instance import load_instance
    >>> application = create_application(Mock.of(load_instance(), Handlers()))
    """
    return _Front(mock, strict=strict)


class _Front:
    def __init__(self, mock: Mock, *, strict: bool) -> None:
        self._mock, self._strict = mock, strict
        self._hosts = LOOPBACK | {"testserver"} if strict else LOOPBACK
        self._others = Router()  # start, stop and web sockets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._others(scope, receive, send)
            return
        request = Request(scope, receive)
        target = _find_target(request, self._mock)
        limited = target.operation is not None and not self._is_unlimited(target.operation)
        entered = self._mock.limits.enter() if limited else None
        try:
            answer = await self._answer(request, target, entered=entered)
            await response_of(answer)(scope, receive, send)
        except ClientDisconnect:
            return  # nobody is there to be answered
        finally:
            if entered:
                self._mock.limits.leave()

    def _is_unlimited(self, operation: Operation) -> bool:
        return operation.open and self._mock.assumptions.choice("token-call-counts") == "does-not-count"

    async def _answer(self, request: Request, target: "_Target", *, entered: bool | None) -> Answer:
        """Return what a request is answered; `entered` is None where no limit holds."""
        operation, assumptions = target.operation, self._mock.assumptions
        try:
            refuse_foreign_host(request.headers, self._hosts)
            raw_body = await read_body(request, operation, assumptions)
            if operation is None:
                raise _no_operation(target.methods)
            key = self._authorized(operation, request)
            if entered is not None:
                self._mock.limits.count(entered=entered)
            answer = await self._handled(request, operation, target.raw_values, raw_body, key)
        except Refusal as refusal:
            answer = refused(operation, refusal, assumptions)
        if self._strict and operation is not None and answer.status not in OF_THE_MOCK:
            check_answer(operation, answer)
        return answer

    def _authorized(self, operation: Operation, request: Request) -> Key | None:
        if operation.open:
            return None
        key = self._mock.credentials.authenticate(request.headers.get("authorization", ""))
        if key is None:
            raise Refusal(401, "the credentials are missing, wrong or expired; get a new token")
        if key.scope == "app" and operation.scope == "public":
            status = int(self._mock.assumptions.choice("forbidden-scope-status").removeprefix("status-"))
            raise Refusal(status, "the key is of the scope app; use one of the scope public")
        return key

    async def _handled(
        self, request: Request, operation: Operation, raw_values: Mapping[str, str], raw_body: bytes, key: Key | None
    ) -> Answer:
        mock, headers = self._mock, request.headers
        settle(mock)
        registered = mock.handlers.get(operation.id)
        unchecked = registered.unchecked if registered else ()
        refuse_unacceptable(operation, headers, mock.assumptions)
        body = await parse_body(operation, headers, raw_body, mock.assumptions, checked="body" not in unchecked)
        call = Call(
            mock=mock,
            operation=operation,
            key=key,
            path=read_path(operation, raw_values, mock.assumptions),
            query=read_query(operation, request.scope["query_string"], unchecked),
            body=body,
            headers=dict(headers),
        )
        if registered is None:
            raise Refusal(501, f"the mock has no handler for {operation.id}; register one")
        try:
            with mock.state.database.transaction():
                return registered.handler(call)
        except StateError as error:
            raise refusal_of(error, mock.assumptions) from error


@dataclass(frozen=True, slots=True)
class _Target:
    """What a request is for; without an operation, the path is unknown or does not take the method."""

    operation: Operation | None
    raw_values: Mapping[str, str]
    methods: Mapping[str, Operation]


def _find_target(request: Request, mock: Mock) -> _Target:
    # Bytes that may not stand in a path, as unencoded UTF-8, are encoded, so that values are ASCII.
    raw_path = quote_from_bytes(request.scope["raw_path"], safe=_PRINTABLE)
    found = document().paths.match(raw_path)
    if found is None and raw_path.endswith("/") and mock.assumptions.choice("trailing-slash") == "same":
        found = document().paths.match(raw_path.removesuffix("/"))
    path, raw_values = found or ("", {})
    methods = document().by_path.get(path, {})
    return _Target(methods.get(request.method), raw_values, methods)


def _no_operation(methods: Mapping[str, Operation]) -> Refusal:
    if not methods:
        return Refusal(404, "there is no such path; see the document")
    allowed = ", ".join(methods)
    return Refusal(405, f"the path does not take this method; use {allowed}", {"Allow": allowed})
