# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from enum import StrEnum


class ExportRequestOutputFormat(StrEnum):
    """CSV text, or a JSON object a line.

    Attributes:
        CSV: the text `text/csv`.
        JSON_LINES: the text `application/x-json-stream`.
    """

    CSV = "text/csv"
    JSON_LINES = "application/x-json-stream"

    def __str__(self) -> str:
        return str(self.value)
