"""Posts JSON to a webhook: a host that is not the API's, which gets no credentials, in bounded time."""

from threading import Thread
from typing import Final
from urllib.parse import urlsplit

import httpx

from sdk_core.wire.urls import LOOPBACK

_HEADERS: Final = {"Content-Type": "application/json", "Accept": "*/*"}


class WebhookError(OSError):
    """A webhook was not taken. No text of it holds the URL, which may be a secret itself."""


def post_json(url: str, body: bytes, *, seconds: float) -> None:
    """Post JSON once. No redirect is followed, and nothing of a response is read but its status.

    The environment's proxy and authorities hold (HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE).

    Args:
        url: https, or http to this machine.
        body: JSON in UTF-8.
        seconds: how long it may take in all, above 0.

    Raises:
        WebhookError: the URL cannot be used, nothing responded in time, or the status is none of success.
    """
    _check(url)
    found: list[int | str] = []
    # The HTTP library bounds each wait, and not all of them together. A thread that is left behind ends with its wait.
    thread = Thread(target=lambda: found.append(_posted(url, body, seconds)), name="webhook", daemon=True)
    thread.start()
    thread.join(seconds)
    status = found[0] if found else f"no response within {seconds:g} s"
    if isinstance(status, str):
        raise WebhookError(status)
    if not httpx.codes.is_success(status):
        rest = "; redirects are not followed: give the URL that it leads to" if httpx.codes.is_redirect(status) else ""
        raise WebhookError(f"it responded with {status}{rest}")


def _posted(url: str, body: bytes, seconds: float) -> int | str:
    """Return the status, or why there is none."""
    try:
        with (
            httpx.Client(timeout=seconds, follow_redirects=False) as client,
            client.stream("POST", url, content=body, headers=_HEADERS) as response,
        ):
            return response.status_code
    except httpx.TimeoutException:
        return f"no response within {seconds:g} s"
    except httpx.ConnectError:
        return "no connection could be made; check the URL, the proxy and the certificate"
    except Exception as error:  # noqa: BLE001 - whatever it is, a run does not fail for its webhook
        return f"no response ({type(error).__name__})"


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        scheme, host, _ = parts.scheme, parts.hostname, parts.port
    except ValueError:
        scheme, host = "", None
    if not host or not url.isprintable() or " " in url:
        raise WebhookError("the URL is none: give one such as https://example.com/hook")
    if scheme not in ({"http", "https"} if host in LOOPBACK else {"https"}):
        raise WebhookError("the URL must begin with https:// (http:// is taken for localhost only)")
