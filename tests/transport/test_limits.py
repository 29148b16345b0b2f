"""The vendor's numbers, and when its day ends."""

from importlib.resources import files
from typing import Any

import orjson
import pytest

from agillic.limits import MAX_CONCURRENCY, RESET, RESETS, daily_cap
from sdk_core.transport.limits.quota.windows import DailyCap

DOCUMENT: dict[str, Any] = orjson.loads((files("agillic_api") / "openapi.json").read_bytes())


def test_the_numbers_are_those_of_the_document() -> None:
    limits = {name: entry["value"] for name, entry in DOCUMENT["x-limits"]["named"].items()}
    assert [rate["at_once"] for rate in DOCUMENT["x-limits"]["all"]] == [MAX_CONCURRENCY]
    assert limits["calls_per_day_staging"] == daily_cap("staging") == daily_cap("staging", 7)
    assert limits["calls_per_day_per_active_recipient"] == daily_cap("production", 1)


def test_the_resets_are_those_of_the_document() -> None:
    assumption = DOCUMENT["x-assumptions"]["daily-cap-reset"]
    assert [*assumption["options"]] == [*RESETS]
    assert RESET == RESETS[assumption["default"]] == DailyCap().reset


@pytest.mark.parametrize(("environment", "recipients"), [(None, None), (None, 10), ("production", None)])
def test_a_cap_that_nobody_told_is_not_guessed(environment: None, recipients: int | None) -> None:
    assert daily_cap(environment, recipients) is None


def test_mistakes_in_a_cap_are_rejected() -> None:
    with pytest.raises(ValueError, match="'Staging': give one of staging, production"):
        daily_cap("Staging")  # type: ignore[arg-type] # the mistake
    with pytest.raises(ValueError, match="active_recipients cannot be -1"):
        daily_cap("production", -1)
