"""Runs in the bench's own environment: how long calls with 1,000 rows take at a mock; prints seconds as JSON.

Two threads call, as many as the machine has cores for, so that the mock's work is measured and not a queue before it.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from agillic.client import Agillic
from bench.data import five_fields
from bench.whole_calls import settings

THREADS, CALLS = 2, 150


def measure(port: str) -> list[float]:
    """Return the times of all calls."""
    with Agillic(**settings(f"http://127.0.0.1:{port}")) as agillic:

        def call(number: int) -> float:
            body = [five_fields(number * 1_000 + n) for n in range(1_000)]
            began = time.perf_counter()
            agillic.recipients.batch_upsert(body)
            return time.perf_counter() - began

        with ThreadPoolExecutor(THREADS) as threads:
            return list(threads.map(call, range(CALLS)))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(sys.argv[1])))
