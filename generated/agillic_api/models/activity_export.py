# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.task_configuration import TaskConfiguration


T = TypeVar("T", bound="ActivityExport")


@_attrs_define
class ActivityExport:
    """Which activity to export.

    Attributes:
        file_type (str): The one type of activity to export. The vendor lists TRANSACTIONAL_EMAIL, SMS, INBOUND_SMS,
            EVENT, LINK, PROMOTION, PUSH_NOTIFICATION, PAGE, QUESTIONNAIRE, FACEBOOK_CA, GOOGLE_CM and TRACKING.
        from_ (str): Begin of the window, at most 7 days ago. How it is written is an assumption (`export-window-
            format`).
        to (str): End of the window, at most 4 hours after its begin. Written like `from`.
        configuration (TaskConfiguration | Unset): How asynchronous work is carried out and reported.
    """

    file_type: str
    from_: str
    to: str
    configuration: TaskConfiguration | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        file_type = self.file_type

        from_ = self.from_

        to = self.to

        configuration: dict[str, Any] | Unset = UNSET
        if not isinstance(self.configuration, Unset):
            configuration = member_dict(self.configuration, "configuration")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "fileType": file_type,
                "from": from_,
                "to": to,
            }
        )
        if configuration is not UNSET:
            field_dict["configuration"] = configuration

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.task_configuration import TaskConfiguration  # noqa: PLC0415

        d = dict(src_dict)
        file_type = d.pop("fileType")

        from_ = d.pop("from")

        to = d.pop("to")

        _configuration = d.pop("configuration", UNSET)
        configuration: TaskConfiguration | Unset
        if isinstance(_configuration, Unset):
            configuration = UNSET
        else:
            configuration = TaskConfiguration.from_dict(_configuration)

        _made = cls(
            file_type=file_type,
            from_=from_,
            to=to,
            configuration=configuration,
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
