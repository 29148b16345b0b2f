"""The document that is bundled with the generated client, as it is written, read once."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def content() -> Mapping[str, Any]:
    """Return that document.

    >>> content()["info"]["title"]
    'Agillic API'
    """
    read: Mapping[str, Any] = json.loads(files("agillic_api").joinpath("openapi.json").read_bytes())
    return read
