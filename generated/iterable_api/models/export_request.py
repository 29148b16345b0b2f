# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.export_data_type import ExportDataType
from ..models.export_request_output_format import ExportRequestOutputFormat
from ..types import UNSET, Unset, enum_value

T = TypeVar("T", bound="ExportRequest")


@_attrs_define
class ExportRequest:
    """What to export, and how.

    Attributes:
        data_type_name (ExportDataType): The kind of data. Sessions of unknown users are `unknownSession` in the
            vendor's document, and `anonSession` in its own client.
        output_format (ExportRequestOutputFormat): CSV text, or a JSON object a line.
        start_date_time (str | Unset): Only what happened, or users changed, from then on, as `yyyy-MM-dd HH:mm:ss` and
            a time zone or none.
        end_date_time (str | Unset): Only what happened, or users changed, before then, as `yyyy-MM-dd HH:mm:ss` and a
            time zone or none.
        campaign_id (int | Unset): Only data of this campaign.
        delimiter (str | Unset): What parts the columns of CSV text. A comma when left out.
        omit_fields (str | Unset): Fields to leave out, parted by commas.
        only_fields (str | Unset): The only fields to write, parted by commas.
    """

    data_type_name: ExportDataType
    output_format: ExportRequestOutputFormat
    start_date_time: str | Unset = UNSET
    end_date_time: str | Unset = UNSET
    campaign_id: int | Unset = UNSET
    delimiter: str | Unset = UNSET
    omit_fields: str | Unset = UNSET
    only_fields: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        data_type_name = enum_value(ExportDataType, self.data_type_name, "dataTypeName")

        output_format = enum_value(ExportRequestOutputFormat, self.output_format, "outputFormat")

        start_date_time = self.start_date_time

        end_date_time = self.end_date_time

        campaign_id = self.campaign_id

        delimiter = self.delimiter

        omit_fields = self.omit_fields

        only_fields = self.only_fields

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "dataTypeName": data_type_name,
                "outputFormat": output_format,
            }
        )
        if start_date_time is not UNSET:
            field_dict["startDateTime"] = start_date_time
        if end_date_time is not UNSET:
            field_dict["endDateTime"] = end_date_time
        if campaign_id is not UNSET:
            field_dict["campaignId"] = campaign_id
        if delimiter is not UNSET:
            field_dict["delimiter"] = delimiter
        if omit_fields is not UNSET:
            field_dict["omitFields"] = omit_fields
        if only_fields is not UNSET:
            field_dict["onlyFields"] = only_fields

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        data_type_name = ExportDataType(d.pop("dataTypeName"))

        output_format = ExportRequestOutputFormat(d.pop("outputFormat"))

        start_date_time = d.pop("startDateTime", UNSET)

        end_date_time = d.pop("endDateTime", UNSET)

        campaign_id = d.pop("campaignId", UNSET)

        delimiter = d.pop("delimiter", UNSET)

        omit_fields = d.pop("omitFields", UNSET)

        only_fields = d.pop("onlyFields", UNSET)

        _made = cls(
            data_type_name=data_type_name,
            output_format=output_format,
            start_date_time=start_date_time,
            end_date_time=end_date_time,
            campaign_id=campaign_id,
            delimiter=delimiter,
            omit_fields=omit_fields,
            only_fields=only_fields,
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
