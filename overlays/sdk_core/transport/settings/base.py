"""Where calls go, and through what: the settings of all APIs. A room adds its credentials, and what else it has."""

import ssl
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Self, TypedDict

import httpx

from sdk_core.api import Api
from sdk_core.client import TIMEOUT
from sdk_core.transport.settings import parsers as parse
from sdk_core.transport.settings.certificates import make_context, show_certificate
from sdk_core.transport.settings.profiles import SettingsError, Value
from sdk_core.transport.settings.redis_urls import shared_limiter
from sdk_core.transport.settings.sources import (
    check_required,
    documented,
    read_values,
    setting,
    system_proxy,
    wrap_all,
)
from sdk_core.wire.secret import Secret


class BaseSettingsInput(TypedDict, total=False):
    """The settings of all APIs, each as it may be given; see `BaseSettings`."""

    base_url: str | None
    state_directory: str | Path | None
    connect_timeout: float | None
    write_timeout: float | None
    read_timeout: float | None
    proxy: str | Secret | None
    transport: parse.TransportName | None
    ca_bundle: str | Path | None
    client_certificate: str | Path | None
    client_key: str | Path | None
    client_key_password: str | Secret | None


class OfApi(ABC):
    """What a room says of its settings, which is none of them."""

    api: ClassVar[Api]
    where_to_find: ClassVar[str] = ""
    """Where people find the credentials, for the error that says that there are none."""

    @abstractmethod
    def auth(self, deadline: float | None = None) -> httpx.Auth:
        """Return a new auth object of the credentials.

        Args:
            deadline: seconds that a call may take in all, unless its options say otherwise.
        """


@documented
@dataclass(frozen=True, kw_only=True)
class BaseSettings(OfApi):
    """Where calls go, and through what.

    Raises:
        SettingsError: one of them cannot be used; the message names it.
    """

    base_url: str = field(
        default="",
        metadata=setting(parse.base_url, "where the API is; https, or http on this machine. Left out, the API's own."),
    )
    state_directory: Path | None = field(
        default=None,
        metadata=setting(
            parse.directory,
            "in which a folder of the API's name holds the files by which the limits are kept; None for the user's "
            "(XDG_STATE_HOME, else `.local/state` in the home; on Windows LOCALAPPDATA). Where the user's cannot be "
            "written, the limits are kept in memory; where one that was given cannot, calls raise StateFileError.",
        ),
    )
    connect_timeout: float = field(
        default=5.0,
        metadata=setting(
            parse.seconds, "seconds to connect, more than 0, at most 3,600, as for `write_timeout` and `read_timeout`."
        ),
    )
    write_timeout: float = field(
        default=60.0, metadata=setting(parse.seconds, "seconds to wait for bytes to be taken.")
    )
    read_timeout: float = field(default=60.0, metadata=setting(parse.seconds, "seconds to wait for bytes to come."))
    proxy: Secret | None = field(
        default=None, metadata=setting(parse.proxy, "the URL of a proxy, http, https or socks5.", secret=True)
    )
    transport: parse.TransportName = field(
        default="httpx",
        metadata=setting(
            parse.transport,
            "what carries the bytes of calls: `httpx`, or the faster `httptools`, which needs the extra `fast`. Calls "
            "through a proxy always take `httpx`.",
        ),
    )
    ca_bundle: Path | None = field(
        default=None,
        metadata=setting(parse.file, "a PEM file of the authorities to trust instead of the usual ones."),
    )
    client_certificate: Path | None = field(
        default=None,
        metadata=setting(parse.file, "a PEM file to show to the server, with its key or beside `client_key`."),
    )
    client_key: Path | None = field(default=None, metadata=setting(parse.file, "a PEM file."))
    client_key_password: Secret | None = field(
        default=None, metadata=setting(parse.secret, "of the client's key.", secret=True)
    )

    rate_limiter: Secret | None = field(
        default=None,
        metadata=setting(
            shared_limiter,
            "the URL of a Redis or Valkey server by which machines share the limits; `local`, as None, for this "
            "machine alone.",
            secret=True,
        ),
    )

    def __post_init__(self) -> None:
        if not self.base_url:
            object.__setattr__(self, "base_url", self.home(vars(self)))  # the way of frozen dataclasses

    @classmethod
    def home(cls, values: Mapping[str, object]) -> str:  # noqa: ARG003 - for APIs of several homes
        """Return where the API is when no `base_url` is given, which other settings may decide."""
        return cls.api.base_url

    @classmethod
    def wrap_all(cls, given: Mapping[str, object]) -> dict[str, Value | None]:
        """Return settings with their texts wrapped in `Secret`, since tracebacks show a frame's locals."""
        return wrap_all(cls, given)

    @classmethod
    def from_sources(
        cls, profile: str | None, profile_file: str | Path | None, arguments: Mapping[str, Value | None]
    ) -> Self:
        """Return the settings from arguments, else from the environment, else from a profile.

        The environment's variables are named like the settings, after the API's name; an empty one counts as none. A
        profile that is an argument, and not named by the environment, goes before the environment: who asks for staging
        does not get production by a variable. Without a proxy here, the environment's usual one is taken (HTTPS_PROXY,
        NO_PROXY), but never for this machine.

        Args:
            profile: its name; else that of the variable; else `default`, which need not be there.
            profile_file: the file of profiles; else that of the variable; else `profiles.toml` in a folder of the API's
                name in the user's configuration directory.
            arguments: settings, texts as `Secret`; None counts as not given, and an empty `proxy` as none at all.

        Raises:
            SettingsError: a setting lacks, one cannot be used, or the file of profiles cannot; the message says which,
                from where, and what to do.
            TypeError: there is no setting of such a name.
        """
        values = read_values(cls, cls.api, profile, profile_file, arguments)
        check_required(cls, cls.api, values, cls.where_to_find)
        if "client_key" in values and "client_certificate" not in values:
            raise SettingsError("there is a client_key without a client_certificate: give both")
        if "proxy" not in values:
            values["proxy"] = system_proxy(cls.api, values.get("base_url") or cls.home(values))
        return cls(**{name: value for name, value in values.items() if value is not None})

    @property
    def state_folder(self) -> Path | None:
        """The folder of the files by which the limits are kept; None for the user's."""
        return None if self.state_directory is None else self.state_directory / self.api.name

    @property
    def timeout(self) -> httpx.Timeout:
        """The HTTP library's time limits: seconds per phase, never endless.

        That for a free connection is the generated client's: here each call in flight has its own, so none waits.
        """
        return httpx.Timeout(
            connect=self.connect_timeout, read=self.read_timeout, write=self.write_timeout, pool=TIMEOUT.pool
        )

    @cached_property
    def ssl_context(self) -> ssl.SSLContext:
        """What certificates are checked by, and the one that is shown. Made when first used, which takes milliseconds.

        Where nothing is encrypted, as between a client and a mock of this machine, it trusts no authority and reads
        nothing.

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
