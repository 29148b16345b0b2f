"""Lines of the audit log as sentences for people. They tell what was recorded, and nothing of it is taken for granted.

A log may be of another version, edited, or hold what an agent made up. So any member may be missing or of any type, and
each text is shown with `visible`, on one line.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sdk_core.agents.privacy.visible_text import visible

_MAX_TEXT: Final = 300
_COUNTED: Final = (("people", "person", "persons"), ("count", "row", "rows"), ("messages", "message", "messages"))
_MINUTES: Final = slice(0, 16)
"""Of a time such as `2026-11-30T15:04:05.123Z`."""


def sentence(record: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """Return a line of the audit log as a sentence, without its time.

    Args:
        record: what the line holds.
        titles: what people call each API, by its name.

    >>> sentence({"agent": "helper", "event": "denied", "operation": "deleteThing", "api": "tiny",
    ...     "reason": "the access of the API tiny is read"}, {"tiny": "Tiny"})
    'helper was denied deleteThing of Tiny: the access of the API tiny is read'
    """
    event = _text(record, "event")
    if record.get("decision") == "denied" and event not in ("error", "decline"):
        event = "denied"
    tell = _EVENTS.get(event)
    told = tell(record, _what(record, titles)) if tell else f"{_agent(record)}: {event or 'nothing is said'}"
    return told + _more(record)


def moment(record: Mapping[str, Any]) -> str:
    """Return when a line was written, to the minute, in UTC.

    >>> moment({"time": "2026-11-30T15:04:05.123Z"}), moment({})
    ('2026-11-30 15:04', '(no time)')
    """
    return _text(record, "time")[_MINUTES].replace("T", " ") or "(no time)"


def _started(record: Mapping[str, Any], _: str) -> str:
    by = _text(record, "by")
    return f"all agents were started again by {by}" if by else f"the server of {_agent(record)} was started"


def _stopped(record: Mapping[str, Any], _: str) -> str:
    by = _text(record, "by")
    return f"all agents were stopped by {by}" if by else f"the server of {_agent(record)} was stopped"


def _search(record: Mapping[str, Any], _: str) -> str:
    return f"{_agent(record)} searched for operations"


def _load(record: Mapping[str, Any], what: str) -> str:
    return f"{_agent(record)} loaded {what}"


def _call(record: Mapping[str, Any], what: str) -> str:
    return f"{_agent(record)} called {what}"


def _plan(record: Mapping[str, Any], what: str) -> str:
    return f"{_agent(record)} planned {what}"


def _confirm(record: Mapping[str, Any], what: str) -> str:
    by = _text(record, "by")
    return f"{_agent(record)}'s plan of {what} was confirmed" + (f" by {by}" if by else "")


def _decline(record: Mapping[str, Any], what: str) -> str:
    by = _text(record, "by")
    return f"{_agent(record)}'s plan of {what} was declined" + (f" by {by}" if by else "")


def _approved(record: Mapping[str, Any], what: str) -> str:
    return f"{_agent(record)}'s plan of {what} was approved by {_text(record, 'by') or 'somebody'}"


def _outcome(record: Mapping[str, Any], what: str) -> str:
    call = f", of line {_text(record, 'call')}," if _text(record, "call") else ""
    return f"{_agent(record)}'s call{call} of {what} ended"


def _denied(record: Mapping[str, Any], what: str) -> str:
    return f"{_agent(record)} was denied {what}"


def _error(record: Mapping[str, Any], what: str) -> str:
    return f"{_agent(record)} had an error with {what}"


_EVENTS: Final[Mapping[str, Callable[[Mapping[str, Any], str], str]]] = {
    "started": _started,
    "stopped": _stopped,
    "search": _search,
    "load": _load,
    "call": _call,
    "plan": _plan,
    "confirm": _confirm,
    "decline": _decline,
    "outcome": _outcome,
    "denied": _denied,
    "error": _error,
    "approved": _approved,
}


def _what(record: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    operation, api, tool = _text(record, "operation"), _text(record, "api"), _text(record, "tool")
    if operation:
        return f"{operation} of {titles.get(api, api)}" if api else operation
    if record.get("messages"):
        return "a message that cannot be read"
    return f"the tool {tool}" if tool else "something"


def _more(record: Mapping[str, Any]) -> str:
    """Return what is known beside: numbers in brackets, then the reason."""
    found: list[str] = []
    for name, one, many in _COUNTED:
        count = record.get(name)
        if isinstance(count, int) and not isinstance(count, bool) and (count or name == "count"):
            found.append(f"{count:,} {one if count == 1 else many}")
    if status := _text(record, "status"):
        found.append(f"status {status}")
    seconds = record.get("seconds")
    if isinstance(seconds, int | float) and not isinstance(seconds, bool):
        found.append(f"{seconds:,.1f} s")
    if plan := _text(record, "plan"):
        found.append(plan)
    reason = _text(record, "reason")
    return (f" ({', '.join(found)})" if found else "") + (f": {reason}" if reason else "")


def _agent(record: Mapping[str, Any]) -> str:
    return _text(record, "agent") or "an agent"


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    if value is None or value == "":
        return ""
    return visible(str(value), _MAX_TEXT).replace("\n", "\\n").replace("\t", "\\t")
