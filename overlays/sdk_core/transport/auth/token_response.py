"""What the responses to a request for a token mean, and what it means that none came.

Servers do not keep to RFC 6749 in full, and few document their members and statuses, so every reading of them is taken.
No error repeats text of the response: it might quote what was sent.
"""

import asyncio
import math
import re
from dataclasses import dataclass
from typing import Any, Final, cast

import httpx
import orjson
from httpx import codes

from sdk_core.api import Api
from sdk_core.transport.auth.token_cache import Fetched, RefreshCanceled, Token
from sdk_core.transport.error_mapping import error_from
from sdk_core.wire.errors import ApiError, AuthenticationError, ErrorDetails, ResponseParseError, TransportError
from sdk_core.wire.operations import Operation
from sdk_core.wire.secret import Secret
from sdk_core.wire.statuses import UNAUTHORIZED

MAX_TOKEN_BYTES: Final = 64 * 1024
"""Bytes of a response that are taken: tokens with many claims have a few thousand."""
REFRESH_MARGIN: Final = 60.0
"""Seconds before its end that a token is renewed, at most a tenth of its life."""
_NO_TOKEN_HERE: Final = frozenset({codes.NOT_FOUND.value, codes.METHOD_NOT_ALLOWED.value})
_OAUTH_CODES: Final = frozenset(
    {"invalid_client", "invalid_grant", "invalid_request", "unauthorized_client", "unsupported_grant_type"}
)
"""Codes of RFC 6749 that an error repeats. Other text of the response might be the secret that was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenEndpoint:
    """Where an API gives tokens.

    Attributes:
        api: the API.
        operation: what gives one.
        life: seconds that a token lives when the response does not say.
    """

    api: Api
    operation: Operation
    life: float


def parse_token_response(response: httpx.Response, endpoint: TokenEndpoint, now: float) -> Fetched:
    """Return the token in a response, or the error that says why there is none.

    Args:
        response: the response, whose body was read.
        endpoint: what responded.
        now: seconds by the clock that tokens live by.
    """
    api, operation, status = endpoint.api, endpoint.operation, response.status_code
    details: ErrorDetails = {"operation": operation.id, "status": status, "outcome": "not-sent"}
    message = f"no access token: {operation.id} returned {status}"
    if codes.is_success(status):
        token = _token_in(response, endpoint.life, now)
        unread = f"{message} and without a token that can be sent"
        return token or api.error(ResponseParseError)(message=unread, **details)
    code = _members(response).get("error")
    if code == "invalid_client" or status == UNAUTHORIZED:
        details["server_message"] = code if code in _OAUTH_CODES else ""
        return api.error(AuthenticationError)(message=message, **details)
    if status in _NO_TOKEN_HERE or codes.is_redirect(status):
        # Not NotFound: a caller that creates what is not found would be misled.
        return api.error(AuthenticationError)(message=f"{message}, so check the base URL first", **details)
    kept = [(name, value) for name, value in response.headers.multi_items() if name in {"retry-after", "date"}]
    said = orjson.dumps({"error": code if code in _OAUTH_CODES else ""})
    received = httpx.Response(status, headers=kept, content=said)
    return error_from(received, operation, errors=api.errors, outcome="not-sent")


def _token_in(response: httpx.Response, usual_life: float, now: float) -> Token | None:
    # Nothing raises in here: its locals hold the token.
    members = _members(response)
    word, life = members.get("access_token"), members.get("expires_in")
    if not isinstance(word, str) or not re.fullmatch(r"[\x21-\x7e]+", word):
        return None
    seconds = _seconds(life, usual_life)
    return Token(Secret(f"Bearer {word}"), now + seconds - min(REFRESH_MARGIN, seconds / 10))


def _seconds(life: object, usual: float) -> float:
    try:
        seconds = float(life) if isinstance(life, int | float | str) and not isinstance(life, bool) else usual
    except (OverflowError, ValueError):
        return usual
    return seconds if 0 <= seconds < math.inf else usual


def _members(response: httpx.Response) -> dict[str, Any]:
    try:
        members = orjson.loads(response.content)
    except ValueError:
        return {}
    return cast("dict[str, Any]", members) if isinstance(members, dict) else {}


def refresh_failure(end: BaseException, endpoint: TokenEndpoint, handled: BaseException | None) -> Fetched:
    """Return why a request for a token got no response.

    The HTTP library tells a flow only that it is over (GeneratorExit). Python notes which error was on its way then,
    but not for the asynchronous half; there it is known at least whether the task was canceled.

    Args:
        end: what the flow got.
        endpoint: what was to respond.
        handled: what the caller was handling when the flow began, which is none of it; None for nothing.
    """
    reason: BaseException | None = end
    while isinstance(reason, GeneratorExit):
        reason = reason.__context__
    if reason is handled:
        reason = None
    if isinstance(reason, ApiError):
        return reason
    if isinstance(reason, Exception):
        return error_from(reason, endpoint.operation, errors=endpoint.api.errors, outcome="not-sent", handled=handled)
    if reason is not None or _is_canceled():
        return RefreshCanceled()  # a cancellation or an interrupt says nothing about the token
    return endpoint.api.error(TransportError)(
        message=f"no access token: {endpoint.operation.id} got no response", retryable=True, outcome="not-sent"
    )


def _is_canceled() -> bool:
    try:
        task = asyncio.current_task()
    except RuntimeError:  # no event loop runs in this thread
        return False
    return task is not None and task.cancelling() > 0  # codespell:ignore cancelling
