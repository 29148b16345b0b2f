"""Looks at the way to an API by one request that needs no credentials: whether there is a response, and how it came."""

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

import httpx

from sdk_core.real_time import monotonic, wall_time
from sdk_core.transport.error_mapping import error_from
from sdk_core.transport.pipeline import proxy_of
from sdk_core.transport.settings.base import BaseSettings


class _Encrypted(Protocol):
    """What Python's TLS objects have, of which the HTTP library hands out different ones."""

    def getpeercert(self) -> Mapping[str, object] | None: ...

    def version(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What one request without credentials found.

    Attributes:
        status: the HTTP status, whatever it means.
        seconds: from the begin of connecting until the head of the response was there.
        skew: seconds that the clock of this machine is ahead of that of the server, negative where it is behind; exact
            to a second. None where the server sends no date.
        tls: the version of TLS, such as `TLSv1.3`; empty where nothing is encrypted.
        certificate_ends: when the certificate of the server expires; None where there is none.
    """

    status: int
    seconds: float
    skew: float | None = None
    tls: str = ""
    certificate_ends: datetime | None = None


def probe(
    settings: BaseSettings,
    *,
    clock: Callable[[], float] = monotonic,
    wall_clock: Callable[[], float] = wall_time,
) -> Probe:
    """Request the base URL, through the proxy and with the certificates that calls use.

    Args:
        settings: where the API is, and how to reach it. No credentials are sent.
        clock: seconds that only go forward.
        wall_clock: seconds since 1970, which are compared with the date that the server sends.

    Raises:
        SettingsError: certificates, or files of authorities, cannot be loaded.
        TransportError: no response came; the message says why, and what to do.
    """
    api = settings.api
    # Without the client's own transport: that one waits for slots, retries and counts, which would blur what is seen.
    transport = httpx.HTTPTransport(verify=settings.ssl_context, proxy=proxy_of(settings), trust_env=False)
    try:
        with httpx.Client(transport=transport, timeout=settings.timeout, trust_env=False) as client:
            began, before = clock(), wall_clock()
            with client.stream("GET", settings.base_url) as response:
                seconds, after = clock() - began, wall_clock()
                version, ends = _encryption(response)
                return Probe(
                    status=response.status_code,
                    seconds=seconds,
                    skew=clock_skew(response.headers.get("date", ""), (before + after) / 2),
                    tls=version,
                    certificate_ends=ends,
                )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        failed = error_from(error, errors=api.errors, outcome="not-sent")
    raise failed from None


def _encryption(response: httpx.Response) -> tuple[str, datetime | None]:
    """Return the version of TLS, and when the certificate expires."""
    stream = response.extensions.get("network_stream")
    found: _Encrypted | None = None if stream is None else stream.get_extra_info("ssl_object")
    if found is None:
        return "", None
    ends = (found.getpeercert() or {}).get("notAfter")
    moment = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) if isinstance(ends, str) else None
    return found.version() or "", moment


def clock_skew(date: str, now: float) -> float | None:
    """Return the seconds by which this clock is ahead of a date of the server.

    >>> clock_skew("Sat, 04 Jul 2026 08:30:00 GMT", 1783153860.5)
    60.0
    >>> clock_skew("soon", 0.0) is None
    True
    """
    try:
        server = parsedate_to_datetime(date)
    except (OverflowError, ValueError):  # of a year with many digits
        return None
    if server.tzinfo is None:
        server = server.replace(tzinfo=UTC)
    return now - (server.timestamp() + 0.5)  # a date is cut to whole seconds: half a second too early on average
