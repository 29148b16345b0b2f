"""The fixtures of the pytest plugin, as tests of an integrator use them; this session has the plugin too."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from agillic.mock.local import LocalMock
from agillic_api import Client
from agillic_api.errors import StatusError, TransportError

pytest_plugins = ["pytester"]

UNUSED = ("-p", "no:schemathesis")  # it takes a second to load, in each session
SHOP = Path(__file__).with_name("shop.toml").read_text("utf-8")
ADA = {"personData": {"EMAIL": "ada@example.com"}}


def count(client: Client, filter_: str | None = None) -> int:
    found = client.recipients.list(filter=filter_) if filter_ else client.recipients.list()
    assert isinstance(found, list)
    return len(found)


# --- The mock of a test -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_has_a_fresh_state(agillic_mock: LocalMock, agillic_client: Client, time: str) -> None:
    assert agillic_mock.state.recipients.count() == 2, time
    assert agillic_mock.requests == []
    assert agillic_mock.faults.all() == []
    assert agillic_mock.clock.now().isoformat() == "2026-01-01T08:00:00+00:00"
    agillic_client.recipients.create(ADA)
    agillic_mock.faults.add(operation="createRecipient", status=503)
    agillic_mock.clock.advance(100)
    assert agillic_mock.state.recipients.count() == 3


def test_requests_are_recorded_as_they_arrived(agillic_mock: LocalMock, agillic_client: Client) -> None:
    agillic_client.recipients.create(ADA)
    (request,) = agillic_mock.requests
    assert (request.method, request.target, request.operation) == ("POST", "/recipients", "createRecipient")
    assert request.json == ADA
    assert dict(request.headers)["authorization"] == "Basic ***"


def test_faults_are_met_by_clients(agillic_mock: LocalMock, agillic_client: Client) -> None:
    agillic_mock.faults.add(operation="listRecipients", status=503)
    with pytest.raises(StatusError, match="503"):
        agillic_client.recipients.list()
    agillic_mock.faults.add(operation="listRecipients", connection_reset="before")
    with pytest.raises(TransportError):
        agillic_client.recipients.list()
    assert count(agillic_client) == 2


def test_advancing_the_clock_ends_tasks(agillic_mock: LocalMock, agillic_client: Client) -> None:
    agillic_client.recipients.start_upsert({"data": [ADA]})
    assert agillic_mock.state.recipients.count() == 2
    before = agillic_mock.clock.now()
    assert (agillic_mock.clock.advance(2) - before).total_seconds() == 2
    assert agillic_mock.state.recipients.count() == 3


def test_a_clock_does_not_go_back(agillic_mock: LocalMock) -> None:
    with pytest.raises(ValueError, match="a clock advances by 0 seconds or more"):
        agillic_mock.clock.advance(-1)


def test_the_state_may_be_used_while_calls_are_made(agillic_mock: LocalMock, agillic_client: Client) -> None:
    def call() -> None:
        for n in range(30):
            agillic_client.recipients.create({"personData": {"EMAIL": f"ada{n}@example.com"}})

    thread = threading.Thread(target=call)
    thread.start()
    for n in range(30):
        agillic_mock.state.recipients.create({"EMAIL": f"bob{n}@example.com"})
    thread.join()
    assert agillic_mock.state.recipients.count() == 62
    assert {each.status for each in agillic_mock.requests} == {201}


def test_the_database_is_left_to_the_server(agillic_mock: LocalMock) -> None:
    with pytest.raises(AttributeError, match="use a part of the state instead"):
        _ = agillic_mock.state.database


def test_no_secret_is_shown(agillic_mock: LocalMock, agillic_client: Client) -> None:
    assert agillic_mock.secret == "candystore-secret"  # noqa: S105 - it is in the built-in instance
    assert agillic_mock.secret not in f"{agillic_mock!r} {agillic_client!r}"


@pytest.fixture
def caller() -> Iterator[list[threading.Thread]]:
    """A thread that calls until its test is over, and then ends by itself."""
    threads: list[threading.Thread] = []
    yield threads
    threads[0].join(30)
    assert not threads[0].is_alive()


def test_a_call_under_way_ends_with_its_test(caller: list[threading.Thread], agillic_mock: LocalMock) -> None:
    arrived = threading.Event()

    def call() -> None:
        with Client(agillic_mock.url, auth=(agillic_mock.key, agillic_mock.secret)) as client:
            arrived.set()
            with pytest.raises(TransportError):
                client.recipients.list()

    agillic_mock.faults.add(operation="listRecipients", delay=600)
    caller.append(threading.Thread(target=call))
    caller[0].start()
    assert arrived.wait(30)
    while not agillic_mock.requests:
        pass


# --- Markers and configuration ----------------------------------------------------------------------------------------


@pytest.mark.agillic_mock(instance="shop.toml")
def test_a_marker_chooses_the_instance(agillic_mock: LocalMock, agillic_client: Client) -> None:
    assert (agillic_mock.key, agillic_mock.secret) == ("shop", "shop-secret")
    agillic_client.recipients.create({"personData": {"ID": "Ada"}})
    assert count(agillic_client, "ID==ada") == 1


@pytest.mark.agillic_mock(instance="shop.toml")
class TestNearerMarker:
    @pytest.mark.agillic_mock(assumptions={"filter-case": "case-counts"})
    def test_it_adds_to_those_farther_away(self, agillic_mock: LocalMock, agillic_client: Client) -> None:
        assert agillic_mock.key == "shop"
        agillic_client.recipients.create({"personData": {"ID": "Ada"}})
        assert count(agillic_client, "ID==ada") == 0


def test_the_configuration_chooses_the_instance_of_all_tests(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nagillic_mock_instance = data/shop.toml\n")
    pytester.mkdir("data").joinpath("shop.toml").write_text(SHOP, "utf-8")
    pytester.makepyfile("""
        import pytest

        def test_key(agillic_mock):
            assert agillic_mock.key == "shop"

        @pytest.mark.parametrize("n", range(4))
        def test_fresh(agillic_mock, n):
            agillic_mock.state.recipients.create({"ID": "ada"})
            assert agillic_mock.state.recipients.count() == 1
    """)
    pytester.runpytest_subprocess(*UNUSED, "-W", "error", "--numprocesses=2").assert_outcomes(
        passed=5
    )  # workers have one each


def test_wrong_markers_are_told_in_a_line(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import pytest

        @pytest.mark.agillic_mock(instance="none.toml")
        def test_file(agillic_mock): pass

        @pytest.mark.agillic_mock(assumptions={"filter-cas": "ignored"})
        def test_assumption(agillic_mock): pass

        @pytest.mark.agillic_mock("shop.toml")
        def test_unnamed(agillic_mock): pass

        @pytest.mark.agillic_mock(key="mine")
        def test_unknown(agillic_mock): pass
    """)
    result = pytester.runpytest_subprocess(*UNUSED, "--strict-markers")
    result.assert_outcomes(errors=4)
    result.stdout.fnmatch_lines(
        [
            "*none.toml: cannot be read (No such file or directory); give the path of a TOML file",
            "there is no assumption 'filter-cas'; did you mean 'filter-case'*",
            "the marker agillic_mock takes instance=FILE and assumptions=OPTIONS, nothing else",
            "the marker agillic_mock takes instance=FILE and assumptions=OPTIONS, nothing else",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


# --- What the plugin asks of others -----------------------------------------------------------------------------------


def test_proxies_of_the_environment_are_left_aside(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    client: Client = request.getfixturevalue("agillic_client")
    assert count(client) == 2


def test_without_the_extra_only_the_fixtures_fail(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("import sys\nsys.modules['starlette'] = None")
    pytester.makepyfile("def test_mock(agillic_mock): pass\ndef test_other(): pass")
    result = pytester.runpytest_subprocess(*UNUSED)
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["starlette is not installed; run: pip install 'agillic?mock?'"])


def test_a_session_that_does_not_use_it_loads_nothing_of_it() -> None:
    code = (
        "import sys, pytest; before = set(sys.modules); import agillic.pytest_plugin; print(*set(sys.modules) - before)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own code
    assert set(loaded.split()) == {
        "agillic",
        "agillic.pytest_plugin",
        "sdk_core",
        "sdk_core.mock",
        "sdk_core.mock.fixtures",
    }
