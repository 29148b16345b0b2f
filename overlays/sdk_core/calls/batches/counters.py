"""Whether the counters of a response can be about the rows that were sent."""

from dataclasses import replace
from typing import Final

import orjson

from sdk_core.calls.batches.call import Call
from sdk_core.calls.batches.chunks import Chunk
from sdk_core.calls.batches.plan import BatchPlan, Row
from sdk_core.calls.batches.results import ChunkResponse, Outcome
from sdk_core.calls.batches.single_rows import compared

MISCOUNTED: Final = "the response counts other numbers of rows than were sent, so it does not say what became of them"


def checked(response: ChunkResponse, chunk: Chunk, call: Call, plan: BatchPlan[Row]) -> ChunkResponse:
    """Return a response, its rows unknown but for those that it names where its counters contradict what was sent.

    Args:
        response: what the server said.
        chunk: the rows; the first without a result is the first that was sent.
        call: what was sent.
        plan: knows what identifies a row.
    """
    if response.done is None or response.others or response.task:
        return response
    entries = call.end - chunk.noted if call.places is None else len({*call.places})
    if not response.contradicts(entries, entries):
        return response
    # Entries are read only now: mostly the numbers agree.
    sent = (orjson.loads(entry[:-1]) for entry in chunk.entries[chunk.noted : call.end])
    distinct = entries if plan.key_of is None or call.places else len({*compared(map(plan.key_of, sent))})
    if not response.contradicts(entries, distinct):
        return response
    return replace(response, others=Outcome.UNKNOWN, message=MISCOUNTED)
