# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.sms_bounce_fields_sms_provider_response import (
        SmsBounceFieldsSmsProviderResponse,
    )


T = TypeVar("T", bound="SmsBounceFields")


@_attrs_define
class SmsBounceFields:
    """The details of smsBounce.

    Attributes:
        email (str | Unset): The user's email address.
        created_at (str | Unset): When it happened, as `YYYY-MM-DD HH:MM:SS +00:00`.
        campaign_id (int | Unset): The campaign.
        message_id (str | Unset): The message. The same in all events of one message to one user.
        campaign_name (str | Unset): The campaign's name.
        template_id (int | Unset): The template.
        template_name (str | Unset): The template's name.
        message_type_id (int | Unset): The message type.
        channel_id (int | Unset): The channel.
        workflow_id (int | None | Unset): The journey.
        workflow_name (None | str | Unset): The journey's name.
        experiment_id (int | None | Unset): The experiment.
        email_id (str | Unset): Campaign, template and user, as `c59667:t93849:ada@example.com`.
        labels (list[str] | Unset): The labels of the campaign.
        locale (None | str | Unset): The language of the content.
        sms_message (str | Unset): The text.
        from_phone_number_id (int | Unset): The number that it comes from, as Iterable knows it.
        image_url (None | str | Unset): The picture.
        sms_provider_response (SmsBounceFieldsSmsProviderResponse | Unset): What the sender of text messages responded.
    """

    email: str | Unset = UNSET
    created_at: str | Unset = UNSET
    campaign_id: int | Unset = UNSET
    message_id: str | Unset = UNSET
    campaign_name: str | Unset = UNSET
    template_id: int | Unset = UNSET
    template_name: str | Unset = UNSET
    message_type_id: int | Unset = UNSET
    channel_id: int | Unset = UNSET
    workflow_id: int | None | Unset = UNSET
    workflow_name: None | str | Unset = UNSET
    experiment_id: int | None | Unset = UNSET
    email_id: str | Unset = UNSET
    labels: list[str] | Unset = UNSET
    locale: None | str | Unset = UNSET
    sms_message: str | Unset = UNSET
    from_phone_number_id: int | Unset = UNSET
    image_url: None | str | Unset = UNSET
    sms_provider_response: SmsBounceFieldsSmsProviderResponse | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        created_at = self.created_at

        campaign_id = self.campaign_id

        message_id = self.message_id

        campaign_name = self.campaign_name

        template_id = self.template_id

        template_name = self.template_name

        message_type_id = self.message_type_id

        channel_id = self.channel_id

        workflow_id: int | None | Unset
        if isinstance(self.workflow_id, Unset):
            workflow_id = UNSET
        else:
            workflow_id = self.workflow_id

        workflow_name: None | str | Unset
        if isinstance(self.workflow_name, Unset):
            workflow_name = UNSET
        else:
            workflow_name = self.workflow_name

        experiment_id: int | None | Unset
        if isinstance(self.experiment_id, Unset):
            experiment_id = UNSET
        else:
            experiment_id = self.experiment_id

        email_id = self.email_id

        labels: list[str] | Unset = UNSET
        if not isinstance(self.labels, Unset):
            labels = self.labels

        locale: None | str | Unset
        if isinstance(self.locale, Unset):
            locale = UNSET
        else:
            locale = self.locale

        sms_message = self.sms_message

        from_phone_number_id = self.from_phone_number_id

        image_url: None | str | Unset
        if isinstance(self.image_url, Unset):
            image_url = UNSET
        else:
            image_url = self.image_url

        sms_provider_response: dict[str, Any] | Unset = UNSET
        if not isinstance(self.sms_provider_response, Unset):
            sms_provider_response = member_dict(self.sms_provider_response, "smsProviderResponse")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if email is not UNSET:
            field_dict["email"] = email
        if created_at is not UNSET:
            field_dict["createdAt"] = created_at
        if campaign_id is not UNSET:
            field_dict["campaignId"] = campaign_id
        if message_id is not UNSET:
            field_dict["messageId"] = message_id
        if campaign_name is not UNSET:
            field_dict["campaignName"] = campaign_name
        if template_id is not UNSET:
            field_dict["templateId"] = template_id
        if template_name is not UNSET:
            field_dict["templateName"] = template_name
        if message_type_id is not UNSET:
            field_dict["messageTypeId"] = message_type_id
        if channel_id is not UNSET:
            field_dict["channelId"] = channel_id
        if workflow_id is not UNSET:
            field_dict["workflowId"] = workflow_id
        if workflow_name is not UNSET:
            field_dict["workflowName"] = workflow_name
        if experiment_id is not UNSET:
            field_dict["experimentId"] = experiment_id
        if email_id is not UNSET:
            field_dict["emailId"] = email_id
        if labels is not UNSET:
            field_dict["labels"] = labels
        if locale is not UNSET:
            field_dict["locale"] = locale
        if sms_message is not UNSET:
            field_dict["smsMessage"] = sms_message
        if from_phone_number_id is not UNSET:
            field_dict["fromPhoneNumberId"] = from_phone_number_id
        if image_url is not UNSET:
            field_dict["imageUrl"] = image_url
        if sms_provider_response is not UNSET:
            field_dict["smsProviderResponse"] = sms_provider_response

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sms_bounce_fields_sms_provider_response import (
            SmsBounceFieldsSmsProviderResponse,  # noqa: PLC0415
        )

        d = dict(src_dict)
        email = d.pop("email", UNSET)

        created_at = d.pop("createdAt", UNSET)

        campaign_id = d.pop("campaignId", UNSET)

        message_id = d.pop("messageId", UNSET)

        campaign_name = d.pop("campaignName", UNSET)

        template_id = d.pop("templateId", UNSET)

        template_name = d.pop("templateName", UNSET)

        message_type_id = d.pop("messageTypeId", UNSET)

        channel_id = d.pop("channelId", UNSET)

        def _parse_workflow_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        workflow_id = _parse_workflow_id(d.pop("workflowId", UNSET))

        def _parse_workflow_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        workflow_name = _parse_workflow_name(d.pop("workflowName", UNSET))

        def _parse_experiment_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        experiment_id = _parse_experiment_id(d.pop("experimentId", UNSET))

        email_id = d.pop("emailId", UNSET)

        labels = cast(list[str], d.pop("labels", UNSET))

        def _parse_locale(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        locale = _parse_locale(d.pop("locale", UNSET))

        sms_message = d.pop("smsMessage", UNSET)

        from_phone_number_id = d.pop("fromPhoneNumberId", UNSET)

        def _parse_image_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        image_url = _parse_image_url(d.pop("imageUrl", UNSET))

        _sms_provider_response = d.pop("smsProviderResponse", UNSET)
        sms_provider_response: SmsBounceFieldsSmsProviderResponse | Unset
        if isinstance(_sms_provider_response, Unset):
            sms_provider_response = UNSET
        else:
            sms_provider_response = SmsBounceFieldsSmsProviderResponse.from_dict(_sms_provider_response)

        _made = cls(
            email=email,
            created_at=created_at,
            campaign_id=campaign_id,
            message_id=message_id,
            campaign_name=campaign_name,
            template_id=template_id,
            template_name=template_name,
            message_type_id=message_type_id,
            channel_id=channel_id,
            workflow_id=workflow_id,
            workflow_name=workflow_name,
            experiment_id=experiment_id,
            email_id=email_id,
            labels=labels,
            locale=locale,
            sms_message=sms_message,
            from_phone_number_id=from_phone_number_id,
            image_url=image_url,
            sms_provider_response=sms_provider_response,
        )

        _made.additional_properties = d
        return _made

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
