"""The settings of schemathesis, the same for the short run and the long one."""

from collections.abc import Collection
from typing import Any

from schemathesis.config import SchemathesisConfig
from schemathesis_names import dictionaries

from agillic.mock.instance import Instance

PHASES = ("examples", "coverage", "fuzzing", "stateful")
_NAMES_THAT_FIT = 0.7
"""How often a name is one of the instance's."""


def settings(
    instance: Instance, *, phases: Collection[str], examples: int, scenarios: int, seed: int
) -> SchemathesisConfig:
    """Return settings with all checks, and with positive and negative data.

    Args:
        instance: Its first key of the scope public gets the tokens; its names fill parameters.
        phases: Of `PHASES`.
        examples: How many cases there are for an operation in the phase fuzzing, at most.
        scenarios: How many chains of calls along the links there are in the phase stateful.
        seed: Decides what is generated.
    """
    key = next(each for each in instance.keys if each.scope == "public")
    names = dictionaries(instance)
    content: dict[str, Any] = {
        "seed": seed,
        "continue-on-failure": True,
        "generation": {"max-examples": examples, "database": "none"},
        "phases": {
            **{phase: {"enabled": phase in phases} for phase in PHASES},
            # Only the links of the document are followed: those that schemathesis infers would crowd them out.
            "stateful": {
                "enabled": "stateful" in phases,
                "inference": {"algorithms": []},
                "link-calibration": False,
                "generation": {"max-examples": scenarios},
            },
        },
        "cache": {"enabled": False},
        "dictionaries": {_identifier(place): {"values": values} for place, values in names.items()},
        "parameters": {place: {"dictionary": _identifier(place), "probability": _NAMES_THAT_FIT} for place in names},
        "auth": {
            "dynamic": {
                "openapi": {
                    "oauth2": {
                        "path": "/oauth2/token",
                        "payload": {
                            "grant_type": "client_credentials",
                            "client_id": key.key,
                            "client_secret": key.secret,
                        },
                        "payload_content_type": "application/x-www-form-urlencoded",
                        "extract_selector": "/access_token",
                        "retry_on": [401],
                    }
                }
            }
        },
    }
    config: Any = SchemathesisConfig  # its methods have no complete types
    loaded: SchemathesisConfig = config.from_dict(content)
    return loaded


def _identifier(place: str) -> str:
    return "".join(each if each.isalnum() else "-" for each in place)
