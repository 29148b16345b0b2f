"""Opens the client of an API for a command."""

from secrets import token_hex
from typing import cast

from sdk_core.api import Api
from sdk_core.apis import load_class
from sdk_core.transport.base_client import SyncAPIClient
from sdk_core.transport.settings.sources import missing, read_values


def open_client(api: Api, profile: str | None, *, dry_run: bool = False) -> SyncAPIClient:
    """Return the client of an API, with the settings of a profile or of the environment.

    Args:
        api: the API.
        profile: its name in the file of profiles; None for the environment, or `default`.
        dry_run: whether it only shows requests, which needs no credentials: those that lack are made up.

    Raises:
        SettingsError: there are no credentials, or a setting cannot be used; the message says which.
        ValueError: the API has no client.
    """
    if not api.client:
        raise ValueError(f"{api.name} has no client yet; give another API")
    made_up = _made_up(api, profile) if dry_run else {}
    return cast("SyncAPIClient", load_class(api.client)(profile=profile, **made_up))


def _made_up(api: Api, profile: str | None) -> dict[str, str]:
    """Return credentials for those that lack. They are drawn by chance, since wherever they stand, they are masked."""
    if not api.settings:
        return {}
    kind = load_class(api.settings)
    return {name: token_hex(16) for name in missing(kind, read_values(kind, api, profile, None, {}))}
