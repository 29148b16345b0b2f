"""Where calls go, as whom, and through what: the core's settings, and those that only Iterable has."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self, Unpack, cast, get_args

from iterable_client.api import API, HOMES, Region
from iterable_client.credentials import ApiKey, Jwt, KeyKind
from iterable_client.identity import ProjectType
from iterable_client.limits import LocalRateLimiter
from iterable_client.setting_parsers import api_key as parse_key
from sdk_core.transport.limits.limiter import RateLimiter
from sdk_core.transport.limits.redis.opening import shared_rate_limiter
from sdk_core.transport.settings import parsers as parse
from sdk_core.transport.settings.profiles import SettingsError
from sdk_core.transport.settings.shared_limits import SharedLimitsInput, SharedLimitsSettings
from sdk_core.transport.settings.sources import documented, setting
from sdk_core.wire.secret import Secret


class SettingsInput(SharedLimitsInput, total=False):
    """The settings, each as it may be given; see `Settings`."""

    api_key: str | Secret | None
    region: Region | None
    key_kind: KeyKind | None
    project_type: ProjectType | None


def wrap_all(given: SettingsInput) -> SettingsInput:
    """Return settings with their texts wrapped in `Secret`, since tracebacks show the locals of a frame.

    >>> wrap_all({"api_key": "0123456789abcdef", "read_timeout": 30.0})
    {'api_key': Secret('***'), 'read_timeout': 30.0}
    """
    return cast("SettingsInput", Settings.wrap_all(cast("Mapping[str, object]", given)))


@documented
@dataclass(frozen=True, kw_only=True)
class Settings(SharedLimitsSettings):
    """Where calls go, as whom, and through what.

    Raises:
        SettingsError: one of them cannot be used; the message names it.

    >>> settings = Settings(api_key=Secret("0123456789abcdef"), region="eu")
    >>> settings.api_key, settings.base_url
    (Secret('***'), 'https://api.eu.iterable.com')
    """

    api = API
    where_to_find = "keys are made in Iterable under Integrations > API Keys"

    api_key: Secret = field(
        metadata=setting(parse_key, "the key. Like all secrets here it shows itself only when asked.", secret=True)
    )
    region: Region | None = field(
        default=None,
        metadata=setting(
            parse.one_of(*get_args(Region)),
            "the data center of the project, `us` or `eu`; None for `us`. A key works in its own alone.",
        ),
    )
    key_kind: KeyKind | None = field(
        default=None,
        metadata=setting(
            parse.one_of(*get_args(KeyKind)),
            "what the key was made for: `server-side`, `read-only`, `mobile`, `web` or `javascript`; with it, calls of "
            "operations that such a key may not call are rejected here.",
        ),
    )
    project_type: ProjectType | None = field(
        default=None,
        metadata=setting(
            parse.one_of(*get_args(ProjectType)),
            "how the project identifies users: `email`, `userId` or `hybrid`; with it, calls that name a user by the "
            "wrong one are rejected here.",
        ),
    )
    jwt: Jwt | None = field(default=None, repr=False, compare=False)
    """Makes tokens of users; no setting, since it is a function."""

    def __post_init__(self) -> None:
        super().__post_init__()
        regions = {home: region for region, home in HOMES.items()}
        found = regions.get(self.base_url.lower().removesuffix(":443"))
        if self.region and found and found != self.region:
            raise SettingsError(f"region is {self.region}, and base_url is that of {found}: give one of them")

    @classmethod
    def home(cls, values: Mapping[str, object]) -> str:
        """Return where the API is when no `base_url` is given: in the data center of the region."""
        return HOMES[cast("Region | None", values.get("region")) or "us"]

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

        The environment's variables are named like the settings: ITERABLE_API_KEY, ITERABLE_REGION, ITERABLE_BASE_URL,
        ITERABLE_READ_TIMEOUT and so on; an empty one counts as none. A profile that is named here, and not by
        ITERABLE_PROFILE, goes before the environment. Without a proxy here, the environment's usual one is taken
        (HTTPS_PROXY, NO_PROXY), but never for this machine.

        Args:
            profile: its name; else ITERABLE_PROFILE; else `default`, which need not be there.
            profile_file: the file of profiles; else ITERABLE_PROFILE_FILE; else `iterable/profiles.toml` in the user's
                configuration directory.
            rate_limiter: the setting of that name, which clients take as an object too.
            **given: other settings; None counts as not given, and an empty `proxy` as none at all.

        Raises:
            SettingsError: there is no key, a setting cannot be used, or the file of profiles cannot; the message says
                which, from where, and what to do.
            TypeError: there is no setting of such a name.

        >>> Settings.read(api_key="0123456789abcdef", read_timeout=30.0).timeout
        Timeout(connect=5.0, read=30.0, write=60.0, pool=10.0)
        """
        arguments = cls.wrap_all({**given, "rate_limiter": rate_limiter})
        del given, rate_limiter  # tracebacks show a frame's locals, and secrets may be bare in here
        return cls.from_sources(profile, profile_file, arguments)

    def with_jwt(self, jwt: Jwt | None) -> Self:
        """Return the same settings with a function that makes tokens."""
        return self if jwt is None else replace(self, jwt=jwt)

    def auth(self, deadline: float | None = None) -> ApiKey:
        """Return a new auth object of the key. Clients of one key share it, so that they share tokens.

        Args:
            deadline: seconds that a call may take in all, unless its options say otherwise.
        """
        auth = ApiKey(self.api_key, self.base_url, kind=self.key_kind, jwt=self.jwt)
        if deadline is not None:
            auth.deadline = deadline
        return auth

    def make_rate_limiter(self) -> RateLimiter:
        """Return what keeps the limits of the key: on this machine, or by the server of `rate_limiter` on several.

        Raises:
            StateFileError: the files of this machine's limits cannot be used.
        """
        key = self.api_key.reveal
        shared = shared_rate_limiter(self, key(), **self.sharing)
        return shared or LocalRateLimiter(self.base_url, key(), directory=self.state_folder, **self.sharing)
