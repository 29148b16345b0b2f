"""HTTP clients that keep no cookies.

An API knows callers by their credentials alone. The HTTP library keeps whatever cookies a server sets, or a proxy
on the way, and sends them with later calls; to look for them takes a tenth of a call's time.
"""

from typing import NoReturn

import httpx


class _NoCookieJar(httpx.Cookies):
    """Is always empty."""

    def extract_cookies(self, response: httpx.Response) -> None:
        """Leave the cookies of a response alone."""


_NONE = _NoCookieJar()


class CookielessClient(httpx.Client):
    """Keeps no cookies."""

    @property
    def cookies(self) -> httpx.Cookies:
        """No cookies."""
        return _NONE

    @cookies.setter
    def cookies(self, cookies: object) -> NoReturn:  # noqa: ARG002 - as the HTTP library names it
        raise _cannot_be_set()


class CookielessAsyncClient(httpx.AsyncClient):
    """The same for asyncio."""

    @property
    def cookies(self) -> httpx.Cookies:
        """No cookies."""
        return _NONE

    @cookies.setter
    def cookies(self, cookies: object) -> NoReturn:  # noqa: ARG002 - as the HTTP library names it
        raise _cannot_be_set()


def _cannot_be_set() -> AttributeError:
    return AttributeError("this client keeps no cookies: send them as a header, if a server wants some")
