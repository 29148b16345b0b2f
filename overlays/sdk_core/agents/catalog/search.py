"""Finds operations by what people want, in their own words.

The ranking is BM25 of SQLite's full-text index, with its stemmer: over the summary, the tag, the description and the
intents of each operation. What is written here is which words are left out, and when a result is too weak to be relied
on. Then the caller gets the whole catalog too.
"""

import re
import sqlite3
from collections.abc import Iterable
from threading import Lock
from typing import Final, NamedTuple

from sdk_core.agents.catalog.operations import CatalogOperation

LIMIT: Final = 5
WEAK: Final = 9.0
"""Below this score the operation that is meant was not always among the first five; at it or above, always: measured
with 120 requests that were written without a look at the intents, see tests/agents."""
_WEIGHTS: Final = (2.0, 1.0, 0.5, 2.0)
"""Of summary, tag, description and intents."""
_WORD: Final = re.compile(r"[^\W_]+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MAX_QUERY: Final = 500
_LEFT_OUT: Final = (
    "a an and are as at be been by can could did do does for from had has have i if in into is it its me my need of "
    "on or our please so some somebody that the their them then there these they this those to up us want was we were "
    "what when where whose why will with would you your"
)
_STOP: Final = frozenset(_LEFT_OUT.split())


class Found(NamedTuple):
    """What a search found.

    Attributes:
        operations: the best first.
        is_weak: whether what is meant may not be among them.
    """

    operations: tuple[CatalogOperation, ...]
    is_weak: bool


class Search:
    """An index over operations of any number of APIs.

    Args:
        operations: those that can be found.
    """

    def __init__(self, operations: Iterable[CatalogOperation]) -> None:
        self._operations = list(operations)
        self._lock = Lock()
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        self._index.execute(
            "create virtual table operations using "
            "fts5(summary, tag, description, intents, tokenize='porter unicode61')"
        )
        rows = [
            (
                number,
                f"{each.summary} {_CAMEL.sub(' ', each.id)}",
                f"{each.api} {' '.join(each.content.get('tags', ()))}",
                each.description,
                " | ".join(each.intents),
            )
            for number, each in enumerate(self._operations)
        ]
        self._index.executemany(
            "insert into operations(rowid, summary, tag, description, intents) values (?, ?, ?, ?, ?)", rows
        )

    def find(self, query: str, limit: int = LIMIT) -> Found:
        """Return the operations that fit a request best.

        Args:
            query: what somebody wants, in their own words; what is over 500 characters is left out.
            limit: how many at most.
        """
        words = [word for word in _WORD.findall(query[:_MAX_QUERY].lower()) if word not in _STOP]
        if not words or limit < 1:
            return Found((), is_weak=True)
        weights = ", ".join(map(str, _WEIGHTS))
        with self._lock:
            rows: list[tuple[int, float]] = self._index.execute(
                f"select rowid, -bm25(operations, {weights}) as score from operations where operations match ? "  # noqa: S608 - numbers of this file alone
                "order by score desc, rowid limit ?",
                (" OR ".join(f'"{word}"' for word in words), limit),
            ).fetchall()
        found = tuple(self._operations[number] for number, _ in rows)
        return Found(found, is_weak=not rows or rows[0][1] < WEAK)
