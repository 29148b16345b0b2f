"""Rows are checked against what the discovery of an instance says of its fields.

It is read by the first batch of a client, and what it said is kept for some minutes, so that new fields are found.
What cannot be read is not checked: the rows are sent as they are.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast
from weakref import WeakKeyDictionary

import orjson

from agillic.api import API
from agillic.common import InstanceMixin
from agillic.errors import AgillicError
from agillic.resources.field_checks import FieldCheck
from agillic.settings import Settings
from agillic.wire.instance_dates import InstanceDates
from agillic_api import OPERATIONS
from agillic_api.client import AsyncClient, Client
from agillic_api.types import Operation, any_response
from sdk_core.calls.batches.preparing import ROW_ERRORS
from sdk_core.transport import clock as waiting
from sdk_core.transport.instrumentation.hooks import logger_of
from sdk_core.transport.pipeline import Pipeline

KEPT = 600.0
"""Seconds after which the fields of an instance are read again."""
_Types = Mapping[str, str]
_Known = dict[str, tuple[_Types | None, float]]
_PERSON, _TABLE = OPERATIONS["discoverPersonData"], OPERATIONS["discoverOneToManyTable"]
_LOGGER = logger_of(API.package)
_KNOWN: WeakKeyDictionary[Pipeline[Settings], _Known] = WeakKeyDictionary()
"""The fields, by the connection that clients share, and by table; None when they could not be read."""


class RowCheck:
    """Checks the rows of a batch, once it is opened. Before, and where discovery does not help, all rows pass.

    Args:
        client: reads them; of a client that is no `Agillic`, rows are not checked.
        dates: how dates are written, where the caller of the batch said so.
        table: the one-to-many table that the rows are of; empty for person data.
        values_of: returns a row's values from its entry, or None.
    """

    def __init__(
        self,
        client: Client | AsyncClient,
        dates: InstanceDates | None,
        table: str,
        values_of: Callable[[Any], object],
    ) -> None:
        self._client, self._table, self._values_of = client, table, values_of
        self._check: FieldCheck | None = None
        self._doubt: FieldCheck | None = None
        """The same, but for dates of other formats, where it is not known which one the instance has."""
        self._given = dates

    def open(self) -> int:
        """Ask for the fields, if that is needed; return how many calls it took."""
        client, operation, values = self._client, *self._request()
        if self._is_known() or not isinstance(client, Client):
            return 0
        try:
            discovered = client.call_raw(operation, values, any_response).json()
        except (AgillicError, ValueError) as error:
            return self._note(operation, error)
        return self._take(operation, discovered)

    async def open_async(self) -> int:
        """Do the same for asyncio; see `open`."""
        client, operation, values = self._client, *self._request()
        if self._is_known() or not isinstance(client, AsyncClient):
            return 0
        try:
            discovered = (await client.call_raw(operation, values, any_response)).json()
        except (AgillicError, ValueError) as error:
            return self._note(operation, error)
        return self._take(operation, discovered)

    def __call__(self, entry: object) -> str:
        """Return what is wrong with a row; the empty text if nothing is, or it is unknown."""
        return self._said(self._check, entry)

    def passes_all(self, entries: Sequence[object]) -> bool:
        """Return whether nothing is wrong with rows; False also where each has to be looked at."""
        if self._check is None:
            return True
        try:
            return self._check.passes_all([*map(self._values_of, entries)])
        except ROW_ERRORS:
            return False

    def explain(self, entry: bytes) -> str:
        """Return why the server may have counted a row as an error; the empty text if it is unknown.

        Args:
            entry: its JSON.
        """
        return self._said(self._doubt, orjson.loads(entry)) if self._doubt else ""

    def _said(self, check: FieldCheck | None, entry: object) -> str:
        if check is None:
            return ""
        try:
            values = self._values_of(entry)
            return check(cast("Mapping[str, object]", values)) if isinstance(values, Mapping) else ""
        except ROW_ERRORS:
            return ""  # what is wrong with its form is reported elsewhere

    def _request(self) -> tuple[Operation, dict[str, object]]:
        return (_TABLE, {"tableId": self._table}) if self._table else (_PERSON, {})

    def _known(self) -> _Known:
        return _KNOWN.setdefault(_line_of(self._client), {}) if isinstance(self._client, InstanceMixin) else {}

    def _is_known(self) -> bool:
        """Take what was read before; return whether there is nothing to read."""
        if not isinstance(self._client, InstanceMixin):
            return True
        types, until = self._known().get(self._table, (None, 0.0))
        if waiting.clock() >= until:
            return False
        self._use(types)
        return True

    def _take(self, operation: Operation, discovered: object) -> int:
        types = types_of(discovered)
        if types is None:
            _LOGGER.warning("rows are not checked: the response to %s has no list of fields", operation.id)
        self._known()[self._table] = types, waiting.clock() + KEPT
        self._use(types)
        return 1

    def _note(self, operation: Operation, error: Exception) -> int:
        why = str(error) if isinstance(error, AgillicError) else "its response cannot be read"
        _LOGGER.warning("rows are not checked, as %s failed: %s", operation.id, why)
        self._known()[self._table] = None, waiting.clock() + KEPT
        return 1

    def _use(self, types: _Types | None) -> None:
        if types is None or not isinstance(self._client, InstanceMixin):
            return
        what = f"column of {self._table}" if self._table else "field"
        settings = _line_of(self._client).settings
        is_stated = self._given is not None or None not in {settings.date_format, settings.timestamp_format}
        formats = (self._given or self._client.dates).formats
        self._check = FieldCheck(types, formats, is_stated=is_stated, what=what)
        self._doubt = None if is_stated else FieldCheck(types, formats, what=what)


def _line_of(client: InstanceMixin) -> Pipeline[Settings]:
    return client._pipeline  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - what clients share is no matter of users


def remember_types(client: Client | AsyncClient, table: str, types: Mapping[str, str]) -> None:
    """Have the checks of rows use fields that were just read, instead of reading them again.

    Args:
        client: the client that read them; of one that is no `Agillic`, rows are not checked.
        table: the one-to-many table; empty for person data.
        types: the types of its fields, by their names. Without any, they are read as before.
    """
    if types and isinstance(client, InstanceMixin):
        _KNOWN.setdefault(_line_of(client), {})[table] = types, waiting.clock() + KEPT


def types_of(discovered: object) -> dict[str, str] | None:
    """Return the types of fields by their names; None when a response does not name them.

    Args:
        discovered: the fields, alone or as the member `fields` of an object; both forms are known.

    >>> types_of({"name": "Person Data", "fields": [{"name": "AGE", "type": "NUMBER"}]})
    {'AGE': 'NUMBER'}
    >>> types_of([]) is None
    True
    """
    fields = cast("Mapping[str, object]", discovered).get("fields") if isinstance(discovered, Mapping) else discovered
    if not isinstance(fields, list) or not fields:
        return None
    types: dict[str, str] = {}
    for field in cast("list[object]", fields):
        if not isinstance(field, Mapping):
            return None
        known = cast("Mapping[str, object]", field)
        name, type_ = known.get("name"), known.get("type")
        if not isinstance(name, str):
            return None
        types[name] = type_ if isinstance(type_, str) else ""
    return types
