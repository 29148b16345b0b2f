"""Devices and consents as the state keeps them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from state_parts import State, open_state

from agillic.mock.state.consents import Consent, Consents
from agillic.mock.state.devices import Device, DeviceKey, Devices


@pytest.fixture(name="state")
def _state(tmp_path: Path) -> Iterator[State]:
    state = open_state(tmp_path / "mock.db")
    state.recipients.create({"EMAIL": "ruby"})
    state.recipients.create({"EMAIL": "jane"})
    yield state
    state.database.close()


@pytest.mark.parametrize(("key", "count"), [("installation-and-app", 4), ("installation", 2), ("token", 3)])
def test_a_device_is_told_from_others_by_its_key(state: State, key: DeviceKey, count: int) -> None:
    """device-key."""
    devices = Devices(state.database)
    for installation, app, token in (
        ("i", "a", "t"),
        ("i", "b", "t"),
        ("j", "a", "u"),
        ("j", "b", "v"),
        ("i", "a", "t"),
    ):
        devices.register(1, Device(installation, app, token, {"osName": "ios"}), key)
    assert len(devices.of(1)) == count
    assert devices.of(2) == []


@pytest.mark.parametrize("key", ["installation-and-app", "installation", "token"])
def test_of_several_devices_the_one_with_the_key_is_found(state: State, key: DeviceKey) -> None:
    devices = Devices(state.database)
    first, second = (Device(each, each, f"of {each}", {"osName": "ios"}) for each in ("i", "j"))
    devices.register(1, first, key)
    devices.register(1, second, key)
    assert [devices.find(1, each, key) for each in (second, first)] == [second, first]
    assert devices.find(1, Device("k", "k", "of k", {}), key) is None
    assert devices.find(2, first, key) is None


def test_a_device_may_lose_its_token(state: State) -> None:
    """[C-IOS, J]: to unregister removes the token."""
    devices = Devices(state.database)
    device = Device("i", "a", "t", {"osName": "ios"})
    devices.register(1, device, "installation")
    assert devices.find(1, device, "installation") == device
    assert devices.clear_token(1, device, "installation")
    assert devices.of(1) == [Device("i", "a", None, {"osName": "ios"})]
    assert not devices.clear_token(2, device, "installation")


def test_a_consent_replaces_that_of_the_same_app_and_type(state: State) -> None:
    """[V-APP]."""
    consents = Consents(state.database)
    assert consents.add(1, Consent("a", "NEWS"))
    assert not consents.add(1, Consent.until("a", "NEWS", date(2030, 12, 31)))
    assert consents.add(1, Consent.until("b", "NEWS", datetime(2030, 12, 31, tzinfo=UTC)))
    assert consents.add(2, Consent("a", "NEWS"))
    assert [each.valid_until for each in consents.of(1)] == ["2030-12-31", "2030-12-31T00:00:00+00:00"]


def test_consents_end(state: State) -> None:
    """consent-withdraw-body."""
    consents = Consents(state.database)
    for app, type_ in (("a", "NEWS"), ("a", "OFFERS"), ("b", "NEWS"), ("b", "OFFERS")):
        consents.add(1, Consent(app, type_))
    consents.add(2, Consent("a", "NEWS"))
    assert (consents.withdraw(1, app="a", type_="NEWS"), consents.withdraw(1, app="a", type_="NEWS")) == (1, 0)
    assert consents.withdraw(1, app="b") == 2
    assert consents.of(1) == [Consent("a", "OFFERS")]
    assert consents.withdraw(1) == 1
    assert consents.of(2) == [Consent("a", "NEWS")]


def test_devices_and_consents_survive_a_restart_and_go_with_their_recipient(state: State, tmp_path: Path) -> None:
    device, consent = Device("i", "a", "t", {"osName": "ios"}), Consent("a", "NEWS")
    Devices(state.database).register(1, device, "token")
    Consents(state.database).add(1, consent)
    state.database.close()
    again = open_state(tmp_path / "mock.db")
    devices, consents = Devices(again.database), Consents(again.database)
    assert (devices.of(1), consents.of(1)) == ([device], [consent])
    again.recipients.delete(again.recipients.find("ruby"))
    assert (devices.of(1), consents.of(1)) == ([], [])
    again.database.close()


def test_what_is_kept_of_a_device_shows_nowhere_by_accident() -> None:
    assert "secret" not in repr(Device("secret", "a", "secret", {"deviceModel": "secret"}))
