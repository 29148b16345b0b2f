# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from enum import StrEnum


class NewCampaignSendMode(StrEnum):
    """Whether all get a blast at `sendAt` (when left out), or each at that time of day in their own zone.

    Attributes:
        PROJECTTIMEZONE: the text `ProjectTimeZone`.
        RECIPIENTTIMEZONE: the text `RecipientTimeZone`.
    """

    PROJECTTIMEZONE = "ProjectTimeZone"
    RECIPIENTTIMEZONE = "RecipientTimeZone"

    def __str__(self) -> str:
        return str(self.value)
