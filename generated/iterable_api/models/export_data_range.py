# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it anew.
from enum import StrEnum


class ExportDataRange(StrEnum):
    ALL = "All"
    BEFORETODAY = "BeforeToday"
    TODAY = "Today"
    YESTERDAY = "Yesterday"

    def __str__(self) -> str:
        return str(self.value)
