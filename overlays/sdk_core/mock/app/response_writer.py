"""From a handler's answer to bytes, and whether the document knows such an answer."""

from dataclasses import replace

import orjson
from starlette.responses import Response

from agillic.mock.assumptions import Assumptions
from sdk_core.mock.app.document import Operation
from sdk_core.mock.app.responses import MockResponse, HTTPError
from sdk_core.mock.app.schema_validation import check
from sdk_core.mock.reasons import Reason, note

JSON = "application/json"
_FIRST_ERROR = 400
_CONFLICT = 409
_NO_CONTENT = 204
OF_THE_MOCK = (421,)
"""What Agillic never answers and the document does not know: another host is meant."""


class UndocumentedAnswer(AssertionError):  # noqa: N818 - what it is; in tests it fails them
    """An answer that the document does not describe. Raised in strict mode."""


def refused(operation: Operation | None, refusal: HTTPError, assumptions: Assumptions) -> MockResponse:
    """Return the answer of a refusal, and note its reason, which the answer may leave out.

    The statuses whose answers have content in the document, 400 and 409, carry the message, the latter also where an
    option makes an operation answer it; others do so under the option `message` of `bodiless-errors` alone
    [S1].
    """
    note(refusal.reason)
    documented = operation.answer_schemas(refusal.status) if operation else None
    told = (
        bool(documented)
        or refusal.status in (_CONFLICT, *OF_THE_MOCK)
        or assumptions.choice("bodiless-errors") == "message"
    )
    return MockResponse(refusal.status, {"message": refusal.message} if told else None, refusal.headers)


def documented(operation: Operation, answer: MockResponse) -> MockResponse:
    """Return an answer with the success of the document, where it has a success that the document does not know.

    So a status that is corrected in the document holds for the mock too, without a change of the handler.
    """
    if answer.status // 100 != 2 or operation.answer_schemas(answer.status) is not None:  # noqa: PLR2004 - successes
        return answer
    body = None if operation.success == _NO_CONTENT else answer.body
    return replace(answer, status=operation.success, body=body)


def by_example(operation: Operation) -> MockResponse:
    """Return the document's example of a success, for an operation that has no handler yet, and note that."""
    message = f"{operation.id} has no handler in the mock yet: this is the example of the document"
    note(Reason("no-handler", message))
    value, media_type = operation.example
    if value is None or media_type == JSON:
        return MockResponse(operation.success, value)
    return MockResponse(operation.success, str(value).encode(), {"Content-Type": media_type})


def response_of(answer: MockResponse) -> Response:
    """Write an answer as HTTP."""
    body = answer.body
    if body is None:
        return Response(status_code=answer.status, headers=answer.headers)
    if isinstance(body, bytes):
        return Response(body, answer.status, answer.headers, "application/octet-stream")
    return Response(orjson.dumps(body), answer.status, answer.headers, f"{JSON}; charset=utf-8")


def check_answer(operation: Operation, answer: MockResponse) -> None:
    """Hold an answer against the document.

    Raises:
        UndocumentedAnswer: The status is not documented, or the body does not fit; the message shows no value.
    """
    what = f"{operation.id} answered {answer.status}"
    schemas = operation.answer_schemas(answer.status)
    if schemas is None:
        raise UndocumentedAnswer(f"{what}, which the document does not know; answer {', '.join(operation.responses)}")
    if answer.body is None:
        if schemas and answer.status < _FIRST_ERROR:
            raise UndocumentedAnswer(f"{what} without a body; send {', '.join(schemas)}")
        return
    media_type = "application/octet-stream" if isinstance(answer.body, bytes) else JSON
    if media_type not in schemas:
        raise UndocumentedAnswer(f"{what} with {media_type}; the document has {', '.join(schemas) or 'no body'}")
    if media_type == JSON:
        try:
            check(operation.validator(schemas[JSON]), orjson.loads(orjson.dumps(answer.body)), "its body")
        except HTTPError as error:
            raise UndocumentedAnswer(f"{what}, but {error.message}") from None
