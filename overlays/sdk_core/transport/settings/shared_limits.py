"""The settings of APIs that count calls by more than the key: a room derives its own from these where its API does."""

from dataclasses import dataclass, field

from sdk_core.transport.settings import parsers as parse
from sdk_core.transport.settings.base import BaseSettings, BaseSettingsInput
from sdk_core.transport.settings.sources import documented, setting
from sdk_core.wire.secret import Secret


class SharedLimitsInput(BaseSettingsInput, total=False):
    """The settings, each as it may be given; see `SharedLimitsSettings`."""

    project: str | Secret | None
    organization: str | Secret | None


@documented
@dataclass(frozen=True, kw_only=True)
class SharedLimitsSettings(BaseSettings):
    """Where calls go, through what, and whose calls count together.

    Raises:
        SettingsError: one of them cannot be used; the message names it.
    """

    project: Secret | None = field(
        default=None,
        metadata=setting(
            parse.secret,
            "any name for the key's project: clients of other keys that give the same one share the limits that the "
            "API counts by project. Left out, these are kept by key. It is in no file's name as it is.",
        ),
    )
    organization: Secret | None = field(
        default=None,
        metadata=setting(parse.secret, "the same for limits that the API counts by organization."),
    )

    @property
    def sharing(self) -> dict[str, str]:
        """The arguments `project` and `organization` of a `LocalRateLimiter`."""
        named = {"project": self.project, "organization": self.organization}
        return {scope: name.reveal() for scope, name in named.items() if name is not None}
