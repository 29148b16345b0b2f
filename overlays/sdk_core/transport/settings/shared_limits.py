"""The settings of APIs that count calls by more than the key: a room derives its own from these where its API does."""

from dataclasses import dataclass, field
from typing import TypedDict

from sdk_core.transport.settings import parsers as parse
from sdk_core.transport.settings.base import BaseSettings, BaseSettingsInput
from sdk_core.transport.settings.sources import documented, setting
from sdk_core.wire.secret import Secret


class SharedLimitsInput(BaseSettingsInput, total=False):
    """The settings, each as it may be given; see `SharedLimitsSettings`."""

    project: str | Secret | None
    organization: str | Secret | None


class Sharing(TypedDict, total=False):
    """Whose calls count together with those of the key."""

    project: str
    organization: str


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
            secret=True,
        ),
    )
    organization: Secret | None = field(
        default=None,
        metadata=setting(parse.secret, "the same for limits that the API counts by organization.", secret=True),
    )

    @property
    def sharing(self) -> Sharing:
        """The arguments `project` and `organization` of a `LocalRateLimiter`."""
        named = Sharing()
        if self.project is not None:
            named["project"] = self.project.reveal()
        if self.organization is not None:
            named["organization"] = self.organization.reveal()
        return named
