"""What can go wrong between pages, and where one goes on afterwards."""

from typing import TypeVar, Unpack

from sdk_core.wire.errors import ApiError, ErrorDetails, NotFound

E = TypeVar("E", bound=BaseException)


class PagingError(ApiError):
    """A response does not lead on to the rest of the result: it repeats, skips or contradicts an earlier one.

    The items before it were all handed over. `page_start` of the error is where one goes on.
    """

    advice = "read the result again; if it fails at the same place, report the response's `page` and `links`"

    def __init__(self, *, message: str, **details: Unpack[ErrorDetails]) -> None:
        defaults: ErrorDetails = {"outcome": "done", "retryable": True}
        super().__init__(message=message, **(defaults | details))


class DocumentExpired(NotFound):
    """A document of pages expired before its last page was read.

    `page_start` of the error is where one goes on.
    """

    advice = (
        "work on the items after reading them all, or read smaller pages; on_expiry='reopen' goes on in a new document"
    )


class ResultChangedWarning(UserWarning):
    """A document expired and was made again: items may be missing or come twice, since they may have changed."""


def with_position(error: E, start: int) -> E:
    """Set `page_start` of an error of a call, or of what interrupted it; once, also when it is raised again.

    >>> with_position(NotFound(message="listUsers returned 404"), 2_001).page_start
    2001
    """
    if vars(error).get("page_start") != start:
        vars(error)["page_start"] = start  # a member of its own, so that it is copied and pickled along
        error.add_note(f"The page begins at {start}: all items before it were read; start={start} goes on from there.")
    return error


def with_position_after(error: E, after: str | int | None) -> E:
    """Note behind which item the page begins, where nothing else says so; it may be personal, so no text repeats it."""
    if "page_after" not in vars(error):
        vars(error)["page_after"] = after
        error.add_note("All items before the page were read; after=error.page_after goes on from there.")
    return error
