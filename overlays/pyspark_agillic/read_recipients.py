"""Recipients, and rows of theirs, by the pages of one result: no recipient is in two partitions, and none in none.

The driver makes the first call, by which the server keeps a result under an id, the document. Tasks read its pages by
that id. A document ends 5 minutes after its last page was read, and 30 minutes after its first [S1].
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyspark.sql.datasource import InputPartition

from agillic.client import Agillic
from agillic.errors import AgillicError, NotFound
from agillic_api import OPERATIONS
from pyspark_agillic.clients import client_of
from pyspark_agillic.columns import RECIPIENT
from pyspark_agillic.options import ReadOptions
from sdk_core.calls.pagination.page_response import PageResponse, parse_page
from sdk_core.calls.side_by_side import side_by_side
from sdk_core.wire.responses import Response

Row = Mapping[str, Any]
_LIST, _TABLE = OPERATIONS["listRecipients"], OPERATIONS["getOneToManyTable"]
_PAGE: Final[Mapping[str, Any]] = _LIST.traits["page"]
_GONE: Final = frozenset((400, 404, 410))
"""What a document may get that is gone; which of them, is not documented."""
_LISTS: Final = ("recordList", "records")
"""Where rows are in responses: as seen in running code [C-AG], and as a machine-made document has it [J]."""


@dataclass(frozen=True)
class Part:
    """A part of a result.

    Attributes:
        document: the id of the result; empty if the server gave none, and the part is the whole.
        first: the first recipient, counted from 1.
        rows: how many.
    """

    document: str
    first: int
    rows: int


class ResultExpired(RuntimeError):  # noqa: N818 - as other errors here
    """The result was forgotten by the server before it was read."""


def recipient_parts(options: ReadOptions) -> list[InputPartition]:
    """Return the parts of all recipients that the filter selects, by one call.

    Raises:
        AgillicError: the call failed, such as InvalidFilter.
    """
    first_call = {"filter": options.filter or None} | _place(1, 1)
    page = client_of(options.profile).call(_LIST, first_call, _page)
    if page.document is None or page.total is None:
        return [InputPartition(Part("", 1, 0))]
    firsts = range(1, page.total + 1, options.part) or (1,)  # Spark reads no partition as one without a value
    return [InputPartition(Part(page.document, first, min(options.part, page.total + 1 - first))) for first in firsts]


def read_recipients(client: Agillic, options: ReadOptions, part: Part) -> Iterator[Row]:
    """Yield the person data of a part.

    Raises:
        ResultExpired: the server forgot the result, and on_expiry is `raise`.
        AgillicError: a page cannot be read.
    """
    if not part.document:
        yield from _again(client, options, 1, None)
        return
    end = part.first + part.rows

    def read(first: int) -> list[Row]:
        values = {_PAGE["document"]: part.document} | _place(first, min(options.page_size, end - first))
        page = client.call(_LIST, values, _page)
        if page.document not in (None, part.document):
            raise _expired()
        return page.items

    first = part.first
    try:
        for items in side_by_side(read, range(part.first, end, options.page_size), options.concurrency):
            yield from items
            first += options.page_size
    except (AgillicError, ResultExpired) as error:
        if not isinstance(error, ResultExpired) and error.status not in _GONE:
            raise
        if options.on_expiry == "raise":
            raise _expired() from None
        yield from _again(client, options, first, end - first)


def read_rows(client: Agillic, options: ReadOptions, part: Part) -> Iterator[Row]:
    """Yield the rows of a one-to-many table of the recipients of a part, by one call for each recipient.

    Raises:
        ValueError: recipients have no such key field.
        AgillicError: rows cannot be read; ResultExpired as by `read_recipients`.
    """

    def read(person: Row) -> list[Row]:
        key = person.get(options.key_field)
        if key is None:
            raise ValueError(f"recipients have no {options.key_field}: name the recipient key by the option key_field")
        try:
            found = client.call(_TABLE, {"recipientId": str(key), "tableId": options.table}, _rows)
        except NotFound:  # deleted since, or without rows
            return []
        return [{RECIPIENT: str(key), **row} for row in found]

    people = list(read_recipients(client, options, part))  # at once: the result does not wait for the calls below
    for rows in side_by_side(read, people, options.concurrency):
        yield from rows


def _again(client: Agillic, options: ReadOptions, first: int, limit: int | None) -> Iterator[Row]:
    """Yield recipients of a result of their own."""
    found = client.recipients.iterate(
        filter=options.filter or None, page_size=options.page_size, start=first, limit=limit
    )
    for each in found:
        yield each.person_data.additional_properties


def _place(first: int, size: int) -> dict[str, Any]:
    return {_PAGE["switch"]: True, _PAGE["start"]: first - 1 + _PAGE.get("first", 1), _PAGE["size"]: size}


def _page(response: Response[Any]) -> PageResponse[Row]:
    return parse_page(response, _PAGE, _person)


def _person(item: Mapping[str, Any]) -> Row:
    found: Row = item["personData"]
    return found


def _rows(response: Response[Any]) -> list[Row]:
    members: Mapping[str, list[Row]] = response.json()
    return next(members[name] for name in _LISTS if name in members)


def _expired() -> ResultExpired:
    return ResultExpired(
        "the server keeps a result for 5 minutes after its last page was read, and for 30 after its first, and this "
        "one is gone: load the DataFrame again just before it is used, read fewer recipients by the option filter, "
        "give the job more cores, or cache() what is used twice. on_expiry=reopen reads the rest from a new result, in "
        "which recipients may be missing or come twice"
    )
