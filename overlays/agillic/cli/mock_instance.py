"""The instance file that `agillic mock --init FILE --discover` writes: a mock like the own instance."""

from collections.abc import Callable
from contextlib import closing
from typing import TextIO

from agillic.client import Agillic
from agillic.discovery.instance import Instance
from agillic.discovery.mock_instance import Details, mock_instance_text
from agillic.discovery.reading import discover
from sdk_core.cli.plain_text import for_terminal


def discovered_instance(profile: str | None, stderr: TextIO) -> str:
    """Discover an instance, and return an instance file for the mock, without people and without its key.

    Args:
        profile: whose settings are used; None for the environment's.
        stderr: where notes go, such as what the key may not read.

    Raises:
        AgillicError: a call failed, or all were rejected.
        SettingsError: there are no credentials, or a setting cannot be used.
    """

    def note(text: str) -> None:
        stderr.write(f"{for_terminal(text)}\n")

    with closing(Agillic(profile=profile)) as client:
        return instance_text(client, discover(client, note=note), note)


def instance_text(client: Agillic, instance: Instance, note: Callable[[str], object]) -> str:
    """Return the instance file of what was discovered, with the formats and the time zone of a client's settings."""
    settings = client._pipeline.settings  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - no matter of users
    return mock_instance_text(instance, Details.from_settings(settings), note)
