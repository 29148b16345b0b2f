# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""How much the API takes, by `x-limits` of its document."""

from collections.abc import Mapping
from typing import Any, Final

LIMITS: Final[Mapping[str, Any]] = {
    "all": [{"at_once": 20, "of": "key"}],
    "named": {
        "calls_per_day_per_active_recipient": 5,
        "calls_per_day_staging": 5000,
        "request_body": 20000000,
        "batch_entries": 1000,
        "access_token_life": 7200,
        "page_size": 1000,
        "export_file_download": 1000000000,
        "activity_export_window": 14400,
        "activity_export_age": 604800,
        "activity_exports_queued": 10,
        "activity_export_result_life": 900,
    },
}
"""`all`: the rates that count for every operation, besides those among its traits (spec/traits.schema.json, `rate`).
`named`: the values of the other limits.
"""
