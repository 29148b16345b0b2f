"""Answers of the steering."""

from collections.abc import Mapping

import orjson
from starlette.responses import Response

_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def json_of(content: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return an answer in JSON."""
    return Response(orjson.dumps(content), status, {**_HEADERS, **(headers or {})}, "application/json")
