# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.edit_details import EditDetails
    from ..models.task_configuration import TaskConfiguration


T = TypeVar("T", bound="CampaignEdit")


@_attrs_define
class CampaignEdit:
    """A campaign to change.

    Attributes:
        details (EditDetails): What the campaign shall consist of. Name, flow template and HTML template cannot be given
            here.
        configuration (TaskConfiguration | Unset): How asynchronous work is carried out and reported.
    """

    details: EditDetails
    configuration: TaskConfiguration | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        details = member_dict(self.details, "details")

        configuration: dict[str, Any] | Unset = UNSET
        if not isinstance(self.configuration, Unset):
            configuration = member_dict(self.configuration, "configuration")

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "details": details,
            }
        )
        if configuration is not UNSET:
            field_dict["configuration"] = configuration

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.edit_details import EditDetails  # noqa: PLC0415
        from ..models.task_configuration import TaskConfiguration  # noqa: PLC0415

        d = dict(src_dict)
        details = EditDetails.from_dict(d.pop("details"))

        _configuration = d.pop("configuration", UNSET)
        configuration: TaskConfiguration | Unset
        if isinstance(_configuration, Unset):
            configuration = UNSET
        else:
            configuration = TaskConfiguration.from_dict(_configuration)

        _made = cls(
            details=details,
            configuration=configuration,
        )

        return _made
