"""Opens the client of an API for a command."""

from importlib import import_module
from typing import cast

from sdk_core.api import Api
from sdk_core.transport.base_client import SyncAPIClient


def open_client(api: Api, profile: str | None) -> SyncAPIClient:
    """Return the client of an API, with the settings of a profile or of the environment.

    Args:
        api: the API.
        profile: its name in the file of profiles; None for the environment, or `default`.

    Raises:
        SettingsError: there are no credentials, or a setting cannot be used; the message says which.
        ValueError: the API has no client.
    """
    if not api.client:
        raise ValueError(f"{api.name} has no client yet; give another API")
    module, _, name = api.client.partition(":")
    return cast("SyncAPIClient", getattr(import_module(module), name)(profile=profile))
