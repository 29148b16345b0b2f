# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from enum import StrEnum


class ListSentMessagesMessageMedium(StrEnum):
    """Only messages of this medium.

    Attributes:
        EMAIL: the text `Email`.
        INAPP: the text `InApp`.
        PUSH: the text `Push`.
        SMS: the text `SMS`.
    """

    EMAIL = "Email"
    INAPP = "InApp"
    PUSH = "Push"
    SMS = "SMS"

    def __str__(self) -> str:
        return str(self.value)
