"""What can go wrong between pages, and where one goes on afterwards."""

from typing import TypeVar, Unpack

from sdk_core.wire.errors import ApiError, Facts, NotFound

E = TypeVar("E", bound=BaseException)


class PagingError(ApiError):
    """An answer does not lead on to the rest of the result: it repeats, skips or contradicts an earlier one.

    The items before it were all handed over. `page_start` of the error is where one goes on.
    """

    advice = "read the result again; if it fails at the same place, report the answer's `page` and `links`"

    def __init__(self, *, message: str, **facts: Unpack[Facts]) -> None:
        defaults: Facts = {"outcome": "done", "repeatable": True}
        super().__init__(message=message, **(defaults | facts))


class DocumentExpired(NotFound):
    """A document of pages expired before its last page was read.

    `page_start` of the error is where one goes on.
    """

    advice = (
        "work on the items after reading them all, or read smaller pages; on_expiry='reopen' goes on in a new document"
    )


class ResultShiftedWarning(UserWarning):
    """A document expired and was made anew: items may be missing or come twice, since they may have changed."""


def page_start(error: BaseException) -> int | None:
    """Return where the page begins that was not read: the `start` to go on from. None for errors of other calls.

    Args:
        error: of a call, or what broke it off, such as a KeyboardInterrupt.

    >>> page_start(located(NotFound(message="listUsers was answered with 404"), 2_001))
    2001
    """
    start = vars(error).get("page_start")
    return start if isinstance(start, int) else None


def located(error: E, start: int) -> E:
    """Note where the page begins in an error of its call, or in what broke it off; once, also when repeated."""
    if page_start(error) != start:
        vars(error)["page_start"] = start  # a member of its own, so that it is copied and pickled along
        error.add_note(f"The page begins at {start}: all items before it were read; start={start} goes on from there.")
    return error


def page_after(error: BaseException) -> str | int | None:
    """Return behind which item the page begins that was not read: the `after` to go on from.

    None for errors of other calls, for the first page, and where pages are not asked for by the last item before them.

    Args:
        error: of a call, or what broke it off, such as a KeyboardInterrupt.
    """
    after = vars(error).get("page_after")
    return after if isinstance(after, str | int) else None


def located_after(error: E, after: str | int | None) -> E:
    """Note behind which item the page begins, where nothing else says so; it may be personal, so no text repeats it."""
    if "page_after" not in vars(error):
        vars(error)["page_after"] = after
        error.add_note("All items before the page were read; after=page_after(error) goes on from there.")
    return error
