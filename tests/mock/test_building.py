"""Mocks as they are run: what a seed decides, which key calls, and what a file of an earlier run does to ids."""

import doctest
from datetime import timedelta
from pathlib import Path

import pytest
from app_calls import FORM, Received
from operation_calls import Api

from agillic.mock import building
from agillic.mock.building import build_mock
from agillic.mock.instance import load_instance
from agillic.mock.instance.keys import with_key
from sdk_core.mock.app import create_application
from sdk_core.mock.building import SEEDED_START
from sdk_core.mock.errors import InstanceError


def test_the_examples_in_the_docstrings_run() -> None:
    failed, attempted = doctest.testmod(building)
    assert attempted
    assert not failed


def test_a_seeded_mock_has_a_clock_that_stands_still() -> None:
    mock = build_mock(load_instance(), seed=0)
    assert (mock.clock.now(), mock.clock.is_frozen) == (SEEDED_START, True)
    mock.close()


def test_without_a_seed_the_clock_runs_and_ids_are_drawn_by_chance() -> None:
    first, second = build_mock(load_instance()), build_mock(load_instance())
    assert not first.clock.is_frozen
    assert first.state.ids.task_id() != second.state.ids.task_id()
    assert second.clock.now() - first.clock.now() < timedelta(minutes=1)
    first.close()
    second.close()


def test_the_latency_is_that_of_the_mock() -> None:
    mock = build_mock(load_instance(), seed=0, latency=0.25)
    assert mock.latency == 0.25
    mock.close()


TOKEN = b"grant_type=client_credentials&client_id=candystore-key&client_secret=candystore-secret"
ADA = {"personData": {"EMAIL": "ada@example.com"}}


def story(api: Api) -> list[Received]:
    """Make calls whose responses have ids and moments in them."""
    return [
        api.call("POST", "/recipients", ADA),
        api.call("GET", "/recipients/ada%2540example.com"),
        api.call("GET", "/recipients?pageSize=1"),
        api.call("POST", "/recipients/v2/:upsert", {"data": [ADA]}),
        api.call("POST", "/oauth2/token", TOKEN, authorization=None, content_type=FORM),
    ]


class Seeded(Api):
    """The whole mock as it is run, with a seed."""

    def __init__(self, seed: int, database: Path | None = None) -> None:
        self.mock = build_mock(load_instance(), seed=seed, database=database)
        self.application = create_application(self.mock)


def test_two_runs_with_the_same_seed_give_the_same_bytes() -> None:
    first = story(Seeded(5))
    assert [each.status // 100 for each in first] == [2] * 5, first
    assert first == story(Seeded(5))
    assert first != story(Seeded(6))


def test_no_id_comes_again_when_a_file_is_opened_with_the_same_seed(tmp_path: Path) -> None:
    """AGILLIC_IDs, ids of documents and of tasks; what is in the file has been given out already."""
    ids: list[str] = []
    for name in ("one", "two"):
        api = Seeded(1, tmp_path / "state.db")
        person = {"personData": {"EMAIL": f"{name}@example.com"}}
        assert api.call("POST", "/recipients", person).status == 201
        ids.append(api.get(f"/recipients/{name}%2540example.com")["personData"]["AGILLIC_ID"])
        ids.append(api.call("POST", "/recipients/v2/:upsert", {"data": [person]}).json["taskId"])
        ids.append(api.mock.state.documents.create())
        ids.append(api.mock.state.campaigns.stage(name, {}).id)
        api.mock.close()
    assert len(set(ids)) == 8


def test_a_key_takes_the_place_of_all_public_keys() -> None:
    instance = with_key(load_instance(), "mine", "hush")
    assert [(each.key, each.scope) for each in instance.keys] == [("mine", "public"), ("candystore-app-key", "app")]
    assert "hush" not in repr(instance)


@pytest.mark.parametrize(
    ("key", "secret", "message"),
    [
        ("", "hush", "the key is empty or has a colon"),
        ("a:b", "hush", "the key is empty or has a colon"),
        ("mine", "", "the secret is empty"),
        ("candystore-app-key", "hush", "the instance has the key 'candystore-app-key' already"),
    ],
)
def test_a_key_that_cannot_be_is_rejected_without_its_secret(key: str, secret: str, message: str) -> None:
    with pytest.raises(InstanceError, match=message) as caught:
        with_key(load_instance(), key, secret)
    assert "hush" not in str(caught.value)
