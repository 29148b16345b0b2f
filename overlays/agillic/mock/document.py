"""The document that is bundled with the generated client, read once."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from agillic.wire.custom_methods import RESERVED
from sdk_core.mock.app.document import Document


@cache
def content() -> Mapping[str, Any]:
    """Return the document as it is written.

    >>> content()["info"]["title"]
    'Agillic API'
    """
    read: Mapping[str, Any] = json.loads(files("agillic_api").joinpath("openapi.json").read_bytes())
    return read


@cache
def document() -> Document:
    """Return its operations, paths and limits.

    >>> document().operations["getOAuthToken"].path
    '/oauth2/token'
    >>> document().limits["access_token_life"]
    7200
    """
    return Document(content(), reserved=RESERVED)
