# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from enum import StrEnum


class ListCampaignsCampaignStateItem(StrEnum):
    """What may stand for `ListCampaignsCampaignStateItem`.

    Attributes:
        ABORTED: the text `Aborted`.
        ARCHIVED: the text `Archived`.
        DRAFT: the text `Draft`.
        FINISHED: the text `Finished`.
        READY: the text `Ready`.
        RECURRING: the text `Recurring`.
        RUNNING: the text `Running`.
        SCHEDULED: the text `Scheduled`.
        STARTING: the text `Starting`.
    """

    ABORTED = "Aborted"
    ARCHIVED = "Archived"
    DRAFT = "Draft"
    FINISHED = "Finished"
    READY = "Ready"
    RECURRING = "Recurring"
    RUNNING = "Running"
    SCHEDULED = "Scheduled"
    STARTING = "Starting"

    def __str__(self) -> str:
        return str(self.value)
