"""The targets that Iterable has."""

from iterable_client.sync.catalog import CATALOG
from iterable_client.sync.events import EVENTS
from iterable_client.sync.lists import LISTS
from iterable_client.sync.users import USERS
from sdk_core.sync.model.target import TargetKind

TARGETS: tuple[TargetKind, ...] = (USERS, LISTS, EVENTS, CATALOG)
"""In the order in which texts for people name them."""
