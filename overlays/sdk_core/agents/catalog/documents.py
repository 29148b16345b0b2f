"""Documents of generated packages: each brings the one that it was made from."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from sdk_core.agents.catalog.operations import CatalogError
from sdk_core.api import Api

_DOCUMENT: Final = "openapi.json"


def document_of(api: Api) -> Mapping[str, Any]:
    """Return the document of an API.

    Args:
        api: the API.

    Raises:
        CatalogError: its package has none.
    """
    try:
        content = files(f"{api.name}_api").joinpath(_DOCUMENT).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise CatalogError(
            f"the package {api.name}_api has no {_DOCUMENT}: install it again, or run: make generate"
        ) from error
    found: Mapping[str, Any] = json.loads(content)
    return found
