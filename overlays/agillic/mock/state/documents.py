"""Documents of pages: what a filter found once, read page by page [S1]."""

# ruff: noqa: S608 - conditions are those of `sql_condition`, which binds all values

from dataclasses import dataclass
from datetime import timedelta

from agillic.mock.document import content
from agillic.mock.ids import Ids
from agillic.mock.state.database import Database
from agillic.mock.state.errors import BeyondEndError, ExpiredDocumentError, UnknownDocumentError
from agillic.mock.state.moments import to_sql
from agillic.mock.state.recipients import ListOrder, Recipients
from agillic.wire.rsql import Filter
from sdk_core.mock.clock import Clock

_PAGE = content()["paths"]["/recipients"]["get"]["x-traits"]["page"]
UNUSED_FOR = timedelta(seconds=_PAGE["life"]["idle"])
IN_ALL = timedelta(seconds=_PAGE["life"]["total"])
MAX_PAGE: int = _PAGE["max_size"]
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a document.

    Attributes:
        document: The document's id.
        start: The place of the first item, counted from 1.
        size: How many items the page was requested to have.
        total: How many items the document has.
        content: Person data; recipients deleted since are left out.
        links: Where linked pages start: first, prev (if any), self, next (if any), last. None in an empty document.
    """

    document: str
    start: int
    size: int
    total: int
    content: list[dict[str, str]]
    links: dict[str, int]

    @property
    def pages(self) -> int:
        """How many pages of this size the document has."""
        return -(-self.total // self.size)


class Documents:
    """The documents of a database.

    Args:
        database: Where they are.
        recipients: Of the same database.
        clock: Decides when documents expire.
        ids: Gives them their ids.

    >>> from datetime import UTC, datetime
    >>> from agillic.mock.instance import load_instance
    >>> clock, ids = Clock(datetime(2026, 7, 4, tzinfo=UTC)), Ids(1)
    >>> with Database(load_instance()) as database:
    ...     recipients = Recipients(database, clock, ids)
    ...     result = recipients.batch_upsert({"EMAIL": f"{n}@sweetmail.com"} for n in range(5))
    ...     documents = Documents(database, recipients, clock, ids)
    ...     page = documents.page(documents.create(), start=3, size=2)
    >>> page.links
    {'first': 1, 'prev': 1, 'self': 3, 'next': 5, 'last': 5}
    """

    def __init__(self, database: Database, recipients: Recipients, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._connection = database.connection
        self._recipients = recipients
        self._clock = clock
        self._ids = ids

    def create(self, filter_: Filter | None = None, order: ListOrder = "oldest-first") -> str:
        """Keep which recipients a filter selects now, and return the document's id.

        What expired documents held is dropped.

        Args:
            filter_: None for all.
            order: Theirs.

        Raises:
            UnknownSelector, ValueError: As for `Recipients.condition`.
        """
        condition, values = self._recipients.condition(filter_)
        now = to_sql(self._clock.now())
        ordered = self._recipients.ordered(filter_, order)
        with self._database.transaction():
            self._drop_expired(now)
            document = self._unused_id()
            self._connection.execute("INSERT INTO documents VALUES (?, ?, ?, 0)", (document, now, now))
            total = self._connection.execute(
                f"INSERT INTO document_items SELECT ?, row_number() OVER (ORDER BY {ordered}), number FROM recipients "
                f"WHERE {condition} ORDER BY {ordered}",
                [document, *values],
            ).rowcount
            self._connection.execute("UPDATE documents SET total = ? WHERE id = ?", (total, document))
        return document

    def page(self, document: str, start: int = 1, size: int = MAX_PAGE, fields: list[str] | None = None) -> Page:
        """Return a page, and keep the document for 5 more minutes, 30 in all. Every call counts as its use.

        Args:
            document: The id.
            start: The place of the first item, 1 or more.
            size: How many items, from 1 to 1,000; the page may run over the document's end.
            fields: As for `Recipients.read`.

        Raises:
            UnknownDocumentError: There is no such document; `ExpiredDocumentError` if there was.
            BeyondEndError: The page starts after the last item. The first page is always there, be it empty.
        """
        now = to_sql(self._clock.now())
        found = self._connection.execute("SELECT created, last_used, total FROM documents WHERE id = ?", (document,))
        row = found.fetchone()
        if row is None:
            raise UnknownDocumentError
        created, last_used, total = row
        if now - created >= IN_ALL // _MICROSECOND or now - last_used >= UNUSED_FOR // _MICROSECOND:
            raise ExpiredDocumentError
        self._connection.execute("UPDATE documents SET last_used = ? WHERE id = ?", (now, document))
        if start > max(total, 1):
            raise BeyondEndError(total)
        items = self._connection.execute(
            "SELECT recipient FROM document_items WHERE document = ? AND position >= ? AND position < ? "
            "ORDER BY position",
            (document, start, start + size),
        )
        content = self._recipients.read_many([number for (number,) in items], fields)
        return Page(document, start, size, total, content, _links(start, size, total))

    def _drop_expired(self, now: int) -> None:
        """Drop what expired documents held; that they were there stays known."""
        self._connection.execute(
            "DELETE FROM document_items WHERE document IN (SELECT id FROM documents WHERE created <= ? OR "
            "last_used <= ?)",
            (now - IN_ALL // _MICROSECOND, now - UNUSED_FOR // _MICROSECOND),
        )

    def _unused_id(self) -> str:
        """Return an id that the file has not got from an earlier run with the same seed."""
        while True:
            document = self._ids.document_id()
            if not self._connection.execute("SELECT 1 FROM documents WHERE id = ?", (document,)).fetchone():
                return document


def _links(start: int, size: int, total: int) -> dict[str, int]:
    if not total:
        return {}
    links = {"first": 1}
    if start > 1:
        links["prev"] = max(1, start - size)
    links["self"] = start
    if start + size <= total:
        links["next"] = start + size
    links["last"] = (total - 1) // size * size + 1
    return links
