"""Reading an instance from a file or from text."""

from collections.abc import Mapping
from functools import cache, partial
from importlib.resources import files
from pathlib import Path

from agillic.mock.assumptions import Assumptions
from agillic.mock.instance.checks import problems
from agillic.mock.instance.parts import Instance
from agillic.wire.path_encoding import path_value
from agillic.wire.rsql import Filter, parse_filter
from sdk_core.mock.instance_reader import Parser, Reader, read_text

BUILT_IN = "candy_store.toml"


def load_instance(path: Path | None = None) -> Instance:
    """Read an instance from a file.

    Args:
        path: A TOML file in UTF-8; None for the candy store that is built in.

    Raises:
        InstanceError: The file cannot be read or has a mistake; the message names the file, the line, the place and the
            remedy.

    >>> load_instance().recipient_key
    'EMAIL'
    """
    return _built_in() if path is None else parse_instance(read_text(path), str(path))


@cache
def _built_in() -> Instance:
    """Read the candy store, once: instances never change, and tests want it again and again."""
    return parse_instance(files("agillic.mock").joinpath("instances", BUILT_IN).read_text("utf-8"), BUILT_IN)


def parse_instance(text: str, name: str) -> Instance:
    r"""Read an instance from TOML.

    Args:
        text: The TOML.
        name: What messages call it, such as the file's name.

    Raises:
        InstanceError: It has a mistake; the message names `name`, the line, the place, and the remedy.

    >>> parse_instance("name = 'Shop'\nenvironment = 'live'", "shop.toml")
    Traceback (most recent call last):
        ...
    sdk_core.mock.errors.InstanceError: shop.toml, line 2: environment: write one of staging, production
    """
    return _READER.instance(Instance, text, name, problems)


def _filter(value: object) -> Filter:
    if isinstance(value, str):
        return parse_filter(value)
    raise ValueError("write a filter as text")


# Most names stand in paths; the same limits are healthy for the others.
_READER = Reader(
    {Assumptions: Parser(Assumptions, Mapping[str, str]), Filter: Parser(_filter)},
    check_name=partial(path_value, "the name"),
)
