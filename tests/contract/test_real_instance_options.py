"""`agillic.contract` names the options of a mock, and never another one: of every assumption about behavior."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import pytest
from effort import LONG, SEED
from examined import examined, serving
from telling_instance import BOTH, DEFAULTS, telling, told

from agillic.contract.contract import CONTRACT
from agillic.contract.probes import PASSIVE, PATIENT, READING, WRITING, WRONG_SECRET
from agillic.contract.probes.writing_files import probes as of_files
from agillic.contract.probes.writing_records import probes as of_records
from agillic.mock.assumptions import switchable
from agillic.mock.local import LocalMock, LocalServer
from sdk_core.contract.options import DEFAULT_MAX_CALLS
from sdk_core.contract.report import as_json, as_markdown
from sdk_core.contract.verification import Report

OBSERVABLE = {id_: CONTRACT.document.assumptions[id_]["observable"] for id_ in DEFAULTS}
OTHERS = [(id_, option) for id_, options in switchable().items() for option in options if option != DEFAULTS[id_]]
"""Every option of every assumption about behavior that is not the default."""
SAMPLE = OTHERS if LONG else [*BOTH.items(), *Random(SEED).sample(OTHERS, 9)]  # noqa: S311 - a sample, no secret
MIXED = range(SEED, SEED + (30 if LONG else 2))
UNBOUNDED = 2_000
TABLE, RECORDS, FOLDER = "NUMBERS", 3, "Images"
GIVEN: dict[str, Any] = {
    "use": {"table": TABLE, "folder": FOLDER},
    "other_credentials": ("candystore-app-key", "candystore-app-secret"),
    "patience": CONTRACT.patience,
}
"""What a user may give besides, so that more is settled."""
BY_WHAT_IS_GIVEN = {*PATIENT, *of_records, *of_files, "forbidden-scope-status"} - {"unknown-asset-status"}


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


def look(mock: LocalMock, calls: int = UNBOUNDED, given: Mapping[str, Any] = GIVEN) -> Report:
    """Examine a mock by everything there is, and check that nobody is left behind."""
    findings = examined(mock, write=True, wrong_credentials=True, max_calls=calls, **given)
    assert not findings.stopped
    assert not findings.remaining
    assert mock.state.recipients.count() == 2
    assert len(mock.state.global_data_tables.select(TABLE)) == RECORDS
    assert not [each for each in mock.state.resources.entries(FOLDER) if "agillic-contract" in each.name]
    return findings


def false_claims(findings: Report, options: dict[str, str]) -> dict[str, str]:
    """Return what was claimed and does not hold."""
    acted = {id_: told(id_, option, {"by": "reading"}) for id_, option in {**DEFAULTS, **options}.items()}
    return {id_: option for id_, option in findings.settled.items() if option != acted[id_]}


@pytest.mark.parametrize(("assumption", "option"), SAMPLE, ids=str)
def test_an_option_is_named_or_nothing_is_claimed_of_it(server: LocalServer, assumption: str, option: str) -> None:
    with telling(server, {assumption: option}, assumption) as mock:
        if assumption == "retry-after-header":
            mock.faults.add(operation="discoverGlobalData", status=429, retry_after=5)
        findings = look(mock, given=GIVEN if LONG or assumption in BY_WHAT_IS_GIVEN else {})
    assert false_claims(findings, {assumption: option}) == {}
    assert findings.settled.get(assumption) == told(assumption, option, OBSERVABLE[assumption])


@pytest.mark.parametrize("seed", MIXED)
def test_whatever_options_come_together_nothing_false_is_claimed(server: LocalServer, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a sample, no secret
    options = {id_: random.choice(list(each)) for id_, each in switchable().items()}
    if options["path-other-characters"] == "percent-once":
        options["path-lenient-decoding"] = "lenient"  # what is encoded once is taken then, whatever the other says
    with telling(server, options) as mock:
        findings = look(mock, given=GIVEN if LONG else {})
    assert false_claims(findings, options) == {}


@pytest.mark.parametrize(("calls", "given"), [(DEFAULT_MAX_CALLS, {}), (2 * DEFAULT_MAX_CALLS, GIVEN)])
def test_of_a_mock_as_documented_every_default_is_named_within_the_usual_budget(
    server: LocalServer, calls: int, given: dict[str, Any]
) -> None:
    with telling(server, {}) as mock:
        findings = look(mock, calls, given)
    expected = {id_: told(id_, option, OBSERVABLE[id_]) for id_, option in DEFAULTS.items()}
    # These need another instance, or an unlucky call.
    missing = {"recipient-address-forms", "message-api-not-bought", "asset-list-paging", "retry-after-header"}
    missing |= {"export-page-size"} if given else {"export-page-size", *BY_WHAT_IS_GIVEN}
    assert findings.settled == {id_: option for id_, option in expected.items() if option and id_ not in missing}


def test_a_probe_looks_for_each_assumption_that_calls_can_settle_and_for_no_other() -> None:
    by = {
        "reading": {*READING, *PASSIVE, *PATIENT},
        "throwaway": {*WRITING, *PASSIVE},
        "wrong-credentials": {*WRONG_SECRET},
    }
    probed = {*READING, *PASSIVE, *PATIENT, *WRITING, *WRONG_SECRET}
    assert probed == {id_ for id_, each in OBSERVABLE.items() if each["by"] != "nothing"}
    assert all(id_ in by[each["by"]] for id_, each in OBSERVABLE.items() if id_ in probed)


def test_the_report_says_of_each_that_is_not_settled_why(server: LocalServer) -> None:
    with serving(server) as mock:
        findings = examined(mock)
    report = as_markdown(findings)
    for id_, each in OBSERVABLE.items():
        if id_ in findings.settled:
            assert f"| {id_} | {findings.settled[id_]} |" in report
        elif each["by"] == "nothing":
            assert f"| {id_} | no call of this tool tells: {each['because']} |" in report
            assert each["because"] in as_json(findings)
        elif each["by"] == "throwaway":
            assert f"| {id_} | run with --write" in report
        else:
            assert f"| {id_} | " in report


@pytest.mark.parametrize(("retry_after", "option"), [(None, "no-header"), (30, "retry-after")])
def test_a_call_too_many_tells_of_the_header(server: LocalServer, retry_after: int | None, option: str) -> None:
    with serving(server) as mock:
        members = {} if retry_after is None else {"retry_after": retry_after}
        mock.faults.add(operation="discoverGlobalData", status=429, **members)  # type: ignore[arg-type] # either is one
        findings = examined(mock)
    assert not findings.stopped
    assert findings.settled["retry-after-header"] == option


def test_a_wrong_secret_is_not_offered_without_being_asked_for(server: LocalServer) -> None:
    with serving(server) as mock:
        assert "token-error-status" not in examined(mock).settled
        assert {each.status for each in mock.requests if each.operation == "getOAuthToken"} <= {200, 400}
