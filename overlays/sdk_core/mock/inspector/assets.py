"""What browsers are sent: a fixed table of names. No path of a request becomes the path of a file."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_PACKAGE = "sdk_core.mock.inspector"
_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_OWN = (
    "style.css",
    "inspector.css",
    "reference.css",
    "icon.svg",
    "elements.js",
    "mock.js",
    "page.js",
    "start.js",
    "inspector.js",
    "people.js",
    "listings.js",
    "requests.js",
    "reference.js",
    "encoding.js",
)
_VIEWER = ("swagger-ui-bundle.js", "swagger-ui.css")
_SELF = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'{images}; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_OF_VIEWER = _SELF.format(images=" data:")
_TEXT_ONLY = _SELF.format(images="") + "; require-trusted-types-for 'script'; trusted-types 'none'"
"""Our own pages also forbid themselves to make HTML or scripts of any text."""


class Asset(NamedTuple):
    """A file that belongs to the pages.

    Attributes:
        name: Where it is in this package.
        policy: Its Content-Security-Policy; that of a page counts for all that it loads.
    """

    name: str
    policy: str = _TEXT_ONLY

    @property
    def media_type(self) -> str:
        """What it is sent as."""
        return _TYPES[self.name.rpartition(".")[2]]

    def read(self) -> bytes | None:
        """Return what it holds, or None where it was left out of the installation."""
        return _read(self.name)


PAGES: Mapping[str, Asset] = {
    "/": Asset("static/start.html"),
    "/__admin/inspector": Asset("static/inspector.html"),
    "/__admin/reference": Asset("static/reference.html", _OF_VIEWER),
}
"""The pages by their paths."""
PARTS: Mapping[str, Asset] = {
    **{name: Asset(f"static/{name}") for name in _OWN},
    **{name: Asset(f"viewer/{name}") for name in _VIEWER},
}
"""What the pages load, by names under `/__admin/pages/`."""


@cache
def _read(name: str) -> bytes | None:
    try:
        return files(_PACKAGE).joinpath(name).read_bytes()
    except FileNotFoundError:
        return None
