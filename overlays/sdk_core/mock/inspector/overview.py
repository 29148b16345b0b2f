"""What the pages show of the whole mock: what holds for its instance, and what stands now."""

from collections.abc import Iterator, Mapping
from typing import Any

from sdk_core.mock.app import Mock
from sdk_core.mock.app.inspection import Fact, Inspector, Line


def facts(mock: Mock[Any, Any], inspector: Inspector, url: str) -> Mapping[str, Any]:
    """Return what the pages show of the instance, and what they call things. No secret is in it.

    Args:
        mock: What is shown.
        inspector: Of its room.
        url: Where it is, which snippets name.
    """
    found = inspector.facts(mock)
    return {
        "title": mock.backend.api.title,
        "people": inspector.people,
        "person": inspector.person,
        "search": inspector.search,
        "instance": found.instance,
        "facts": [Fact("Instance", [Line(found.instance)]), *found.facts, *_shared(mock)],
        "snippets": [{"label": each.label, "text": each.text.replace("{url}", url)} for each in found.snippets],
        "hint": found.hint,
    }


def overview(mock: Mock[Any, Any], inspector: Inspector, known: str = "") -> Mapping[str, Any]:
    """Return what stands now. No secret is in it.

    Args:
        mock: What is shown.
        inspector: Of its room.
        known: The `version` of an earlier response. As long as it holds, only the clock and faults come: counting
            takes its time when there are many people.
    """
    version = _version(mock)
    clock = {"now": mock.clock.now().isoformat(), "isFrozen": mock.clock.is_frozen}
    found: dict[str, Any] = {"version": version, "clock": clock, "faults": len(mock.faults.all())}
    if known == version:
        return found
    now = inspector.overview(mock)
    return found | {"people": now.people, "listings": now.listings}


def _version(mock: Mock[Any, Any]) -> str:
    """Return a word that changes whenever the state does, or the clock is advanced while it is frozen."""
    moment = mock.clock.now().timestamp() if mock.clock.is_frozen else ""
    return f"{mock.state.version()}.{moment}"


def _shared(mock: Mock[Any, Any]) -> Iterator[Fact]:
    """Return what any mock has: assumptions that were switched, and faults that wait for calls."""
    assumptions = mock.assumptions
    switched = [
        Line(assumptions.catalog.switchable[id_][option], f"{id_} = {option}")
        for id_, option in assumptions.options.items()
    ]
    yield Fact("Switched assumptions", switched or [Line("none; all are as the document has them by default")])
    faults = [_fault(each.shown()) for each in mock.faults.all()]
    yield Fact("Faults", faults or [Line("none are waiting for calls")])


def _fault(members: Mapping[str, Any]) -> Line:
    found = [f"{name}: {value}" for name, value in members.items() if name not in ("id", "operation")]
    return Line(", ".join(found), members.get("operation", "every operation"))
