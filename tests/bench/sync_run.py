"""Runs in the bench's own environment: one run of a sync job, or one plan of it; prints JSON.

It is given what to do (`run` or `plan`), the server's port, the file, the folder of the job's state, and the target.
It prints the fields of `sync.SyncRun` but the time of the whole process, which is another one's to see.
"""

import json
import os
import resource
import sys
import time

from agillic import Agillic, sync
from bench.data import GROUP
from bench.whole_calls import settings
from sdk_core.sync.running.progress import StepProgress

FIELDS = ("EMAIL", "FIRSTNAME", "LASTNAME", "AGE", "CITY")
TARGETS: dict[str, tuple[dict[str, object], tuple[str, ...]]] = {
    "recipients": ({"name": "recipients", "mode": "upsert"}, FIELDS),
    "audience": ({"name": "audience", "mode": "mirror", "group": GROUP, "upsert_recipients": False}, FIELDS[:1]),
}
"""The targets and the fields that are mapped."""


def job(file: str, target: str) -> dict[str, object]:
    """Return the job as the tables of its file."""
    options, fields = TARGETS[target]
    return {
        "name": "bench",
        "source": {"path": file},
        "target": options,
        "mapping": {name: name for name in fields},
    }


def measure(what: str, port: str, file: str, state: str, target: str) -> dict[str, float]:
    """Run the job, or plan it."""
    environ = {**os.environ, "AGILLIC_SYNC_DIRECTORY": state}
    began: dict[str, float] = {}

    def note(progress: StepProgress) -> None:
        began.setdefault(progress.doing, time.perf_counter())

    sending, chunks = 0.0, 0
    with Agillic(**settings(f"http://127.0.0.1:{port}")) as client:
        used = client.limits.used_today
        if what == "plan":
            sync.plan(job(file, target), client=client, environ=environ, truth="none", force=True)
        else:
            report = sync.run(job(file, target), client=client, environ=environ, progress=note)
            if report.end != "done":
                raise SystemExit(f"the run ended {report.end}: {report.message} {dict(report.reasons)}")
            sending = sum(each.seconds for each in report.steps)
            chunks = sum(each.calls for each in report.steps)
        calls = client.limits.used_today - used
    planning = began.pop("planning", 0.0)
    sent = [at for name, at in began.items() if name != "reading"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "sending": sending,
        "comparing": min(sent, default=time.perf_counter()) - planning if planning else 0.0,
        "chunks": chunks,
        "calls": calls,
        "peak": peak if sys.platform == "darwin" else peak * 1024,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(*sys.argv[1:6])))
