"""A mock like an instance of strangers: the file loads, and to discover that mock gives the same module."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from discovery_parts import STRANGE, instances, plain_names
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agillic import Agillic, DateFormats
from agillic.discovery import Event, Field, Instance, Table, TargetGroup, discover, module_text
from agillic.discovery.mock_instance import Details, mock_instance_text
from agillic.mock.assumptions import Assumptions
from agillic.mock.instance import SYSTEM_FIELDS, Key, parse_instance
from agillic.mock.local import LocalServer
from agillic.wire.path_encoding import path_value

KEY = Field("EMAIL", "STRING", identifier=True)
SYSTEM = tuple(Field(each.name, each.type) for each in SYSTEM_FIELDS)
_types = st.sampled_from(["STRING", "NUMBER", "BOOLEAN", "DATE", "TIMESTAMP"])


def possible(name: str) -> bool:
    try:
        path_value("the name", name)
    except ValueError:
        return False
    return True


def in_order(fields: list[Field]) -> tuple[Field, ...]:
    return tuple(sorted(fields, key=lambda each: each.name))


_names = plain_names.filter(possible)
_fields = st.lists(st.builds(Field, _names, _types), min_size=1, max_size=5, unique_by=lambda each: each.name)
_tables = st.lists(
    st.builds(Table, _names, _fields.map(in_order)),
    max_size=3,
    unique_by=lambda each: each.name,
).map(lambda each: tuple(sorted(each, key=lambda one: one.name)))


def with_system_fields(fields: list[Field]) -> tuple[Field, ...]:
    taken = {"EMAIL", *(each.name for each in SYSTEM)}
    return in_order([KEY, *SYSTEM, *(each for each in fields if "=" not in each.name and each.name not in taken)])


like_a_mock = st.builds(
    Instance,
    person_data=_fields.map(with_system_fields),
    one_to_many=_tables,
    historical=_tables,
    global_data=_fields.map(in_order),
    global_data_tables=_tables,
    target_groups=st.lists(
        st.builds(TargetGroup, _names, static=st.booleans()), max_size=4, unique_by=lambda each: each.name
    ).map(lambda each: tuple(sorted(each, key=lambda one: one.name))),
    events=st.lists(st.builds(Event, _names, _names), max_size=3, unique_by=lambda each: each.id).map(
        lambda each: tuple(sorted(each, key=lambda one: one.id))
    ),
)
"""Instances of strangers that a mock can be like in all that a module says."""


@pytest.fixture(scope="module", name="server")
def _server() -> Iterator[LocalServer]:
    with LocalServer() as server:
        yield server


def discovered(server: LocalServer, text: str, folder: Path) -> Instance:
    """Discover the mock of an instance file, its events by a recipient who is made for it."""
    scope = Assumptions({"event-list-scope": "all-events"})  # else the list has what the recipient achieved
    instance = replace(parse_instance(text, "instance.toml"), assumptions=scope)
    with server.mock(instance) as mock:
        settings_ = {"key": mock.key, "secret": mock.secret, "base_url": mock.url}
        with Agillic(**settings_, state_directory=str(folder)) as agillic:  # type: ignore[arg-type]  # all are texts
            agillic.recipients.create({instance.recipient_key: "ada@example.com"})
            return discover(agillic, recipient="ada@example.com")


@given(like_a_mock)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_the_mock_of_an_instance_has_the_same_module(server: LocalServer, tmp_path: Path, instance: Instance) -> None:
    found = discovered(server, mock_instance_text(instance), tmp_path)
    assert module_text(found) == module_text(instance)


@given(instances)
def test_any_instance_has_a_file_that_loads(instance: Instance) -> None:
    notes: list[str] = []
    whole = replace(instance, person_data=(*instance.person_data, KEY))
    loaded = parse_instance(mock_instance_text(whole, note=notes.append), "instance.toml")
    groups = [each.name for each in instance.target_groups]
    assert list(loaded.target_groups) == [each for each in groups if possible(each)]
    assert len([each for each in notes if "target group" in each]) == len(groups) - len(loaded.target_groups)
    assert loaded.recipients == ()


def test_a_strangers_mock(server: LocalServer, tmp_path: Path) -> None:
    found = discovered(server, mock_instance_text(STRANGE), tmp_path)
    expected = replace(STRANGE, person_data=in_order([*STRANGE.person_data, *SYSTEM]))
    assert module_text(found) == module_text(expected)
    assert "PRICE" in found.types_of("one_to_many", "ORDER LINES")


def test_what_settings_say_is_in_it() -> None:
    formats = DateFormats("yyyy/MM/dd", "yyyy/MM/dd HH:mm", ZoneInfo("America/New_York"))
    data = (Field("SINCE", "DATE"), Field("UNTIL", "TIMESTAMP"))
    text = mock_instance_text(
        replace(STRANGE, global_data=data), Details("production", 1_000, formats, "America/New_York")
    )
    loaded = parse_instance(text, "instance.toml")
    assert (loaded.environment, loaded.active_recipients) == ("production", 1_000)
    assert (loaded.date_format, loaded.timestamp_format) == ("yyyy/MM/dd", "yyyy/MM/dd HH:mm")
    assert loaded.time_zone == "America/New_York"
    assert loaded.global_data["SINCE"].value == "2026/01/01"
    assert loaded.keys == (Key("mock-key", "mock-secret", "public"),)


def test_without_a_field_for_recipients_it_says_what_to_do() -> None:
    with pytest.raises(ValueError, match="use a key that may call discoverPersonData"):
        mock_instance_text(Instance(person_data=(Field("AGE", "NUMBER"),)))


def test_descriptions_and_indexes_are_in_it() -> None:
    table = Table("ARTICLES", (Field("ID", "STRING", identifier=True), Field("T", "STRING", index="INDEXED")), 'a "b"')
    loaded = parse_instance(mock_instance_text(replace(STRANGE, global_data_tables=(table,))), "instance.toml")
    found = loaded.global_data_tables["ARTICLES"]
    assert (found.description, found.key) == ('a "b"', "ID")
    assert (found.columns["ID"].index, found.columns["T"].index) == ("UNIQUE", "INDEXED")


def test_no_key_of_this_machine_gets_into_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGILLIC_SECRET", "candystore-secret")
    assert os.environ["AGILLIC_SECRET"] not in mock_instance_text(STRANGE)
