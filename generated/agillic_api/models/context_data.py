# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import member_dict

if TYPE_CHECKING:
    from ..models.context_parameters import ContextParameters


T = TypeVar("T", bound="ContextData")


@_attrs_define
class ContextData:
    """Data that travels with a call and lives only in the executions the call starts. It is stored nowhere and cannot be
    used in conditions.

        Attributes:
            context_parameters (ContextParameters): Contextual data by name, as one Context Parameter Schema of the instance
                lays it out. The members beside `name` are that schema's; how tables appear among them is an assumption, an
                array of rows under the table's name.
    """

    context_parameters: ContextParameters
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        context_parameters = member_dict(self.context_parameters, "context_parameters")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "context_parameters": context_parameters,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.context_parameters import ContextParameters  # noqa: PLC0415

        d = dict(src_dict)
        context_parameters = ContextParameters.from_dict(d.pop("context_parameters"))

        _made = cls(
            context_parameters=context_parameters,
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
