"""Events, with what the generated resource lacks: any number of achievements at once."""

from collections.abc import AsyncIterable, Iterable, Mapping
from typing import Any

from agillic.resources.batches import async_task_batch_run, callback_members, task_batch_run
from agillic.resources.person_data import date_writer
from agillic.resources.tasks import AsyncTask, Task, async_tasks_of, tasks_of
from agillic.wire.instance_dates import InstanceDates
from agillic_api import OPERATIONS
from agillic_api.api.events import AsyncEventsResource, EventsResource
from agillic_api.models.event_achievement import EventAchievement
from agillic_api.models.event_achievement_task import EventAchievementTask
from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.encoding import DateWriter
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan, plan_of
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.calls.tasks.resource import Receiver
from sdk_core.wire.plain_values import Frame

Achievement = EventAchievement | Mapping[str, Any]
"""An event to achieve: the model, or a dict with `recipientId`, `eventId` and perhaps `context` and `conversion`."""

_ACHIEVE = OPERATIONS["asyncAchieveEvent"]


class Events(EventsResource):
    """The operations on events, and any number of achievements."""

    def start_achieve(
        self, body: EventAchievementTask | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None
    ) -> Task:
        """Achieve events for up to 1,000 recipients, and return the task; see `Tasks.start`. Messages may leave.

        Args:
            body: what is to be achieved: a model, its dict, or bytes of JSON; no bytes with a receiver.
            receiver: is notified of the end.

        Raises:
            ValueError: the body cannot be sent.
            AgillicError: the work was not accepted, or it is unknown whether it was: see its `outcome`.
        """
        return tasks_of(self._client).start(_ACHIEVE.id, body, receiver=receiver)

    def achieve_many(
        self,
        achievements: Iterable[Achievement] | Frame,
        *,
        dates: InstanceDates | None = None,
        options: BatchOptions | None = None,
        receiver: Receiver | None = None,
    ) -> BatchRun[Achievement]:
        """Achieve events any number of times, up to 1,000 in a call and 20 calls at once. Messages may leave.

        The work is asynchronous: each call starts a task, which is waited for, so that each row has a real result.
        Achievements of one recipient keep their order. A call without a response is not retried, since its events may
        have been achieved: its rows are `unknown`.

        Args:
            achievements: dicts as the document has the entries, or models; read only as calls become free.
            dates: how dates and datetimes in contexts are written; left out, as the client's settings have it.
            options: bounds of the run.
            receiver: is notified of the ends of tasks, so that they are hardly polled.

        Returns:
            What sends while its results are read: iterate over it for a result per row, or `run` it for the sums.

        >>> from agillic.client import Agillic
        >>> def thank(agillic: Agillic, customers: list[str]) -> int:
        ...     rows = ({"recipientId": customer, "eventId": "order_placed"} for customer in customers)
        ...     return agillic.events.achieve_many(rows).run().succeeded
        """
        return task_batch_run(
            self._client, _plan(date_writer(self._client, dates), receiver), achievements, options, receiver
        )


class AsyncEvents(AsyncEventsResource):
    """The same for asyncio; see `Events`."""

    async def start_achieve(
        self, body: EventAchievementTask | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None
    ) -> AsyncTask:
        """Achieve events for up to 1,000 recipients, and return the task; see `Events.start_achieve`."""
        return await async_tasks_of(self._client).start(_ACHIEVE.id, body, receiver=receiver)

    def achieve_many(
        self,
        achievements: Iterable[Achievement] | AsyncIterable[Achievement] | Frame,
        *,
        dates: InstanceDates | None = None,
        options: BatchOptions | None = None,
        receiver: Receiver | None = None,
    ) -> AsyncBatchRun[Achievement]:
        """Achieve events any number of times; see `Events.achieve_many`. Achievements may be an async iterable."""
        return async_task_batch_run(
            self._client, _plan(date_writer(self._client, dates), receiver), achievements, options, receiver
        )


def _plan(dates: DateWriter | None, receiver: Receiver | None) -> BatchPlan[Achievement]:
    return plan_of(_ACHIEVE, to_entry=_entry, members=callback_members(_ACHIEVE, receiver), dates=dates)


def _entry(achievement: Achievement) -> Mapping[str, Any]:
    return achievement.to_dict() if isinstance(achievement, EventAchievement) else achievement
