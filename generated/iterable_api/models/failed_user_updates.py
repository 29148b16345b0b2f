# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FailedUserUpdates")


@_attrs_define
class FailedUserUpdates:
    """The identifiers of users who were not written, by reason. Those under `conflict` are of other users, who have the
    identity already that an entry wanted.

        Attributes:
            conflict_emails (list[str] | Unset): Emails that exist already and so kept an entry from getting them.
            conflict_user_ids (list[str] | Unset): UserIds that exist already and so kept an entry from getting them.
            forgotten_emails (list[str] | Unset): Emails of users who were forgotten.
            forgotten_user_ids (list[str] | Unset): UserIds of users who were forgotten.
            invalid_data_emails (list[str] | Unset): Emails of users whose fields were wrong.
            invalid_data_user_ids (list[str] | Unset): UserIds of users whose fields were wrong.
            invalid_emails (list[str] | Unset): Malformed emails, of entries or among their fields.
            invalid_user_ids (list[str] | Unset): Malformed userIds, of entries or among their fields.
            not_found_emails (list[str] | Unset): Emails that are not known, where users are put on a list or taken off it.
            not_found_user_ids (list[str] | Unset): UserIds that are not known, where users are put on a list or taken off
                it.
    """

    conflict_emails: list[str] | Unset = UNSET
    conflict_user_ids: list[str] | Unset = UNSET
    forgotten_emails: list[str] | Unset = UNSET
    forgotten_user_ids: list[str] | Unset = UNSET
    invalid_data_emails: list[str] | Unset = UNSET
    invalid_data_user_ids: list[str] | Unset = UNSET
    invalid_emails: list[str] | Unset = UNSET
    invalid_user_ids: list[str] | Unset = UNSET
    not_found_emails: list[str] | Unset = UNSET
    not_found_user_ids: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        conflict_emails: list[str] | Unset = UNSET
        if not isinstance(self.conflict_emails, Unset):
            conflict_emails = self.conflict_emails

        conflict_user_ids: list[str] | Unset = UNSET
        if not isinstance(self.conflict_user_ids, Unset):
            conflict_user_ids = self.conflict_user_ids

        forgotten_emails: list[str] | Unset = UNSET
        if not isinstance(self.forgotten_emails, Unset):
            forgotten_emails = self.forgotten_emails

        forgotten_user_ids: list[str] | Unset = UNSET
        if not isinstance(self.forgotten_user_ids, Unset):
            forgotten_user_ids = self.forgotten_user_ids

        invalid_data_emails: list[str] | Unset = UNSET
        if not isinstance(self.invalid_data_emails, Unset):
            invalid_data_emails = self.invalid_data_emails

        invalid_data_user_ids: list[str] | Unset = UNSET
        if not isinstance(self.invalid_data_user_ids, Unset):
            invalid_data_user_ids = self.invalid_data_user_ids

        invalid_emails: list[str] | Unset = UNSET
        if not isinstance(self.invalid_emails, Unset):
            invalid_emails = self.invalid_emails

        invalid_user_ids: list[str] | Unset = UNSET
        if not isinstance(self.invalid_user_ids, Unset):
            invalid_user_ids = self.invalid_user_ids

        not_found_emails: list[str] | Unset = UNSET
        if not isinstance(self.not_found_emails, Unset):
            not_found_emails = self.not_found_emails

        not_found_user_ids: list[str] | Unset = UNSET
        if not isinstance(self.not_found_user_ids, Unset):
            not_found_user_ids = self.not_found_user_ids

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if conflict_emails is not UNSET:
            field_dict["conflictEmails"] = conflict_emails
        if conflict_user_ids is not UNSET:
            field_dict["conflictUserIds"] = conflict_user_ids
        if forgotten_emails is not UNSET:
            field_dict["forgottenEmails"] = forgotten_emails
        if forgotten_user_ids is not UNSET:
            field_dict["forgottenUserIds"] = forgotten_user_ids
        if invalid_data_emails is not UNSET:
            field_dict["invalidDataEmails"] = invalid_data_emails
        if invalid_data_user_ids is not UNSET:
            field_dict["invalidDataUserIds"] = invalid_data_user_ids
        if invalid_emails is not UNSET:
            field_dict["invalidEmails"] = invalid_emails
        if invalid_user_ids is not UNSET:
            field_dict["invalidUserIds"] = invalid_user_ids
        if not_found_emails is not UNSET:
            field_dict["notFoundEmails"] = not_found_emails
        if not_found_user_ids is not UNSET:
            field_dict["notFoundUserIds"] = not_found_user_ids

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        conflict_emails = cast(list[str], d.pop("conflictEmails", UNSET))

        conflict_user_ids = cast(list[str], d.pop("conflictUserIds", UNSET))

        forgotten_emails = cast(list[str], d.pop("forgottenEmails", UNSET))

        forgotten_user_ids = cast(list[str], d.pop("forgottenUserIds", UNSET))

        invalid_data_emails = cast(list[str], d.pop("invalidDataEmails", UNSET))

        invalid_data_user_ids = cast(list[str], d.pop("invalidDataUserIds", UNSET))

        invalid_emails = cast(list[str], d.pop("invalidEmails", UNSET))

        invalid_user_ids = cast(list[str], d.pop("invalidUserIds", UNSET))

        not_found_emails = cast(list[str], d.pop("notFoundEmails", UNSET))

        not_found_user_ids = cast(list[str], d.pop("notFoundUserIds", UNSET))

        _made = cls(
            conflict_emails=conflict_emails,
            conflict_user_ids=conflict_user_ids,
            forgotten_emails=forgotten_emails,
            forgotten_user_ids=forgotten_user_ids,
            invalid_data_emails=invalid_data_emails,
            invalid_data_user_ids=invalid_data_user_ids,
            invalid_emails=invalid_emails,
            invalid_user_ids=invalid_user_ids,
            not_found_emails=not_found_emails,
            not_found_user_ids=not_found_user_ids,
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
