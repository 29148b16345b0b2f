# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from enum import StrEnum


class ListTemplatesTemplateType(StrEnum):
    """Only templates of this type.

    Attributes:
        BASE: the text `Base`.
        BLAST: the text `Blast`.
        TRIGGERED: the text `Triggered`.
        WORKFLOW: the text `Workflow`.
    """

    BASE = "Base"
    BLAST = "Blast"
    TRIGGERED = "Triggered"
    WORKFLOW = "Workflow"

    def __str__(self) -> str:
        return str(self.value)
