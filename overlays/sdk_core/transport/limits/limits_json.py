"""Limits as JSON, for commands and agents."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from sdk_core.transport.limits.limiter import Limits


def limits_as_json(limits: Limits) -> Mapping[str, Any]:
    """Return limits as JSON, what people ask for first."""
    plain = asdict(limits)
    names = ("used_today", "daily_limit", "remaining", "resets_at", "blocked_until", "in_flight", "max_concurrency")
    found = {name: _plain(limits.remaining if name == "remaining" else plain[name]) for name in names}
    found |= {"rates": _plain(plain["rates"]), "state_file": _plain(limits.state_file)}
    return found | ({"server": limits.server, "holders": _plain(plain["holders"])} if limits.server else {})


def _plain(value: Any) -> Any:  # noqa: ANN401 - as JSON has it
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in cast("dict[str, Any]", value).items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in cast("list[Any]", value)]
    return str(value) if isinstance(value, Path) else value
