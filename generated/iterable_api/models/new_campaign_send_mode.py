# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it anew.
from enum import StrEnum


class NewCampaignSendMode(StrEnum):
    PROJECTTIMEZONE = "ProjectTimeZone"
    RECIPIENTTIMEZONE = "RecipientTimeZone"

    def __str__(self) -> str:
        return str(self.value)
