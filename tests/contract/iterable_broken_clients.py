"""The client of Iterable broken in one place each; those in the core are in `broken_clients`."""

from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

from iterable_api import AsyncClient, Client
from iterable_api.models import DataFields, UserUpdate
from iterable_api.types import WIRE
from sdk_core.wire.texts import path_segment


@contextmanager
def _path_values(write: Callable[[str, Any], str]) -> Generator[None, None, None]:
    """Have both clients write values of paths otherwise."""
    changed = replace(WIRE, path_value=write)
    with patch.object(Client, "_wire", changed), patch.object(AsyncClient, "_wire", changed):
        yield


def path_encoded_twice() -> AbstractContextManager[object]:
    return _path_values(lambda name, value: path_segment(name, value).replace("%", "%25"))


def path_not_encoded() -> AbstractContextManager[object]:
    return _path_values(lambda _, value: quote(str(value), safe="@+=&~*"))


def dots_passed_on() -> AbstractContextManager[object]:
    return _path_values(lambda _, value: quote(str(value), safe=""))


def members_in_snake_case() -> AbstractContextManager[object]:
    write = UserUpdate.to_dict

    def broken(self: UserUpdate) -> dict[str, Any]:
        return {_snake(name): value for name, value in write(self).items()}

    return patch.object(UserUpdate, "to_dict", broken)


def unset_members_as_false() -> AbstractContextManager[object]:
    write = UserUpdate.to_dict

    def broken(self: UserUpdate) -> dict[str, Any]:
        return {"preferUserId": False, **write(self)}

    return patch.object(UserUpdate, "to_dict", broken)


def fields_read_in_lower_case() -> AbstractContextManager[object]:
    read = DataFields.from_dict

    def broken(src_dict: Mapping[str, Any]) -> DataFields:
        return read({name.lower(): value for name, value in src_dict.items()})

    return patch.object(DataFields, "from_dict", broken)


def _snake(name: str) -> str:
    return "".join(f"_{each.lower()}" if each.isupper() else each for each in name)
