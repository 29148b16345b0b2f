"""The filter of a call: read in the assumed dialect, and rejected as the document says [S1]."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import cast

from agillic.mock.calls import Call
from agillic.mock.filters import Dialect, Escapes, LiteralWildcards, MisfitError, UnknownSelector
from agillic.wire.rsql import Filter, FilterSyntaxError
from sdk_core.mock.app import HTTPError


def filter_of(call: Call) -> Filter | None:
    """Return the filter in the query of a call; None when there is none.

    Args:
        call: Of an operation with the query parameter `filter`.

    Raises:
        HTTPError: 400; the filter is not of the dialect that `filter-escapes` and `filter-literal-wildcards` describe.
    """
    if "filter" not in call.query:
        return None
    dialect = Dialect(
        cast("Escapes", call.choice("filter-escapes")),
        cast("LiteralWildcards", call.choice("filter-literal-wildcards")),
    )
    try:
        return dialect.read(call.query["filter"])
    except FilterSyntaxError as error:
        # from None: the exception shows the text
        raise HTTPError(
            400,
            f"the filter cannot be read at column {error.position}; write {error.expected}",
            rule="filter",
            place="filter",
        ) from None


def filter_elsewhere(call: Call) -> Filter | None:
    """Return the filter of a call outside of /recipients, where the assumption `filter-elsewhere` counts.

    Raises:
        HTTPError: 400; as `filter_of`, or since no filter is taken.
    """
    option = call.choice("filter-elsewhere")
    if option == "ignored" or "filter" not in call.query:
        return None
    if option == "status-400":
        raise HTTPError(400, "this operation takes no filter; leave it out", assumption="filter-elsewhere")
    return filter_of(call)


@contextmanager
def selecting() -> Generator[None, None, None]:
    """Reject what the state says of a filter: 422 for an unknown selector [S1], else 400.

    The latter for a filter that is too long, or has an argument that does not fit its field (`filter-argument-type`).
    """
    try:
        yield
    except UnknownSelector as error:
        raise HTTPError(422, str(error), place="filter") from error
    except MisfitError as error:
        raise HTTPError(
            400, str(error), rule="filter-argument", place="filter", assumption="filter-argument-type"
        ) from error
    except ValueError as error:
        raise HTTPError(400, str(error), rule="filter", place="filter") from error
