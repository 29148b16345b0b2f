"""The catalogs of both APIs."""

import json
from importlib.resources import files

from sdk_core.agents.catalog.operations import Catalog
from sdk_core.apis import api_names, find_api

CATALOGS = {
    name: Catalog(find_api(name), json.loads(files(f"{name}_api").joinpath("openapi.json").read_bytes()))
    for name in api_names()
}
EVERY = [(name, id_) for name, catalog in CATALOGS.items() for id_ in catalog.operations]
