"""Errors as Iterable reports them: a code, a sentence for people, and what it concerns."""

from collections.abc import Mapping
from typing import Any, Unpack

from iterable_client.mock.assumptions import Assumptions
from sdk_core.mock.app import HTTPError, MockResponse
from sdk_core.mock.app.responses import About

_CODES: Mapping[int, str] = {
    400: "BadParams",
    401: "BadApiKey",
    403: "Forbidden",
    404: "NotFound",
    405: "NotFound",
    409: "Conflict",
    429: "RateLimitExceeded",
    500: "GenericError",
}
"""By status, where an error names none."""
_CODES_OF_RULES: Mapping[str, str] = {
    "json": "BadJsonBody",
    "body-missing": "BadJsonBody",
    "media-type": "BadJsonBody",
    "body-size": "BatchTooLarge",
    "batch-size": "BatchTooLarge",
}
_AS_THE_GUIDE: Mapping[str, str] = {"BadApiKey": "InvalidApiKey", "BadJsonBody": "InvalidJsonBody"}
_WORDS: Mapping[str, str] = {
    "BadApiKey": "Invalid API key",
    "ForgottenUserError": "User has been forgotten",
    "GenericError": "An error occurred",
    "NotFound": "Not found",
    "RateLimitExceeded": "Exceeded rate limit.",
    "RequestFieldsTypesMismatched": "Request fields types mismatched",
}
"""What `msg` says of codes of which samples are known. Of the others it is the message for developers."""
_TOO_MANY, _FAILED = 429, 500


class IterableHTTPError(HTTPError):
    """An error that says more than a code and a sentence.

    Args:
        status: As for `HTTPError`, as are `message` and `about`.
        message: For developers; in place of `msg` where neither that nor the code has words.
        code: The word for what went wrong.
        msg: The text of `msg`.
        params: What it concerns.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str,
        msg: str | None = None,
        params: Mapping[str, Any] | None = None,
        **about: Unpack[About],
    ) -> None:
        super().__init__(status, message, code=code, **about)
        self.msg, self.params = msg, params


def error_response(error: HTTPError, assumptions: Assumptions) -> MockResponse:
    """Return the response of an error.

    >>> error_response(HTTPError(404, "there is no such campaign"), Assumptions()).body
    {'msg': 'Not found', 'code': 'NotFound', 'params': None}
    """
    at_once = error.status == _TOO_MANY or error.status >= _FAILED
    if at_once and assumptions.choice("error-form") == "text-at-times":
        text = _WORDS[_CODES[_TOO_MANY if error.status == _TOO_MANY else _FAILED]]
        return MockResponse(error.status, text.encode(), {**error.headers, "Content-Type": "text/plain"})
    code = error.code or _CODES_OF_RULES.get(error.reason.rule) or _CODES.get(error.status, "GenericError")
    msg, params = None, None
    if isinstance(error, IterableHTTPError):
        msg, params = error.msg, error.params
    body = {"msg": _WORDS.get(code, error.message) if msg is None else msg, "code": code, "params": params}
    if assumptions.choice("error-codes") == "as-the-guide":
        body["code"] = _AS_THE_GUIDE.get(code, code)
    return MockResponse(error.status, body, error.headers)
