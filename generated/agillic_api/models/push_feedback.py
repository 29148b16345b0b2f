# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.push_feedback_feedback_status import PushFeedbackFeedbackStatus
from ..types import UNSET, Unset, enum_value

T = TypeVar("T", bound="PushFeedback")


@_attrs_define
class PushFeedback:
    """What became of a push notification.

    Attributes:
        report_id (int | str): Identifies the push notification; its data holds it as `agillic_report_id`.
        client_app_id (str): The id of the customer's app.
        feedback_status (PushFeedbackFeedbackStatus): What happened.
        metadata (Any | Unset): More about what happened, free in form.
    """

    report_id: int | str
    client_app_id: str
    feedback_status: PushFeedbackFeedbackStatus
    metadata: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        report_id: int | str
        report_id = self.report_id

        client_app_id = self.client_app_id

        feedback_status = enum_value(PushFeedbackFeedbackStatus, self.feedback_status, "feedbackStatus")

        metadata = self.metadata

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "reportId": report_id,
                "clientAppId": client_app_id,
                "feedbackStatus": feedback_status,
            }
        )
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_report_id(data: object) -> int | str:
            return cast(int | str, data)

        report_id = _parse_report_id(d.pop("reportId"))

        client_app_id = d.pop("clientAppId")

        feedback_status = PushFeedbackFeedbackStatus(d.pop("feedbackStatus"))

        metadata = d.pop("metadata", UNSET)

        _made = cls(
            report_id=report_id,
            client_app_id=client_app_id,
            feedback_status=feedback_status,
            metadata=metadata,
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
