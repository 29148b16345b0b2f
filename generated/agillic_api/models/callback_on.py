# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from enum import StrEnum


class CallbackOn(StrEnum):
    """Which outcomes are reported.

    Attributes:
        EVERY: the text `every`.
        FAILURE: the text `failure`.
        SUCCESS: the text `success`.
    """

    EVERY = "every"
    FAILURE = "failure"
    SUCCESS = "success"

    def __str__(self) -> str:
        return str(self.value)
