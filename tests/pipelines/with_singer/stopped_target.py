"""Runs the target in a process of its own, which gets a signal while it sends its n-th batch: SIGNAL N ARGUMENTS.

STATE is passed on after every 100 records, where the SDK waits for five minutes. A batch was sent when the signal
comes, and is not settled: as when a process ends between a response and what would follow.
"""

import os
import sys
from collections.abc import Iterator
from typing import Any

from agillic.client import Agillic
from agillic.pipelines.singer.target import TargetAgillic
from agillic.pipelines.streams import Stream

SIGNAL, LAST = int(sys.argv[1]), int(sys.argv[2])


class Target(TargetAgillic):
    """A target whose records are old after 100 of them."""

    records = 0

    @property
    def _max_record_age_in_minutes(self) -> float:
        self.records += 1
        return 0 if self.records % 100 else 99


def main() -> None:
    """Run the target."""
    send, batches = Stream.send, 0

    def stopped(stream: Stream, client: Agillic, rows: list[Any]) -> Iterator[Any]:
        nonlocal batches
        batches += 1
        yield from send(stream, client, rows)
        if batches == LAST:
            os.kill(os.getpid(), SIGNAL)

    Stream.send = stopped  # type: ignore[method-assign, assignment]  # that is the point
    sys.argv[1:3] = []
    Target.cli()


if __name__ == "__main__":
    main()
