"""The settings of the tiny API, and of one without credentials: the core's, and what a room adds."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self, get_args

import httpx

from sdk_core.transport.limits.quota.windows import DailyCap
from sdk_core.transport.settings import parsers as parse
from sdk_core.transport.settings.base import BaseSettings
from sdk_core.transport.settings.sources import documented, setting
from sdk_core.wire.secret import Secret
from tiny_client.api import API, OPEN
from tiny_client.credentials import ApiKey, ClientCredentialsAuth, Scope
from tiny_client.limits import LocalRateLimiter

Authentication = Literal["key", "oauth2"]


class Readable(BaseSettings):
    """Settings that are read from arguments, the environment and profiles."""

    @classmethod
    def read(cls, *, profile: str | None = None, profile_file: str | Path | None = None, **given: Any) -> Self:  # noqa: ANN401 - wrong ones too
        arguments = cls.wrap_all(given)
        del given  # tracebacks show a frame's locals, and secrets may be bare in here
        return cls.from_sources(profile, profile_file, arguments)


@documented
@dataclass(frozen=True, kw_only=True)
class Settings(Readable):
    """Where calls of the tiny API go, as whom, and through what."""

    api = API
    where_to_find = "keys are made on the first page"

    key: Secret = field(metadata=setting(parse.secret, "the key.", secret=True))
    secret: Secret = field(metadata=setting(parse.secret, "the secret.", secret=True))
    authentication: Authentication = field(
        default="key", metadata=setting(parse.one_of(*get_args(Authentication)), "`key`, or `oauth2`.")
    )
    scope: Scope | None = field(
        default=None, metadata=setting(parse.one_of(*get_args(Scope)), "what the key may call.")
    )
    calls_a_day: int | None = field(default=None, metadata=setting(parse.count, "the daily cap."))

    def auth(self, deadline: float | None = None) -> ApiKey | ClientCredentialsAuth:
        kind: ApiKey | ClientCredentialsAuth
        if self.authentication == "oauth2":
            kind = ClientCredentialsAuth(self.key, self.secret, self.base_url, scope=self.scope)
        else:
            kind = ApiKey(self.key, self.base_url, scope=self.scope)
        if deadline is not None:
            kind.deadline = deadline
        return kind

    def make_rate_limiter(self) -> LocalRateLimiter:
        cap = DailyCap(self.calls_a_day)
        return LocalRateLimiter(self.base_url, self.key.reveal(), cap=cap, directory=self.state_folder)


@documented
@dataclass(frozen=True, kw_only=True)
class OpenSettings(Readable):
    """Where calls without credentials go, and through what."""

    api = OPEN

    def auth(self, deadline: float | None = None) -> httpx.Auth:  # noqa: ARG002 - of others
        return httpx.Auth()

    def make_rate_limiter(self) -> LocalRateLimiter:
        return LocalRateLimiter(self.base_url, "", directory=self.state_folder)
