"""The Message API of the Agillic document: every object and field of the vendor's page."""

from typing import Any

import pytest
from agillic_parts import by_id

from generator.bundle.bundler import Bundle
from generator.bundle.document import resolve


class TestMessageApi:
    """Every object and field of the vendor's page."""

    STAGE = (
        "name flowTemplate senderName senderEmail replyToEmail subject schedule templateName targetGroupName "
        "limitToTargetGroupName utmCampaign blockGroups"
    )
    EDIT = (
        "campaignId senderName senderEmail replyToEmail subject schedule targetGroupName limitToTargetGroupName "
        "utmCampaign blockGroups"
    )

    def _body(self, agillic: Bundle, operation: str) -> dict[str, Any]:
        body = by_id(agillic)[operation].value["requestBody"]["content"]["application/json"]["schema"]
        found: dict[str, Any] = resolve(agillic.document, body)
        return found

    def _inner(self, agillic: Bundle, value: dict[str, Any], *names: str) -> dict[str, Any]:
        for name in names:
            value = resolve(agillic.document, value["properties"][name])
            if value.get("type") == "array":
                value = resolve(agillic.document, value["items"])
        return value

    @pytest.mark.parametrize(
        ("operation", "path", "members", "required"),
        [
            ("stageEmailCampaign", (), "configuration details", "details"),
            ("stageEmailCampaign", ("details",), STAGE, "name subject templateName targetGroupName blockGroups"),
            ("stageEmailCampaign", ("details", "blockGroups"), "blockGroupId messages", "blockGroupId messages"),
            (
                "stageEmailCampaign",
                ("details", "blockGroups", "messages"),
                "name maxVariants collapsed messageTemplate blockId variants",
                "name messageTemplate blockId variants",
            ),
            (
                "stageEmailCampaign",
                ("details", "blockGroups", "messages", "variants"),
                "name targetGroupName fields",
                "name fields",
            ),
            ("stageEmailCampaign", ("configuration", "callback"), "on url", "on url"),
            ("editEmailCampaign", (), "configuration details", "details"),
            ("editEmailCampaign", ("details",), EDIT, "campaignId subject targetGroupName blockGroups"),
            ("editEmailCampaign", ("details", "blockGroups"), "messages", "messages"),
            (
                "editEmailCampaign",
                ("details", "blockGroups", "messages"),
                "name maxVariants collapsed variants",
                "name variants",
            ),
            ("stageEmailCampaignV1", (), STAGE, "name subject templateName targetGroupName blockGroups"),
            ("editEmailCampaignV1", (), EDIT, "campaignId subject targetGroupName blockGroups"),
            ("publishEmailCampaign", (), "configuration campaignId", "campaignId"),
            (
                "testEmailCampaign",
                (),
                "campaignId viewAsRecipientId sendMessage",
                "campaignId viewAsRecipientId",
            ),
        ],
    )
    def test_bodies(self, agillic: Bundle, operation: str, path: tuple[str, ...], members: str, required: str) -> None:
        found = self._inner(agillic, self._body(agillic, operation), *path)
        assert set(found["properties"]) == set(members.split())
        assert set(found["required"]) == set(required.split())

    def test_words(self, agillic: Bundle) -> None:
        callback = self._inner(agillic, self._body(agillic, "publishEmailCampaign"), "configuration", "callback")
        assert callback["properties"]["on"]["enum"] == ["every", "success", "failure"]
        send = self._body(agillic, "testEmailCampaign")["properties"]["sendMessage"]
        assert (send["enum"], send["default"]) == (["true", "false"], "true")

    def test_response_of_a_test(self, agillic: Bundle) -> None:
        response = by_id(agillic)["testEmailCampaign"].responses["200"]["content"]["application/json"]["schema"]
        found = resolve(agillic.document, response)
        assert set(found["properties"]) == {"success", "message", "data"}
        assert set(self._inner(agillic, found, "data")["properties"]) == {"subject", "content"}
