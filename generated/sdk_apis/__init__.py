# Generated from generator/apis. Do not edit: `make generate` writes it.
"""The APIs that have a client, and the module of each that holds its `API`."""

from typing import Final

APIS: Final = {
    "agillic": "agillic.api",
    "iterable": "iterable_client.api",
}
