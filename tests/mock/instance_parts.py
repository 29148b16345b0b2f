"""What the tests of instance files share: a small one, and how a mistake in it is told."""

import re

import pytest

from agillic.mock.instance import Instance, parse_instance
from sdk_core.mock.errors import InstanceError

SMALL = """
name = "Shop"
environment = "staging"
active_recipients = 10
recipient_key = "EMAIL"
keys = [{ key = "k", secret = "hush-hush", scope = "public" }]
[person_data]
EMAIL = { type = "STRING", unique = true }
AGE = { type = "NUMBER" }
BORN = { type = "DATE" }
"""


def small(more: str = "", top: str = "") -> Instance:
    """Parse the small instance with tables after it, and lines before its first table."""
    return parse_instance(SMALL.replace("[person_data]", top + "\n[person_data]") + more, "shop.toml")


def rejection(text: str) -> str:
    """Return how a mistake is told; the line is shown by tests of its own."""
    with pytest.raises(InstanceError) as caught:
        parse_instance(text, "shop.toml")
    return re.sub("^shop.toml, line [0-9]+: ", "shop.toml: ", str(caught.value))
