"""Settings from arguments, the environment and a file of profiles, by the fields of a class that declares them.

Each field says in its metadata what parses it, whether it is a secret, and what it is: `setting`. Names of arguments,
of variables and of a profile's entries, and the docstring of the class derive from that.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from sdk_core.api import Api
from sdk_core.transport.settings import parsers
from sdk_core.transport.settings.keyrings import KeyringError, KeyringReference, read_secret
from sdk_core.transport.settings.parsers import Parser, wrap
from sdk_core.transport.settings.profiles import (
    DEFAULT_PROFILE,
    Kept,
    SettingsError,
    Unreadable,
    Value,
    default_file,
    read_profile,
)
from sdk_core.wire.secret import Secret
from sdk_core.wire.urls import LOOPBACK

T = TypeVar("T", bound=type)


def setting(parse: Parser, meaning: str, *, secret: bool = False) -> Mapping[str, object]:
    """Return the metadata of a field that is a setting.

    Args:
        parse: makes its value of what was given, or raises ValueError without repeating it.
        meaning: what it is, for the docstring of the class.
        secret: whether it shows itself only when asked.
    """
    return {"parse": parse, "meaning": meaning, "secret": secret}


@cache
def declared(kind: type) -> Mapping[str, Field[Any]]:
    """Return the settings of a class by their names: its own ones first, then those that it inherits."""
    by_name = {each.name: each for each in fields(kind) if "parse" in each.metadata}
    inherited = {each.name for base in kind.__mro__[1:] if is_dataclass(base) for each in fields(base)}
    return {name: by_name[name] for name in sorted(by_name, key=inherited.__contains__)}


def parser(kind: type, name: str) -> Parser:
    """Return what parses a setting of a class."""
    return cast("Parser", declared(kind)[name].metadata["parse"])


def documented(kind: T) -> T:
    """Have the docstring of a class of settings say what each of them is."""
    lines = (f"{name}: {each.metadata['meaning']}" for name, each in declared(kind).items())
    head, separator, rest = (kind.__doc__ or "").partition("\n    Raises:")
    kind.__doc__ = f"{head}\n    Attributes:\n        " + "\n        ".join(lines) + f"\n{separator}{rest}"
    return kind


def wrap_all(kind: type, given: Mapping[str, object]) -> dict[str, Value | None]:
    """Return settings with their texts wrapped in `Secret`, since tracebacks show a frame's locals."""
    known = declared(kind)
    return {name: wrap(value, parser(kind, name) if name in known else None) for name, value in given.items()}


def read_values(
    kind: type,
    api: Api,
    profile: str | None,
    profile_file: str | Path | None,
    arguments: Mapping[str, Value | None],
) -> dict[str, Any]:
    """Return the values of settings from arguments, else from the environment, else from a profile.

    Args:
        kind: the class of the settings.
        api: whose they are.
        profile: its name; None when no argument names one.
        profile_file: the file of profiles; None when no argument names one.
        arguments: settings, texts as `Secret`; None counts as not given.

    Raises:
        SettingsError: a setting cannot be used, or the file of profiles cannot.
        TypeError: there is no setting of such a name.
    """
    values: dict[str, Any] = {}
    for where, name, value in _found(kind, api, profile, profile_file, arguments):
        if name not in values:
            values[name] = _usable(api, parser(kind, name), value, where)
    return values


def find_sources(kind: type, api: Api, profile: str | None, profile_file: str | Path | None = None) -> dict[str, str]:
    """Return where settings come from, without their values.

    Args:
        kind: the class of the settings.
        api: whose they are.
        profile: its name; None when no argument names one.
        profile_file: the file of profiles; None when no argument names one.

    Returns:
        By the names of settings that are given: the variable of the environment, or the file and its profile.

    Raises:
        SettingsError: the file of profiles cannot be used.
    """
    found: dict[str, str] = {}
    for where, name, _ in _found(kind, api, profile, profile_file, {}):
        found.setdefault(name, where.removesuffix(f": {name}"))
    return found


def _found(
    kind: type,
    api: Api,
    profile: str | None,
    profile_file: str | Path | None,
    arguments: Mapping[str, Value | None],
) -> Iterator[tuple[str, str, Kept]]:
    """Yield where something is given, the name of the setting, and its value; what counts more comes first."""
    _check_type("profile", "the name of a profile", profile, str)
    _check_type("profile_file", "the path of a file", profile_file, str | os.PathLike)
    names = declared(kind)
    for unknown in sorted(set(arguments) - set(names)):
        raise TypeError(f"there is no setting {unknown!r}; there are {', '.join(names)}")
    sources = {f"the argument {name}": (name, value) for name, value in arguments.items() if value is not None}
    variables = {api.variable(name): (name, _environment(api.variable(name))) for name in names}
    from_file = _from_file(kind, api, profile, profile_file)
    order = (sources, from_file, variables) if profile else (sources, variables, from_file)
    for source in order:
        for where, (name, value) in source.items():
            if value is not None:
                yield where, name, value


def missing(kind: type, values: Mapping[str, object]) -> list[str]:
    """Return the settings of a class that have no default and were not given."""
    return [name for name, each in declared(kind).items() if each.default is MISSING and name not in values]


def check_required(kind: type, api: Api, values: Mapping[str, object], advice: str) -> None:
    """Raise for the first setting that has no default and was not given.

    Args:
        kind: the class of the settings.
        api: whose they are.
        values: what was given.
        advice: where people find what lacks.

    Raises:
        SettingsError: one lacks.
    """
    for name in missing(kind, values):
        raise SettingsError(
            f"there is no {name}: set {api.variable(name)}, put it into a profile in {default_file(api.name)}, or "
            f"give it as the argument {name}; {advice}"
        )


def system_proxy(api: Api, base_url: str) -> Secret | None:
    """Return the proxy that the environment or the system names for a URL, None for none.

    Raises:
        SettingsError: it cannot be used.
    """
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if host in LOOPBACK or proxy_bypass(host):
        return None
    proxies = getproxies()
    found = Secret(proxies.get(parts.scheme) or proxies.get("all") or "")
    del proxies
    if not found:
        return None
    where = next(filter(os.environ.get, _proxy_variables(parts.scheme)), "the proxy of this system")
    where = f'without a setting proxy ("" for none), {where}'
    return cast("Secret | None", _usable(api, parsers.proxy, found, where))


def _proxy_variables(scheme: str) -> list[str]:
    """Return the names of variables that may name a proxy, in the order in which they count."""
    return [name for each in (f"{scheme}_proxy", "all_proxy") for name in (each, each.upper())]


def _check_type(name: str, wanted: str, value: object, kinds: type | UnionType) -> None:
    if value is not None and not isinstance(value, kinds):
        raise SettingsError(f"the argument {name} must be {wanted}; it is of the type {type(value).__name__}")


def _from_file(
    kind: type, api: Api, profile: str | None, profile_file: str | Path | None
) -> Mapping[str, tuple[str, Kept | None]]:
    named = profile or os.environ.get(api.variable("profile")) or None
    file = profile_file or os.environ.get(api.variable("profile_file"))
    path = Path(file) if file else default_file(api.name)
    name = named or (DEFAULT_PROFILE if file else None)
    where = f"{path}, profile {name or DEFAULT_PROFILE!r}"
    return {f"{where}: {key}": (key, value) for key, value in read_profile(path, name, declared(kind)).items()}


def _environment(variable: str) -> Secret | None:
    return Secret(os.environ[variable]) if os.environ.get(variable) else None


def _usable(api: Api, parse: Parser, kept: Kept, where: str) -> object:
    value: Value = 0
    try:
        value = read_secret(kept) if isinstance(kept, KeyringReference) else kept
        return parse(value)
    except ValueError as error:
        complaint, separator = str(error), ":" if isinstance(error, KeyringError) else ""
    complaint = complaint.replace("{base_url}", api.base_url).replace("{distribution}", api.distribution)
    kind = f"; it is of the type {value.kind}" if isinstance(value, Unreadable) else ""
    raise SettingsError(f"{where}{separator} {complaint}{kind}")
