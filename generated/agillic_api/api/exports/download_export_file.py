# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /export/files/download"""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from ...types import (
    File,
    Operation,
    Parameter,
    Response,
)

OPERATION: Final = Operation(
    id="downloadExportFile",
    resource="exports",
    name="download_file",
    method="GET",
    path="/export/files/download",
    parameters=(Parameter("file", "file", "query", required=True, format=""),),
    body_types=(),
    response_type="application/octet-stream",
    traits={
        "name": "download_file",
        "access": "read",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "confirmed",
            "sources": ["V-EXP", "J"],
            "assumptions": [
                "unknown-file-status",
                "export-download-type",
                "export-file-too-large-status",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
            ],
            "note": "The media type of the response is the machine-made document's alone.",
        },
    },
)


def parse(response: Response[Any]) -> File:
    """Read any successful response."""
    response_200 = File(payload=BytesIO(response.content))

    return response_200
