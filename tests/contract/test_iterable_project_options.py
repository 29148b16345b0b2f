"""The contract tool names the options of a mock of Iterable, and never another one: of every assumption."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from effort import LONG, SEED
from telling_project import ADA, DEFAULTS, USERS, serving, telling, verified

from iterable_api import Client
from iterable_client.contract.contract import CONTRACT
from iterable_client.mock.assumptions import switchable
from iterable_client.mock.instance import load_project
from iterable_client.mock.local import LocalMock, LocalServer
from sdk_core.contract.options import DEFAULT_MAX_CALLS
from sdk_core.contract.report import as_markdown, is_as_documented
from sdk_core.contract.verification import Report

OBSERVABLE = {id_: each["observable"] for id_, each in CONTRACT.document.behavior.items()}
OTHERS = [(id_, option) for id_, options in switchable().items() for option in options if option != DEFAULTS[id_]]
"""Every option of every assumption about behavior that is not the default."""
TOLD = [each for each in OTHERS if OBSERVABLE[each[0]]["by"] != "nothing"]
SAMPLE = OTHERS if LONG else Random(SEED).sample(TOLD, 7)  # noqa: S311 - a sample, no secret
MIXED = range(SEED, SEED + (30 if LONG else 1))
LUCKY = {"retry-after-header", "error-form"}
"""These need calls that are rejected meanwhile, which none are."""
USED = {"user": ADA, "list": "1201"}
READ_ONLY = tuple(each.key for each in load_project().keys if each.kind == "read-only")
UNBOUNDED = 2_000


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


def told(assumption: str, option: str) -> str | None:
    """Return what is to be observed of an option; None when the document says that it cannot be told."""
    observable = OBSERVABLE[assumption]
    return None if observable["by"] == "nothing" or option in observable.get("except", {}) else option


def use_up_a_limit(mock: LocalMock) -> None:
    """Call as another client of the key does on another machine, until a limit is reached."""
    with Client(mock.url, headers={"Api-Key": mock.api_key}) as client:
        for _ in range(5):
            client.lists.with_raw_response.list_users(list_id=1201)
    mock.clock.advance(6)  # half of what it takes until another call has room


def look(mock: LocalMock, calls: int = UNBOUNDED) -> Report:
    """Verify a mock by everything there is, and check that nobody is left behind."""
    report = verified(mock, write=True, use=USED, other_credentials=READ_ONLY, max_calls=calls)
    assert (report.stopped, list(report.remaining)) == ("", [])
    assert mock.state.users.count() == USERS
    assert mock.state.forgotten.hashes("email") == []
    return report


def false_claims(report: Report, options: dict[str, str]) -> dict[str, str]:
    """Return what was claimed and does not hold."""
    chosen = {**DEFAULTS, **options}
    return {id_: option for id_, option in report.settled.items() if option != chosen[id_]}


@pytest.mark.parametrize(("assumption", "option"), SAMPLE, ids=str)
def test_an_option_is_named_or_nothing_is_claimed_of_it(server: LocalServer, assumption: str, option: str) -> None:
    with telling(server, {assumption: option}) as mock:
        if assumption in LUCKY:
            use_up_a_limit(mock)
        report = look(mock)
    assert false_claims(report, {assumption: option}) == {}
    assert report.settled.get(assumption) == told(assumption, option)


@pytest.mark.parametrize("seed", MIXED)
def test_whatever_options_come_together_nothing_false_is_claimed(server: LocalServer, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a sample, no secret
    options = {id_: random.choice(list(each)) for id_, each in switchable().items()}
    with telling(server, options) as mock:
        report = look(mock)
    assert false_claims(report, options) == {}


@pytest.mark.parametrize("identity", ["email", "userId", "hybrid"])
def test_however_a_project_identifies_users_nothing_false_is_claimed(server: LocalServer, identity: str) -> None:
    with serving(server, identity=identity) as mock:
        report = look(mock)
    assert false_claims(report, {}) == {}


def test_of_a_mock_as_documented_every_default_is_named_within_the_usual_budget(server: LocalServer) -> None:
    with telling(server, {}) as mock:
        report = look(mock, DEFAULT_MAX_CALLS)
    expected = {id_: told(id_, option) for id_, option in DEFAULTS.items() if id_ not in LUCKY}
    assert report.settled == {id_: option for id_, option in expected.items() if option}
    assert is_as_documented(report)


def test_a_probe_looks_for_each_assumption_that_calls_can_settle_and_for_no_other() -> None:
    by = {
        "reading": {*CONTRACT.reading, *CONTRACT.passive},
        "throwaway": {*CONTRACT.writing},
        "nothing": set[str](),
    }
    for id_, each in OBSERVABLE.items():
        assert (id_ in by[each["by"]]) == (each["by"] != "nothing"), id_
    assert {*CONTRACT.reading, *CONTRACT.passive, *CONTRACT.writing} <= set(OBSERVABLE)


def test_the_report_says_of_each_that_is_not_settled_why(server: LocalServer) -> None:
    with serving(server) as mock:
        report = verified(mock)
    text = as_markdown(report)
    for id_, each in OBSERVABLE.items():
        if id_ in report.settled:
            assert f"| {id_} | {report.settled[id_]} |" in text
        elif each["by"] == "nothing":
            assert f"| {id_} | no call of this tool tells: {each['because']} |" in text
        else:
            assert f"| {id_} | " in text


AT_TIMES: dict[str, dict[str, Any]] = {
    "fails": {"status": 503},
    "asks to wait": {"status": 429, "retry_after": 3},
    "closes the connection when all is done": {"connection_reset": "after"},
    "sends half a response": {"truncate": True},
    "knows nothing": {"status": 404},
    "responds with an empty object": {"status": 200, "body": {}},
}


@pytest.mark.parametrize("seed", range(SEED, SEED + (20 if LONG else 1)))
@pytest.mark.parametrize("fault", AT_TIMES if LONG else ["closes the connection when all is done"])
def test_one_call_in_twenty_going_wrong_makes_no_false_claim_and_leaves_nobody(
    server: LocalServer, fault: str, seed: int
) -> None:
    options = {"unknown-email-response": "status-404", "total-form": "object", "export-cancel-response": "empty"}
    with telling(server, options) as mock:
        mock.faults.add(probability=0.05, seed=seed, **AT_TIMES[fault])
        report = verified(mock, write=True, use=USED, max_calls=UNBOUNDED)
        assert (mock.state.users.count() - USERS, list(report.remaining)) == (0, [])
        assert mock.state.forgotten.hashes("email") == []
    assert {id_: each for id_, each in false_claims(report, options).items() if id_ not in LUCKY} == {}
