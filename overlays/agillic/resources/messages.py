"""Messages, with what the generated resource lacks: work on campaigns is a task that can be waited for."""

from collections.abc import Mapping
from typing import Any

from agillic.resources.tasks import AsyncTask, Task, async_tasks_of, tasks_of
from agillic_api.api.messages import AsyncMessagesResource, MessagesResource
from agillic_api.models.campaign_edit import CampaignEdit
from agillic_api.models.campaign_publish import CampaignPublish
from agillic_api.models.campaign_stage import CampaignStage
from sdk_core.calls.tasks.resource import Receiver

_STAGE, _EDIT, _PUBLISH = "stageEmailCampaign", "editEmailCampaign", "publishEmailCampaign"


class Messages(MessagesResource):
    """The operations on messages. Each task says by its `result` what became of the campaign."""

    def stage(self, body: CampaignStage | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None) -> Task:
        """Create an email campaign without sending anything, and return the task; see `Tasks.start`.

        The result of the finished task is the campaign's id; it fails when there is a campaign of this name.

        Args:
            body: the campaign: a model, its dict, or bytes of JSON; no bytes with a receiver.
            receiver: is notified of the end.

        Raises:
            ValueError: the body cannot be sent.
            AgillicError: the work was not accepted, or it is unknown whether it was: see its `outcome`.
        """
        return tasks_of(self._client).start(_STAGE, body, receiver=receiver)

    def edit(self, body: CampaignEdit | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None) -> Task:
        """Change a staged campaign, and return the task; see `stage`. It fails when there is no such campaign.

        Args:
            body: the change: a model, its dict, or bytes of JSON; no bytes with a receiver.
            receiver: is notified of the end.

        Raises:
            ValueError: the body cannot be sent.
            AgillicError: the work was not accepted, or it is unknown whether it was: see its `outcome`.
        """
        return tasks_of(self._client).start(_EDIT, body, receiver=receiver)

    def publish(self, body: CampaignPublish | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None) -> Task:
        """Let a staged campaign go out to its target group, and return the task; see `stage`. Messages leave.

        Args:
            body: which campaign: a model, its dict, or bytes of JSON; no bytes with a receiver.
            receiver: is notified of the end.

        Raises:
            ValueError: the body cannot be sent.
            AgillicError: the work was not accepted, or it is unknown whether it was: see its `outcome`.
        """
        return tasks_of(self._client).start(_PUBLISH, body, receiver=receiver)


class AsyncMessages(AsyncMessagesResource):
    """The same for asyncio; see `Messages`."""

    async def stage(
        self, body: CampaignStage | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None
    ) -> AsyncTask:
        """Create an email campaign without sending anything, and return the task; see `Messages.stage`."""
        return await async_tasks_of(self._client).start(_STAGE, body, receiver=receiver)

    async def edit(
        self, body: CampaignEdit | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None
    ) -> AsyncTask:
        """Change a staged campaign, and return the task; see `Messages.edit`."""
        return await async_tasks_of(self._client).start(_EDIT, body, receiver=receiver)

    async def publish(
        self, body: CampaignPublish | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None
    ) -> AsyncTask:
        """Let a staged campaign go out, and return the task; see `Messages.publish`. Messages leave."""
        return await async_tasks_of(self._client).start(_PUBLISH, body, receiver=receiver)
