"""Processes, threads and tasks share the rate limits of a project, as the mock counts them on its running clock."""

import os
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

from iterable_caller import CALLS, TASKS, THREADS

from iterable_client.mock.backend import BACKEND
from iterable_client.mock.instance import load_project
from sdk_core.mock.admin import tick
from sdk_core.mock.building import build_application, build_mock
from sdk_core.mock.server.server import Server

PROCESSES = 3
RATE = 5
"""Bulk updates that a project may make in a second, as the document says."""
WORKER = Path(__file__).with_name("iterable_caller.py")


def test_three_processes_never_exceed_five_calls_a_second(tmp_path: Path) -> None:
    project = load_project()
    key = next(each.key for each in project.keys if each.kind == "server-side" and not each.jwt_secret)
    with closing(build_mock(BACKEND, project)) as mock:
        (limit,) = mock.document.operations["bulkUpdateUsers"].rates
        assert (limit["calls"], limit["seconds"]) == (RATE, 1)
        with Server(build_application(mock), tick=partial(tick, mock)) as server:
            environment = {
                **{name: value for name, value in os.environ.items() if not name.startswith("ITERABLE_")},
                "ITERABLE_API_KEY": key,
                "ITERABLE_BASE_URL": server.url,
                "ITERABLE_STATE_DIRECTORY": str(tmp_path / "state"),
                "XDG_CONFIG_HOME": str(tmp_path),
                "no_proxy": "127.0.0.1",
            }
            workers = [
                subprocess.Popen([sys.executable, str(WORKER), str(number)], env=environment)  # noqa: S603 - our own code
                for number in range(PROCESSES)
            ]
            assert [worker.wait(timeout=120) for worker in workers] == [0] * PROCESSES
        calls = mock.journal.requests()
    assert [each.status for each in calls] == [200] * (PROCESSES * (THREADS + TASKS) * CALLS), (
        "nobody was rejected with 429"
    )
    written = {user["email"].rsplit("-", 1)[0] for each in calls for user in each.json["users"]}
    assert len(written) == PROCESSES * (THREADS + TASKS), "every thread and every task of every process called"
    moments = [each.moment for each in calls]
    for first, sixth in zip(moments, moments[RATE:], strict=False):
        assert sixth - first >= timedelta(seconds=1), "no second has a sixth call"
