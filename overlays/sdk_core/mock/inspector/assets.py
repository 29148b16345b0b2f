"""What browsers are sent: a fixed table of names. No path of a request becomes the path of a file."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from sdk_core.mock.app.additions import Inspector

_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_CORE = ("style.css", "inspector.css", "reference.css", "icon.svg", "elements.js", "mock.js", "requests.js")
_VIEWER = ("swagger-ui-bundle.js", "swagger-ui.css")
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


def _own(name: str, package: str = "sdk_core.mock.inspector", policy: str = _TEXT_ONLY) -> Asset:
    return Asset(package, f"static/{name}", _TYPES[name.rpartition(".")[2]], policy)


def pages(room: Inspector) -> Mapping[str, Asset]:
    """Return the pages by their paths."""
    return {
        "/": _own("start.html", room.package),
        "/__admin/inspector": _own("inspector.html", room.package),
        "/__admin/reference": _own("reference.html", room.package, _SELF),
    }


def parts(room: Inspector) -> Mapping[str, Asset]:
    """Return what the pages load, by names under `/__admin/pages/`."""
    return {
        **{name: _own(name) for name in _CORE},
        **{
            name: Asset("sdk_core.mock.inspector", f"viewer/{name}", _TYPES[name.rpartition(".")[2]])
            for name in _VIEWER
        },
        **{name: _own(name, room.package) for name in room.parts},
    }


@cache
def _read(package: str, name: str) -> bytes | None:
    try:
        return files(package).joinpath(name).read_bytes()
    except FileNotFoundError:
        return None
