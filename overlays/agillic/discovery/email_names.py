"""The names of an instance that campaigns use, read so that a name that is not there is found before a call."""

from agillic.campaigns.names import CampaignNames
from agillic.discovery.reading import target_groups
from agillic.errors import NotFound, PermissionDenied
from agillic_api.client import Client
from agillic_api.types import UNSET


def campaign_names(client: Client) -> CampaignNames:
    """Read target groups and HTML templates: one call each, and one for each folder of templates.

    What the key may not read is None, and is not checked then.

    Args:
        client: an `Agillic`, or a generated client.

    Raises:
        AgillicError: a call failed in another way.

    >>> from agillic import Agillic
    >>> with Agillic() as agillic:  # doctest: +SKIP
    ...     sorted(campaign_names(agillic).target_groups or ())
    ['Gold Loyalty', 'Roastery Newsletter']
    """
    try:
        groups = {each.name: each.is_global for each in target_groups(client)}
    except (PermissionDenied, NotFound):
        groups = None
    try:
        templates = frozenset(_templates(client))
    except (PermissionDenied, NotFound):
        templates = None
    return CampaignNames(target_groups=groups, templates=templates)


def _templates(client: Client) -> list[str]:
    """Return the paths of all templates, folder by folder."""
    found: list[str] = []
    folders: list[str] = [""]
    while folders:
        folder = folders.pop()
        for item in client.assets.list_templates(folder=folder or UNSET):
            path = f"{folder}/{item.name}" if folder else item.name
            (folders if item.is_folder else found).append(path)
    return found
