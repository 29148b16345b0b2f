# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from enum import StrEnum


class PushFeedbackFeedbackStatus(StrEnum):
    """What happened.

    Attributes:
        OPENED: the text `OPENED`.
        RECEIVED: the text `RECEIVED`.
    """

    OPENED = "OPENED"
    RECEIVED = "RECEIVED"

    def __str__(self) -> str:
        return str(self.value)
