# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Campaigns by the Message API, which is sold separately."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models.campaign_edit import CampaignEdit
    from ...models.campaign_publish import CampaignPublish
    from ...models.campaign_result import CampaignResult
    from ...models.campaign_stage import CampaignStage
    from ...models.campaign_test import CampaignTest
    from ...models.campaign_test_result import CampaignTestResult
    from ...models.edit_details import EditDetails
    from ...models.stage_details import StageDetails
    from ...models.task import Task
    from ...models.task_started import TaskStarted
    from ...types import Response


class MessagesResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> MessagesRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return MessagesRawResource(self._client)

    def stage(
        self,
        body: CampaignStage | Mapping[str, Any] | bytes,
    ) -> TaskStarted:
        """Create an email campaign.

        Creates a campaign, that is a flow with an email, without sending anything. The work is asynchronous and
        fails when a campaign of this name exists. The finished task tells the campaign's id, which editing, testing
        and publishing need. The Message API is sold separately.

        ``POST /messages/v2/campaign/email/:stage``

        Args:
            body (CampaignStage): A campaign to create.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import stage_email_campaign as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def edit(
        self,
        body: CampaignEdit | Mapping[str, Any] | bytes,
    ) -> TaskStarted:
        """Change an email campaign.

        Changes a staged campaign. The work is asynchronous and fails when there is no such campaign. Each message
        must have as many variants as it was staged with. The Message API is sold separately.

        ``POST /messages/v2/campaign/email/:edit``

        Args:
            body (CampaignEdit): A campaign to change.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import edit_email_campaign as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def publish(
        self,
        body: CampaignPublish | Mapping[str, Any] | bytes,
    ) -> TaskStarted:
        """Publish an email campaign.

        Lets a staged campaign go out to its target group. The work is asynchronous and fails when there is no such
        campaign. Available from version 26.0. The Message API is sold separately.

        ``POST /messages/v2/campaign/email/:publish``

        Args:
            body (CampaignPublish): A campaign to publish.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import publish_email_campaign as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def stage_v1(
        self,
        body: StageDetails | Mapping[str, Any] | bytes,
    ) -> CampaignResult:
        """Create an email campaign at once.

        Creates a campaign as the asynchronous staging does, and responds with its id when that is done: no task is
        to be read, and no callback is made. Nothing is sent. It fails when a campaign of this name exists. The
        Message API is sold separately.

        ``POST /messages/v1/campaign/email/:stage``

        Args:
            body (StageDetails): What the new campaign consists of.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import stage_email_campaign_v1 as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def edit_v1(
        self,
        body: EditDetails | Mapping[str, Any] | bytes,
    ) -> CampaignResult:
        """Change an email campaign at once.

        Changes a staged campaign as the asynchronous edit does, and responds when that is done. It fails when there
        is no such campaign. Each message must have as many variants as it was staged with. The Message API is sold
        separately.

        ``POST /messages/v1/campaign/email/:edit``

        Args:
            body (EditDetails): What the campaign shall consist of. Name, flow template and HTML template cannot
                be given here.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import edit_email_campaign_v1 as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def test(
        self,
        body: CampaignTest | Mapping[str, Any] | bytes,
    ) -> CampaignTestResult:
        """Test an email campaign.

        Makes the email of a campaign as one recipient would get it, returns its subject and content, and sends it
        to that recipient unless `sendMessage` is the string `false`. Nothing is asynchronous here. It fails when
        there is no such campaign. The Message API is sold separately.

        ``POST /messages/v1/campaign/email/:test``

        Args:
            body (CampaignTest): A campaign to test, and for whom.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import test_email_campaign as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def get_task(
        self,
        task_id: str,
    ) -> Task:
        """Get the state of a campaign task.

        Says whether the staging, editing or publishing of a campaign is done. Clients wait at least 5 seconds
        before they ask for the first time. Available from version 26.0. The Message API is sold separately.

        ``GET /messages/v2/task/{taskId}``

        Args:
            task_id (str): The task, as the start of the work returned it. Sent percent-encoded twice, except
                for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_message_task_status as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "taskId": task_id,
            },
            _operation.parse,
        )


class AsyncMessagesResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncMessagesRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncMessagesRawResource(self._client)

    async def stage(
        self,
        body: CampaignStage | Mapping[str, Any] | bytes,
    ) -> TaskStarted:
        """Create an email campaign.

        Creates a campaign, that is a flow with an email, without sending anything. The work is asynchronous and
        fails when a campaign of this name exists. The finished task tells the campaign's id, which editing, testing
        and publishing need. The Message API is sold separately.

        ``POST /messages/v2/campaign/email/:stage``

        Args:
            body (CampaignStage): A campaign to create.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import stage_email_campaign as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def edit(
        self,
        body: CampaignEdit | Mapping[str, Any] | bytes,
    ) -> TaskStarted:
        """Change an email campaign.

        Changes a staged campaign. The work is asynchronous and fails when there is no such campaign. Each message
        must have as many variants as it was staged with. The Message API is sold separately.

        ``POST /messages/v2/campaign/email/:edit``

        Args:
            body (CampaignEdit): A campaign to change.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import edit_email_campaign as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def publish(
        self,
        body: CampaignPublish | Mapping[str, Any] | bytes,
    ) -> TaskStarted:
        """Publish an email campaign.

        Lets a staged campaign go out to its target group. The work is asynchronous and fails when there is no such
        campaign. Available from version 26.0. The Message API is sold separately.

        ``POST /messages/v2/campaign/email/:publish``

        Args:
            body (CampaignPublish): A campaign to publish.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import publish_email_campaign as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def stage_v1(
        self,
        body: StageDetails | Mapping[str, Any] | bytes,
    ) -> CampaignResult:
        """Create an email campaign at once.

        Creates a campaign as the asynchronous staging does, and responds with its id when that is done: no task is
        to be read, and no callback is made. Nothing is sent. It fails when a campaign of this name exists. The
        Message API is sold separately.

        ``POST /messages/v1/campaign/email/:stage``

        Args:
            body (StageDetails): What the new campaign consists of.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import stage_email_campaign_v1 as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def edit_v1(
        self,
        body: EditDetails | Mapping[str, Any] | bytes,
    ) -> CampaignResult:
        """Change an email campaign at once.

        Changes a staged campaign as the asynchronous edit does, and responds when that is done. It fails when there
        is no such campaign. Each message must have as many variants as it was staged with. The Message API is sold
        separately.

        ``POST /messages/v1/campaign/email/:edit``

        Args:
            body (EditDetails): What the campaign shall consist of. Name, flow template and HTML template cannot
                be given here.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import edit_email_campaign_v1 as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def test(
        self,
        body: CampaignTest | Mapping[str, Any] | bytes,
    ) -> CampaignTestResult:
        """Test an email campaign.

        Makes the email of a campaign as one recipient would get it, returns its subject and content, and sends it
        to that recipient unless `sendMessage` is the string `false`. Nothing is asynchronous here. It fails when
        there is no such campaign. The Message API is sold separately.

        ``POST /messages/v1/campaign/email/:test``

        Args:
            body (CampaignTest): A campaign to test, and for whom.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import test_email_campaign as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def get_task(
        self,
        task_id: str,
    ) -> Task:
        """Get the state of a campaign task.

        Says whether the staging, editing or publishing of a campaign is done. Clients wait at least 5 seconds
        before they ask for the first time. Available from version 26.0. The Message API is sold separately.

        ``GET /messages/v2/task/{taskId}``

        Args:
            task_id (str): The task, as the start of the work returned it. Sent percent-encoded twice, except
                for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_message_task_status as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "taskId": task_id,
            },
            _operation.parse,
        )


class MessagesRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def stage(
        self,
        body: CampaignStage | Mapping[str, Any] | bytes,
    ) -> Response[TaskStarted]:
        """Create an email campaign.

        ``POST /messages/v2/campaign/email/:stage``
        """
        from . import stage_email_campaign as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def edit(
        self,
        body: CampaignEdit | Mapping[str, Any] | bytes,
    ) -> Response[TaskStarted]:
        """Change an email campaign.

        ``POST /messages/v2/campaign/email/:edit``
        """
        from . import edit_email_campaign as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def publish(
        self,
        body: CampaignPublish | Mapping[str, Any] | bytes,
    ) -> Response[TaskStarted]:
        """Publish an email campaign.

        ``POST /messages/v2/campaign/email/:publish``
        """
        from . import publish_email_campaign as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def stage_v1(
        self,
        body: StageDetails | Mapping[str, Any] | bytes,
    ) -> Response[CampaignResult]:
        """Create an email campaign at once.

        ``POST /messages/v1/campaign/email/:stage``
        """
        from . import stage_email_campaign_v1 as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def edit_v1(
        self,
        body: EditDetails | Mapping[str, Any] | bytes,
    ) -> Response[CampaignResult]:
        """Change an email campaign at once.

        ``POST /messages/v1/campaign/email/:edit``
        """
        from . import edit_email_campaign_v1 as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def test(
        self,
        body: CampaignTest | Mapping[str, Any] | bytes,
    ) -> Response[CampaignTestResult]:
        """Test an email campaign.

        ``POST /messages/v1/campaign/email/:test``
        """
        from . import test_email_campaign as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def get_task(
        self,
        task_id: str,
    ) -> Response[Task]:
        """Get the state of a campaign task.

        ``GET /messages/v2/task/{taskId}``
        """
        from . import get_message_task_status as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "taskId": task_id,
            },
            _operation.parse,
        )


class AsyncMessagesRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def stage(
        self,
        body: CampaignStage | Mapping[str, Any] | bytes,
    ) -> Response[TaskStarted]:
        """Create an email campaign.

        ``POST /messages/v2/campaign/email/:stage``
        """
        from . import stage_email_campaign as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def edit(
        self,
        body: CampaignEdit | Mapping[str, Any] | bytes,
    ) -> Response[TaskStarted]:
        """Change an email campaign.

        ``POST /messages/v2/campaign/email/:edit``
        """
        from . import edit_email_campaign as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def publish(
        self,
        body: CampaignPublish | Mapping[str, Any] | bytes,
    ) -> Response[TaskStarted]:
        """Publish an email campaign.

        ``POST /messages/v2/campaign/email/:publish``
        """
        from . import publish_email_campaign as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def stage_v1(
        self,
        body: StageDetails | Mapping[str, Any] | bytes,
    ) -> Response[CampaignResult]:
        """Create an email campaign at once.

        ``POST /messages/v1/campaign/email/:stage``
        """
        from . import stage_email_campaign_v1 as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def edit_v1(
        self,
        body: EditDetails | Mapping[str, Any] | bytes,
    ) -> Response[CampaignResult]:
        """Change an email campaign at once.

        ``POST /messages/v1/campaign/email/:edit``
        """
        from . import edit_email_campaign_v1 as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def test(
        self,
        body: CampaignTest | Mapping[str, Any] | bytes,
    ) -> Response[CampaignTestResult]:
        """Test an email campaign.

        ``POST /messages/v1/campaign/email/:test``
        """
        from . import test_email_campaign as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def get_task(
        self,
        task_id: str,
    ) -> Response[Task]:
        """Get the state of a campaign task.

        ``GET /messages/v2/task/{taskId}``
        """
        from . import get_message_task_status as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "taskId": task_id,
            },
            _operation.parse,
        )
