# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from enum import StrEnum


class DeviceRegistrationOsName(StrEnum):
    """The operating system.

    Attributes:
        ANDROID: the text `android`.
        IOS: the text `ios`.
    """

    ANDROID = "android"
    IOS = "ios"

    def __str__(self) -> str:
        return str(self.value)
