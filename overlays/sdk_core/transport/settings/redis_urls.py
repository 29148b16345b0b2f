"""The URL of a Redis or Valkey server, which may hold a password: where it is, and what else the URL says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from sdk_core.transport.settings.parsers import secret
from sdk_core.transport.settings.profiles import Value
from sdk_core.wire.secret import Secret

T = TypeVar("T")

LOCAL: Final = "local"
"""What says that no other machine shares the limits."""
SCHEMES: Final = {"redis": False, "valkey": False, "rediss": True, "valkeys": True}
"""Those of a server on the network, and whether calls to it are encrypted."""
PORT: Final = 6379
_FILES: Final = ("ssl_ca_certs", "ssl_certfile", "ssl_keyfile")
_MAX_SHARE: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RedisUrl:
    """Where a server is. Nothing but `user` and `password` is secret.

    Attributes:
        host: its host; empty for a socket of this machine.
        port: its port.
        path: the path of its socket; empty for one on the network.
        database: the number of the database.
        is_encrypted: whether TLS is used.
        share: how many calls in flight this machine may have of its own while there is no server; None for none.
        files: of TLS, by the names that the client library has for them.
        user: the name of the ACL user; empty for the server's default one.
        password: empty for none.

    >>> url = RedisUrl.parse(Secret("rediss://app:candystore@redis.example.com/2?fallback=4"))
    >>> str(url), url.share, url.password
    ('rediss://redis.example.com:6379/2', 4, Secret('***'))
    """

    host: str = ""
    port: int = PORT
    path: str = ""
    database: int = 0
    is_encrypted: bool = False
    share: int | None = None
    files: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)
    user: Secret = field(default=Secret(""), compare=False)
    password: Secret = field(default=Secret(""), compare=False)

    @classmethod
    def parse(cls, text: Secret) -> "RedisUrl":
        """Read a URL.

        Raises:
            ValueError: it cannot be used; the message does not repeat it.
        """
        return cls(**_parts(text))

    def __str__(self) -> str:
        if self.path:
            return f"unix://{self.path}?db={self.database}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'rediss' if self.is_encrypted else 'redis'}://{host}:{self.port}/{self.database}"

    @property
    def has_credentials(self) -> bool:
        """Whether a user or a password is given."""
        return bool(self.user or self.password)


def shared_limiter(value: Value) -> Secret | None:
    """Read what keeps the limits: the URL of a server, or `local` for this machine alone.

    Raises:
        ValueError: it is none of these, or the package for it is missing.
    """
    text = secret(value)
    if text == Secret(LOCAL):
        return None
    RedisUrl.parse(text)
    if find_spec("redis") is None:
        raise ValueError(
            "names a Redis server, for which a package is missing: run `pip install '{distribution}[redis]'`"
        )
    return text


def wrapped(rate_limiter: T | str) -> T | Secret:
    """Return what a client got as `rate_limiter` with a text wrapped, since tracebacks show a frame's locals."""
    return Secret(rate_limiter) if isinstance(rate_limiter, str) else rate_limiter


def setting_of(rate_limiter: object) -> Secret | None:
    """Return what a client got as `rate_limiter` if it is a setting; None for an object that keeps the limits."""
    return rate_limiter if isinstance(rate_limiter, Secret) else None


_FORM: Final = (
    "must be the URL of a Redis or Valkey server, such as redis://redis.example.com:6379/0, rediss://... with TLS or "
    "unix:///run/redis.sock, or local"
)


def _parts(text: Secret) -> dict[str, Any]:
    parts = _split(text)
    if parts is None or (parts.scheme not in SCHEMES and parts.scheme != "unix"):
        raise ValueError(_FORM)
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    known = ("fallback", "db", *_FILES)
    if parts.fragment or not {*given} <= {*known}:
        raise ValueError(f"must be a URL whose only options are {', '.join(known)}; write # in a password as %23")
    found: dict[str, Any] = {
        "user": Secret(unquote(parts.username or "")),
        "password": Secret(unquote(parts.password or "")),
        "files": {name: given[name] for name in _FILES if name in given},
    }
    if not all(Path(given[name]).is_file() for name in _FILES if name in given):
        raise ValueError("names a file of certificates that is not there, or that this user cannot reach")
    if "fallback" in given:
        found["share"] = _number(given["fallback"], "fallback, the calls in flight", 1, _MAX_SHARE)
    if parts.scheme == "unix":
        database = given.get("db", "0")
        found["path"] = unquote(parts.path)
    else:
        database = parts.path.strip("/") or given.get("db", "0")
        found |= {"host": parts.hostname, "port": parts.port or PORT, "is_encrypted": SCHEMES[parts.scheme]}
    found["database"] = _number(database, "the database", 0, 1_000_000)
    if not (found.get("host") or found.get("path")):
        raise ValueError(_FORM)
    return found


def _split(text: Secret) -> SplitResult | None:
    """Return the parts of a URL; None where it is none: the library's own complaint would quote it."""
    try:
        parts = urlsplit(text.reveal())
        is_port = parts.port != 0
    except ValueError:
        return None
    return parts if is_port else None


def _number(text: str, what: str, least: int, most: int) -> int:
    if text.isascii() and text.isdigit() and least <= int(text[:9]) <= most:
        return int(text)
    raise ValueError(f"must be a URL in which {what} is a whole number from {least} to {most}")
