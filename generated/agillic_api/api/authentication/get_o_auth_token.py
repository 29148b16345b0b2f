# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /oauth2/token"""

from __future__ import annotations

from typing import Any, Final

from ...models.access_token import AccessToken
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="getOAuthToken",
    resource="authentication",
    name="get_token",
    method="POST",
    path="/oauth2/token",
    parameters=(),
    body_types=("application/x-www-form-urlencoded",),
    traits={
        "name": "get_token",
        "access": "read",
        "keys": ["public", "app"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["S1", "C-OMNI", "T-PLAY", "J"],
            "assumptions": [
                "token-response-members",
                "token-error-status",
                "token-malformed-status",
                "token-call-counts",
                "token-basic-header",
                "token-renewal",
                "three-legged-flow",
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
            ],
            "note": "The vendor confirms the form fields, a JSON response with the token and its life; the path is that of a running client, which sends no scope either, and key and secret in a Basic header alone: the default of its locked OAuth library, which encodes both as form values there. `invalid_client` is what another one shows for a wrong secret. A repeat only gives another token, hence idempotent. No 403, for no scope is checked here.",
        },
    },
)


def parse(response: Response[Any]) -> AccessToken:
    """Read any successful response."""
    response_200 = AccessToken.from_dict(response.json())

    return response_200
