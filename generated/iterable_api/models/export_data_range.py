# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from enum import StrEnum


class ExportDataRange(StrEnum):
    """The days in Coordinated Universal Time. Today when nothing else is given.

    Attributes:
        ALL: the text `All`.
        BEFORETODAY: the text `BeforeToday`.
        TODAY: the text `Today`.
        YESTERDAY: the text `Yesterday`.
    """

    ALL = "All"
    BEFORETODAY = "BeforeToday"
    TODAY = "Today"
    YESTERDAY = "Yesterday"

    def __str__(self) -> str:
        return str(self.value)
