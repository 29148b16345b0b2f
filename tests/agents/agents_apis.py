"""The catalogs of both APIs."""

from sdk_core.agents.recipes.rooms import catalog_of
from sdk_core.apis import api_names, find_api

CATALOGS = {name: catalog_of(find_api(name)) for name in api_names()}
EVERY = [(name, id_) for name, catalog in CATALOGS.items() for id_ in catalog.operations]
