"""Reading and checking a request: its host, its body, and the media types that it has and takes."""

from collections.abc import AsyncGenerator
from email.message import Message
from functools import lru_cache
from logging import NullHandler, getLogger
from typing import Any, cast

import orjson
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from agillic.mock.assumptions import Assumptions
from sdk_core.mock.app.batches import within_batch_limit
from sdk_core.mock.app.request import Upload
from sdk_core.mock.app.document import Operation, document
from sdk_core.mock.app.parameters import MAX_FIELDS, parse_pairs
from sdk_core.mock.app.responses import HTTPError

# It tells of odd bodies, which are refused with a message; where nobody set up logging, Python would print that.
getLogger("python_multipart").addHandler(NullHandler())

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


def refuse_foreign_host(headers: Headers, hosts: frozenset[str]) -> None:
    """Refuse a request that names another host: a page of that host could else reach the mock by a changed DNS entry.

    Raises:
        HTTPError: 421.
    """
    named = headers.getlist("host")
    if not named or any(_without_port(host) not in hosts for host in named):
        message = "the Host header names another host; call the mock at http://127.0.0.1 or http://localhost"
        raise HTTPError(421, message, rule="host", place="Host")


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


ASSET_BODY = 100_000_000
"""Bytes of a body with an asset under the option `limit-of-its-own` of `asset-size-limit`; the number is our own."""


def largest_body(operation: Operation | None, assumptions: Assumptions) -> int:
    """Return how many bytes a body may have: 20 MB, or less for some batches [S1, V-INT]."""
    of_asset = operation is not None and operation.path.startswith("/assets/")
    if of_asset and assumptions.choice("asset-size-limit") == "limit-of-its-own":
        return ASSET_BODY
    limit = document().limits["request_body"]
    return min(limit, operation.batch.max_bytes) if operation and operation.batch else limit


async def read_body(request: Request, operation: Operation | None, assumptions: Assumptions) -> bytes:
    """Read the body, and no more of it than is taken.

    Raises:
        HTTPError: It is too large; the status is that of the assumption `too-large-status`.
        ClientDisconnect: The caller has gone.
    """
    limit, content = largest_body(operation, assumptions), bytearray()
    announced = request.headers.get("content-length", "")
    too_large = announced.isdecimal() and (len(announced) > len(str(limit)) or int(announced) > limit)
    if not too_large:
        async for chunk in request.stream():
            content += chunk
            if too_large := len(content) > limit:
                break
    if too_large:
        status = 413 if assumptions.choice("too-large-status") == "status-413" else 400
        message = f"the body has more than {limit:,} bytes; send less at once"
        raise HTTPError(status, message, rule="body-size", assumption="too-large-status", place="the body")
    return bytes(content)


def refuse_unacceptable(operation: Operation, headers: Headers, assumptions: Assumptions) -> None:
    """Refuse an Accept header that excludes what is answered, under the option `status-406` of `accept-header`."""
    if assumptions.choice("accept-header") == "ignored" or "accept" not in headers:
        return
    answered = {media_type for schemas in operation.responses.values() for media_type in schemas} | {"application/json"}
    ranges = [each.partition(";")[0].strip().lower() for each in ",".join(headers.getlist("accept")).split(",")]
    taken = {"*/*"} | answered | {media_type.partition("/")[0] + "/*" for media_type in answered}
    if not taken & set(ranges):
        message = "the Accept header excludes application/json; add it"
        raise HTTPError(406, message, rule="accept", assumption="accept-header", place="Accept")


async def parse_body(
    operation: Operation, headers: Headers, raw: bytes, assumptions: Assumptions, *, checked: bool
) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Parse a body by its media type, and check it against the document.

    Args:
        operation: Says which media types and which schema. One without a request body ignores what is sent.
        headers: Of the request.
        raw: The body; of no bytes, there is none.
        assumptions: `media-type-status`, `unknown-members` and `batch-over-limit-status` count.
        checked: Whether it is checked, and refused when the operation requires one and there is none.

    Returns:
        Parsed JSON; of a form, its members by name, of which the first counts; None when there is no body.

    Raises:
        HTTPError: 400 or 415, or another status under an assumption.
    """
    if not operation.bodies:
        return None
    if not raw:
        if operation.body_required and checked:
            raise HTTPError(400, f"the body is missing; send {', '.join(operation.bodies)}", rule="body-missing")
        return None
    media_type = _media_type(headers.get("content-type", "application/octet-stream"))
    if media_type not in operation.bodies:
        status = 415 if assumptions.choice("media-type-status") == "status-415" else 400
        message = f"the body is of another media type; send {', '.join(operation.bodies)} in UTF-8"
        raise HTTPError(status, message, rule="media-type", assumption="media-type-status", place="Content-Type")
    if media_type == "application/json":
        body = _parse_json(raw)
    elif media_type == "application/x-www-form-urlencoded":
        body = {name: values[0] for name, values in parse_pairs(raw, "the form").items()}
    else:
        body = await _parse_multipart(headers, raw)
    if checked:
        body = within_batch_limit(operation, body, assumptions)
        unknown_members = assumptions.choice("unknown-members") == "ignored"
        operation.check_body(_as_text(body), unknown_members=unknown_members)
    return body


@lru_cache(maxsize=16)  # a client sends one or two
def _media_type(content_type: str) -> str | None:
    """Return the media type of the body; None when its text is not UTF-8, the only encoding that is taken [S1]."""
    message = Message()
    message["Content-Type"] = content_type
    charset = message.get_param("charset", "utf-8")
    return message.get_content_type() if str(charset).lower() in ("utf-8", "utf8") else None


def _parse_json(raw: bytes) -> Any:  # noqa: ANN401 - whatever it holds
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        # from None: the exception carries the text
        raise HTTPError(
            400, f"the body is no JSON: line {error.lineno}, column {error.colno}; correct it there", rule="json"
        ) from None


class _InMemory(MultiPartParser):
    spool_max_size = 2**31  # never to a file: bodies are bounded already


async def _parse_multipart(headers: Headers, raw: bytes) -> dict[str, str | Upload]:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield raw
        yield b""

    parser = _InMemory(headers, stream(), max_files=MAX_FIELDS, max_fields=MAX_FIELDS, max_part_size=len(raw))
    try:
        form = await parser.parse()
    except (MultiPartException, ValueError, LookupError):
        # from None: the exceptions may show a part
        raise HTTPError(
            400, "the body is no multipart/form-data; write its parts by RFC 7578", rule="multipart"
        ) from None
    parts: dict[str, str | Upload] = {}
    for name, part in form.multi_items():
        read = Upload(part.filename or "", part.file.read()) if isinstance(part, UploadFile) else part
        parts.setdefault(name, read)
    await form.close()
    return parts


def _as_text(body: object) -> object:
    """Return a form with its files as text of no length, for schemas know no files."""
    if not isinstance(body, dict):
        return body
    members = cast("dict[str, object]", body)
    if not any(isinstance(each, Upload) for each in members.values()):
        return members
    return {name: "" if isinstance(each, Upload) else each for name, each in members.items()}
