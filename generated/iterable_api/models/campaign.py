# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Campaign")


@_attrs_define
class Campaign:
    """Metadata of a campaign. Times are milliseconds since 1970.

    Attributes:
        id (int): The campaign's id.
        name (str): What it is called.
        type_ (str): Blast or Triggered.
        campaign_state (str): Draft, Ready, Scheduled, Running, Finished, Starting, Aborted, Recurring or Archived.
        message_medium (str): Email, Push, InApp, SMS and others.
        created_at (int): When it was created.
        updated_at (int): When it was last changed.
        created_by_user_id (str): The member of the project who created it.
        start_at (int | Unset): When it begins or began to be sent.
        ended_at (int | Unset): When it was all sent.
        updated_by_user_id (str | Unset): The member of the project who last changed it.
        template_id (int | Unset): The template that is its own copy.
        labels (list[str] | Unset): Words that the project sorts its campaigns by.
        list_ids (list[int] | Unset): The lists that it is sent to.
        suppression_list_ids (list[int] | Unset): The lists whose users do not get it.
        recurring_campaign_id (int | Unset): The recurring campaign that it came from.
        send_size (int | Unset): To how many users it was sent.
        workflow_id (int | Unset): The journey that it belongs to.
    """

    id: int
    name: str
    type_: str
    campaign_state: str
    message_medium: str
    created_at: int
    updated_at: int
    created_by_user_id: str
    start_at: int | Unset = UNSET
    ended_at: int | Unset = UNSET
    updated_by_user_id: str | Unset = UNSET
    template_id: int | Unset = UNSET
    labels: list[str] | Unset = UNSET
    list_ids: list[int] | Unset = UNSET
    suppression_list_ids: list[int] | Unset = UNSET
    recurring_campaign_id: int | Unset = UNSET
    send_size: int | Unset = UNSET
    workflow_id: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        type_ = self.type_

        campaign_state = self.campaign_state

        message_medium = self.message_medium

        created_at = self.created_at

        updated_at = self.updated_at

        created_by_user_id = self.created_by_user_id

        start_at = self.start_at

        ended_at = self.ended_at

        updated_by_user_id = self.updated_by_user_id

        template_id = self.template_id

        labels: list[str] | Unset = UNSET
        if not isinstance(self.labels, Unset):
            labels = self.labels

        list_ids: list[int] | Unset = UNSET
        if not isinstance(self.list_ids, Unset):
            list_ids = self.list_ids

        suppression_list_ids: list[int] | Unset = UNSET
        if not isinstance(self.suppression_list_ids, Unset):
            suppression_list_ids = self.suppression_list_ids

        recurring_campaign_id = self.recurring_campaign_id

        send_size = self.send_size

        workflow_id = self.workflow_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "type": type_,
                "campaignState": campaign_state,
                "messageMedium": message_medium,
                "createdAt": created_at,
                "updatedAt": updated_at,
                "createdByUserId": created_by_user_id,
            }
        )
        if start_at is not UNSET:
            field_dict["startAt"] = start_at
        if ended_at is not UNSET:
            field_dict["endedAt"] = ended_at
        if updated_by_user_id is not UNSET:
            field_dict["updatedByUserId"] = updated_by_user_id
        if template_id is not UNSET:
            field_dict["templateId"] = template_id
        if labels is not UNSET:
            field_dict["labels"] = labels
        if list_ids is not UNSET:
            field_dict["listIds"] = list_ids
        if suppression_list_ids is not UNSET:
            field_dict["suppressionListIds"] = suppression_list_ids
        if recurring_campaign_id is not UNSET:
            field_dict["recurringCampaignId"] = recurring_campaign_id
        if send_size is not UNSET:
            field_dict["sendSize"] = send_size
        if workflow_id is not UNSET:
            field_dict["workflowId"] = workflow_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        type_ = d.pop("type")

        campaign_state = d.pop("campaignState")

        message_medium = d.pop("messageMedium")

        created_at = d.pop("createdAt")

        updated_at = d.pop("updatedAt")

        created_by_user_id = d.pop("createdByUserId")

        start_at = d.pop("startAt", UNSET)

        ended_at = d.pop("endedAt", UNSET)

        updated_by_user_id = d.pop("updatedByUserId", UNSET)

        template_id = d.pop("templateId", UNSET)

        labels = cast(list[str], d.pop("labels", UNSET))

        list_ids = cast(list[int], d.pop("listIds", UNSET))

        suppression_list_ids = cast(list[int], d.pop("suppressionListIds", UNSET))

        recurring_campaign_id = d.pop("recurringCampaignId", UNSET)

        send_size = d.pop("sendSize", UNSET)

        workflow_id = d.pop("workflowId", UNSET)

        _made = cls(
            id=id,
            name=name,
            type_=type_,
            campaign_state=campaign_state,
            message_medium=message_medium,
            created_at=created_at,
            updated_at=updated_at,
            created_by_user_id=created_by_user_id,
            start_at=start_at,
            ended_at=ended_at,
            updated_by_user_id=updated_by_user_id,
            template_id=template_id,
            labels=labels,
            list_ids=list_ids,
            suppression_list_ids=suppression_list_ids,
            recurring_campaign_id=recurring_campaign_id,
            send_size=send_size,
            workflow_id=workflow_id,
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
