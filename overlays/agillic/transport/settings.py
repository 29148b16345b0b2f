"""Where calls go, as whom, and through what: from arguments, the environment and a file of profiles."""

import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import UnionType
from typing import Any, Final, Self, TypedDict, Unpack, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass
from zoneinfo import ZoneInfo

import httpx

from agillic.transport.auth import OAuth2
from agillic.transport.basic_auth import Basic
from agillic.transport.certificates import make_context, show_certificate
from agillic.transport.limits.vendor import Environment
from agillic.transport.profiles import DEFAULT_PROFILE, SettingsError, Unreadable, Value, default_file, read_profile
from agillic.transport.same_origin_auth import Scope
from agillic.transport.secret import Secret
from agillic.transport.setting_values import READERS, Authentication, seal
from agillic.wire.date_formats import DateFormats
from agillic.wire.instance_dates import InstanceDates
from agillic_api.client import BASE_URL, TIMEOUT

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class Given(TypedDict, total=False):
    """The settings, each as it may be given; see `Settings`."""

    key: str | Secret | None
    secret: str | Secret | None
    base_url: str | None
    authentication: Authentication | None
    scope: Scope | None
    environment: Environment | None
    active_recipients: int | None
    time_zone: str | None
    date_format: str | None
    timestamp_format: str | None
    state_directory: str | Path | None
    connect_timeout: float | None
    send_timeout: float | None
    read_timeout: float | None
    proxy: str | Secret | None
    ca_bundle: str | Path | None
    client_certificate: str | Path | None
    client_key: str | Path | None
    client_key_password: str | Secret | None


def sealed(given: Given) -> Given:
    """Return settings with their texts sealed, for frames that keep them: tracebacks show a frame's locals.

    >>> sealed({"secret": "candystore-secret", "read_timeout": 30.0})
    {'secret': Secret('***'), 'read_timeout': 30.0}
    """
    return cast("Given", {name: seal(name, value) for name, value in given.items()})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where calls go, as whom, and through what.

    Attributes:
        key: the developer key. Like all secrets here it shows itself only when asked.
        secret: the developer secret.
        base_url: where the API is; https, or http on this machine. Left out, https://api-eu1.agillic.net.
        authentication: `oauth2`, or `basic`, which the vendor advises against [S1].
        scope: what the key may call, `app` or `public`; with `app`, calls of other operations are refused here.
        environment: `production` or `staging`; None when nobody said. The key decides which one it is; this tells the
            daily cap [S1].
        active_recipients: the number in the contract; five times as many calls a day are allowed in production [S1].
        time_zone: the instance's, for dates without one, for example `Europe/Copenhagen`.
        date_format: how the instance writes dates, a Java pattern; None for dd.MM.yyyy [S1]. Where it is given, dates
            in filters are written by it, else by RFC 3339.
        timestamp_format: how the instance writes dates with times, a Java pattern; None for dd.MM.yyyy HH:mm:ss [S1].
            Where it is given, datetimes in filters are written by it, for which `time_zone` is needed.
        state_directory: in which a folder `agillic` holds the files by which the limits are kept; None for the user's
            (XDG_STATE_HOME, else `.local/state` in the home; on Windows LOCALAPPDATA). Where the user's cannot be
            written, the limits are kept in memory; where one that was given cannot, calls raise StateFileError.
        connect_timeout: seconds to connect, more than 0, at most 3,600, as for the next two.
        send_timeout: seconds to wait for bytes to be taken.
        read_timeout: seconds to wait for bytes to come.
        proxy: the URL of a proxy, http, https or socks5.
        ca_bundle: a PEM file of the authorities to trust instead of the usual ones.
        client_certificate: a PEM file to show to the server, with its key or beside `client_key`.
        client_key: a PEM file.
        client_key_password: of the client's key.

    Raises:
        SettingsError: one of them cannot be used; the message names it.

    >>> settings = Settings(key=Secret("candystore-key"), secret=Secret("candystore-secret"), environment="staging")
    >>> settings.key, settings.base_url
    (Secret('***'), 'https://api-eu1.agillic.net')
    """

    key: Secret
    secret: Secret
    base_url: str = BASE_URL
    authentication: Authentication = "oauth2"
    scope: Scope | None = None
    environment: Environment | None = None
    active_recipients: int | None = None
    time_zone: str | None = None
    date_format: str | None = None
    timestamp_format: str | None = None
    state_directory: Path | None = None
    connect_timeout: float = 5.0
    send_timeout: float = 60.0
    read_timeout: float = 60.0
    proxy: Secret | None = None
    ca_bundle: Path | None = None
    client_certificate: Path | None = None
    client_key: Path | None = None
    client_key_password: Secret | None = None

    @classmethod
    def read(
        cls, *, profile: str | None = None, profile_file: str | Path | None = None, **given: Unpack[Given]
    ) -> Self:
        """Return the settings from arguments, else from the environment, else from a profile.

        The environment's variables are named like the settings: AGILLIC_KEY, AGILLIC_SECRET, AGILLIC_BASE_URL,
        AGILLIC_READ_TIMEOUT and so on; an empty one counts as none. A profile that is named here, and not by
        AGILLIC_PROFILE, goes before the environment: who asks for staging does not get production by a variable.
        Without a proxy here, the environment's usual one is taken (HTTPS_PROXY, NO_PROXY), but never for this machine.

        Args:
            profile: its name; else AGILLIC_PROFILE; else `default`, which need not be there.
            profile_file: the file of profiles; else AGILLIC_PROFILE_FILE; else `agillic/profiles.toml` in the user's
                configuration directory.
            **given: settings; None counts as not given, and an empty `proxy` as none at all.

        Raises:
            SettingsError: there is no key or secret, a setting cannot be used, or the file of profiles cannot; the
                message says which, from where, and what to do.
            TypeError: there is no setting of such a name.

        >>> Settings.read(key="candystore-key", secret="candystore-secret", read_timeout=30.0).timeout
        Timeout(connect=5.0, read=30.0, write=60.0, pool=10.0)
        """
        _check_type("profile", "the name of a profile", profile, str)
        _check_type("profile_file", "the path of a file", profile_file, str | os.PathLike)
        arguments = {name: seal(name, value) for name, value in cast("Mapping[str, object]", given).items()}
        del given  # tracebacks show a frame's locals, and secrets may be bare in here
        for unknown in sorted(set(arguments) - set(READERS)):
            raise TypeError(f"there is no setting {unknown!r}; there are {', '.join(READERS)}")
        sources = {f"the argument {name}": (name, value) for name, value in arguments.items() if value is not None}
        variables = {_variable(name): (name, _environment(_variable(name))) for name in READERS}
        from_file = _from_file(profile, profile_file)
        order = (sources, from_file, variables) if profile else (sources, variables, from_file)
        values: dict[str, Any] = {}
        for source in order:
            for where, (name, value) in source.items():
                if name not in values and value is not None:
                    values[name] = _usable(name, value, where)
        _refuse_lacking(values)
        if "proxy" not in values:
            values["proxy"] = _usual_proxy(values.get("base_url", BASE_URL))
        return cls(**{name: value for name, value in values.items() if value is not None})

    @property
    def timeout(self) -> httpx.Timeout:
        """The HTTP library's time limits: seconds per phase, never endless.

        That for a free connection is the generated client's: here each call in flight has its own, so none waits.
        """
        return httpx.Timeout(
            connect=self.connect_timeout, read=self.read_timeout, write=self.send_timeout, pool=TIMEOUT.pool
        )

    @property
    def dates(self) -> InstanceDates:
        """What writes and reads dates and datetimes as the instance does."""
        zone = ZoneInfo(self.time_zone) if self.time_zone else None
        usual = DateFormats()
        formats = DateFormats(self.date_format or usual.date, self.timestamp_format or usual.timestamp, zone)
        return InstanceDates(formats)

    @cached_property
    def ssl_context(self) -> ssl.SSLContext:
        """What certificates are checked by, and the one that is shown. Made when first used, which takes milliseconds.

        Where nothing is encrypted, as between a client and a mock of this machine, it trusts nobody and reads nothing.

        Raises:
            SettingsError: a file cannot be loaded, also one that SSL_CERT_FILE, SSL_CERT_DIR or SSLKEYLOGFILE names, or
                the password of the client's key is wrong.
        """
        files = self.ca_bundle or self.client_certificate
        if self.base_url.startswith("http:") and not (files or self.proxy):
            return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context = make_context(self.ca_bundle)
        if self.client_certificate:
            password = (self.client_key_password or Secret("")).reveal
            show_certificate(context, self.client_certificate, self.client_key, password)
        return context

    def make_auth(self) -> OAuth2 | Basic:
        """Return a new auth object of the key. Clients of one key share it, so that they share a token."""
        kind = OAuth2 if self.authentication == "oauth2" else Basic
        return kind(self.key, self.secret, self.base_url, scope=self.scope)


def _check_type(name: str, wanted: str, value: object, kinds: type | UnionType) -> None:
    if value is not None and not isinstance(value, kinds):
        raise SettingsError(f"the argument {name} must be {wanted}; it is of the type {type(value).__name__}")


def _from_file(profile: str | None, profile_file: str | Path | None) -> dict[str, tuple[str, Value | None]]:
    named = profile or os.environ.get("AGILLIC_PROFILE") or None
    file = profile_file or os.environ.get("AGILLIC_PROFILE_FILE")
    path = Path(file) if file else default_file()
    name = named or (DEFAULT_PROFILE if file else None)
    where = f"{path}, profile {name or DEFAULT_PROFILE!r}"
    return {f"{where}: {key}": (key, value) for key, value in read_profile(path, name, READERS).items()}


def _variable(name: str) -> str:
    return f"AGILLIC_{name.upper()}"


def _environment(variable: str) -> Secret | None:
    return Secret(os.environ[variable]) if os.environ.get(variable) else None


def _usable(name: str, value: Value, where: str) -> object:
    try:
        return READERS[name](value)
    except ValueError as error:
        complaint = str(error)
    kind = f"; it is of the type {value.kind}" if isinstance(value, Unreadable) else ""
    raise SettingsError(f"{where} {complaint}{kind}")


def _refuse_lacking(values: Mapping[str, object]) -> None:
    for name in ("key", "secret"):
        if name not in values:
            raise SettingsError(
                f"there is no {name}: set {_variable(name)}, put it into a profile in {default_file()}, or give it as "
                f"the argument {name}; keys are made in Agillic under Administration > Integrations > API"
            )
    if "client_key" in values and "client_certificate" not in values:
        raise SettingsError("there is a client_key without a client_certificate: give both")


def _usual_proxy(base_url: str) -> Secret | None:
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if host in _LOOPBACK or proxy_bypass(host):
        return None
    proxies = getproxies()
    found = Secret(proxies.get(parts.scheme) or proxies.get("all") or "")
    del proxies
    where = next(filter(os.environ.get, _proxy_variables(parts.scheme)), "the proxy of this system")
    return (
        cast("Secret | None", _usable("proxy", found, f'without a setting proxy ("" for none), {where}'))
        if found
        else None
    )


def _proxy_variables(scheme: str) -> list[str]:
    """Return the names of variables that may name a proxy, in the order in which they count."""
    return [name for each in (f"{scheme}_proxy", "all_proxy") for name in (each, each.upper())]
