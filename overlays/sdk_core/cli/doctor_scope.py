"""Checks what a key may call: which kinds of keys fit what the server accepted and denied, or the settings say."""

from collections.abc import Iterator
from typing import Final

from sdk_core.cli.doctor_findings import Examined, Finding
from sdk_core.transport.settings.sources import declared
from sdk_core.wire.errors import ApiError, AuthenticationError, PermissionDenied

_ACCESS: Final = ("read", "write", "delete", "send")


def check_scope(examined: Examined) -> Iterator[Finding]:
    """Say which kinds of keys fit, and what such keys may do."""
    denied = [
        each.operation
        for each in examined.reads
        if isinstance(each.error, AuthenticationError | PermissionDenied) and not is_rejected_here(each.error)
    ]
    known = _kinds(examined)
    setting = kind_setting(examined)
    if not known or not (denied or examined.accepted):
        if setting is not None:
            name, kind = setting
            message = f"the settings say {kind} ({name}); the server was not called, since such a key may not"
            yield Finding("scope", "skipped", message, without_kind(examined))
        return
    fitting = [
        kind
        for kind in known
        if all(kind in each.traits.get("keys", known) for each in examined.accepted)
        and not any(kind in each.traits.get("keys", known) for each in denied)
    ]
    if not fitting:
        names = ", ".join(each.id for each in denied)
        message = f"the key may not call {names}, which fits no kind of key"
        yield Finding("scope", "warning", message, "check the rights of the key")
        return
    found = "; or ".join(f"{kind}, which may {', '.join(_access(examined, kind))}" for kind in fitting)
    if setting is not None and setting[1] not in fitting:
        message = f"the settings say {setting[1]}, and the server takes the key for {found}"
        yield Finding("scope", "warning", message, f"set {examined.variable(setting[0])} to what the key was made for")
        return
    yield Finding("scope", "ok", f"the key is of the kind {found}")


def is_rejected_here(error: ApiError | None) -> bool:
    """Tell whether a call was not sent, because of the kind of key that the settings name."""
    return isinstance(error, PermissionDenied) and error.status is None


def kind_setting(examined: Examined) -> tuple[str, str] | None:
    """Return the setting that names the kind of the key, and what it says; None where none does."""
    settings, known = examined.settings, _kinds(examined)
    names = () if settings is None else declared(type(settings))
    for name in names:
        value = getattr(settings, name)
        if isinstance(value, str) and value in known:
            return name, value
    return None


def without_kind(examined: Examined) -> str:
    """Return the advice to have the server decide."""
    setting = kind_setting(examined)
    what = "the setting of the kind of key" if setting is None else examined.variable(setting[0])
    return f"leave {what} out to see what the server says"


def _kinds(examined: Examined) -> list[str]:
    """Return the kinds of keys that the document knows."""
    operations = examined.api.operations.values()
    return [*dict.fromkeys(kind for each in operations for kind in each.traits.get("keys", ()))]


def _access(examined: Examined, kind: str) -> list[str]:
    """Return what a kind of keys may do."""
    operations = examined.api.operations.values()
    found = {each.traits["access"] for each in operations if kind in each.traits.get("keys", ())}
    return [each for each in _ACCESS if each in found]
