"""`IterableClient` and `AsyncIterableClient`: the generated clients with credentials, limits, retries and errors."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from iterable_api.client import AsyncClient, Client
from iterable_client.api import WIRE
from iterable_client.common import ProjectMixin
from iterable_client.credentials import Jwt
from iterable_client.settings import Settings, SettingsInput, wrap_all
from sdk_core.transport.base_client import AsyncAPIClient, SyncAPIClient
from sdk_core.transport.client_options import AsyncOpened, Opened
from sdk_core.transport.instrumentation.hooks import Hooks
from sdk_core.transport.limits.limiter import RateLimiter
from sdk_core.transport.pipeline import Pipeline
from sdk_core.transport.retries.policy import RetryPolicy
from sdk_core.transport.settings.redis_urls import setting_of, wrapped
from sdk_core.wire.secret import Secret

if TYPE_CHECKING:
    from iterable_client.resources.campaigns import AsyncCampaigns, AsyncTemplates, Campaigns, Templates
    from iterable_client.resources.catalogs import AsyncCatalogs, Catalogs
    from iterable_client.resources.events import AsyncEvents, Events
    from iterable_client.resources.export_tasks import AsyncTasks, Tasks
    from iterable_client.resources.exports import AsyncExports, Exports
    from iterable_client.resources.lists import AsyncLists, Lists
    from iterable_client.resources.users import AsyncUsers, Users
    from sdk_core.calls.tasks.polling import Polling


class IterableClient(ProjectMixin, Opened, SyncAPIClient, Client):
    """Calls the Iterable API. Threads may share it; use it as a context manager, or `close` it.

    The key travels in a header, to the base URL alone. The rate limit of each operation and a concurrency limit of 20
    calls are kept among all users of the key on this machine; pagination is by `iterate` of the resources.
    Safe failures are retried; what failed raises an `IterableError`.

    Args:
        profile: a name in the file of profiles; see `Settings.read`.
        profile_file: another such file.
        jwt: a function that returns a token for a user (`TokenSubject`), for a key that asks for one beside it; such as
            `iterable_client.jwt.signer(secret)`.
        retry_policy: when and how often calls are retried.
        hooks: functions that are called on attempts, responses and retries.
        rate_limiter: keeps the limits: an object, or the URL of a Redis or Valkey server by which machines share them;
            left out, the setting of that name says it, else files of this user on this machine do.
        polling: how often export jobs are polled, wherever one is waited for.
        tracing: whether each call is a span of OpenTelemetry, which must be installed (`opentelemetry-api`).
        **given: settings, such as `api_key`, `region` and `key_kind`; what is not given comes from the environment
            (ITERABLE_API_KEY, ITERABLE_REGION, ...) or the profile. `Settings` in `iterable_client.settings` explains
            them all. Without a region or a `base_url`, calls go to https://api.iterable.com.

    Attributes:
        base_url: where the API is.
        email: messages to one person, now or later.
        webhooks: where system webhooks are posted, and whether.

    Raises:
        SettingsError: there is no key, or a setting cannot be used; the message says which.
        ModuleNotFoundError: tracing is wanted, and OpenTelemetry is not installed.
        StateFileError: the files of this machine's limits cannot be used.

    >>> with IterableClient(api_key="0123456789abcdef", region="eu") as iterable:
    ...     iterable
    IterableClient('https://api.eu.iterable.com')
    """

    _wire = WIRE

    def __init__(  # noqa: PLR0913 - what a client can be given, by names
        self,
        *,
        profile: str | None = None,
        profile_file: str | Path | None = None,
        jwt: Jwt | None = None,
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
        ).with_jwt(jwt)
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
    def users(self) -> "Users":
        """The people in a project; any number of them is written at once."""
        from iterable_client.resources.users import Users  # noqa: PLC0415 - loaded when it is first used

        return Users(self)

    @cached_property
    def events(self) -> "Events":
        """What users did; any number of events is tracked at once."""
        from iterable_client.resources.events import Events  # noqa: PLC0415 - loaded when it is first used

        return Events(self)

    @cached_property
    def campaigns(self) -> "Campaigns":
        """Messages to lists of users, all of them page by page, and their metrics."""
        from iterable_client.resources.campaigns import Campaigns  # noqa: PLC0415 - loaded when it is first used

        return Campaigns(self)

    @cached_property
    def lists(self) -> "Lists":
        """Lists of users, of any length."""
        from iterable_client.resources.lists import Lists  # noqa: PLC0415 - loaded when it is first used

        return Lists(self)

    @cached_property
    def templates(self) -> "Templates":
        """The content of messages, all templates page by page."""
        from iterable_client.resources.campaigns import Templates  # noqa: PLC0415 - loaded when it is first used

        return Templates(self)

    @cached_property
    def catalogs(self) -> "Catalogs":
        """Collections of items that messages are personalized with."""
        from iterable_client.resources.catalogs import Catalogs  # noqa: PLC0415 - loaded when it is first used

        return Catalogs(self)

    @cached_property
    def exports(self) -> "Exports":
        """Analytics and events in bulk: as rows, and by jobs that write files."""
        from iterable_client.resources.exports import Exports  # noqa: PLC0415 - loaded when it is first used

        return Exports(self, self.tasks)

    @cached_property
    def tasks(self) -> "Tasks":
        """Export jobs as tasks: waited for, and found again by their ids."""
        from iterable_client.resources.export_files import Links  # noqa: PLC0415 - loaded when it is first used
        from iterable_client.resources.export_tasks import Tasks  # noqa: PLC0415 - so

        return Tasks(self, self._within, self._polling, lambda: Links(self._pipeline, self._options))


class AsyncIterableClient(ProjectMixin, AsyncOpened, AsyncAPIClient, AsyncClient):
    """The same for asyncio; see `IterableClient` for what it takes and raises.

    It serves one event loop at a time; `aclose` it in the last one. A function given as `jwt` may be asynchronous; one
    that is not blocks the loop as long as it runs.

    Attributes:
        base_url: where the API is.
        email: messages to one person, now or later.
        webhooks: where system webhooks are posted, and whether.
    """

    _wire = WIRE

    def __init__(  # noqa: PLR0913 - what a client can be given, by names
        self,
        *,
        profile: str | None = None,
        profile_file: str | Path | None = None,
        jwt: Jwt | None = None,
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
        ).with_jwt(jwt)
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
    def users(self) -> "AsyncUsers":
        """The people in a project; any number of them is written at once."""
        from iterable_client.resources.users import AsyncUsers  # noqa: PLC0415 - loaded when it is first used

        return AsyncUsers(self)

    @cached_property
    def events(self) -> "AsyncEvents":
        """What users did; any number of events is tracked at once."""
        from iterable_client.resources.events import AsyncEvents  # noqa: PLC0415 - loaded when it is first used

        return AsyncEvents(self)

    @cached_property
    def campaigns(self) -> "AsyncCampaigns":
        """Messages to lists of users, all of them page by page, and their metrics."""
        from iterable_client.resources.campaigns import AsyncCampaigns  # noqa: PLC0415 - loaded when it is first used

        return AsyncCampaigns(self)

    @cached_property
    def lists(self) -> "AsyncLists":
        """Lists of users, of any length."""
        from iterable_client.resources.lists import AsyncLists  # noqa: PLC0415 - loaded when it is first used

        return AsyncLists(self)

    @cached_property
    def templates(self) -> "AsyncTemplates":
        """The content of messages, all templates page by page."""
        from iterable_client.resources.campaigns import AsyncTemplates  # noqa: PLC0415 - loaded when it is first used

        return AsyncTemplates(self)

    @cached_property
    def catalogs(self) -> "AsyncCatalogs":
        """Collections of items that messages are personalized with."""
        from iterable_client.resources.catalogs import AsyncCatalogs  # noqa: PLC0415 - loaded when it is first used

        return AsyncCatalogs(self)

    @cached_property
    def exports(self) -> "AsyncExports":
        """Analytics and events in bulk: as rows, and by jobs that write files."""
        from iterable_client.resources.exports import AsyncExports  # noqa: PLC0415 - loaded when it is first used

        return AsyncExports(self, self.tasks)

    @cached_property
    def tasks(self) -> "AsyncTasks":
        """Export jobs as tasks: waited for, and found again by their ids."""
        from iterable_client.resources.export_files import AsyncLinks  # noqa: PLC0415 - loaded when it is first used
        from iterable_client.resources.export_tasks import AsyncTasks  # noqa: PLC0415 - so

        return AsyncTasks(self, self._within, self._polling, lambda: AsyncLinks(self._pipeline, self._options))
