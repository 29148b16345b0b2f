"""Rows that a server only counted as errors get their reason: each is sent once more, by a call of its own.

Problem: some operations take many entries and say how many of them failed, but not why. The operation for a single
entry says why. A row is sent that way after the rest of its chunk, so that the calls that find bad rows come first.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, cast

import orjson

from sdk_core.calls.batches.chunks import Chunk, Question
from sdk_core.calls.batches.errors import SEARCHED, FailureAction, classify_error
from sdk_core.calls.batches.plan import BatchPlan, Row
from sdk_core.calls.batches.results import ChunkResponse, Outcome, ResultRun

TAKEN = "the server counted it as an error among others, and took it in a call of its own"


def explain(chunk: Chunk, plan: BatchPlan[Row], run: ResultRun, outcome: Outcome) -> None:
    """Note rows that the server only counted as errors, each with what may be wrong with it; else it is sent alone.

    A row of which there is a later one with the same key in the chunk is not: it would come after that one.

    Args:
        chunk: the rows; the first without a result is the first of these.
        plan: says what may be wrong with a row, and whether there is a call for a single one.
        run: what is known of them.
        outcome: what is to be noted.
    """
    entries, start, check = chunk.entries, chunk.noted, plan.check
    if chunk.repeated is None and plan.single and plan.key_of:
        chunk.repeated = repeated_keys(entries, plan.claims)  # once for all bad rows of the chunk
    repeated = chunk.repeated
    for number in range(start, start + run.rows):
        entry = entries[number]
        why = check.explain(entry[:-1]) if check else ""
        if not why and repeated is not None and repeated.isdisjoint(_claims(entry, plan.claims)):
            chunk.questions.append(Question(len(chunk.runs), entry[:-1]))
        chunk.set_result(number + 1, outcome, f"{run.message}: {why}" if why else run.message, run.task)


def compared(keys: Iterable[Hashable]) -> list[Hashable]:
    """Return keys in the form that is compared: those that differ only in case or type may be one for the server.

    >>> compared(["Ada@example.com", 7, None])
    ['ada@example.com', '7', None]
    """
    keys = [*keys]
    if {*map(type, keys)} == {str}:  # as mostly: then the interpreter's own loop does it, in half the time
        return [*map(str.casefold, cast("list[str]", keys))]
    return [key.casefold() if type(key) is str else None if key is None else str(key).casefold() for key in keys]


def repeated_keys(entries: Sequence[bytes], claims: Callable[[Any], Iterable[Hashable]]) -> frozenset[Hashable]:
    """Return the keys, as they are compared, that more than one entry has, and None.

    Args:
        entries: the JSON of each, with a comma behind it.
        claims: returns the keys of an entry.

    >>> repeated_keys([b'{"ID":1},', b'{"ID":2},', b'{"ID":"1"},'], lambda entry: [entry["ID"]]) == {"1", None}
    True
    """
    numbers = Counter(key for entry in entries for key in _claims(entry, claims))
    return frozenset({key for key, number in numbers.items() if number > 1} | {None})


def received(earlier: ResultRun, response: ChunkResponse | BaseException | None) -> ResultRun:
    """Return what is known of a row after it was sent alone.

    Args:
        earlier: what was known before.
        response: the error of its call; all else means that the server took it.

    >>> received(ResultRun(1, Outcome.REJECTED, "ambiguous"), None).outcome
    <Outcome.ACCEPTED: 'accepted'>
    """
    if not isinstance(response, BaseException):
        return earlier._replace(outcome=Outcome.ACCEPTED, message=TAKEN)
    found = classify_error(response, SEARCHED)
    if found.action is FailureAction.BISECT:
        return earlier._replace(message=found.message)
    if found.outcome is Outcome.NOT_SENT:  # it is what it was before
        return earlier
    return earlier._replace(outcome=Outcome.UNKNOWN, message=found.message)  # it may be written by now


def _claims(entry: bytes, claims: Callable[[Any], Iterable[Hashable]]) -> set[Hashable]:
    return set(compared(claims(orjson.loads(entry[:-1]))))
