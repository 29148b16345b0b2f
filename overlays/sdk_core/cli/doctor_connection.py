"""Checks of the way to the API: reachability, proxy, TLS, and the clock of this machine against that of the server."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from sdk_core.cli.doctor_findings import Examined, Finding
from sdk_core.transport.probe import Probe, probe
from sdk_core.transport.settings.profiles import SettingsError
from sdk_core.wire.counting import counted
from sdk_core.wire.errors import ApiError

_SLOW: Final = 3.0
"""Seconds for one response without work, from which on a connection counts as slow."""
_DAYS: Final = 14
_SKEW_WARNING: Final = 5.0
_SKEW_FAILED: Final = 60.0
"""Seconds of a wrong clock: tokens that a machine signs itself are rejected, and windows of limits are missed."""
_SERVER_FAILED: Final = 500


def check_connection(examined: Examined) -> Iterator[Finding]:
    """Request the base URL once, without credentials."""
    settings = examined.settings
    if settings is None:
        return
    host = urlsplit(settings.base_url).netloc
    way = f"through the proxy {_address(settings.proxy.reveal())}" if settings.proxy else "without a proxy"
    try:
        found = probe(settings, wall_clock=examined.wall_clock)
    except SettingsError as error:
        yield Finding("connection", "failed", str(error))
        return
    except ApiError as error:
        problem, advice = error.problem_and_advice()
        yield Finding("connection", "failed", f"{host} {way}: {problem}", advice)
        return
    took = f"{host} responds in {found.seconds * 1000:,.0f} ms, {way}"
    if found.status >= _SERVER_FAILED:
        yield Finding(
            "connection",
            "warning",
            f"{took}, with status {found.status}",
            "the server or a proxy fails; try again later",
        )
    elif found.seconds > _SLOW:
        yield Finding("connection", "warning", took, "look at the network and the proxy between")
    else:
        yield Finding("connection", "ok", took)
    yield _tls(found, examined)
    yield _clock(found)
    examined.is_reachable = True


def _tls(found: Probe, examined: Examined) -> Finding:
    settings = examined.settings
    if settings is not None and settings.base_url.startswith("http:"):
        return Finding("TLS", "ok", "not encrypted: the server is on this machine")
    if os.environ.get("SSLKEYLOGFILE"):
        return Finding(
            "TLS",
            "warning",
            "SSLKEYLOGFILE is set: the keys of all connections are written to a file",
            "unset it, unless you are looking into the traffic",
        )
    trust = "usual authorities" if settings is None or settings.ca_bundle is None else f"those of {settings.ca_bundle}"
    if found.certificate_ends is None:
        return Finding("TLS", "ok", f"{found.tls or 'encrypted'}; the certificate is accepted ({trust})")
    now = datetime.fromtimestamp(examined.wall_clock(), UTC)
    days, ends = (found.certificate_ends - now).days, found.certificate_ends.date().isoformat()
    if days < _DAYS:
        return Finding(
            "TLS",
            "warning",
            f"the certificate of the server expires on {ends}, in {counted(days, 'day')}",
            "have it renewed: calls fail from then on",
        )
    return Finding("TLS", "ok", f"{found.tls}; the certificate is accepted ({trust}) and ends on {ends}")


def _clock(found: Probe) -> Finding:
    if found.skew is None:
        return Finding("clock", "skipped", "the server sends no date to compare with")
    seconds = abs(found.skew)
    if seconds <= _SKEW_WARNING:
        return Finding("clock", "ok", "as that of the server, to a few seconds")
    side = "ahead of" if found.skew > 0 else "behind"
    return Finding(
        "clock",
        "failed" if seconds > _SKEW_FAILED else "warning",
        f"{seconds:,.0f} seconds {side} that of the server",
        "set the clock of this machine, best by NTP: tokens and the windows of limits depend on it",
    )


def _address(url: str) -> str:
    """Return host and port of a proxy, without the user and the password before it."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
