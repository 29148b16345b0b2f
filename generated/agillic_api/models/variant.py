# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset, member_dict

if TYPE_CHECKING:
    from ..models.variant_fields import VariantFields


T = TypeVar("T", bound="Variant")


@_attrs_define
class Variant:
    """One version of a message.

    Attributes:
        name (str): Name of the variant.
        fields (VariantFields): The content by field name; the names are those of the message template's fields. A value
            is plain text, rich text (HTML), a link (a URL; `?evt=NAME` adds an event, which is made if need be) or an image
            (an absolute URL), as the field's type asks. Plain text for a block parameter of the type STRING is available
            from version 26.0.
        target_group_name (str | Unset): Name of the target group whose members may be shown this variant.
    """

    name: str
    fields: VariantFields
    target_group_name: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        fields = member_dict(self.fields, "fields")

        target_group_name = self.target_group_name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "fields": fields,
            }
        )
        if target_group_name is not UNSET:
            field_dict["targetGroupName"] = target_group_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.variant_fields import VariantFields  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        fields = VariantFields.from_dict(d.pop("fields"))

        target_group_name = d.pop("targetGroupName", UNSET)

        _made = cls(
            name=name,
            fields=fields,
            target_group_name=target_group_name,
        )

        return _made
