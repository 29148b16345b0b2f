"""A process that forks while a call of its client is in flight; both go on to call, and it prints what they got."""

import json
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

from agillic import Agillic

CALLS = 5


def ids(client: Agillic, who: str) -> list[object]:
    return [client.tasks.get(f"{who}-{number}").task_id for number in range(CALLS)]


def main(url: str) -> None:
    with Agillic(key="key", secret="secret", base_url=url) as client, ThreadPoolExecutor(1) as threads:  # noqa: S106 - of a test
        held = threads.submit(client.tasks.get, "held")
        sys.stdin.readline()  # until it is in flight
        client.tasks.get("before")  # there is a free connection now, beside the one that is used
        child = os.fork()
        if child == 0:
            signal.alarm(20)
            os._exit(ids(client, "child") != [f"child-{number}" for number in range(CALLS)])
        found: dict[str, object] = {"child": os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}
        found["parent"] = ids(client, "parent")
        found["held"] = held.result().task_id
        found["in_flight"] = client.limits.in_flight
    print(json.dumps(found))  # noqa: T201 - to the test


if __name__ == "__main__":
    main(sys.argv[1])
