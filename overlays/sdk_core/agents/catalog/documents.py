"""Catalogs of generated packages: each brings the document that it was made from."""

import json
from collections.abc import Collection
from importlib import import_module
from importlib.resources import files
from typing import Final

from sdk_core.agents.catalog.operations import Catalog, CatalogError
from sdk_core.api import Api

_DOCUMENT: Final = "openapi.json"


def catalog_of(api: Api) -> Catalog:
    """Return the catalog of an API.

    Args:
        api: the API.

    Raises:
        CatalogError: its package has no document, or the document says too little of an operation.
    """
    try:
        content = files(f"{api.name}_api").joinpath(_DOCUMENT).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise CatalogError(
            f"the package {api.name}_api has no {_DOCUMENT}: install it again, or run: make generate"
        ) from error
    joins: Collection[str] = import_module(api.agents).AGENTS.joins if api.agents else ()
    return Catalog(api, json.loads(content), joins)
