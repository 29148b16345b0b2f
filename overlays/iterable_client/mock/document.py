"""The document that is bundled with the generated client, read once."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from sdk_core.mock.app.document import Document


@cache
def content() -> Mapping[str, Any]:
    """Return the document as it is written.

    >>> content()["info"]["title"]
    'Iterable API'
    """
    read: Mapping[str, Any] = json.loads(files("iterable_api").joinpath("openapi.json").read_bytes())
    return read


@cache
def document() -> Document:
    """Return its operations, paths and limits.

    >>> document().operations["updateUser"].path
    '/api/users/update'
    >>> document().limits["event_id"]
    512
    """
    return Document(content())
