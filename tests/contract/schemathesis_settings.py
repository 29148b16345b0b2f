"""The settings of schemathesis, the same for the short run and the long one."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from effort import SEED
from schemathesis.config import SchemathesisConfig
from schemathesis_subject import Subject

PHASES = ("examples", "coverage", "fuzzing", "stateful")
DATA = tuple(each for each in PHASES if each != "stateful")
_NAMES_THAT_FIT = 0.7
"""How often a name is one of the instance's."""


@dataclass(frozen=True)
class Amount:
    """How much schemathesis does.

    Attributes:
        phases: Of `PHASES`.
        examples: How many cases there are for an operation in the phase fuzzing, at most.
        scenarios: How many chains of calls along the links there are in the phase stateful.
        seed: Decides what is generated.
    """

    phases: tuple[str, ...]
    examples: int = 1
    scenarios: int = 1
    seed: int = SEED


def settings(subject: Subject, amount: Amount, checks: Collection[str] = ()) -> SchemathesisConfig:
    """Return settings with positive and negative data.

    Args:
        subject: Its credentials are used; its names fill parameters.
        amount: How much is done.
        checks: The names of the checks that run; all of them where none is named. Where some are, calls come without
            credentials.
    """
    names = subject.dictionaries
    content: dict[str, Any] = {
        "seed": amount.seed,
        "continue-on-failure": True,
        "generation": {"max-examples": amount.examples, "database": "none"},
        "phases": {
            **{phase: {"enabled": phase in amount.phases} for phase in PHASES},
            # Only the links of the document are followed: those that schemathesis infers would crowd them out.
            "stateful": {
                "enabled": "stateful" in amount.phases,
                "inference": {"algorithms": []},
                "link-calibration": False,
                "generation": {"max-examples": amount.scenarios},
            },
        },
        "cache": {"enabled": False},
        "dictionaries": {_identifier(place): {"values": values} for place, values in names.items()},
        "parameters": {place: {"dictionary": _identifier(place), "probability": _NAMES_THAT_FIT} for place in names},
    }
    if checks:
        content["checks"] = {"enabled": False, **{name: {"enabled": True} for name in checks}}
    else:
        content["auth"] = subject.auth
    config: Any = SchemathesisConfig  # its methods have no complete types
    loaded: SchemathesisConfig = config.from_dict(content)
    return loaded


def _identifier(place: str) -> str:
    return "".join(each if each.isalnum() else "-" for each in place)
