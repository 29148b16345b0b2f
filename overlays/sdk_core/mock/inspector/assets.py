"""What browsers are sent: a fixed table of names. No path of a request becomes the path of a file."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_HTML, _CSS, _SCRIPT, _JSON = (
    "text/html; charset=utf-8",
    "text/css; charset=utf-8",
    "text/javascript; charset=utf-8",
    "application/json",
)
_SELF = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_TEXT_ONLY = f"{_SELF}; require-trusted-types-for 'script'; trusted-types 'none'"
"""Our own pages also forbid themselves to make HTML or scripts of any text."""


class Asset(NamedTuple):
    """A file that belongs to the pages.

    Attributes:
        package: Where it is.
        name: Its name there.
        media_type: What it is sent as.
        policy: Its Content-Security-Policy; that of a page counts for all that it loads.
    """

    package: str
    name: str
    media_type: str
    policy: str = _TEXT_ONLY

    def read(self) -> bytes | None:
        """Return what it holds, or None where it was left out of the installation."""
        return _read(self.package, self.name)


def _own(name: str, media_type: str, policy: str = _TEXT_ONLY) -> Asset:
    return Asset("sdk_core.mock.inspector", f"static/{name}", media_type, policy)


PAGES: Mapping[str, Asset] = {
    "/": _own("start.html", _HTML),
    "/__admin/inspector": _own("inspector.html", _HTML),
    "/__admin/reference": _own("reference.html", _HTML, _SELF),
}
"""By their paths."""

PARTS: Mapping[str, Asset] = {
    "style.css": _own("style.css", _CSS),
    "inspector.css": _own("inspector.css", _CSS),
    "reference.css": _own("reference.css", _CSS),
    "icon.svg": _own("icon.svg", "image/svg+xml"),
    **{
        f"{name}.js": _own(f"{name}.js", _SCRIPT)
        for name in ("elements", "mock", "start", "inspector", "recipients", "lists", "requests", "reference")
    },
    "openapi.json": Asset("agillic_api", "openapi.json", _JSON),
    "swagger-ui-bundle.js": Asset("sdk_core.mock.inspector", "viewer/swagger-ui-bundle.js", _SCRIPT),
    "swagger-ui.css": Asset("sdk_core.mock.inspector", "viewer/swagger-ui.css", _CSS),
}
"""What pages load, by names under `/__admin/pages/`."""


@cache
def _read(package: str, name: str) -> bytes | None:
    try:
        return files(package).joinpath(name).read_bytes()
    except FileNotFoundError:
        return None
