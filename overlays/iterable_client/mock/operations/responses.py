"""Responses that many operations share."""

from collections.abc import Mapping
from typing import Any

from sdk_core.mock.app import MockResponse


def done(msg: str = "", params: Mapping[str, Any] | None = None, status: int = 200) -> MockResponse:
    """Return the response of a success in the envelope.

    >>> done().body
    {'msg': '', 'code': 'Success', 'params': None}
    """
    return MockResponse(status, {"msg": msg, "code": "Success", "params": params})
