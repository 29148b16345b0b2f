"""Loads recipients by a dlt pipeline, in a process of its own: FIRST LAST OPTIONS SIGNAL N, options as JSON.

With a SIGNAL, it gets that while it sends its n-th batch: the batch was sent then, and dlt has not noted it.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dlt
from pipeline_parts import people

from agillic.client import Agillic
from agillic.pipelines.dlt import agillic_destination
from agillic.pipelines.streams import Stream

FIRST, LAST, OPTIONS, SIGNAL, BATCH = sys.argv[1:]


def main() -> None:
    """Load the rows, and what an earlier run left."""
    send, batches = Stream.send, 0

    def stopped(stream: Stream, client: Agillic, rows: list[Any]) -> Iterator[Any]:
        nonlocal batches
        batches += 1
        yield from send(stream, client, rows)
        if batches == int(BATCH):
            os.kill(os.getpid(), int(SIGNAL))

    if int(SIGNAL):
        Stream.send = stopped  # type: ignore[method-assign, assignment]  # that is the point
    destination = agillic_destination(**json.loads(OPTIONS))
    pipeline = dlt.pipeline("people", destination=destination, pipelines_dir=str(Path.cwd() / f"pipelines-{FIRST}"))
    if pipeline.has_pending_data:
        sys.stdout.write("pending\n")
        pipeline.run()
    rows = people(int(FIRST), int(LAST))
    if rows:
        pipeline.run(dlt.resource(rows, name="people", primary_key="EMAIL", write_disposition="merge"))


if __name__ == "__main__":
    main()
