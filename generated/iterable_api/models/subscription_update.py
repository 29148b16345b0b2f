# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SubscriptionUpdate")


@_attrs_define
class SubscriptionUpdate:
    """One user, and the subscriptions that take the place of the old ones.

    Attributes:
        email (str | Unset): The user's email address. Give this or the userId.
        user_id (str | Unset): The user's id. Give this or the email.
        email_list_ids (list[int] | None | Unset): All lists that the user is on from now.
        unsubscribed_channel_ids (list[int] | None | Unset): All channels that the user gets nothing of from now.
        unsubscribed_message_type_ids (list[int] | None | Unset): All message types that the user gets nothing of from
            now; their channels stay as they are.
        subscribed_message_type_ids (list[int] | None | Unset): All message types that the user asked for; their
            channels stay as they are. An error unless the project has message types of this kind.
        campaign_id (int | Unset): The campaign that unsubscriptions are put down to.
        template_id (int | Unset): The template that unsubscriptions are put down to.
        validate_channel_alignment (bool | Unset): False takes message types whose channel is unsubscribed: nothing is
            sent, but the wish is kept for when the channel is subscribed again. True when left out.
    """

    email: str | Unset = UNSET
    user_id: str | Unset = UNSET
    email_list_ids: list[int] | None | Unset = UNSET
    unsubscribed_channel_ids: list[int] | None | Unset = UNSET
    unsubscribed_message_type_ids: list[int] | None | Unset = UNSET
    subscribed_message_type_ids: list[int] | None | Unset = UNSET
    campaign_id: int | Unset = UNSET
    template_id: int | Unset = UNSET
    validate_channel_alignment: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        user_id = self.user_id

        email_list_ids: list[int] | None | Unset
        if isinstance(self.email_list_ids, Unset):
            email_list_ids = UNSET
        elif isinstance(self.email_list_ids, list):
            email_list_ids = self.email_list_ids

        else:
            email_list_ids = self.email_list_ids

        unsubscribed_channel_ids: list[int] | None | Unset
        if isinstance(self.unsubscribed_channel_ids, Unset):
            unsubscribed_channel_ids = UNSET
        elif isinstance(self.unsubscribed_channel_ids, list):
            unsubscribed_channel_ids = self.unsubscribed_channel_ids

        else:
            unsubscribed_channel_ids = self.unsubscribed_channel_ids

        unsubscribed_message_type_ids: list[int] | None | Unset
        if isinstance(self.unsubscribed_message_type_ids, Unset):
            unsubscribed_message_type_ids = UNSET
        elif isinstance(self.unsubscribed_message_type_ids, list):
            unsubscribed_message_type_ids = self.unsubscribed_message_type_ids

        else:
            unsubscribed_message_type_ids = self.unsubscribed_message_type_ids

        subscribed_message_type_ids: list[int] | None | Unset
        if isinstance(self.subscribed_message_type_ids, Unset):
            subscribed_message_type_ids = UNSET
        elif isinstance(self.subscribed_message_type_ids, list):
            subscribed_message_type_ids = self.subscribed_message_type_ids

        else:
            subscribed_message_type_ids = self.subscribed_message_type_ids

        campaign_id = self.campaign_id

        template_id = self.template_id

        validate_channel_alignment = self.validate_channel_alignment

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if email is not UNSET:
            field_dict["email"] = email
        if user_id is not UNSET:
            field_dict["userId"] = user_id
        if email_list_ids is not UNSET:
            field_dict["emailListIds"] = email_list_ids
        if unsubscribed_channel_ids is not UNSET:
            field_dict["unsubscribedChannelIds"] = unsubscribed_channel_ids
        if unsubscribed_message_type_ids is not UNSET:
            field_dict["unsubscribedMessageTypeIds"] = unsubscribed_message_type_ids
        if subscribed_message_type_ids is not UNSET:
            field_dict["subscribedMessageTypeIds"] = subscribed_message_type_ids
        if campaign_id is not UNSET:
            field_dict["campaignId"] = campaign_id
        if template_id is not UNSET:
            field_dict["templateId"] = template_id
        if validate_channel_alignment is not UNSET:
            field_dict["validateChannelAlignment"] = validate_channel_alignment

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email", UNSET)

        user_id = d.pop("userId", UNSET)

        def _parse_email_list_ids(data: object) -> list[int] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                email_list_ids_type_0 = cast(list[int], data)

                return email_list_ids_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None | Unset, data)

        email_list_ids = _parse_email_list_ids(d.pop("emailListIds", UNSET))

        def _parse_unsubscribed_channel_ids(data: object) -> list[int] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                unsubscribed_channel_ids_type_0 = cast(list[int], data)

                return unsubscribed_channel_ids_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None | Unset, data)

        unsubscribed_channel_ids = _parse_unsubscribed_channel_ids(d.pop("unsubscribedChannelIds", UNSET))

        def _parse_unsubscribed_message_type_ids(data: object) -> list[int] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                unsubscribed_message_type_ids_type_0 = cast(list[int], data)

                return unsubscribed_message_type_ids_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None | Unset, data)

        unsubscribed_message_type_ids = _parse_unsubscribed_message_type_ids(d.pop("unsubscribedMessageTypeIds", UNSET))

        def _parse_subscribed_message_type_ids(data: object) -> list[int] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                subscribed_message_type_ids_type_0 = cast(list[int], data)

                return subscribed_message_type_ids_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None | Unset, data)

        subscribed_message_type_ids = _parse_subscribed_message_type_ids(d.pop("subscribedMessageTypeIds", UNSET))

        campaign_id = d.pop("campaignId", UNSET)

        template_id = d.pop("templateId", UNSET)

        validate_channel_alignment = d.pop("validateChannelAlignment", UNSET)

        _made = cls(
            email=email,
            user_id=user_id,
            email_list_ids=email_list_ids,
            unsubscribed_channel_ids=unsubscribed_channel_ids,
            unsubscribed_message_type_ids=unsubscribed_message_type_ids,
            subscribed_message_type_ids=subscribed_message_type_ids,
            campaign_id=campaign_id,
            template_id=template_id,
            validate_channel_alignment=validate_channel_alignment,
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
