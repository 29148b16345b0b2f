"""Where calls go, as whom, and through what: the core's settings, and those that only Agillic has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Self, Unpack, cast, get_args
from zoneinfo import ZoneInfo

from agillic.api import API
from agillic.credentials import BasicAuth, ClientCredentialsAuth, Scope
from agillic.limits import RESET, Environment, LocalRateLimiter, daily_cap
from agillic.setting_parsers import date_format as parse_date_format
from agillic.setting_parsers import time_zone as parse_zone
from agillic.setting_parsers import timestamp_format as parse_timestamp_format
from agillic.wire.date_formats import DateFormats
from agillic.wire.instance_dates import InstanceDates
from sdk_core.transport.limits.limiter import RateLimiter
from sdk_core.transport.limits.quota.windows import DailyCap
from sdk_core.transport.limits.redis.opening import shared_rate_limiter
from sdk_core.transport.settings import parsers as parse
from sdk_core.transport.settings.base import BaseSettings, BaseSettingsInput
from sdk_core.transport.settings.sources import documented, setting
from sdk_core.wire.secret import Secret

Authentication = Literal["oauth2", "basic"]


class SettingsInput(BaseSettingsInput, total=False):
    """The settings, each as it may be given; see `Settings`."""

    key: str | Secret | None
    secret: str | Secret | None
    authentication: Authentication | None
    scope: Scope | None
    environment: Environment | None
    active_recipients: int | None
    time_zone: str | None
    date_format: str | None
    timestamp_format: str | None


def wrap_all(given: SettingsInput) -> SettingsInput:
    """Return settings with their texts wrapped in `Secret`, since tracebacks show a frame's locals.

    >>> wrap_all({"secret": "candystore-secret", "read_timeout": 30.0})
    {'secret': Secret('***'), 'read_timeout': 30.0}
    """
    return cast("SettingsInput", Settings.wrap_all(cast("Mapping[str, object]", given)))


@documented
@dataclass(frozen=True, kw_only=True)
class Settings(BaseSettings):
    """Where calls go, as whom, and through what.

    Raises:
        SettingsError: one of them cannot be used; the message names it.

    >>> settings = Settings(key=Secret("candystore-key"), secret=Secret("candystore-secret"), environment="staging")
    >>> settings.key, settings.base_url
    (Secret('***'), 'https://api-eu1.agillic.net')
    """

    api = API
    where_to_find = "keys are made in Agillic under Administration > Integrations > API"

    key: Secret = field(
        metadata=setting(
            parse.secret,
            "the developer key. Like all secrets here it shows itself only when asked.",
            secret=True,
        )
    )
    secret: Secret = field(metadata=setting(parse.secret, "the developer secret.", secret=True))
    authentication: Authentication = field(
        default="oauth2",
        metadata=setting(
            parse.one_of(*get_args(Authentication)), "`oauth2`, or `basic`, which the vendor advises against [S1]."
        ),
    )
    scope: Scope | None = field(
        default=None,
        metadata=setting(
            parse.one_of(*get_args(Scope)),
            "what the key may call, `app` or `public`; with `app`, calls of other operations are rejected here.",
        ),
    )
    environment: Environment | None = field(
        default=None,
        metadata=setting(
            parse.one_of(*get_args(Environment)),
            "`production` or `staging`; None when it is not set. The key decides which one it is; this tells the daily "
            "cap [S1].",
        ),
    )
    active_recipients: int | None = field(
        default=None,
        metadata=setting(
            parse.count,
            "the number in the contract; five times as many calls a day are allowed in production [S1].",
        ),
    )
    time_zone: str | None = field(
        default=None,
        metadata=setting(parse_zone, "the instance's, for dates without one, for example `Europe/Copenhagen`."),
    )
    date_format: str | None = field(
        default=None,
        metadata=setting(
            parse_date_format,
            "how the instance writes dates, a Java pattern; None for dd.MM.yyyy [S1]. Where it is given, dates in "
            "filters are written by it, else by RFC 3339.",
        ),
    )
    timestamp_format: str | None = field(
        default=None,
        metadata=setting(
            parse_timestamp_format,
            "how the instance writes dates with times, a Java pattern; None for dd.MM.yyyy HH:mm:ss [S1]. Where it is "
            "given, datetimes in filters are written by it, for which `time_zone` is needed.",
        ),
    )

    @classmethod
    def read(
        cls,
        *,
        profile: str | None = None,
        profile_file: str | Path | None = None,
        rate_limiter: str | Secret | None = None,
        **given: Unpack[SettingsInput],
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
            rate_limiter: the setting of that name, which clients take as an object too.
            **given: other settings; None counts as not given, and an empty `proxy` as none at all.

        Raises:
            SettingsError: there is no key or secret, a setting cannot be used, or the file of profiles cannot; the
                message says which, from where, and what to do.
            TypeError: there is no setting of such a name.

        >>> Settings.read(key="candystore-key", secret="candystore-secret", read_timeout=30.0).timeout
        Timeout(connect=5.0, read=30.0, write=60.0, pool=10.0)
        """
        arguments = cls.wrap_all({**given, "rate_limiter": rate_limiter})
        del given, rate_limiter  # tracebacks show a frame's locals, and secrets may be bare in here
        return cls.from_sources(profile, profile_file, arguments)

    @property
    def dates(self) -> InstanceDates:
        """What writes and reads dates and datetimes as the instance does."""
        zone = ZoneInfo(self.time_zone) if self.time_zone else None
        usual = DateFormats()
        formats = DateFormats(self.date_format or usual.date, self.timestamp_format or usual.timestamp, zone)
        return InstanceDates(formats)

    def auth(self, deadline: float | None = None) -> ClientCredentialsAuth | BasicAuth:
        """Return a new auth object of the key. Clients of one key share it, so that they share a token.

        Args:
            deadline: seconds that a call may take in all, unless its options say otherwise.
        """
        if self.authentication == "basic":
            return BasicAuth(self.key, self.secret, self.base_url, scope=self.scope)
        auth = ClientCredentialsAuth(self.key, self.secret, self.base_url, scope=self.scope)
        if deadline is not None:
            auth.deadline = deadline
        return auth

    def make_rate_limiter(self) -> RateLimiter:
        """Return what keeps the limits of the key: on this machine, or by the server of `rate_limiter` on several.

        Raises:
            StateFileError: the files of this machine's limits cannot be used.
        """
        cap = DailyCap(daily_cap(self.environment, self.active_recipients), RESET)
        shared = shared_rate_limiter(self, self.key.reveal(), cap=cap)
        return shared or LocalRateLimiter(self.base_url, self.key.reveal(), cap=cap, directory=self.state_folder)
