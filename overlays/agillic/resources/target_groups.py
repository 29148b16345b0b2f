"""Destination groups, with what the generated resource lacks: any number of members at once."""

from collections.abc import AsyncIterable, Iterable

from agillic.resources.batches import async_batch_run, batch_run
from agillic_api import OPERATIONS
from agillic_api.api.target_groups import AsyncTargetGroupsResource, TargetGroupsResource
from agillic_api.types import Operation
from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan, plan_of
from sdk_core.calls.batches.runner import BatchRun

_ADD, _REMOVE = OPERATIONS["addToStaticTargetGroup"], OPERATIONS["removeFromStaticTargetGroup"]


class TargetGroups(TargetGroupsResource):
    """The operations on target groups, and static ones of any size."""

    def add(self, name: str, recipients: Iterable[str], options: BatchOptions | None = None) -> BatchRun[str]:
        """Add recipients to a static target group, 100 in a call [S2].

        Args:
            name: the group's, case-sensitive [S2].
            recipients: any number of values of the recipient key. Unknown ones are passed over by the server, without
                a word (assumption `target-group-unknown-recipient`): they end as `accepted` too. `get_population`
                counts who is in; nothing lists them.
            options: bounds of the run.

        Returns:
            What sends while its results are read: iterate over it, or `run` it. It is stopped by a
            `BatchInterrupted` when there is no such group.
        """
        return batch_run(self._client, _plan(_ADD, name), recipients, options)

    def remove(self, name: str, recipients: Iterable[str], options: BatchOptions | None = None) -> BatchRun[str]:
        """Remove recipients from a static target group; see `add`."""
        return batch_run(self._client, _plan(_REMOVE, name), recipients, options)


class AsyncTargetGroups(AsyncTargetGroupsResource):
    """The same for asyncio; see `TargetGroups`."""

    def add(
        self, name: str, recipients: Iterable[str] | AsyncIterable[str], options: BatchOptions | None = None
    ) -> AsyncBatchRun[str]:
        """Add recipients to a static target group; see `TargetGroups.add`."""
        return async_batch_run(self._client, _plan(_ADD, name), recipients, options)

    def remove(
        self, name: str, recipients: Iterable[str] | AsyncIterable[str], options: BatchOptions | None = None
    ) -> AsyncBatchRun[str]:
        """Remove recipients from a static target group; see `TargetGroups.add`."""
        return async_batch_run(self._client, _plan(_REMOVE, name), recipients, options)


def _plan(operation: Operation, name: str) -> BatchPlan[str]:
    return plan_of(operation, members={"targetGroupName": name})
