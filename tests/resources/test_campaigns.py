"""Campaigns go through the client: staged, edited, looked at, tested and published, each waited for."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from campaign_parts import campaign, message, variant

from agillic import Agillic, AsyncAgillic, CampaignTestFailed, TaskFailed, TaskTimeout
from agillic.campaigns import CampaignError, EmailPreview, campaign_id_of
from agillic.campaigns.results import preview_of
from agillic.discovery import campaign_names
from agillic.mock.local import LocalMock
from agillic_api.errors import ResponseParseError
from agillic_api.models.campaign_test_result import CampaignTestResult
from sdk_core.calls.tasks.status import TaskStatus

pytestmark = pytest.mark.usefixtures("agillic_environment", "agillic_no_wait")
RUBY = "ruby@sweetmail.com"


def bodies(mock: LocalMock, operation: str) -> list[Any]:
    return [json.loads(each.body) for each in mock.requests if each.operation == operation]


def test_a_round_trip(agillic_mock: LocalMock) -> None:
    with Agillic() as agillic:
        first = campaign()
        id_ = agillic.messages.stage_and_wait(first, names=campaign_names(agillic))
        assert agillic.messages.preview(id_, RUBY).subject == "Summer roast"
        agillic.messages.edit_and_wait(id_, campaign(subject="Iced"), staged=first)
        assert agillic.messages.send_test(id_, RUBY).subject == "Iced"
        agillic.messages.publish_and_wait(id_)
    flags = [each["sendMessage"] for each in bodies(agillic_mock, "testEmailCampaign")]
    assert flags == ["false", "true"]
    assert bodies(agillic_mock, "publishEmailCampaign") == [{"campaignId": id_}]


def test_a_round_trip_with_asyncio(agillic_mock: LocalMock) -> None:
    async def round_trip() -> None:
        async with AsyncAgillic() as agillic:
            id_ = await agillic.messages.stage_and_wait(campaign())
            await agillic.messages.edit_and_wait(id_, campaign(subject="Iced"), staged=campaign().outline)
            assert (await agillic.messages.preview(id_, RUBY)).subject == "Iced"
            assert (await agillic.messages.send_test(id_, RUBY)).subject == "Iced"
            await agillic.messages.publish_and_wait(id_)

    asyncio.run(round_trip())
    assert len(bodies(agillic_mock, "publishEmailCampaign")) == 1


def test_what_breaks_a_rule_is_not_sent(agillic_mock: LocalMock) -> None:
    two = campaign(messages=[message(variants=[variant(), variant(name="Gold")])])
    with Agillic() as agillic:
        with pytest.raises(CampaignError):
            agillic.messages.stage_and_wait(campaign(subject=""))
        with pytest.raises(CampaignError):
            agillic.messages.stage_and_wait(campaign(), template="<p>")
        with pytest.raises(CampaignError):
            agillic.messages.edit_and_wait("#BaaB", two, staged=campaign())

    with Agillic() as agillic:
        with pytest.raises(ValueError, match="timeout cannot be nan"):
            agillic.messages.stage_and_wait(campaign(), timeout=float("nan"))
        with pytest.raises(ValueError, match="timeout cannot be -1"):
            agillic.messages.edit_and_wait("#BaaB", campaign(), timeout=-1)
        with pytest.raises(ValueError, match="timeout cannot be -1"):
            agillic.messages.publish_and_wait("#BaaB", timeout=-1)

    async def with_asyncio() -> None:
        async with AsyncAgillic() as agillic:
            with pytest.raises(ValueError, match="timeout cannot be -1"):
                await agillic.messages.publish_and_wait("#BaaB", timeout=-1)
            with pytest.raises(CampaignError):
                await agillic.messages.stage_and_wait(campaign(subject=""))
            with pytest.raises(CampaignError):
                await agillic.messages.edit_and_wait("#BaaB", two, staged=campaign())

    asyncio.run(with_asyncio())
    assert list(agillic_mock.requests) == []


def test_a_task_that_fails_and_one_that_takes_longer() -> None:
    with Agillic() as agillic:
        agillic.messages.stage_and_wait(campaign())
        with pytest.raises(TaskFailed, match="exists"):
            agillic.messages.stage_and_wait(campaign())
        with pytest.raises(TaskFailed, match="no such campaign"):
            agillic.messages.publish_and_wait("#none")
        with pytest.raises(TaskTimeout) as caught:
            agillic.messages.stage_and_wait(campaign(name="later", messages=[message(name="later")]), timeout=0)
        task = agillic.tasks.resume(caught.value.task_id, operation="stageEmailCampaign")
        assert agillic.messages.preview(campaign_id_of(task.wait()), RUBY).subject == "Summer roast"


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(place, marks=pytest.mark.agillic_mock(assumptions={"campaign-id-in-task": place}))
        for place in ("member-of-result", "result-itself", "beside-result")
    ],
)
def test_the_id_is_found_wherever_the_task_has_it(place: str) -> None:
    assert place
    with Agillic() as agillic:
        id_ = agillic.messages.stage_and_wait(campaign())
        assert agillic.messages.preview(id_, RUBY).subject == "Summer roast"


def test_a_task_that_names_no_campaign() -> None:
    for result in ("success", "", {"campaignId": ""}):
        status = TaskStatus.of({"taskId": "1", "status": "completed", "details": {"result": result}})
        with pytest.raises(ResponseParseError, match="names no campaign") as caught:
            campaign_id_of(status)
        assert caught.value.outcome == "done"


def test_an_instance_without_discovery_of_target_groups_checks_none(agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="discoverTargetGroups", status=404)
    with Agillic() as agillic:
        assert campaign_names(agillic).target_groups is None


def test_a_test_that_fails() -> None:
    with Agillic() as agillic:
        with pytest.raises(CampaignTestFailed, match="there is no such campaign") as caught:
            agillic.messages.preview("#none", RUBY)
        assert (caught.value.outcome, caught.value.operation) == ("rejected", "testEmailCampaign")
        with pytest.raises(CampaignTestFailed) as caught:
            agillic.messages.send_test("#none", RUBY)
        assert caught.value.outcome == "unknown"


def test_a_response_without_an_email() -> None:
    with pytest.raises(ResponseParseError, match="no email"):
        preview_of(CampaignTestResult(success=True), is_sent=False)


def test_a_preview_is_saved_and_shows_no_content(tmp_path: Path) -> None:
    email, path = EmailPreview("Hi", "<p>secret\r\né</p>"), tmp_path / "a.html"
    (tmp_path / "other").write_text("old", "utf-8")
    path.symlink_to(tmp_path / "other")
    assert email.save(path) == path
    assert path.read_bytes() == "\ufeff<p>secret\r\né</p>".encode()  # a browser takes it for UTF-8, whatever it says
    assert path.stat().st_mode & 0o077 == 0
    assert (tmp_path / "other").read_text("utf-8") == "old"
    assert "secret" not in repr(email)


def test_names_that_the_key_may_not_read_are_not_checked(agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="discoverTargetGroups", status=403)
    agillic_mock.faults.add(operation="listAssetTemplates", status=404)
    with Agillic() as agillic:
        names = campaign_names(agillic)
        assert (names.target_groups, names.templates) == (None, None)
        names = campaign_names(agillic)
        assert names.templates is not None
        assert {"newsletter.html", "email/automations/newsletter.html"} <= names.templates
