"""Reads what an instance has. One call alone names a person, that for the events, and only ids and names stay of it."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, Final, TypeVar

from agillic.discovery.instance import PARTS, TITLES, Event, Field, Instance, Table, TargetGroup
from agillic.errors import NotFound, PermissionDenied, ResponseParseError
from agillic.resources.row_checks import remember_types
from agillic_api.client import Client
from agillic_api.models.field_definition import FieldDefinition
from agillic_api.models.historical_table_definition import HistoricalTableDefinition
from agillic_api.models.table_definition import TableDefinition

T = TypeVar("T", Field, Table, TargetGroup, Event)
_Definition = TableDefinition | HistoricalTableDefinition
_Note = Callable[[str], object]
_OF_ALL: Final = PARTS[:-1]


def discover(client: Client, *, recipient: str | None = None, note: _Note = lambda _: None) -> Instance:
    """Read what an instance has: one call for each kind of thing, and one for each table.

    The checks of rows before a batch use what was read here, so that they make no calls of their own.

    Args:
        client: an `Agillic`, or a generated client.
        recipient: one whose list of events is read, such as a test recipient: no call lists events otherwise. Only ids
            and names are kept.
        note: is given a text about each part that is left out because the server rejects its call with 403 or 404.

    Raises:
        NotFound: there is no such recipient.
        AgillicError: a call failed in another way, or all were rejected.

    >>> from agillic import Agillic
    >>> with Agillic() as agillic:  # doctest: +SKIP
    ...     discover(agillic).types_of("one_to_many", "PURCHASES")
    {'ID': 'STRING', 'PAID': 'BOOLEAN'}
    """
    found = _Discovery(client, note)
    parts: dict[str, Any] = {part: found.part(part) for part in _OF_ALL}
    parts["events"] = None if recipient is None else found.events(recipient)
    left_out = tuple(part for part in PARTS if parts[part] is None)
    if found.rejection is not None and not any(parts[part] is not None for part in _OF_ALL):
        raise found.rejection
    instance = Instance(**{part: read or () for part, read in parts.items()}, left_out=left_out)
    _remember(client, instance)
    return instance


def person_data(client: Client) -> tuple[Field, ...]:
    """Read the fields of recipients, by one call.

    Raises:
        AgillicError: the call failed.
    """
    return _fields(client.discovery.person_data().fields, "discoverPersonData")


def one_to_many_table(client: Client, name: str) -> Table:
    """Read a one-to-many table and its columns, by one call.

    Raises:
        NotFound: there is no such table.
        AgillicError: the call failed in another way.
    """
    return _table(name, client.discovery.one_to_many_table(name), "discoverOneToManyTable")


def target_groups(client: Client) -> tuple[TargetGroup, ...]:
    """Read the target groups, by one call.

    Raises:
        AgillicError: the call failed.
    """
    call = "discoverTargetGroups"
    return _sorted(
        TargetGroup(_text(each.name, call), _text(each.description, call, ""), _flag(each.static), _flag(each.global_))
        for each in client.discovery.target_groups()
    )


class _Discovery:
    """The calls, and what was rejected of them."""

    def __init__(self, client: Client, note: _Note) -> None:
        self._client, self._note = client, note
        self.rejection: PermissionDenied | NotFound | None = None

    def part(self, part: str) -> tuple[Any, ...] | None:
        """Return a part of the instance; None if its call was rejected."""
        return self._allowed(part, getattr(self, f"_{part}"))

    def events(self, recipient: str) -> tuple[Event, ...] | None:
        """Return the events, as the list of one recipient names them; None if the call was rejected."""

        def read() -> tuple[Event, ...]:
            found = self._client.events.list(recipient)
            events = [
                Event(_text(each.event_id, "listRecipientEvents"), _text(each.name, "listRecipientEvents", ""))
                for each in found
            ]
            return _sorted(events, "id")

        return self._allowed("events", read)

    def _allowed(self, part: str, read: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...] | None:
        try:
            return read()
        except (PermissionDenied, NotFound) as error:
            if part == "events" and isinstance(error, NotFound):
                raise  # it is the recipient who is not there
            self.rejection = self.rejection or error
            call = error.operation or "its call"
            self._note(f"{TITLES[part]} are left out: the server rejected {call} with {error.status}")
            return None

    def _person_data(self) -> tuple[Field, ...]:
        return person_data(self._client)

    def _one_to_many(self) -> tuple[Table, ...]:
        discovery = self._client.discovery
        return self._tables(discovery.one_to_many_tables(), discovery.one_to_many_table, "discoverOneToManyTable")

    def _historical(self) -> tuple[Table, ...]:
        discovery = self._client.discovery
        return self._tables(discovery.historical_tables(), discovery.historical_table, "discoverHistoricalTable")

    def _global_data_tables(self) -> tuple[Table, ...]:
        discovery = self._client.discovery
        return self._tables(discovery.global_data_tables(), discovery.global_data_table, "discoverGlobalDataTable")

    def _global_data(self) -> tuple[Field, ...]:
        call = "discoverGlobalData"
        return _sorted(
            Field(_text(each.name, call), _text(each.type_, call, ""), description=_text(each.description, call, ""))
            for each in self._client.discovery.global_data()
        )

    def _target_groups(self) -> tuple[TargetGroup, ...]:
        return target_groups(self._client)

    def _tables(self, names: list[str], read: Callable[[str], _Definition], call: str) -> tuple[Table, ...]:
        found: list[Table] = []
        for name in sorted({_text(each, f"{call}s") for each in names}):
            try:
                definition = read(name)
            except NotFound:  # removed since its name was read
                self._note(f"the table {name} left out: the server has it in its list, and rejected {call} with 404")
                continue
            found.append(_table(name, definition, call))
        return tuple(found)


def _table(name: str, definition: _Definition, call: str) -> Table:
    return Table(name, _fields(definition.fields or (), call), _text(getattr(definition, "description", ""), call, ""))


def _fields(definitions: Iterable[FieldDefinition], call: str) -> tuple[Field, ...]:
    return _sorted(
        Field(
            name=_text(each.name, call),
            type=_text(each.type_, call, ""),
            identifier=each.identifier is True,
            index=_text(each.index, call, ""),
            description=_text(each.description, call, ""),
        )
        for each in definitions
    )


def _sorted(found: Iterable[T], name: str = "name") -> tuple[T, ...]:
    """Sort by name; of two with the same name, the first one stays."""
    by_name: dict[str, T] = {}
    for each in found:
        by_name.setdefault(getattr(each, name), each)
    return tuple(sorted(by_name.values(), key=attrgetter(name)))


def _text(value: object, call: str, default: str | None = None) -> str:
    """Return a text of a response; the default where it is missing or something else.

    Raises:
        ResponseParseError: it is no text, and there is no default.
    """
    if isinstance(value, str):
        return value
    if default is not None:
        return default
    raise ResponseParseError(
        message=f"{call} returned a name that is a {type(value).__name__} and no text; it cannot be discovered",
        operation=call,
        outcome="done",
    )


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _remember(client: Client, instance: Instance) -> None:
    """Have the checks before a batch use what was read."""
    if instance.person_data:
        remember_types(client, "", instance.types_of("person_data"))
    for table in instance.one_to_many:
        remember_types(client, table.name, instance.types_of("one_to_many", table.name))
