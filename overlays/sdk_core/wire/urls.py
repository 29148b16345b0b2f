"""What a client may be given before its first call: a base URL and headers that are safe to send credentials with."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import SplitResult, urlsplit

from sdk_core.wire.operations import check_printable

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
"""The hosts that are this machine."""


def checked_base_url(base_url: str) -> str:
    """Return a base URL that is safe to send credentials to.

    Raises:
        ValueError: it is not https (http is taken on this machine only), carries credentials, a query or a fragment, or
            has a port or characters that no URL has.
    """
    parts = _parts_of(base_url)
    if parts is None:
        raise ValueError("the base URL is none: its host or its port cannot be read")
    local = parts.hostname in LOOPBACK
    if not parts.hostname or parts.scheme not in ({"http", "https"} if local else {"https"}):
        raise ValueError("the base URL must begin with https:// and name a host (http:// is taken for localhost only)")
    if parts.username is not None or parts.password is not None or not {"?", "#"}.isdisjoint(base_url):
        raise ValueError("the base URL must hold no credentials, query or fragment: give `auth` instead")
    if not base_url.isprintable() or not {" ", "\\"}.isdisjoint(base_url):
        raise ValueError("the base URL must hold no space, backslash or control character: remove it")
    return base_url.rstrip("/")


def _parts_of(url: str) -> SplitResult | None:
    # What cannot be read is not repeated: a password may stand where a port is looked for.
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises when it is none
    except ValueError:
        return None
    return parts


def checked_headers(headers: Mapping[str, str] | None) -> dict[str, str]:
    """Return headers that hold no control character.

    Raises:
        ValueError: one does.
    """
    for name, value in (headers or {}).items():
        check_printable("a header name", name)
        check_printable(f"the header {name}", value)
    return dict(headers or {})
