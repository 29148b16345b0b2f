"""Pieces of SQL, and joining them so that SQLite takes the whole."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import Literal, NamedTuple

from agillic.mock.filters.values import SqlValue

_JOINED_AT_ONCE = 4


class Condition(NamedTuple):
    """A piece of SQL.

    Args:
        text: the piece.
        values: of its parameters.
        joined_by: the operator outside parentheses.
        depth: of its expression. SQLite takes 1,000.
        open_parts: what its parser has to keep in mind at once. SQLite takes 100.
    """

    text: str
    values: tuple[SqlValue, ...] = ()
    joined_by: Literal["", "AND", "OR"] = ""
    depth: int = 0
    open_parts: int = 0


NOTHING = Condition("0")
EVERYTHING = Condition("1")


def join(conditions: Sequence[Condition], word: Literal["AND", "OR"]) -> Condition:
    """Join conditions few at a time, the shallow ones first, which keeps wide and deep filters in SQLite's limits."""
    heap = [(condition.depth, index, condition) for index, condition in enumerate(conditions)]
    heapify(heap)
    index = len(heap)
    while len(heap) > 1:
        chosen = [heappop(heap)[2] for _ in range(min(_JOINED_AT_ONCE, len(heap)))]
        joined = _chain(chosen, word)
        index += 1
        heappush(heap, (joined.depth, index, joined))
    return heap[0][2]


def _chain(conditions: Sequence[Condition], word: Literal["AND", "OR"]) -> Condition:
    # What stands first needs the least of the parser's memory, as nothing before it is kept.
    first, *others = sorted(conditions, key=lambda condition: condition.open_parts, reverse=True)
    in_parentheses = word == "AND" and first.joined_by == "OR"
    texts = [f"({first.text})" if in_parentheses else first.text]
    values = list(first.values)
    for other in others:
        texts.append(f"({other.text})" if other.joined_by else other.text)
        values += other.values
    return Condition(
        f" {word} ".join(texts),
        tuple(values),
        word,
        max(condition.depth for condition in conditions) + len(others),
        max(first.open_parts + in_parentheses, *(other.open_parts + 3 for other in others)),
    )
