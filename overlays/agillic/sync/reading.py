"""What a target reads of an instance before it is used, and what it says if that is not there."""

from collections.abc import Collection, Iterable
from typing import Final

from agillic.discovery.instance import Field as Discovered
from agillic.discovery.instance import TargetGroup
from agillic.discovery.reading import person_data, target_groups
from agillic.resources.person_data import dates_of
from agillic.wire.date_formats import DateFormats
from agillic_api.client import Client
from sdk_core.client import BaseClient
from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.model.options import meant

KEY_FIELD: Final = "EMAIL"
"""The recipient key unless a job names another field [S2]."""
_SYSTEM: Final = frozenset({"AGILLIC_ID", "CREATED", "LAST_UPDATED"})
"""What Agillic gives each recipient, and no caller sets [C-AG]."""


def client_of(client: BaseClient) -> Client:
    """Return a client as one of this API.

    Raises:
        TargetError: it calls another.
    """
    if isinstance(client, Client):
        return client
    raise TargetError(f"a {type(client).__name__} does not call this API: give an Agillic")


def formats_of(client: Client) -> DateFormats:
    """Return how the instance writes dates, as the client's settings have it."""
    dates = dates_of(client, None)
    return DateFormats() if dates is None else dates.formats


def person_fields(client: Client, key_field: str) -> tuple[Discovered, ...]:
    """Read the fields of recipients that can be set, by one call, and look at the recipient key.

    Raises:
        TargetError: there is no such field, or another one is the recipient key.
        AgillicError: they cannot be read.
    """
    fields = tuple(each for each in person_data(client) if each.name not in _SYSTEM)
    by_name = {each.name: each for each in fields}
    if key_field not in by_name:
        advice = meant(key_field, by_name, "see the fields with `agillic discover`")
        raise TargetError(f"the recipient key {key_field} (option key_field) is no field of person data: {advice}")
    keys = sorted(each.name for each in fields if each.identifier)
    if keys and key_field not in keys:
        raise TargetError(
            f"the option key_field names {key_field}, and the instance identifies recipients by {', '.join(keys)}: "
            f"set it to {keys[0]}, or recipients would be created twice instead of updated"
        )
    return fields


def static_group(client: Client, name: str) -> TargetGroup:
    """Read the target groups, by one call, and return one that recipients can be added to.

    Raises:
        TargetError: there is none of this name, case included, or it is dynamic.
        AgillicError: they cannot be read.
    """
    groups = {each.name: each for each in target_groups(client)}
    found = groups.get(name)
    if found is None:
        static = [each.name for each in groups.values() if each.static is not False]
        advice = meant(name, static, _listed("the static ones are", static))
        raise TargetError(f"there is no target group {name!r} (option group; its name, not its id): {advice}")
    if found.static is False:
        raise TargetError(
            f"the target group {name!r} is dynamic: its members are chosen by its condition, and recipients cannot be "
            "added or removed. Name a static one (Audiences > Target Groups)"
        )
    return found


def _listed(words: str, names: Collection[str], most: int = 10) -> str:
    if not names:
        return "create a static one first (Audiences > Target Groups)"
    return f"{words} {', '.join(_some(names, most))}"


def _some(names: Collection[str], most: int) -> Iterable[str]:
    shown = sorted(names)[:most]
    return [*shown, f"and {len(names) - most:,} more"] if len(names) > most else shown
