"""The fixtures of the pytest plugin, as tests of an integrator use them; this session has the plugin too."""

import pytest

from iterable_client import IterableClient, RateLimited
from iterable_client.mock.local import LocalMock

pytest_plugins = ["pytester"]

ROWS = [{"email": f"reader{n}@example.com", "dataFields": {"city": "Ghent"}} for n in range(3)]


@pytest.mark.usefixtures("iterable_environment")
class TestEnvironment:
    def test_code_that_opens_its_own_client_calls_the_mock(self, iterable_mock: LocalMock) -> None:
        with IterableClient() as iterable:
            summary = iterable.users.bulk_update(ROWS).run()
        assert (summary.succeeded, summary.failed) == (3, [])
        assert [each.operation for each in iterable_mock.requests] == ["bulkUpdateUsers"]
        assert iterable_mock.api_key not in str([each.shown() for each in iterable_mock.requests])

    @pytest.mark.parametrize("time", ["first", "second"])
    def test_each_test_has_a_fresh_state(self, iterable_mock: LocalMock, time: str) -> None:
        assert iterable_mock.requests == [], time
        with IterableClient() as iterable:
            iterable.lists.create({"name": "Newcomers"})
        assert len(iterable_mock.requests) == 1

    def test_faults_are_met_by_clients(self, iterable_mock: LocalMock) -> None:
        iterable_mock.faults.add(operation="listLists", status=429, retry_after=3_600)
        with IterableClient() as iterable, pytest.raises(RateLimited):
            iterable.lists.list()


@pytest.mark.usefixtures("iterable_environment", "iterable_no_wait")
def test_retries_wait_on_the_clock_of_the_mock_alone(iterable_mock: LocalMock) -> None:
    iterable_mock.faults.add(operation="bulkUpdateUsers", status=503, retry_after=60)
    before = iterable_mock.clock.now()
    with IterableClient() as iterable:
        assert iterable.users.bulk_update(ROWS).run().succeeded == 3
    assert (iterable_mock.clock.now() - before).total_seconds() >= 60


@pytest.mark.iterable_mock(assumptions={"list-name-taken": "status-400"})
@pytest.mark.usefixtures("iterable_environment")
def test_a_marker_switches_assumptions(iterable_mock: LocalMock) -> None:
    assert iterable_mock.instance.assumptions.choice("list-name-taken") == "status-400"


def test_a_wrong_assumption_is_told(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.iterable_mock(assumptions={"list-name-take": "status-400"})
        def test_it(iterable_mock):
            pass
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:schemathesis")
    result.stdout.fnmatch_lines(["*there is no assumption 'list-name-take'; did you mean 'list-name-taken'?*"])
