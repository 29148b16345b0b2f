# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.device_unregistration_os_name import DeviceUnregistrationOsName
from ..types import UNSET, Unset, enum_value

T = TypeVar("T", bound="DeviceUnregistration")


@_attrs_define
class DeviceUnregistration:
    """The installation whose registration ends.

    Attributes:
        app_installation_id (str): The id it was registered with.
        client_app_id (str): The id of the customer's app.
        os_name (DeviceUnregistrationOsName): The operating system.
        client_app_version (None | str | Unset): The version of the customer's app.
        device_model (None | str | Unset): The model of the device.
        os_version (None | str | Unset): The version of the operating system.
        push_notification_token (None | str | Unset): The token it was registered with; not needed here.
        model_dim_x (int | str | Unset): The width of the device.
        model_dim_y (int | str | Unset): The height of the device.
    """

    app_installation_id: str
    client_app_id: str
    os_name: DeviceUnregistrationOsName
    client_app_version: None | str | Unset = UNSET
    device_model: None | str | Unset = UNSET
    os_version: None | str | Unset = UNSET
    push_notification_token: None | str | Unset = UNSET
    model_dim_x: int | str | Unset = UNSET
    model_dim_y: int | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        app_installation_id = self.app_installation_id

        client_app_id = self.client_app_id

        os_name = enum_value(DeviceUnregistrationOsName, self.os_name, "osName")

        client_app_version: None | str | Unset
        if isinstance(self.client_app_version, Unset):
            client_app_version = UNSET
        else:
            client_app_version = self.client_app_version

        device_model: None | str | Unset
        if isinstance(self.device_model, Unset):
            device_model = UNSET
        else:
            device_model = self.device_model

        os_version: None | str | Unset
        if isinstance(self.os_version, Unset):
            os_version = UNSET
        else:
            os_version = self.os_version

        push_notification_token: None | str | Unset
        if isinstance(self.push_notification_token, Unset):
            push_notification_token = UNSET
        else:
            push_notification_token = self.push_notification_token

        model_dim_x: int | str | Unset
        if isinstance(self.model_dim_x, Unset):
            model_dim_x = UNSET
        else:
            model_dim_x = self.model_dim_x

        model_dim_y: int | str | Unset
        if isinstance(self.model_dim_y, Unset):
            model_dim_y = UNSET
        else:
            model_dim_y = self.model_dim_y

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "appInstallationId": app_installation_id,
                "clientAppId": client_app_id,
                "osName": os_name,
            }
        )
        if client_app_version is not UNSET:
            field_dict["clientAppVersion"] = client_app_version
        if device_model is not UNSET:
            field_dict["deviceModel"] = device_model
        if os_version is not UNSET:
            field_dict["osVersion"] = os_version
        if push_notification_token is not UNSET:
            field_dict["pushNotificationToken"] = push_notification_token
        if model_dim_x is not UNSET:
            field_dict["modelDimX"] = model_dim_x
        if model_dim_y is not UNSET:
            field_dict["modelDimY"] = model_dim_y

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        app_installation_id = d.pop("appInstallationId")

        client_app_id = d.pop("clientAppId")

        os_name = DeviceUnregistrationOsName(d.pop("osName"))

        def _parse_client_app_version(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        client_app_version = _parse_client_app_version(d.pop("clientAppVersion", UNSET))

        def _parse_device_model(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        device_model = _parse_device_model(d.pop("deviceModel", UNSET))

        def _parse_os_version(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        os_version = _parse_os_version(d.pop("osVersion", UNSET))

        def _parse_push_notification_token(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        push_notification_token = _parse_push_notification_token(d.pop("pushNotificationToken", UNSET))

        def _parse_model_dim_x(data: object) -> int | str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(int | str | Unset, data)

        model_dim_x = _parse_model_dim_x(d.pop("modelDimX", UNSET))

        def _parse_model_dim_y(data: object) -> int | str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(int | str | Unset, data)

        model_dim_y = _parse_model_dim_y(d.pop("modelDimY", UNSET))

        _made = cls(
            app_installation_id=app_installation_id,
            client_app_id=client_app_id,
            os_name=os_name,
            client_app_version=client_app_version,
            device_model=device_model,
            os_version=os_version,
            push_notification_token=push_notification_token,
            model_dim_x=model_dim_x,
            model_dim_y=model_dim_y,
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
