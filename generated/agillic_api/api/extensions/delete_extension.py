# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""DELETE /extensions/secure/{extensionId}/{path}"""

from __future__ import annotations

from typing import Any, Final

from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="deleteExtension",
    resource="extensions",
    name="delete",
    method="DELETE",
    path="/extensions/secure/{extensionId}/{path}",
    parameters=(
        Parameter("extension_id", "extensionId", "path", required=True, format=""),
        Parameter("path", "path", "path", required=True, format=""),
        Parameter("query", "query", "query", required=False, format=""),
    ),
    body_types=("application/json",),
    traits={
        "name": "delete",
        "access": "send",
        "sends": "indirect",
        "keys": ["public"],
        "pii": True,
        "idempotent": False,
        "evidence": {
            "level": "confirmed",
            "sources": ["V-EXT", "V-XT", "V-HTTP"],
            "assumptions": [
                "extension-path-encoding",
                "extension-without-path",
                "extension-query",
                "extension-response-body",
                "extension-async-response",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
                "media-type-status",
                "too-large-status",
                "unknown-members",
                "path-space",
                "path-other-characters",
                "path-lenient-decoding",
            ],
            "note": "What the script does is unknown: it may start messages and may do its work twice when it is called twice, so DELETE counts as sending and as not repeatable here. The response 415 stands here by this document's rule for bodies; the vendor says that any body is handed on. The vendor maps booleans and integers that a script returns to a response, and nothing, unusable values and failures to 400; the samples of the mapping are missing from the stored page. The open endpoint lies on a host of its own and needs no key; it is not described.",
        },
    },
)


def parse(response: Response[Any]) -> Any:
    """Read any successful response."""
    response_200 = response.json()
    return response_200
