"""What may go wrong before a row is sent: each case of a connector's troubleshooting page, and what is said of it."""

import socket
from typing import Any

import pytest
from target_parts import Item, kind_of, outcomes, run_mode, sent, written

from agillic import Agillic
from agillic.errors import (
    AuthenticationError,
    BatchInterrupted,
    NotFound,
    PermissionDenied,
    RateLimited,
    TransportError,
)
from agillic.mock.local import LocalMock
from agillic.sync.fields import sent_format
from agillic.sync.targets import TARGETS
from iterable_client import IterableClient
from sdk_core.client import BaseClient
from sdk_core.sync.model.errors import JobError, SyncError, TargetError
from sdk_core.sync.model.target import Target
from sdk_core.sync.planning.plan_rows import presence_reason
from sdk_core.transport.settings.profiles import SettingsError

pytest_plugins = ["target_fixtures"]
pytestmark = pytest.mark.usefixtures("own_limits")

REQUIRED: dict[str, dict[str, Any]] = {
    "recipients": {},
    "one_to_many": {"table": "PURCHASES"},
    "audience": {"group": "TastingPanel"},
}
each_target = pytest.mark.parametrize("name", REQUIRED)


def bound(client: BaseClient, name: str, **options: object) -> Target:
    return kind_of(TARGETS, name).bind(client, {**REQUIRED[name], **options})


def other(mock: LocalMock, **settings: Any) -> Agillic:  # noqa: ANN401 - of any type
    given: dict[str, Any] = {"key": mock.key, "secret": mock.secret, "base_url": mock.url, **settings}
    return Agillic(**given)


def problem(client: BaseClient, name: str, **options: object) -> str:
    with pytest.raises(SyncError) as raised:
        bound(client, name, **options)
    assert isinstance(raised.value, TargetError)
    return str(raised.value)


@each_target
def test_wrong_credentials(agillic_mock: LocalMock, agillic_no_wait: None, name: str) -> None:  # noqa: ARG001 - it acts on all clients
    with other(agillic_mock, secret=agillic_mock.secret[::-1]) as client, pytest.raises(AuthenticationError) as raised:
        bound(client, name)
    assert "check key and secret (Administration > Integrations > API)" in str(raised.value)
    assert agillic_mock.secret[::-1] not in str(raised.value)


@each_target
def test_an_endpoint_that_is_not_reachable(agillic_mock: LocalMock, agillic_no_wait: None, name: str) -> None:  # noqa: ARG001 - so
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        with other(agillic_mock, base_url=url) as client, pytest.raises(TransportError) as raised:
            bound(client, name)
    assert raised.value.outcome == "not-sent"


def test_an_endpoint_without_its_protocol(agillic_mock: LocalMock) -> None:
    with pytest.raises(SettingsError, match="base_url"):
        other(agillic_mock, base_url="api-eu1.agillic.net")


@each_target
def test_a_key_that_may_not_read_the_instance(agillic_mock: LocalMock, agillic_no_wait: None, name: str) -> None:  # noqa: ARG001 - so
    (app,) = (each for each in agillic_mock.instance.keys if each.scope == "app")
    with other(agillic_mock, key=app.key, secret=app.secret) as client, pytest.raises(PermissionDenied) as raised:
        bound(client, name)
    assert "use a key of the scope Public Api" in str(raised.value)


def test_a_recipient_who_is_not_there_in_the_mode_update(agillic: Agillic) -> None:
    target = bound(agillic, "recipients")
    assert target.modes["update"].presence == "present"
    assert target.truth is not None
    assert dict(target.truth.read_some(["nobody@example.com"])) == {"nobody@example.com": None}
    assert "no such item, and this mode writes only what is there: the mode upsert creates it" in presence_reason(
        target, target.modes["update"]
    )
    assert "the mode upsert updates it" in presence_reason(target, target.modes["insert"])


@pytest.mark.parametrize(
    ("group", "advice"),
    [
        ("tastingpanel", "did you mean TastingPanel? Case counts"),
        ("TastingPannel", "did you mean TastingPanel?"),
        ("xyzzy", "the static ones are Empty Target Group, Tasting guests, TastingPanel"),
    ],
)
def test_a_target_group_that_is_not_there(agillic: Agillic, group: str, advice: str) -> None:
    said = problem(agillic, "audience", group=group)
    assert said == f"there is no target group {group!r} (option group; its name, not its id): {advice}"


def test_a_dynamic_target_group(agillic: Agillic) -> None:
    said = problem(agillic, "audience", group="ChocolateLovers")
    assert said.startswith("the target group 'ChocolateLovers' is dynamic")
    assert "Name a static one" in said


@pytest.mark.parametrize(
    ("table", "advice"),
    [
        ("purchases", "did you mean PURCHASES? Case counts"),
        ("PURCHASE", "did you mean PURCHASES?"),
        ("xyzzy", "the instance has AGILLIC_REGISTRATION, PURCHASES, RECOMMENDATION TO PRODUCT, VOUCHERS"),
    ],
)
def test_a_table_that_is_not_there(agillic: Agillic, table: str, advice: str) -> None:
    said = problem(agillic, "one_to_many", table=table)
    assert said == f"there is no one-to-many table {table!r} (option table): {advice}"


@pytest.mark.agillic_mock(assumptions={"unknown-table-status": "status-400"})
def test_a_table_that_is_not_there_however_the_server_says_it(agillic: Agillic) -> None:
    assert "did you mean PURCHASES" in problem(agillic, "one_to_many", table="purchases")


def test_a_target_group_that_is_gone_stops_the_run_at_its_first_call(agillic: Agillic, agillic_mock: LocalMock) -> None:
    target = bound(agillic, "audience")
    agillic_mock.faults.add(operation="addToStaticTargetGroup", status=404, times=1_000)
    people: list[Item] = [(f"{n}@example.com", {}) for n in range(250)]
    with pytest.raises(BatchInterrupted) as raised:
        written(target.steps["add"], people, agillic)
    assert isinstance(raised.value.__cause__, NotFound)
    assert len(sent(agillic_mock.requests, "addToStaticTargetGroup")) == 1


def test_a_limit_that_passes_is_waited_for(agillic: Agillic, agillic_mock: LocalMock) -> None:
    target = bound(agillic, "recipients")
    agillic_mock.faults.add(operation="batchUpsertRecipients", status=429, times=2)
    results = run_mode(target, "upsert", [("ada@example.com", {"EMAIL": "ada@example.com"})], agillic)["upsert"]
    assert outcomes(results) == ["created"]
    assert [each.status for each in sent(agillic_mock.requests, "batchUpsertRecipients")] == [429, 429, 200]


def test_a_limit_that_stays_is_an_error_that_says_what_to_do(agillic: Agillic, agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="discoverPersonData", status=429, times=1_000)
    with pytest.raises(RateLimited, match="send it again later; the limits are 20 calls at once"):
        bound(agillic, "recipients")


@pytest.mark.parametrize("name", ["recipients", "audience"])
def test_another_recipient_key_than_the_instance_has(agillic: Agillic, name: str) -> None:
    said = problem(agillic, name, key_field="CUSTOMER_ID")
    assert said == (
        "the option key_field names CUSTOMER_ID, and the instance identifies recipients by EMAIL: set it to EMAIL, or "
        "recipients would be created twice instead of updated"
    )


@pytest.mark.parametrize(
    ("key_field", "advice"),
    [
        ("E_MAIL", "did you mean EMAIL?"),
        ("email", "did you mean EMAIL? Case counts"),
        ("xyzzy", "see the fields with `agillic discover`"),
    ],
)
def test_a_recipient_key_that_is_no_field(agillic: Agillic, key_field: str, advice: str) -> None:
    said = problem(agillic, "recipients", key_field=key_field)
    assert said == f"the recipient key {key_field} (option key_field) is no field of person data: {advice}"


@pytest.mark.parametrize(
    ("key", "advice"), [("id", "did you mean ID? Case counts"), ("PAID", "are identified by ID: set it to ID")]
)
def test_a_key_of_a_table_that_is_none(agillic: Agillic, key: str, advice: str) -> None:
    said = problem(agillic, "one_to_many", table_key=key)
    assert "table_key" in said
    assert said.endswith(advice)


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("recipients", {"key_field": 5}, "the option key_field of the target is a int: give a text"),
        ("recipients", {"key_field": ""}, "the option key_field of the target is empty: give a text"),
        ("recipients", {"asynchronous": "yes"}, "give true or false, without quotes"),
        ("audience", {"group": 7}, "the option group of the target is a int: give a text"),
        ("audience", {"upsert_recipients": 0}, "give true or false, without quotes"),
        ("one_to_many", {"table": ["PURCHASES"]}, "the option table of the target is a list: give a text"),
    ],
)
def test_an_option_of_another_type(agillic: Agillic, name: str, options: dict[str, object], words: str) -> None:
    with pytest.raises(JobError) as raised:
        bound(agillic, name, **options)
    assert words in str(raised.value)


def test_a_pattern_of_dates_without_words_of_strftime() -> None:
    with pytest.raises(TargetError, match="'MMM' at column 4"):
        sent_format("dd.MMM.yyyy")


def test_a_client_of_another_api() -> None:
    with IterableClient(api_key="0123456789abcdef") as client:
        assert problem(client, "recipients") == "a IterableClient does not call this API: give an Agillic"


@each_target
def test_what_a_job_must_say_is_what_cannot_be_left_out(agillic: Agillic, name: str) -> None:
    kind = kind_of(TARGETS, name)
    assert kind.required == REQUIRED[name].keys()
    assert kind.required <= kind.options.keys()
    assert kind.bind(agillic, REQUIRED[name]).name == name
