"""The clients of the tiny API: bare ones over any HTTP client, and those with credentials, limits and retries."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sdk_core import client as base
from sdk_core.transport import base_client as core
from sdk_core.transport.client_options import AsyncOpened, Opened
from sdk_core.transport.error_mapping import error_from as core_error_from
from sdk_core.transport.pipeline import Pipeline
from sdk_core.transport.settings.base import BaseSettings
from tiny_client.api import API, WIRE
from tiny_client.settings import OpenSettings, Settings

error_from = partial(core_error_from, errors=API.errors)


class Client(base.BaseClient):
    """As a generated package has it."""

    _wire, _home = WIRE, API.base_url


class AsyncClient(base.AsyncBaseClient):
    """The same for asyncio."""

    _wire, _home = WIRE, API.base_url


class SyncAPIClient(core.SyncAPIClient, Client):
    """The core's client joined with the generated one, without settings."""


class AsyncAPIClient(core.AsyncAPIClient, AsyncClient):
    """The same for asyncio."""


def _pipeline(settings: Settings | OpenSettings, options: dict[str, Any]) -> Pipeline[BaseSettings]:
    limiter: Callable[[], Any] = settings.make_rate_limiter
    return Pipeline[BaseSettings](settings, default_rate_limiter=limiter, **options)


class Tiny(Opened, SyncAPIClient):
    """A client by settings, as users of an API get it; `options` are those of `Pipeline`."""

    _settings: type[Settings | OpenSettings] = Settings

    def __init__(self, *, options: dict[str, Any] | None = None, **given: Any) -> None:  # noqa: ANN401 - wrong ones too
        wrapped: dict[str, Any] = self._settings.wrap_all(given)
        settings = self._settings.read(**wrapped)
        self._pipeline = _pipeline(settings, options or {})
        super().__init__(settings.base_url, self._pipeline.http_client())


class AsyncTiny(AsyncOpened, AsyncAPIClient):
    """The same for asyncio."""

    _settings: type[Settings | OpenSettings] = Settings

    def __init__(self, *, options: dict[str, Any] | None = None, **given: Any) -> None:  # noqa: ANN401 - so
        wrapped: dict[str, Any] = self._settings.wrap_all(given)
        settings = self._settings.read(**wrapped)
        self._pipeline = _pipeline(settings, options or {})
        super().__init__(settings.base_url, self._pipeline.async_http_client())


class OpenTiny(Tiny):
    """A client of an API whose calls need no credentials."""

    _settings = OpenSettings
