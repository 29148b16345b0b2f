"""Requests to the admin API: who may send them, reading their bodies, and writing JSON."""

from collections.abc import Collection, Mapping
from email.message import Message
from typing import Any, cast
from urllib.parse import urlsplit

import orjson
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from sdk_core.mock.app import HTTPError
from sdk_core.mock.app.request_checks import check_host
from sdk_core.mock.reasons import hint, named

MAX_BODY = 64 * 1024
"""Bytes."""
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def check_origin(headers: Headers, hosts: frozenset[str]) -> None:
    """Reject requests that a page of another site makes a browser send.

    Args:
        headers: Of the request.
        hosts: This machine's.

    Raises:
        HTTPError: 421 for a foreign Host header, 403 for an Origin header of another site.
    """
    check_host(headers, hosts)
    for origin in headers.getlist("origin"):
        if not _is_of(origin, hosts):
            raise HTTPError(403, "the Origin header names another site; call from a page of this machine, or a program")


def _is_of(origin: str, hosts: frozenset[str]) -> bool:
    try:
        parts = urlsplit(origin)
        name = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and (f"[{name}]" if ":" in name else name) in hosts


async def read_members(request: Request, known: Collection[str], needed: Collection[str] = ()) -> dict[str, Any]:
    """Read the JSON object that a request has as its body; without a body, it has no members, and needs no media type.

    Args:
        request: Its Content-Type has to be application/json, which a browser sends to another site only when that
            site agrees.
        known: The members that it may have.
        needed: Those that it must have.

    Raises:
        HTTPError: 415, 413 or 400.
        ClientDisconnect: The caller has gone.
    """
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MAX_BODY:
            raise HTTPError(413, f"the body has more than {MAX_BODY:,} bytes; send less")
    message = Message()
    message["Content-Type"] = request.headers.get("content-type", "")
    if raw and message.get_content_type() != "application/json":
        raise HTTPError(415, "the body is of another media type; send it with Content-Type: application/json")
    try:
        body = orjson.loads(raw or b"{}")
    except orjson.JSONDecodeError as error:
        # from None: the exception carries the text
        raise HTTPError(400, f"the body is no JSON: line {error.lineno}, column {error.colno}; correct it") from None
    if not isinstance(body, dict):
        raise HTTPError(400, "the body is no JSON object; write one such as {}")
    members = cast("dict[str, Any]", body)
    for name in members:
        if name not in known:
            raise HTTPError(400, f"{named(name)} of the body is not known; {hint(name, [*known])}")
    for name in needed:
        if name not in members:
            raise HTTPError(400, f"the body lacks the member {name!r}; add it")
    return members


def read_number(text: str, name: str) -> int:
    """Read a whole number of a path or query, 0 or more.

    Raises:
        HTTPError: 400.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 15):  # noqa: PLR2004 - a float of JavaScript holds it
        raise HTTPError(400, f"{name} is no whole number; write digits, 15 at most")
    return int(text)


def read_query(request: Request, *known: str) -> dict[str, str]:
    """Read the parameters of a query.

    Raises:
        HTTPError: 400; one is none of the known.
    """
    given = dict(request.query_params)
    for name in given:
        if name not in known:
            raise HTTPError(400, f"the {named(name, 'query parameter')} is not known; {hint(name, [*known])}")
    return given


def json_of(content: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a response in JSON."""
    return Response(orjson.dumps(content), status, {**_HEADERS, **(headers or {})}, "application/json")
