# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.device_registration_os_name import DeviceRegistrationOsName
from ..types import UNSET, Unset, enum_value, member_dict, member_list

if TYPE_CHECKING:
    from ..models.device_consent import DeviceConsent


T = TypeVar("T", bound="DeviceRegistration")


@_attrs_define
class DeviceRegistration:
    """An installation of an app on a device.

    Attributes:
        app_installation_id (str): Identifies the sign-in on the device.
        client_app_id (str): The id of the customer's app, as set up in Agillic; on iOS the bundle identifier.
        os_name (DeviceRegistrationOsName): The operating system.
        push_notification_token (None | str): The token by which Apple's or Google's service reaches the app. An app
            that has none sends null or empty text.
        client_app_version (None | str | Unset): The version of the customer's app.
        device_model (None | str | Unset): The model of the device.
        os_version (None | str | Unset): The version of the operating system.
        first_register (str | Unset): When the device was first registered.
        last_register (str | Unset): When the device was last registered.
        count_register (int | Unset): How often the device was registered.
        model_dim_x (int | str | Unset): The width of the device.
        model_dim_y (int | str | Unset): The height of the device.
        consent (list[DeviceConsent] | Unset): Consents given with the registration.
    """

    app_installation_id: str
    client_app_id: str
    os_name: DeviceRegistrationOsName
    push_notification_token: None | str
    client_app_version: None | str | Unset = UNSET
    device_model: None | str | Unset = UNSET
    os_version: None | str | Unset = UNSET
    first_register: str | Unset = UNSET
    last_register: str | Unset = UNSET
    count_register: int | Unset = UNSET
    model_dim_x: int | str | Unset = UNSET
    model_dim_y: int | str | Unset = UNSET
    consent: list[DeviceConsent] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        app_installation_id = self.app_installation_id

        client_app_id = self.client_app_id

        os_name = enum_value(DeviceRegistrationOsName, self.os_name, "osName")

        push_notification_token: None | str
        push_notification_token = self.push_notification_token

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

        first_register = self.first_register

        last_register = self.last_register

        count_register = self.count_register

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

        consent: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.consent, Unset):
            consent = []
            for _consent_item_data in member_list(self.consent, "consent"):
                _consent_item = member_dict(_consent_item_data, "consent_item")
                consent.append(_consent_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "appInstallationId": app_installation_id,
                "clientAppId": client_app_id,
                "osName": os_name,
                "pushNotificationToken": push_notification_token,
            }
        )
        if client_app_version is not UNSET:
            field_dict["clientAppVersion"] = client_app_version
        if device_model is not UNSET:
            field_dict["deviceModel"] = device_model
        if os_version is not UNSET:
            field_dict["osVersion"] = os_version
        if first_register is not UNSET:
            field_dict["firstRegister"] = first_register
        if last_register is not UNSET:
            field_dict["lastRegister"] = last_register
        if count_register is not UNSET:
            field_dict["countRegister"] = count_register
        if model_dim_x is not UNSET:
            field_dict["modelDimX"] = model_dim_x
        if model_dim_y is not UNSET:
            field_dict["modelDimY"] = model_dim_y
        if consent is not UNSET:
            field_dict["consent"] = consent

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.device_consent import DeviceConsent  # noqa: PLC0415

        d = dict(src_dict)
        app_installation_id = d.pop("appInstallationId")

        client_app_id = d.pop("clientAppId")

        os_name = DeviceRegistrationOsName(d.pop("osName"))

        def _parse_push_notification_token(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        push_notification_token = _parse_push_notification_token(d.pop("pushNotificationToken"))

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

        first_register = d.pop("firstRegister", UNSET)

        last_register = d.pop("lastRegister", UNSET)

        count_register = d.pop("countRegister", UNSET)

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

        _consent = d.pop("consent", UNSET)
        consent: list[DeviceConsent] | Unset = UNSET
        if _consent is not UNSET:
            consent = []
            for _consent_item_data in _consent:
                consent.append(DeviceConsent.from_dict(_consent_item_data))

        _made = cls(
            app_installation_id=app_installation_id,
            client_app_id=client_app_id,
            os_name=os_name,
            push_notification_token=push_notification_token,
            client_app_version=client_app_version,
            device_model=device_model,
            os_version=os_version,
            first_register=first_register,
            last_register=last_register,
            count_register=count_register,
            model_dim_x=model_dim_x,
            model_dim_y=model_dim_y,
            consent=consent,
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
