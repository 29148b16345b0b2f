# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""How much the API takes, by `x-limits` of its document."""

from collections.abc import Mapping
from typing import Any, Final

LIMITS: Final[Mapping[str, Any]] = {
    "all": [],
    "named": {
        "bulk_request_body": 4000000,
        "bulk_entries": 1000,
        "catalog_item": 30000,
        "catalog_items_per_call": 1000,
        "catalog_name": 255,
        "event_id": 512,
        "event_fields": 8000,
        "profile_fields": 1000,
        "email_schedule": 31536000,
        "campaign_schedule": 1814400,
        "dependent_call_delay": 60,
        "export_file": 10000000,
        "export_size": 100000000000,
        "export_url_life": 1800,
    },
}
"""`all`: the rates that count for every operation, besides those among its traits (spec/traits.schema.json, `rate`).
`named`: the values of the other limits.
"""
