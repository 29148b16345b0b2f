"""What each setting may be, wherever it comes from: texts of the environment are read as numbers where one is wanted.

Texts come as `Secret`, and no error repeats a value: what stands in the wrong place may be a secret. Where a complaint
names the API, it has `{base_url}` for where that is, and `{distribution}` for what pip installs.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from math import isfinite
from numbers import Number
from pathlib import Path
from typing import Final, Literal, SupportsFloat, cast, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import httpx

from sdk_core.transport.settings.profiles import Unreadable, Value
from sdk_core.wire.secret import Secret
from sdk_core.wire.urls import checked_base_url

MAX_TIMEOUT: Final = 3600.0
"""Seconds."""
PROXY_SCHEMES: Final = ("http", "https", "socks5", "socks5h")

TransportName = Literal["httpx", "httptools"]
"""What may carry the bytes of calls; httptools needs an extra."""

Parser = Callable[[Value], object]


def secret(value: Value) -> Secret:
    """Read a text that stays a `Secret`.

    Raises:
        ValueError: it is none, is empty, or holds what is not printable.
    """
    if not isinstance(value, Secret) or not value or not value.reveal().isprintable():
        raise ValueError("must be a text, not empty and without line breaks: write it in quotes")
    return value


def base_url(value: Value) -> str:
    """Read a base URL.

    Raises:
        ValueError: it is not safe to send credentials to.
    """
    text = secret(value)
    if not _is_url(text):
        raise ValueError("cannot be used: it must be a URL with a host, such as {base_url}")
    try:
        return checked_base_url(text.reveal())
    except ValueError as error:
        complaint = str(error)
    raise ValueError(f"cannot be used: {complaint}")  # out here: the frame that raised shows what was given


def _is_url(url: Secret) -> bool:
    """Return whether it can be read: the libraries' own complaints quote what was given."""
    try:
        httpx.URL(url.reveal())
        _ = urlsplit(url.reveal()).port
    except (ValueError, httpx.InvalidURL):
        return False
    return True


def proxy(value: Value) -> Secret | None:
    """Read the URL of a proxy, which may hold credentials; an empty text for no proxy.

    Raises:
        ValueError: it is no such URL.
    """
    if isinstance(value, Secret) and not value:
        return None
    text = secret(value)
    full = text if "://" in text.reveal() else Secret(f"http://{text.reveal()}")
    if not _is_proxy(full):
        raise ValueError(
            f"must be the URL of a proxy, with one of the schemes {', '.join(PROXY_SCHEMES)}, a host, and a port from "
            "1 to 65535, such as http://proxy.example.com:3128"
        )
    if full.reveal().lower().startswith("socks") and find_spec("socksio") is None:
        raise ValueError(
            "names a SOCKS proxy, for which a package is missing: run `pip install '{distribution}[socks]'`, or name "
            "an http proxy"
        )
    return full


def transport(value: Value) -> TransportName:
    """Read what carries the bytes of calls.

    Raises:
        ValueError: there is no such transport, or the package that it needs is not installed.
    """
    for name in get_args(TransportName):
        if value == Secret(name):
            if name == "httptools" and find_spec("httptools") is None:
                raise ValueError(
                    "names a transport for which a package is missing: run `pip install '{distribution}[fast]'`, or "
                    "leave the setting out"
                )
            return cast("TransportName", name)
    raise ValueError(f"must be one of {', '.join(get_args(TransportName))}")


def _is_proxy(url: Secret) -> bool:
    try:
        parts = urlsplit(url.reveal())
        httpx.Proxy(url.reveal())
        is_port = parts.port != 0
    except (ValueError, httpx.InvalidURL):
        return False
    is_host = bool(parts.hostname) and {" ", "\\"}.isdisjoint(parts.netloc)
    return parts.scheme in PROXY_SCHEMES and is_host and is_port


def file(value: Value) -> Path:
    """Read the path of a file that is there.

    Raises:
        ValueError: it is not.
    """
    path = _path(value)
    if path is None or not _safely(path.is_file):
        raise ValueError("must be the path of a file that is there, and that this user can reach")
    return path


def directory(value: Value) -> Path:
    """Read the path of a folder, which need not be there yet.

    Raises:
        ValueError: something else is there, or no folder can be.
    """
    path = _path(value)
    if path is None or not (_safely(path.is_dir) or _safely(lambda: not path.exists())):
        raise ValueError("must be the path of a folder that this user can reach, or that can be made")
    return path


def _path(value: Value) -> Path | None:
    """Return a path, None when it begins in the home of somebody whom this machine does not know."""
    text = secret(value)
    try:
        return Path(text.reveal()).expanduser()
    except RuntimeError:
        return None


def _safely(question: Callable[[], bool]) -> bool:
    """Response a question about a file, no when the system fails to: its complaint would quote the path."""
    try:
        return question()
    except OSError:
        return False


def seconds(value: Value) -> float:
    """Read a time limit.

    Raises:
        ValueError: it is no number of seconds above 0 and up to an hour.
    """
    number = _number(value)
    if number is None or not 0 < number <= MAX_TIMEOUT:
        raise ValueError(f"must be a number of seconds above 0, at most {MAX_TIMEOUT:g}")
    return number


def count(value: Value) -> int:
    """Read how many there are.

    Raises:
        ValueError: it is no whole number from 0 on.
    """
    number = _number(value)
    if number is None or number < 0 or number != int(number):
        raise ValueError("must be a whole number, 0 or more")
    return int(number)


def one_of(*choices: str) -> Parser:
    """Return what reads one of these words."""

    def read(value: Value) -> str:
        for choice in choices:
            if value == Secret(choice):
                return choice
        raise ValueError(f"must be one of {', '.join(choices)}")

    return read


def _number(value: Value) -> float | None:
    if isinstance(value, bool | Unreadable):
        return None
    try:
        number = float(value.reveal() if isinstance(value, Secret) else value)
    except (OverflowError, ValueError):
        return None
    return number if isfinite(number) else None


def wrap(value: object, parse: Parser | None) -> Value | None:
    """Return a value as it may stand in a frame: texts as secrets, and of what no setting can be only its type.

    Args:
        value: what was given.
        parse: what reads it; None where there is no setting of its name.

    >>> wrap("candystore-secret", secret), wrap(["candystore-secret"], secret), wrap(30, seconds)
    (Secret('***'), Unreadable(kind='list'), 30)
    """
    kind = type(value).__name__
    if isinstance(value, ZoneInfo) and value.key:  # a time zone may be given as such
        return Secret(value.key)
    if value is None or isinstance(value, Secret | Unreadable | int | float):
        return value
    if isinstance(value, str):
        return Secret(str.__str__(value))  # of an enum too: its own `str` is not its value
    if isinstance(value, os.PathLike) and parse in (file, directory):
        path = os.fspath(cast("os.PathLike[str] | os.PathLike[bytes]", value))
        return Secret(path) if isinstance(path, str) else Unreadable(kind)
    if isinstance(value, Number):  # Decimal, and the numbers of other libraries
        with suppress(OverflowError, TypeError, ValueError):
            return float(cast("SupportsFloat", value))
    return Unreadable(kind)
