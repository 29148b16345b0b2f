# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it anew.
from enum import StrEnum


class ListTemplatesTemplateType(StrEnum):
    BASE = "Base"
    BLAST = "Blast"
    TRIGGERED = "Triggered"
    WORKFLOW = "Workflow"

    def __str__(self) -> str:
        return str(self.value)
