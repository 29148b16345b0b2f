"""What the answers to a request for a token mean.

Nobody documents their members and statuses in full, so every reading of the assumptions `token-answer-members`,
`token-error-status` and `token-malformed-status` is taken. No error repeats text of the answer: it might quote what was
sent.
"""

import math
import re
from typing import Any, Final, cast

import httpx
import orjson
from httpx import codes

from agillic.transport.error_of import error_of
from agillic.transport.errors import AuthenticationError, Facts, NotFound, ResponseParseError
from agillic.transport.secret import Secret
from agillic.transport.tokens import Fetched, Token
from agillic_api.api.authentication.get_o_auth_token import OPERATION as TOKEN_OPERATION

TOKEN_LIFE: Final = 7200.0
"""Seconds that a token lives when the answer does not say [S1]."""
MOST_TOKEN_BYTES: Final = 64 * 1024
"""Bytes of an answer that are taken: tokens with many claims have a few thousand."""
LEEWAY: Final = 60.0
"""Seconds before its end that a token is renewed, at most a tenth of its life."""
_OAUTH_CODES: Final = frozenset(
    {"invalid_client", "invalid_grant", "invalid_request", "unauthorized_client", "unsupported_grant_type"}
)
"""Codes of RFC 6749 that an error repeats. Other text of the answer might be the secret that was sent."""


def read_token(answer: httpx.Response, now: float) -> Fetched:
    """Return the token in an answer, or the error that says why there is none.

    Args:
        answer: the answer, whose body was read.
        now: seconds by the clock that tokens live by.

    >>> read_token(httpx.Response(200, json={"access_token": "t", "expires_in": 7200}), now=0.0)
    Token(header=Secret('***'), fresh_until=7140.0)
    >>> type(read_token(httpx.Response(401), now=0.0)).__name__
    'AuthenticationError'
    """
    status = answer.status_code
    facts: Facts = {"operation": TOKEN_OPERATION.id, "status": status, "outcome": "not-sent"}
    message = f"no access token: {TOKEN_OPERATION.id} was answered with {status}"
    if codes.is_success(status):
        token = _token_in(answer, now)
        return token or ResponseParseError(message=f"{message} and without a token that can be sent", **facts)
    code = _members(answer).get("error")
    if code == "invalid_client" or status == codes.UNAUTHORIZED.value:
        facts["server_message"] = code if code in _OAUTH_CODES else ""
        return AuthenticationError(message=message, **facts)
    if status == codes.NOT_FOUND.value:
        return NotFound(message=f"{message}; is the base URL that of the API?", **facts)
    kept = [(name, value) for name, value in answer.headers.multi_items() if name in {"retry-after", "date"}]
    said = orjson.dumps({"error": code if code in _OAUTH_CODES else ""})
    return error_of(httpx.Response(status, headers=kept, content=said), TOKEN_OPERATION, outcome="not-sent")


def _token_in(answer: httpx.Response, now: float) -> Token | None:
    # Nothing raises in here: its locals hold the token.
    members = _members(answer)
    word, life = members.get("access_token"), members.get("expires_in")
    if not isinstance(word, str) or not re.fullmatch(r"[\x21-\x7e]+", word):
        return None
    seconds = _seconds(life)
    return Token(Secret(f"Bearer {word}"), now + seconds - min(LEEWAY, seconds / 10))


def _seconds(life: object) -> float:
    try:
        seconds = float(life) if isinstance(life, int | float | str) and not isinstance(life, bool) else TOKEN_LIFE
    except (OverflowError, ValueError):
        return TOKEN_LIFE
    return seconds if 0 <= seconds < math.inf else TOKEN_LIFE


def _members(answer: httpx.Response) -> dict[str, Any]:
    try:
        members = orjson.loads(answer.content)
    except ValueError:
        return {}
    return cast("dict[str, Any]", members) if isinstance(members, dict) else {}
