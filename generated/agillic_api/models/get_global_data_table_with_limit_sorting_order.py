# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from enum import StrEnum


class GetGlobalDataTableWithLimitSortingOrder(StrEnum):
    """Sort upwards or downwards. What holds without it is an assumption.

    Attributes:
        ASC: the text `asc`.
        DESC: the text `desc`.
    """

    ASC = "asc"
    DESC = "desc"

    def __str__(self) -> str:
        return str(self.value)
