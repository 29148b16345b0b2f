# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset, member_dict, member_list

if TYPE_CHECKING:
    from ..models.variant import Variant


T = TypeVar("T", bound="StageMessage")


@_attrs_define
class StageMessage:
    """A message, which the instance keeps as a promotion.

    Attributes:
        name (str): Name of the message.
        message_template (str): Name of the message template, which defines the fields of the variants.
        block_id (str): The block's `agid` in the HTML template.
        variants (list[Variant]): The versions of the message, which the instance keeps as propositions.
        max_variants (int | Unset): Most variants that one recipient is shown.
        collapsed (bool | Unset): True to hide the block from a recipient whom no variant fits.
    """

    name: str
    message_template: str
    block_id: str
    variants: list[Variant]
    max_variants: int | Unset = UNSET
    collapsed: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        message_template = self.message_template

        block_id = self.block_id

        variants = []
        for _variants_item_data in member_list(self.variants, "variants"):
            _variants_item = member_dict(_variants_item_data, "variants_item")
            variants.append(_variants_item)

        max_variants = self.max_variants

        collapsed = self.collapsed

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "messageTemplate": message_template,
                "blockId": block_id,
                "variants": variants,
            }
        )
        if max_variants is not UNSET:
            field_dict["maxVariants"] = max_variants
        if collapsed is not UNSET:
            field_dict["collapsed"] = collapsed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.variant import Variant  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        message_template = d.pop("messageTemplate")

        block_id = d.pop("blockId")

        variants = []
        _variants = d.pop("variants")
        for _variants_item_data in _variants:
            variants.append(Variant.from_dict(_variants_item_data))

        max_variants = d.pop("maxVariants", UNSET)

        collapsed = d.pop("collapsed", UNSET)

        _made = cls(
            name=name,
            message_template=message_template,
            block_id=block_id,
            variants=variants,
            max_variants=max_variants,
            collapsed=collapsed,
        )

        return _made
