# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.context_parameters import ContextParameters
    from ..models.event_conversion import EventConversion


T = TypeVar("T", bound="EventAchievement")


@_attrs_define
class EventAchievement:
    """One event to achieve for one recipient.

    Attributes:
        recipient_id (str): The value of the instance's recipient key, not encoded.
        event_id (str): The event, as paths name it but not encoded.
        context (ContextParameters | Unset): Contextual data by name, as one Context Parameter Schema of the instance
            lays it out. The members beside `name` are that schema's; how tables appear among them is an assumption, an
            array of rows under the table's name.
        conversion (EventConversion | Unset): A conversion that belongs to an achievement. Its members are not known.
    """

    recipient_id: str
    event_id: str
    context: ContextParameters | Unset = UNSET
    conversion: EventConversion | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        recipient_id = self.recipient_id

        event_id = self.event_id

        context: dict[str, Any] | Unset = UNSET
        if not isinstance(self.context, Unset):
            context = member_dict(self.context, "context")

        conversion: dict[str, Any] | Unset = UNSET
        if not isinstance(self.conversion, Unset):
            conversion = member_dict(self.conversion, "conversion")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "recipientId": recipient_id,
                "eventId": event_id,
            }
        )
        if context is not UNSET:
            field_dict["context"] = context
        if conversion is not UNSET:
            field_dict["conversion"] = conversion

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.context_parameters import ContextParameters  # noqa: PLC0415
        from ..models.event_conversion import EventConversion  # noqa: PLC0415

        d = dict(src_dict)
        recipient_id = d.pop("recipientId")

        event_id = d.pop("eventId")

        _context = d.pop("context", UNSET)
        context: ContextParameters | Unset
        if isinstance(_context, Unset):
            context = UNSET
        else:
            context = ContextParameters.from_dict(_context)

        _conversion = d.pop("conversion", UNSET)
        conversion: EventConversion | Unset
        if isinstance(_conversion, Unset):
            conversion = UNSET
        else:
            conversion = EventConversion.from_dict(_conversion)

        _made = cls(
            recipient_id=recipient_id,
            event_id=event_id,
            context=context,
            conversion=conversion,
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
