# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from enum import StrEnum


class CampaignTestSendMessage(StrEnum):
    """Whether the message is sent. A string, not a boolean.

    Attributes:
        FALSE: the text `false`.
        TRUE: the text `true`.
    """

    FALSE = "false"
    TRUE = "true"

    def __str__(self) -> str:
        return str(self.value)
