"""Reporting the ends of tasks to the URLs that requested it, on this machine alone [S1, S3]."""

import orjson

from agillic.mock.calls import Mock
from agillic.mock.http.tasks import shown
from agillic.mock.state import Task
from sdk_core.mock.loopback_sender import Delivery, Try, make_tries, why_rejected

TRIES = 10
"""How often an end is reported at most, under the option `post-task-retried` of `callback-delivery`."""
GAP = 15.0
"""Seconds of the mock's clock from one try to the next: longer than a try may take."""


async def deliver(mock: Mock) -> None:
    """Report the ends of tasks that are to be reported now, each as the assumption `callback-delivery` says.

    A host that is not this machine is sent nothing. What came of each try is in `mock.state.deliveries`.

    Args:
        mock: Whose tasks.
    """
    # Each try is remembered before anything waits, so that it is made once.
    tries = [_begin(mock, task) for task in mock.state.deliveries.due()]
    await make_tries(filter(None, tries), mock.sender, lambda ledger: ledger is mock.state.deliveries)


def _begin(mock: Mock, task: Task) -> Try | None:
    """Remember that the end of a task is reported; None when nothing may be sent."""
    option, deliveries = mock.assumptions.choice("callback-delivery"), mock.state.deliveries
    url = task.callback.url if task.callback else ""
    rejected = why_rejected(url)
    again = option == "post-task-retried" and rejected is None and deliveries.tries(task.id) + 1 < TRIES
    number = deliveries.begin(task.id, url, again_after=GAP if again else None)
    if rejected:
        deliveries.end(number, f"not sent: {rejected}", is_last=True)
        return None
    body = None if option == "get-without-body" else orjson.dumps(shown(task, mock))
    return Try(deliveries, number, Delivery(url, body))
