"""Runs a job in a process of its own that is killed after its n-th durable write: JOB N."""

import json
import os
import signal
import sys
from pathlib import Path

from agillic import skip_waits, sync


def main() -> None:
    job, last = json.loads(Path(sys.argv[1]).read_text("utf-8")), int(sys.argv[2])
    count = 0

    def after_write(_: str) -> None:
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    with skip_waits():
        report = sync.run(job, after_write=after_write)
    sys.stdout.write(json.dumps({"end": report.end, "rows": dict(report.rows), "writes": count}))


if __name__ == "__main__":
    main()
