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

from sdk_core.mock.app.batches import within_batch_limit
from sdk_core.mock.app.document import Document, Operation
from sdk_core.mock.app.parameters import MAX_FIELDS, parse_pairs
from sdk_core.mock.app.request import Upload
from sdk_core.mock.app.request_rules import RequestRules
from sdk_core.mock.app.responses import HTTPError

# It logs odd bodies, which are rejected with a message; where logging is not set up, Python would print that.
getLogger("python_multipart").addHandler(NullHandler())

MAX_BODY = 100_000_000
"""Bytes of a body where a document names no limit; our own bound."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


def check_host(headers: Headers, hosts: frozenset[str]) -> None:
    """Reject a request that names another host: a page of that host could else reach the mock by a changed DNS entry.

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


def body_limit(operation: Operation | None, document: Document, rules: RequestRules) -> int:
    """Return how many bytes a body may have: the document's limit, or less for some batches, or what a rule says."""
    own = rules.body_limit(operation)
    if own is not None:
        return own
    limit = document.limits.get("request_body", MAX_BODY)
    most = operation.batch.max_bytes if operation and operation.batch else None
    return limit if most is None else min(limit, most)


async def read_body(request: Request, operation: Operation | None, document: Document, rules: RequestRules) -> bytes:
    """Read the body, and no more of it than is taken.

    Raises:
        HTTPError: It is too large.
        ClientDisconnect: The caller has gone.
    """
    limit, content = body_limit(operation, document, rules), bytearray()
    announced = request.headers.get("content-length", "")
    too_large = announced.isdecimal() and (len(announced) > len(str(limit)) or int(announced) > limit)
    if not too_large:
        async for chunk in request.stream():
            content += chunk
            if too_large := len(content) > limit:
                break
    if too_large:
        rule = rules.body_too_large
        message = f"the body has more than {limit:,} bytes; send less at once"
        raise HTTPError(rule.status, message, rule="body-size", assumption=rule.assumption, place="the body")
    return bytes(content)


def check_accept(operation: Operation, headers: Headers, rules: RequestRules) -> None:
    """Reject an Accept header that excludes what is sent, where a rule says so."""
    rule = rules.accept
    if rule is None or "accept" not in headers:
        return
    sent = {media_type for schemas in operation.responses.values() for media_type in schemas} | {"application/json"}
    ranges = [each.partition(";")[0].strip().lower() for each in ",".join(headers.getlist("accept")).split(",")]
    taken = {"*/*"} | sent | {media_type.partition("/")[0] + "/*" for media_type in sent}
    if not taken & set(ranges):
        message = "the Accept header excludes application/json; add it"
        raise HTTPError(rule.status, message, rule="accept", assumption=rule.assumption, place="Accept")


async def parse_body(operation: Operation, headers: Headers, raw: bytes, rules: RequestRules, *, checked: bool) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Parse a body by its media type, and check it against the document.

    Args:
        operation: Says which media types and which schema. One without a request body ignores what is sent.
        headers: Of the request.
        raw: The body; of no bytes, there is none.
        rules: How another media type, unknown members and too many entries are rejected.
        checked: Whether it is checked, and rejected when the operation requires one and there is none.

    Returns:
        Parsed JSON; of a form, its members by name, of which the first counts; None when there is no body.

    Raises:
        HTTPError: 400, or as a rule says.
    """
    if not operation.bodies:
        return None
    if not raw:
        if operation.body_required and checked:
            raise HTTPError(400, f"the body is missing; send {', '.join(operation.bodies)}", rule="body-missing")
        return None
    media_type = _media_type(headers.get("content-type", "application/octet-stream"))
    if media_type not in operation.bodies:
        rule = rules.media_type
        message = f"the body is of another media type; send {', '.join(operation.bodies)} in UTF-8"
        raise HTTPError(rule.status, message, rule="media-type", assumption=rule.assumption, place="Content-Type")
    if media_type == "application/json":
        body = _parse_json(raw)
    elif media_type == "application/x-www-form-urlencoded":
        body = {name: values[0] for name, values in parse_pairs(raw, "the form").items()}
    else:
        body = await _parse_multipart(headers, raw)
    if checked:
        body = within_batch_limit(operation, body, rules)
        operation.check_body(_as_text(body), unknown_members=rules.unknown_members)
    return body


@lru_cache(maxsize=16)  # a client sends one or two
def _media_type(content_type: str) -> str | None:
    """Return the media type of the body; None when its text is not UTF-8, the only encoding that is taken."""
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
