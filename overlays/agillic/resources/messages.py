"""Messages, with what the generated resource lacks: campaigns as objects, and tasks that are waited for [S3]."""

from collections.abc import Mapping
from typing import Any

from agillic.campaigns.bodies import edit_body, stage_body
from agillic.campaigns.checks import Known, check
from agillic.campaigns.model import Campaign, Outline
from agillic.campaigns.names import CampaignNames
from agillic.campaigns.results import EmailPreview, campaign_id_of, preview_of
from agillic.resources.person_data import dates_of
from agillic.resources.tasks import AsyncTask, Task, async_tasks_of, tasks_of
from agillic.wire.instance_dates import InstanceDates
from agillic.wire.template_parts import TemplateParts
from agillic_api.api.messages import AsyncMessagesResource, MessagesResource
from agillic_api.models.campaign_edit import CampaignEdit
from agillic_api.models.campaign_publish import CampaignPublish
from agillic_api.models.campaign_stage import CampaignStage
from agillic_api.models.campaign_test import CampaignTest
from agillic_api.models.campaign_test_send_message import CampaignTestSendMessage
from sdk_core.calls.tasks.polling import TIMEOUT, check_timeout
from sdk_core.calls.tasks.resource import Receiver

_STAGE, _EDIT, _PUBLISH = "stageEmailCampaign", "editEmailCampaign", "publishEmailCampaign"


class Messages(MessagesResource):
    """The operations on email campaigns. Each task says by its `result` what became of the campaign."""

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

    def stage_and_wait(
        self,
        campaign: Campaign,
        *,
        names: CampaignNames | None = None,
        template: str | None = None,
        timeout: float = TIMEOUT,
        receiver: Receiver | None = None,
    ) -> str:
        """Check a campaign, create it without sending anything, and return its id once the task has ended.

        Args:
            campaign: what to create.
            names: the names of the instance, as `agillic.discovery.campaign_names` reads them: a name that is not there
                is found before anything is sent. None: they are not checked.
            template: the HTML of the template, to check blocks, fields and what each field takes. None: not checked.
            timeout: seconds to wait for the task.
            receiver: is notified of the end.

        Raises:
            CampaignError: the campaign breaks a rule; nothing was sent.
            ValueError: the timeout is negative or not a number; nothing was sent.
            TaskFailed: the instance did not create it, such as for a name that is taken.
            TaskTimeout: the time is over; the task goes on. `campaign_id_of` reads the id from its end.
            AgillicError: the work was not accepted, or it is unknown whether it was: see its `outcome`.

        >>> from agillic import Agillic
        >>> def stage(agillic: Agillic, campaign: Campaign) -> str:
        ...     return agillic.messages.stage_and_wait(campaign)
        """
        check_timeout(timeout)
        task = self.stage(stage_body(campaign, _checked(self._client, campaign, names, template)), receiver=receiver)
        return campaign_id_of(task.wait(timeout))

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

    def edit_and_wait(  # noqa: PLR0913 - what may be checked, by names
        self,
        campaign_id: str,
        campaign: Campaign,
        *,
        staged: Campaign | Outline | None = None,
        names: CampaignNames | None = None,
        template: str | None = None,
        timeout: float = TIMEOUT,
        receiver: Receiver | None = None,
    ) -> None:
        """Check a campaign, and have a staged one follow it. Name, templates and blocks stay as staged.

        An optional text that the campaign lacks, such as `sender_name`, is left out of the edit. By the assumption
        `edit-omitted-details` it stays as staged then.

        Args:
            campaign_id: the campaign, as its staging returned it.
            campaign: what it shall be.
            staged: as it was staged, or its `outline`: an edit must have as many variants [S3], and keeps the names and
                the order of messages and variants. None: not checked.
            names: as of `stage_and_wait`.
            template: as of `stage_and_wait`.
            timeout: seconds to wait for the task.
            receiver: is notified of the end.

        Raises:
            CampaignError: the campaign breaks a rule; nothing was sent.
            ValueError: the timeout is negative or not a number; nothing was sent.
            TaskFailed: the instance did not change it, such as for an unknown or published campaign.
            TaskTimeout: the time is over; the task goes on.
            AgillicError: the work was not accepted, or it is unknown whether it was: see its `outcome`.
        """
        check_timeout(timeout)
        dates = _checked(self._client, campaign, names, template, staged)
        self.edit(edit_body(campaign_id, campaign, dates), receiver=receiver).wait(timeout)

    def preview(self, campaign_id: str, recipient: str) -> EmailPreview:
        """Return the email of a campaign as one recipient would get it. Nothing is sent.

        Args:
            campaign_id: the campaign.
            recipient: the value of the recipient key, not encoded.

        Raises:
            CampaignTestFailed: there is no such campaign or recipient.
            AgillicError: the call failed.
        """
        return preview_of(self.test(_test(campaign_id, recipient, is_sent=False)), is_sent=False)

    def send_test(self, campaign_id: str, recipient: str) -> EmailPreview:
        """Send the email of a campaign to one recipient, and return it; see `preview`. A message leaves."""
        return preview_of(self.test(_test(campaign_id, recipient, is_sent=True)), is_sent=True)

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

    def publish_and_wait(self, campaign_id: str, *, timeout: float = TIMEOUT, receiver: Receiver | None = None) -> None:
        """Let a staged campaign go out to its target group, and wait for the task. Messages leave.

        Args:
            campaign_id: the campaign, as its staging returned it.
            timeout: seconds to wait for the task.
            receiver: is notified of the end.

        Raises:
            ValueError: the timeout is negative or not a number; nothing was sent.
            TaskFailed: the instance did not publish it, such as for a campaign that is published already.
            TaskTimeout: the time is over; the task goes on.
            AgillicError: the work was not accepted, or it is unknown whether it was: see its `outcome`.
        """
        check_timeout(timeout)
        self.publish(CampaignPublish(campaign_id=campaign_id), receiver=receiver).wait(timeout)


class AsyncMessages(AsyncMessagesResource):
    """The same for asyncio; see `Messages`."""

    async def stage(
        self, body: CampaignStage | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None
    ) -> AsyncTask:
        """Create an email campaign without sending anything, and return the task; see `Messages.stage`."""
        return await async_tasks_of(self._client).start(_STAGE, body, receiver=receiver)

    async def stage_and_wait(
        self,
        campaign: Campaign,
        *,
        names: CampaignNames | None = None,
        template: str | None = None,
        timeout: float = TIMEOUT,  # noqa: ASYNC109 - of the task, as in `AsyncTask.wait`
        receiver: Receiver | None = None,
    ) -> str:
        """Check a campaign, create it, and return its id; see `Messages.stage_and_wait`."""
        check_timeout(timeout)
        body = stage_body(campaign, _checked(self._client, campaign, names, template))
        task = await self.stage(body, receiver=receiver)
        return campaign_id_of(await task.wait(timeout))

    async def edit(
        self, body: CampaignEdit | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None
    ) -> AsyncTask:
        """Change a staged campaign, and return the task; see `Messages.edit`."""
        return await async_tasks_of(self._client).start(_EDIT, body, receiver=receiver)

    async def edit_and_wait(  # noqa: PLR0913 - what may be checked, by names
        self,
        campaign_id: str,
        campaign: Campaign,
        *,
        staged: Campaign | Outline | None = None,
        names: CampaignNames | None = None,
        template: str | None = None,
        timeout: float = TIMEOUT,  # noqa: ASYNC109 - of the task, as in `AsyncTask.wait`
        receiver: Receiver | None = None,
    ) -> None:
        """Check a campaign, and have a staged one follow it; see `Messages.edit_and_wait`."""
        check_timeout(timeout)
        dates = _checked(self._client, campaign, names, template, staged)
        task = await self.edit(edit_body(campaign_id, campaign, dates), receiver=receiver)
        await task.wait(timeout)

    async def preview(self, campaign_id: str, recipient: str) -> EmailPreview:
        """Return the email of a campaign as one recipient would get it; see `Messages.preview`. Nothing is sent."""
        return preview_of(await self.test(_test(campaign_id, recipient, is_sent=False)), is_sent=False)

    async def send_test(self, campaign_id: str, recipient: str) -> EmailPreview:
        """Send the email of a campaign to one recipient; see `Messages.send_test`. A message leaves."""
        return preview_of(await self.test(_test(campaign_id, recipient, is_sent=True)), is_sent=True)

    async def publish(
        self, body: CampaignPublish | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None
    ) -> AsyncTask:
        """Let a staged campaign go out, and return the task; see `Messages.publish`. Messages leave."""
        return await async_tasks_of(self._client).start(_PUBLISH, body, receiver=receiver)

    async def publish_and_wait(
        self,
        campaign_id: str,
        *,
        timeout: float = TIMEOUT,  # noqa: ASYNC109 - of the task, as in `AsyncTask.wait`
        receiver: Receiver | None = None,
    ) -> None:
        """Let a staged campaign go out, and wait for the task; see `Messages.publish_and_wait`. Messages leave."""
        check_timeout(timeout)
        task = await self.publish(CampaignPublish(campaign_id=campaign_id), receiver=receiver)
        await task.wait(timeout)


def _checked(
    client: object,
    campaign: Campaign,
    names: CampaignNames | None,
    template: str | None,
    staged: Campaign | Outline | None = None,
) -> InstanceDates:
    """Check a campaign, and return how its schedule is written.

    Raises:
        CampaignError: it breaks a rule.
    """
    dates = dates_of(client, None) or InstanceDates()
    known = Known(
        dates=dates,
        names=names,
        template=None if template is None else TemplateParts.parse(template),
        staged=staged.outline if isinstance(staged, Campaign) else staged,
    )
    check(campaign, known)
    return dates


def _test(campaign_id: str, recipient: str, *, is_sent: bool) -> CampaignTest:
    flag = CampaignTestSendMessage.TRUE if is_sent else CampaignTestSendMessage.FALSE
    return CampaignTest(campaign_id, recipient, flag)
