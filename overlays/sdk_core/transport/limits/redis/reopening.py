"""The URL of a server on another machine: a limiter that traveled there brought no credentials."""

import os
from contextlib import suppress
from dataclasses import replace
from importlib import import_module

from sdk_core.api import Api
from sdk_core.transport.settings.profiles import SettingsError
from sdk_core.transport.settings.redis_urls import RedisUrl
from sdk_core.transport.settings.sources import read_values
from sdk_core.wire.secret import Secret


def url_of_this_machine(api: Api, url: RedisUrl, *, has_credentials: bool) -> RedisUrl:
    """Return where a server is, with the credentials that this machine has for it.

    Args:
        api: whose limits are kept there.
        url: where it is, without credentials.
        has_credentials: whether it wants some.

    Raises:
        SettingsError: it wants some, and this machine has none for it.
    """
    own = _own(api)
    if own is not None and str(own) == str(url):
        return replace(own, share=url.share)
    if has_credentials:
        raise SettingsError(
            f"there are no credentials for the rate limiter at {url}, since they do not travel: set "
            f"{api.variable('rate_limiter')} on this machine to its URL with user and password, or put it into the "
            "profile there"
        )
    return url


def _own(api: Api) -> RedisUrl | None:
    """Return what this machine's environment or profile says."""
    given: Secret | None = None
    if api.settings:
        module, _, name = api.settings.partition(":")
        given = read_values(getattr(import_module(module), name), api, None, None, {}).get("rate_limiter")
    elif os.environ.get(api.variable("rate_limiter")):
        given = Secret(os.environ[api.variable("rate_limiter")])
    with suppress(ValueError):
        return None if given is None else RedisUrl.parse(given)
    return None
