"""Runs in the bench's own environment: what the client does with a row of an upsert, step by step; prints JSON.

It is given the port of a server that responds at once. Each step is measured alone, for blocks of rows as the client
takes them, and given as seconds for a row.
"""

import gc
import json
import sys
from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any, Final, cast

from agillic.client import Agillic
from agillic.resources.field_checks import FieldCheck
from agillic.resources.recipient_plans import upsert_plan
from agillic.wire.date_formats import DateFormats
from agillic_api import Client
from bench.data import FIELDS, ROWS, five_fields
from bench.whole_calls import settings
from sdk_core.calls.batches.engine import Engine
from sdk_core.calls.batches.many import for_many
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.preparing import PreparedRows
from sdk_core.calls.batches.results import ChunkResponse

BLOCK: Final = 250
"""Rows that are prepared at a time: a chunk has four blocks."""
CALLS: Final = 100
SENT: Final = "its part of a call of 1,000 rows, a call at a time"
CHUNKS: Final = 200
"""Of a thousand rows, each with other rows."""


def parts(url: str) -> dict[str, float]:
    """Return the seconds of each step for a row."""
    taken: dict[str, list[float]] = {}

    def step(name: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - what the work returns
        began = perf_counter()
        found = work()
        taken.setdefault(name, []).append(perf_counter() - began)
        return found

    plan = upsert_plan(Client(url), "EMAIL", None, check_rows=False)
    engine = Engine(plan, BatchOptions())
    check = FieldCheck({str(each["name"]): str(each["type"]) for each in FIELDS}, DateFormats())
    entries_of, keys_of = for_many(cast("Any", plan.to_entry)), for_many(cast("Any", plan.key_of))
    body = b""
    gc.disable()  # the lists of this measurement would bring collections that the client has not
    for chunk in range(CHUNKS):
        for first in range(chunk * ROWS, (chunk + 1) * ROWS, BLOCK):
            rows = step("make it, which the bench does", partial(_made, first))
            entries = step("make the entry of a recipient", partial(entries_of, rows))
            keys = step("read its key", partial(keys_of, entries))
            step("check it against the fields", partial(check.passes_all, rows))
            texts = step("write it as JSON", partial(plan.write.many, entries))
            step(
                "look for rows in flight with its key, and cut chunks",
                partial(engine.add_all, PreparedRows(keys, texts)),
            )
        call = step("make the body", engine.next_call)
        body = call.body
        step("note its result", partial(_ended, engine, call))
    client = Agillic(**settings(url, "httptools"))
    for _ in range(CALLS):
        step(SENT, partial(client.recipients.batch_upsert, body))
    sent = taken.pop(SENT)
    return {name: sum(each) / (CHUNKS * ROWS) for name, each in taken.items()} | {SENT: median(sent) / ROWS}


def _made(first: int) -> list[dict[str, str | int]]:
    return [five_fields(number)["personData"] for number in range(first, first + BLOCK)]


def _ended(engine: Engine[Any], call: Any) -> None:  # noqa: ANN401 - of the engine
    engine.complete(call, ChunkResponse(created=0, updated=ROWS))
    for _ in engine.pop_results():
        pass


if __name__ == "__main__":
    sys.stdout.write(json.dumps(parts(f"http://127.0.0.1:{sys.argv[1]}")))
