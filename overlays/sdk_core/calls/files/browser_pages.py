"""Pages for browsers where data was expected: a proxy or a host in maintenance sends them, with status 200."""

from typing import Final

from sdk_core.wire.error_reading import ErrorReader, is_idempotent
from sdk_core.wire.errors import ResponseParseError
from sdk_core.wire.operations import Operation

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})


def check_no_page(media_type: str, operation: Operation, errors: ErrorReader, lacks: str) -> None:
    """Check that a response is no page for browsers.

    Args:
        media_type: its own, in lower case and without parameters.
        operation: what was called.
        errors: knows the API's own classes of errors.
        lacks: what it has none of, such as `rows`.

    Raises:
        ResponseParseError: it is one.
    """
    if media_type in _PAGES:
        raise errors.own(ResponseParseError)(
            message=f"the response to {operation.id} is a page for browsers ({media_type}) and has no {lacks}, "
            "look which proxy or server sent it",
            operation=operation.id,
            outcome="done",
            retryable=is_idempotent(operation),
        )
