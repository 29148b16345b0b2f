"""From what a handler gives back to bytes, and whether the document knows such a response."""

from dataclasses import replace
from typing import Any

import orjson
from starlette.responses import Response

from sdk_core.mock.app.document import Operation
from sdk_core.mock.app.mock import Mock
from sdk_core.mock.app.responses import HTTPError, MockResponse
from sdk_core.mock.app.schema_validation import check
from sdk_core.mock.reasons import Reason, note

JSON = "application/json"
_FIRST_ERROR = 400
_NO_CONTENT = 204
_OF_THE_MOCK = (421,)
"""What no API here responds with and no document knows: another host is meant."""


class UndocumentedResponse(AssertionError):  # noqa: N818 - what it is; in tests it fails them
    """A response that the document does not describe. Raised in strict mode."""


def error_response(mock: Mock[Any, Any], operation: Operation | None, error: HTTPError) -> MockResponse:
    """Return the response of an error, and note its reason, which the response may leave out."""
    note(error.reason)
    if error.status in _OF_THE_MOCK:
        return MockResponse(error.status, {"message": error.message}, error.headers)
    return mock.backend.error_response(operation, error, mock.assumptions)


def documented(operation: Operation, response: MockResponse) -> MockResponse:
    """Return a response with the success of the document, where it has a success that the document does not know.

    So a status that is corrected in the document holds for the mock too, without a change of the handler.
    """
    if response.status // 100 != 2 or operation.response_schemas(response.status) is not None:  # noqa: PLR2004 - successes
        return response
    body = None if operation.success == _NO_CONTENT else response.body
    return replace(response, status=operation.success, body=body)


def by_example(operation: Operation) -> MockResponse:
    """Return the document's example of a success, for an operation that has no handler yet, and note that."""
    message = f"{operation.id} has no handler in the mock yet: this is the example of the document"
    note(Reason("no-handler", message))
    value, media_type = operation.example
    if value is None or media_type == JSON:
        return MockResponse(operation.success, value)
    return MockResponse(operation.success, str(value).encode(), {"Content-Type": media_type})


def response_of(response: MockResponse) -> Response:
    """Write a response as HTTP."""
    body = response.body
    if body is None:
        return Response(status_code=response.status, headers=response.headers)
    if isinstance(body, bytes):
        return Response(body, response.status, response.headers, _media_type(response))
    return Response(orjson.dumps(body), response.status, response.headers, f"{JSON}; charset=utf-8")


def check_response(operation: Operation, response: MockResponse) -> None:
    """Hold a response against the document.

    Raises:
        UndocumentedResponse: The status is not documented, or the body does not fit; the message shows no value.
    """
    if response.status in _OF_THE_MOCK:
        return
    what = f"{operation.id} responded {response.status}"
    schemas = operation.response_schemas(response.status)
    if schemas is None:
        raise UndocumentedResponse(f"{what}, which the document lacks; send one of {', '.join(operation.responses)}")
    if response.body is None:
        if schemas and response.status < _FIRST_ERROR:
            raise UndocumentedResponse(f"{what} without a body; send {', '.join(schemas)}")
        return
    media_type = _media_type(response) if isinstance(response.body, bytes) else JSON
    if media_type not in schemas:
        raise UndocumentedResponse(f"{what} with {media_type}; the document has {', '.join(schemas) or 'no body'}")
    if media_type == JSON:
        try:
            check(operation.validator(schemas[JSON]), orjson.loads(orjson.dumps(response.body)), "its body")
        except HTTPError as error:
            raise UndocumentedResponse(f"{what}, but {error.message}") from None


def _media_type(response: MockResponse) -> str:
    """Return the media type of a body of bytes."""
    named = response.headers.get("Content-Type", "application/octet-stream")
    return named.partition(";")[0].strip()
