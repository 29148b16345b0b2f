"""Discovery through the client: Person Data is one object with its fields, as running clients of the API read it."""

from pathlib import Path

import pytest
from many_parts import settings

from agillic import Agillic
from agillic.mock.local import LocalMock


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def test_the_fields_of_person_data(agillic_mock: LocalMock) -> None:
    with Agillic(**settings(agillic_mock)) as agillic:
        person_data = agillic.discovery.person_data()
    assert person_data.name == "Person Data"
    assert [field.name for field in person_data.fields if field.identifier] == ["EMAIL"]


def test_person_data_without_a_name_is_read_too(agillic_mock: LocalMock) -> None:
    fields = [{"name": "EMAIL", "type": "STRING"}]
    agillic_mock.faults.add(operation="discoverPersonData", status=200, body={"fields": fields})
    with Agillic(**settings(agillic_mock)) as agillic:
        assert [field.name for field in agillic.discovery.person_data().fields] == ["EMAIL"]
