# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from enum import StrEnum


class ExtensionUploadType(StrEnum):
    """The kind of extension. `http` is the kind that responds to calls of the Extensions API.

    Attributes:
        CONDITION: the text `condition`.
        HTTP: the text `http`.
        MONITOR: the text `monitor`.
        STEP: the text `step`.
    """

    CONDITION = "condition"
    HTTP = "http"
    MONITOR = "monitor"
    STEP = "step"

    def __str__(self) -> str:
        return str(self.value)
