"""The client of a Python process of Spark, kept from task to task: its token, its fields and its connections with it.

Spark has a process do many tasks. A client for each would fetch a token and read the fields anew: two calls a task.
"""

from functools import cache

from agillic.client import Agillic


@cache
def client_of(profile: str | None) -> Agillic:
    """Return the client of this process.

    Args:
        profile: the profile of its settings; None for the environment.

    Raises:
        SettingsError: there is no key or secret here, or a setting cannot be used.
    """
    return Agillic(profile=profile)
