"""`Agillic` and `AsyncAgillic`: the generated clients with credentials, limits, retries and errors of our own."""

from copy import copy
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar, Unpack

from attrs import evolve

from agillic.transport.core import AsyncCore, Core
from agillic.transport.hooks import Hooks
from agillic.transport.limits import Budget, Limits
from agillic.transport.line import Line
from agillic.transport.retries.policy import CallOptions, RetryPolicy
from agillic.transport.settings import Given, Settings, sealed

if TYPE_CHECKING:
    from agillic.resources.assets import Assets, AsyncAssets
    from agillic.resources.events import AsyncEvents, Events
    from agillic.resources.exports import AsyncExports, Exports
    from agillic.resources.messages import AsyncMessages, Messages
    from agillic.resources.one_to_many import AsyncOneToMany, OneToMany
    from agillic.resources.recipients import AsyncRecipients, Recipients
    from agillic.resources.target_groups import AsyncTargetGroups, TargetGroups
    from agillic.resources.tasks.polling import Polling
    from agillic.resources.tasks.resource import AsyncTasks, Tasks

_C = TypeVar("_C", bound=Core | AsyncCore)


class Agillic(Core):
    """Calls the Agillic API. Threads may share it; use it as a context manager, or `close` it.

    Tokens are fetched and renewed by themselves. No more than 20 calls are in flight among all users of the key on this
    machine, and the day's calls are counted [S1, V-INT]. What may be repeated is; what failed raises an `AgillicError`.

    Args:
        profile: a name in the file of profiles; see `Settings.read`.
        profile_file: another such file.
        policy: how often and how long calls are repeated.
        hooks: functions that are told of attempts, answers and repeats.
        budget: keeps the limits; left out, files of this user on this machine do.
        polling: how often tasks are asked for their state, wherever one is waited for.
        **given: settings, such as `key`, `secret` and `base_url`; what is not given comes from the environment
            (AGILLIC_KEY, AGILLIC_SECRET, ...) or the profile.

    Raises:
        SettingsError: there is no key or secret, or a setting cannot be used; the message says which.
        StateFileError: the files of this machine's limits cannot be used.

    >>> with Agillic(key="k", secret="s", base_url="https://api-eu1.agillic.net") as agillic:
    ...     agillic
    Agillic('https://api-eu1.agillic.net')
    """

    def __init__(  # noqa: PLR0913 - what a client can be given, by names
        self,
        *,
        profile: str | None = None,
        profile_file: str | Path | None = None,
        policy: RetryPolicy | None = None,
        hooks: Hooks | None = None,
        budget: Budget | None = None,
        polling: "Polling | None" = None,
        **given: Unpack[Given],
    ) -> None:
        given = sealed(given)
        settings = Settings.read(profile=profile, profile_file=profile_file, **given)
        self._line = Line(settings, policy=policy, hooks=hooks, budget=budget)
        self._polling = polling
        self._is_derived = False
        super().__init__(settings.base_url, self._line.open())

    def __repr__(self) -> str:
        return f"Agillic({self.base_url!r})"

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

        return Exports(self)

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

    @property
    def limits(self) -> Limits:
        """How many calls are in flight and were made today, how many are left, and when the count begins anew."""
        return self._line.budget.limits()

    def with_options(
        self,
        *,
        timeout: float | None = None,
        retries: int | None = None,
        deadline: float | None = None,
        max_answer_bytes: int | None = None,
    ) -> Self:
        """Return a client whose calls want something else. It shares everything with this one, which stays as it is.

        What is not given is as in this one.

        Args:
            timeout: seconds to connect, to send and to wait for bytes, each; more than 0.
            retries: how often a call is repeated at most, 0 to 100.
            deadline: seconds that a call may take in all, more than 0.
            max_answer_bytes: bytes of an answer that are taken into memory, before and after unpacking, 1 or more; at
                first 100,000,000. A larger one raises AnswerTooLarge. Downloads have a bound of their own.

        Raises:
            ValueError: a number is out of its range.

        >>> with Agillic(key="k", secret="s", base_url="https://api-eu1.agillic.net") as agillic:
        ...     patient = agillic.with_options(timeout=120, retries=5)
        """
        return _derived(self, _merged(self._options, timeout, retries, deadline, max_answer_bytes))

    @cached_property
    def tasks(self) -> "Tasks":
        """Asynchronous work: started, waited for, and found again by its id."""
        from agillic.resources.tasks.resource import Tasks  # noqa: PLC0415 - loaded when it is first used

        return Tasks(self, lambda seconds: _derived(self, _within(self._options, seconds)), self._polling)

    def close(self) -> None:
        """Close the connections and give back what the limits hold. Clients made by `with_options` close nothing."""
        if not self._is_derived:
            self._http_client.close()
            self._line.close()


class AsyncAgillic(AsyncCore):
    """The same for asyncio; see `Agillic`. It belongs to the event loop that first uses it."""

    def __init__(  # noqa: PLR0913 - what a client can be given, by names
        self,
        *,
        profile: str | None = None,
        profile_file: str | Path | None = None,
        policy: RetryPolicy | None = None,
        hooks: Hooks | None = None,
        budget: Budget | None = None,
        polling: "Polling | None" = None,
        **given: Unpack[Given],
    ) -> None:
        given = sealed(given)
        settings = Settings.read(profile=profile, profile_file=profile_file, **given)
        self._line = Line(settings, policy=policy, hooks=hooks, budget=budget)
        self._polling = polling
        self._is_derived = False
        super().__init__(settings.base_url, self._line.open_async())

    def __repr__(self) -> str:
        return f"AsyncAgillic({self.base_url!r})"

    @cached_property
    def recipients(self) -> "AsyncRecipients":
        """The people in an instance."""
        from agillic.resources.recipients import AsyncRecipients  # noqa: PLC0415 - loaded when it is first used

        return AsyncRecipients(self)

    @cached_property
    def assets(self) -> "AsyncAssets":
        """Files that messages use; see `Agillic.assets`."""
        from agillic.resources.assets import AsyncAssets  # noqa: PLC0415 - loaded when it is first used

        return AsyncAssets(self)

    @cached_property
    def exports(self) -> "AsyncExports":
        """Files that an instance exported, and exports of activities."""
        from agillic.resources.exports import AsyncExports  # noqa: PLC0415 - loaded when it is first used

        return AsyncExports(self)

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

    @property
    def limits(self) -> Limits:
        """How many calls are in flight and were made today, how many are left, and when the count begins anew."""
        return self._line.budget.limits()

    def with_options(
        self,
        *,
        timeout: float | None = None,
        retries: int | None = None,
        deadline: float | None = None,
        max_answer_bytes: int | None = None,
    ) -> Self:
        """Return a client whose calls want something else; see `Agillic.with_options`."""
        return _derived(self, _merged(self._options, timeout, retries, deadline, max_answer_bytes))

    @cached_property
    def tasks(self) -> "AsyncTasks":
        """Asynchronous work; see `Agillic.tasks`."""
        from agillic.resources.tasks.resource import AsyncTasks  # noqa: PLC0415 - loaded when it is first used

        return AsyncTasks(self, lambda seconds: _derived(self, _within(self._options, seconds)), self._polling)

    async def aclose(self) -> None:
        """Close the connections and give back what the limits hold. Clients made by `with_options` close nothing."""
        if not self._is_derived:
            await self._http_client.aclose()
            self._line.close()


def _merged(
    options: CallOptions,
    timeout: float | None,
    retries: int | None,
    deadline: float | None,
    max_answer_bytes: int | None,
) -> CallOptions:
    return evolve(
        options,
        timeout=options.timeout if timeout is None else timeout,
        retries=options.retries if retries is None else retries,
        deadline=options.deadline if deadline is None else deadline,
        max_answer_bytes=options.max_answer_bytes if max_answer_bytes is None else max_answer_bytes,
    )


def _within(options: CallOptions, seconds: float) -> CallOptions:
    return evolve(options, deadline=min(seconds, options.deadline or seconds))


def _derived(client: _C, options: CallOptions) -> _C:
    """Return a copy with other options; its resources are made anew, since each knows its client."""
    twin = copy(client)
    for name in [*vars(twin)]:
        if isinstance(getattr(type(client), name, None), cached_property):
            del vars(twin)[name]
    vars(twin).update(_options=options, _is_derived=True)
    return twin
