# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.failed_event_updates import FailedEventUpdates


T = TypeVar("T", bound="EventBulkResult")


@_attrs_define
class EventBulkResult:
    """How many events were recorded, and by reason the users of those that were not.

    Attributes:
        success_count (int): Events that were taken.
        fail_count (int): Events that were not; see `failedUpdates`.
        created_fields (list[str] | Unset): Fields that were new and were added.
        filtered_out_fields (list[str] | Unset): Fields that were new and were dropped.
        disallowed_event_names (list[str] | Unset): Names of events that this key may not make known. Not explained by
            the vendor.
        failed_updates (FailedEventUpdates | Unset): The users of events that were not recorded, by reason.
        invalid_emails (list[str] | Unset): Deprecated; see `failedUpdates`.
        invalid_user_ids (list[str] | Unset): Deprecated; see `failedUpdates`.
    """

    success_count: int
    fail_count: int
    created_fields: list[str] | Unset = UNSET
    filtered_out_fields: list[str] | Unset = UNSET
    disallowed_event_names: list[str] | Unset = UNSET
    failed_updates: FailedEventUpdates | Unset = UNSET
    invalid_emails: list[str] | Unset = UNSET
    invalid_user_ids: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        success_count = self.success_count

        fail_count = self.fail_count

        created_fields: list[str] | Unset = UNSET
        if not isinstance(self.created_fields, Unset):
            created_fields = self.created_fields

        filtered_out_fields: list[str] | Unset = UNSET
        if not isinstance(self.filtered_out_fields, Unset):
            filtered_out_fields = self.filtered_out_fields

        disallowed_event_names: list[str] | Unset = UNSET
        if not isinstance(self.disallowed_event_names, Unset):
            disallowed_event_names = self.disallowed_event_names

        failed_updates: dict[str, Any] | Unset = UNSET
        if not isinstance(self.failed_updates, Unset):
            failed_updates = member_dict(self.failed_updates, "failedUpdates")

        invalid_emails: list[str] | Unset = UNSET
        if not isinstance(self.invalid_emails, Unset):
            invalid_emails = self.invalid_emails

        invalid_user_ids: list[str] | Unset = UNSET
        if not isinstance(self.invalid_user_ids, Unset):
            invalid_user_ids = self.invalid_user_ids

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "successCount": success_count,
                "failCount": fail_count,
            }
        )
        if created_fields is not UNSET:
            field_dict["createdFields"] = created_fields
        if filtered_out_fields is not UNSET:
            field_dict["filteredOutFields"] = filtered_out_fields
        if disallowed_event_names is not UNSET:
            field_dict["disallowedEventNames"] = disallowed_event_names
        if failed_updates is not UNSET:
            field_dict["failedUpdates"] = failed_updates
        if invalid_emails is not UNSET:
            field_dict["invalidEmails"] = invalid_emails
        if invalid_user_ids is not UNSET:
            field_dict["invalidUserIds"] = invalid_user_ids

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.failed_event_updates import FailedEventUpdates  # noqa: PLC0415

        d = dict(src_dict)
        success_count = d.pop("successCount")

        fail_count = d.pop("failCount")

        created_fields = cast(list[str], d.pop("createdFields", UNSET))

        filtered_out_fields = cast(list[str], d.pop("filteredOutFields", UNSET))

        disallowed_event_names = cast(list[str], d.pop("disallowedEventNames", UNSET))

        _failed_updates = d.pop("failedUpdates", UNSET)
        failed_updates: FailedEventUpdates | Unset
        if isinstance(_failed_updates, Unset):
            failed_updates = UNSET
        else:
            failed_updates = FailedEventUpdates.from_dict(_failed_updates)

        invalid_emails = cast(list[str], d.pop("invalidEmails", UNSET))

        invalid_user_ids = cast(list[str], d.pop("invalidUserIds", UNSET))

        _made = cls(
            success_count=success_count,
            fail_count=fail_count,
            created_fields=created_fields,
            filtered_out_fields=filtered_out_fields,
            disallowed_event_names=disallowed_event_names,
            failed_updates=failed_updates,
            invalid_emails=invalid_emails,
            invalid_user_ids=invalid_user_ids,
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
