"""`Agillic` and `AsyncAgillic`: the generated clients with credentials, limits, retries and errors of our own."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from agillic.api import WIRE
from agillic.common import InstanceMixin
from agillic.settings import Settings, SettingsInput, wrap_all
from agillic_api.client import AsyncClient, Client
from sdk_core.transport.base_client import AsyncAPIClient, SyncAPIClient
from sdk_core.transport.client_options import AsyncOpened, Opened
from sdk_core.transport.instrumentation.hooks import Hooks
from sdk_core.transport.limits.limiter import RateLimiter
from sdk_core.transport.pipeline import Pipeline
from sdk_core.transport.retries.policy import RetryPolicy
from sdk_core.transport.settings.redis_urls import setting_of, wrapped
from sdk_core.wire.secret import Secret

if TYPE_CHECKING:
    from agillic.resources.assets import Assets, AsyncAssets
    from agillic.resources.events import AsyncEvents, Events
    from agillic.resources.exports import AsyncExports, Exports
    from agillic.resources.messages import AsyncMessages, Messages
    from agillic.resources.one_to_many import AsyncOneToMany, OneToMany
    from agillic.resources.recipients import AsyncRecipients, Recipients
    from agillic.resources.target_groups import AsyncTargetGroups, TargetGroups
    from agillic.resources.tasks import AsyncTasks, Tasks
    from sdk_core.calls.tasks.polling import Polling


class Agillic(InstanceMixin, Opened, SyncAPIClient, Client):
    """Calls the Agillic API. Threads may share it; use it as a context manager, or `close` it.

    Tokens are fetched and renewed by themselves. No more than 20 calls are in flight among all users of the key on this
    machine, and the day's calls are counted [S1, V-INT]. What may be retried is; what failed raises an `AgillicError`.

    Args:
        profile: a name in the file of profiles; see `Settings.read`.
        profile_file: another such file.
        retry_policy: when and how often calls are retried.
        hooks: functions that are called for attempts, responses and retries.
        rate_limiter: keeps the limits: an object, or the URL of a Redis or Valkey server by which machines share them;
            left out, the setting of that name says it, else files of this user on this machine do.
        polling: how often tasks are asked for their state, wherever one is waited for.
        tracing: whether each call is a span of OpenTelemetry, which must be installed (`opentelemetry-api`).
        **given: settings, such as `key`, `secret` and `base_url`; what is not given comes from the environment
            (AGILLIC_KEY, AGILLIC_SECRET, ...) or the profile. `Settings` in `agillic.settings` explains them
            all. Without a `base_url`, calls go to https://api-eu1.agillic.net.

    Attributes:
        app_push: devices, consents and feedback of push notifications.
        authentication: tokens, which are fetched and renewed without it.
        base_url: where the API is.
        discovery: which fields, tables, groups and templates an instance has.
        extensions: HTTP extensions of an instance.
        flows: flows and their queues.
        global_data: values and tables that belong to no recipient.
        promotions: promotions, and which propositions a recipient gets.

    Raises:
        SettingsError: there is no key or secret, or a setting cannot be used; the message says which.
        ModuleNotFoundError: tracing is wanted, and OpenTelemetry is not installed.
        StateFileError: the files of this machine's limits cannot be used.

    >>> with Agillic(key="k", secret="s", base_url="https://api-eu1.agillic.net") as agillic:
    ...     agillic
    Agillic('https://api-eu1.agillic.net')
    """

    _wire = WIRE

    def __init__(  # noqa: PLR0913 - what a client can be given, by names
        self,
        *,
        profile: str | None = None,
        profile_file: str | Path | None = None,
        retry_policy: RetryPolicy | None = None,
        hooks: Hooks | None = None,
        rate_limiter: RateLimiter | str | Secret | None = None,
        polling: "Polling | None" = None,
        tracing: bool = False,
        **given: Unpack[SettingsInput],
    ) -> None:
        given, rate_limiter = wrap_all(given), wrapped(rate_limiter)
        settings = Settings.read(
            profile=profile, profile_file=profile_file, rate_limiter=setting_of(rate_limiter), **given
        )
        self._pipeline = Pipeline(
            settings,
            retry_policy=retry_policy,
            hooks=hooks,
            rate_limiter=rate_limiter,
            default_rate_limiter=settings.make_rate_limiter,
            tracing=tracing,
        )
        self._polling = polling
        super().__init__(settings.base_url, self._pipeline.http_client())

    @cached_property
    def recipients(self) -> "Recipients":
        """The people in an instance."""
        from agillic.resources.recipients import Recipients  # noqa: PLC0415 - loaded when it is first used

        return Recipients(self)

    @cached_property
    def assets(self) -> "Assets":
        """Files that messages use, such as images and templates; they are uploaded from paths, bytes or streams."""
        from agillic.resources.assets import Assets  # noqa: PLC0415 - loaded when it is first used

        return Assets(self)

    @cached_property
    def exports(self) -> "Exports":
        """Files that an instance exported, and exports of activities."""
        from agillic.resources.exports import Exports  # noqa: PLC0415 - loaded when it is first used

        return Exports(self, self._within, self._polling)

    @cached_property
    def one_to_many(self) -> "OneToMany":
        """Rows that belong to recipients, in tables."""
        from agillic.resources.one_to_many import OneToMany  # noqa: PLC0415 - loaded when it is first used

        return OneToMany(self)

    @cached_property
    def events(self) -> "Events":
        """Things a recipient can achieve, which may start flows."""
        from agillic.resources.events import Events  # noqa: PLC0415 - loaded when it is first used

        return Events(self)

    @cached_property
    def messages(self) -> "Messages":
        """Email campaigns: staged, changed, tested and published."""
        from agillic.resources.messages import Messages  # noqa: PLC0415 - loaded when it is first used

        return Messages(self)

    @cached_property
    def target_groups(self) -> "TargetGroups":
        """Target groups, static ones of any size."""
        from agillic.resources.target_groups import TargetGroups  # noqa: PLC0415 - loaded when it is first used

        return TargetGroups(self)

    @cached_property
    def tasks(self) -> "Tasks":
        """Asynchronous work: started, waited for, and found again by its id."""
        from agillic.resources.tasks import Tasks  # noqa: PLC0415 - loaded when it is first used

        return Tasks(self, self._within, self._polling)


class AsyncAgillic(InstanceMixin, AsyncOpened, AsyncAPIClient, AsyncClient):
    """The same for asyncio; see `Agillic` for what it takes and raises.

    It serves one event loop at a time; `aclose` it in the last one.

    Attributes:
        app_push: devices, consents and feedback of push notifications.
        authentication: tokens, which are fetched and renewed without it.
        base_url: where the API is.
        discovery: which fields, tables, groups and templates an instance has.
        extensions: HTTP extensions of an instance.
        flows: flows and their queues.
        global_data: values and tables that belong to no recipient.
        promotions: promotions, and which propositions a recipient gets.
    """

    _wire = WIRE

    def __init__(  # noqa: PLR0913 - what a client can be given, by names
        self,
        *,
        profile: str | None = None,
        profile_file: str | Path | None = None,
        retry_policy: RetryPolicy | None = None,
        hooks: Hooks | None = None,
        rate_limiter: RateLimiter | str | Secret | None = None,
        polling: "Polling | None" = None,
        tracing: bool = False,
        **given: Unpack[SettingsInput],
    ) -> None:
        given, rate_limiter = wrap_all(given), wrapped(rate_limiter)
        settings = Settings.read(
            profile=profile, profile_file=profile_file, rate_limiter=setting_of(rate_limiter), **given
        )
        self._pipeline = Pipeline(
            settings,
            retry_policy=retry_policy,
            hooks=hooks,
            rate_limiter=rate_limiter,
            default_rate_limiter=settings.make_rate_limiter,
            tracing=tracing,
        )
        self._polling = polling
        super().__init__(settings.base_url, self._pipeline.async_http_client())

    @cached_property
    def recipients(self) -> "AsyncRecipients":
        """The people in an instance."""
        from agillic.resources.recipients import AsyncRecipients  # noqa: PLC0415 - loaded when it is first used

        return AsyncRecipients(self)

    @cached_property
    def assets(self) -> "AsyncAssets":
        """Files that messages use, such as images and templates; they are uploaded from paths, bytes or streams."""
        from agillic.resources.assets import AsyncAssets  # noqa: PLC0415 - loaded when it is first used

        return AsyncAssets(self)

    @cached_property
    def exports(self) -> "AsyncExports":
        """Files that an instance exported, and exports of activities."""
        from agillic.resources.exports import AsyncExports  # noqa: PLC0415 - loaded when it is first used

        return AsyncExports(self, self._within, self._polling)

    @cached_property
    def one_to_many(self) -> "AsyncOneToMany":
        """Rows that belong to recipients, in tables."""
        from agillic.resources.one_to_many import AsyncOneToMany  # noqa: PLC0415 - loaded when it is first used

        return AsyncOneToMany(self)

    @cached_property
    def events(self) -> "AsyncEvents":
        """Things a recipient can achieve, which may start flows."""
        from agillic.resources.events import AsyncEvents  # noqa: PLC0415 - loaded when it is first used

        return AsyncEvents(self)

    @cached_property
    def messages(self) -> "AsyncMessages":
        """Email campaigns: staged, changed, tested and published."""
        from agillic.resources.messages import AsyncMessages  # noqa: PLC0415 - loaded when it is first used

        return AsyncMessages(self)

    @cached_property
    def target_groups(self) -> "AsyncTargetGroups":
        """Target groups, static ones of any size."""
        from agillic.resources.target_groups import AsyncTargetGroups  # noqa: PLC0415 - loaded when it is first used

        return AsyncTargetGroups(self)

    @cached_property
    def tasks(self) -> "AsyncTasks":
        """Asynchronous work: started, waited for, and found again by its id."""
        from agillic.resources.tasks import AsyncTasks  # noqa: PLC0415 - loaded when it is first used

        return AsyncTasks(self, self._within, self._polling)
