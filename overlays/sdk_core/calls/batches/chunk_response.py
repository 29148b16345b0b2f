"""What the response to a chunk says of its entries, by the trait `batch.outcome` of its operation."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any, Final, cast

import orjson

from sdk_core.calls.batches.results import ChunkResponse, Outcome
from sdk_core.calls.batches.single_rows import compared
from sdk_core.wire.pointers import found, steps_of

UNREAD: Final = "the response does not say what became of the rows"
_DECISIVE: Final = ("created", "updated", "done", "failed")
"""The counters that say whether entries were taken."""


def chunk_response(reported: object, sent: bytes, batch: Mapping[str, Any]) -> ChunkResponse:
    """Return what a response tells of a chunk: its counters, and which entries it names as rejected.

    Entries are named by a value of theirs; those that differ only in case or type may be the same for the server. Each
    entry with such a value is rejected. A value that no entry has stands for an entry that the response does not name.

    A response that has nothing at the places where the trait says how the entries fared, or something else there than a
    number or an array, is not understood: the entries that it does not name are unknown, and never taken for done.

    Args:
        reported: the response.
        sent: the body of the call.
        batch: the trait `batch` of the operation; without `outcome`, or with an empty one, nothing is read of an
            object, and all else is not understood.

    >>> batch = {"items": "/users", "outcome": {"failures": [{"at": "/invalidEmails", "key": "/email"}]}}
    >>> sent = b'{"users":[{"email":"ada"},{"email":"bob@example.com"}]}'
    >>> chunk_response({"invalidEmails": ["ADA"]}, sent, batch).failed
    {0: 'the server rejected it: invalidEmails'}
    """
    outcome: Mapping[str, Any] = batch.get("outcome") or {}
    response = ChunkResponse.of_json(reported, outcome)
    if not (_is_understood(reported, outcome, response) if outcome else isinstance(reported, dict)):
        response = replace(response, others=Outcome.UNKNOWN, message=UNREAD)
    lists = [(failure, found(reported, failure["at"])) for failure in outcome.get("failures", ())]
    if not any(isinstance(values, list) and values != [] for _, values in lists):
        return response  # as mostly, and the body that was sent need not be read
    entries = found(orjson.loads(sent), batch["items"])
    failed, strange = dict[int, str](), set[Hashable]()
    for failure, values in lists:
        if isinstance(values, list):
            places = _places(entries, failure["key"])
            message = f"the server rejected it: {steps_of(failure['at'])[-1]}"
            for value in compared(map(str, cast("list[object]", values))):
                strange |= set() if value in places else {value}
                for place in places.get(value, ()):
                    failed.setdefault(place, message)
    errors = max(response.errors or 0, len(failed) + len(strange))
    return replace(response, errors=errors, failed=dict(sorted(failed.items())))


def _is_understood(reported: object, outcome: Mapping[str, Any], response: ChunkResponse) -> bool:
    """Return whether a response says how entries fared, and nothing that is no number or array."""
    counts = {
        "created": response.created,
        "updated": response.updated,
        "done": response.done,
        "failed": response.errors,
    }
    says_something = False
    for name in _DECISIVE:
        if found(reported, outcome.get(name)) is not None:
            if counts[name] is None:
                return False
            says_something = True
    for failure in outcome.get("failures", ()):
        if (values := found(reported, failure["at"])) is not None:
            if not isinstance(values, list):
                return False
            says_something = True
    return says_something


def _places(entries: object, key: str) -> dict[Hashable, list[int]]:
    """Return the places of the entries by the value that they have at a pointer."""
    found_at: dict[Hashable, list[int]] = {}
    for place, entry in enumerate(cast("list[object]", entries) if isinstance(entries, list) else []):
        if (value := found(entry, key)) is not None:
            found_at.setdefault(compared([str(value)])[0], []).append(place)
    return found_at
