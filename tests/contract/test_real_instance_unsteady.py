"""`agillic.contract` with instances that fail at times: it claims nothing wrong, and leaves nobody behind."""

from collections.abc import Iterator
from typing import Any

import pytest
from effort import LONG, SEED
from examined import corrected, examined, serving

from agillic.contract.contract import CONTRACT
from agillic.mock.assumptions import Assumptions
from agillic.mock.local import LocalServer
from agillic_api import Client
from sdk_core.contract.call_recorder import MAX_FAILURES, MAX_PAUSE, PAUSES, CallRecorder
from sdk_core.contract.options import VerificationOptions
from sdk_core.contract.verification import Report, verify

SEEDS = range(SEED, SEED + (20 if LONG else 1))
AT_TIMES: dict[str, dict[str, Any]] = {
    "fails": {"status": 503},
    "asks to wait": {"status": 429, "retry_after": 3},
    "closes the connection": {"connection_reset": "before"},
    "closes the connection when all is done": {"connection_reset": "after"},
    "sends half a response": {"truncate": True},
    "sends broken JSON": {"malformed": True},
    "knows nothing": {"status": 404},
    "responds without a body": {"status": 200},
    "responds with an empty list": {"status": 200, "body": []},
}
OPTIONS = {  # what such a response could be taken for, or against
    "target-group-population": "bare-number",
    "unknown-folder-status": "status-400",
    "filter-missing-values": "as-empty",
    "bulk-result-members": "lists",
    "delete-success-status": "status-204",
    "one-to-many-empty-table": "empty-list",
    "unknown-members": "ignored",
}


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


def false_claims(findings: Report, mock: dict[str, str]) -> dict[str, str]:
    """Return the options that were observed and that the mock does not have."""
    chosen = Assumptions(mock)
    return {id_: option for id_, option in findings.settled.items() if option != chosen.choice(id_)}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("fault", AT_TIMES)
def test_one_call_in_twenty_going_wrong_makes_no_false_claim_and_leaves_nobody(
    server: LocalServer, fault: str, seed: int
) -> None:
    options = OPTIONS | {"retry-after-header": "retry-after"}
    with serving(server, options) as mock:
        mock.faults.add(probability=0.05, seed=seed, **AT_TIMES[fault])
        findings = examined(mock, write=True, max_calls=1_000)
        left = mock.state.recipients.count() - 2
    assert (left, list(findings.remaining)) == (0, [])
    assert false_claims(findings, options) == {}
    assert not findings.stopped
    # These the mock responds otherwise than documented for good, by its options.
    by_option = {"deleteRecipient", "withdrawConsent", "getTargetGroupPopulation", "batchUpsertRecipients"}
    assert set(corrected(findings)) <= by_option
    assert len(findings.settled) > 50


def test_a_call_too_many_is_waited_for_as_long_as_the_instance_asks(server: LocalServer) -> None:
    waits: list[float] = []
    with serving(server) as mock:
        mock.faults.add(operation="discoverGlobalData", status=429, retry_after=17, times=2)
        options = VerificationOptions(mock.url, (mock.key, mock.secret))

        def wait(seconds: float) -> None:
            waits.append(seconds)
            mock.clock.advance(seconds)

        findings = verify(CONTRACT, options, wait=wait, now=mock.clock.now)
    assert not findings.stopped
    assert waits[:2] == [17, 17]


@pytest.mark.parametrize(
    ("members", "calls", "why"),
    [
        ({"status": 429}, len(PAUSES) + 1, "the instance responded 429 (rate limited) 4 times; try again later"),
        ({"status": 429, "retry_after": 86_400}, 1, "the instance asks to wait for more than 120 seconds; try later"),
        (
            {"connection_reset": "before"},
            len(PAUSES) + 1,
            "no response came to discoverPersonData in 4 calls",
        ),
    ],
    ids=["429", "429 for a day", "no response"],
)
def test_what_does_not_pass_ends_the_run(server: LocalServer, members: Any, calls: int, why: str) -> None:  # noqa: ANN401 - of a fault
    with serving(server) as mock:
        mock.faults.add(operation="discoverPersonData", times=1_000, **members)
        findings = examined(mock, write=True)
        assert len(mock.requests) == 1 + calls  # behind the call for a token
        assert mock.state.recipients.count() == 2
    assert findings.stopped == why
    assert calls <= MAX_FAILURES
    assert MAX_PAUSE == 120


def test_a_response_is_asked_for_again_until_two_agree(server: LocalServer) -> None:
    with serving(server) as mock, Client(mock.url, auth=(mock.key, mock.secret)) as client:
        asked = {}
        faults: dict[str, dict[str, Any]] = {
            "404 once": {"status": 404},
            "404 for good": {"status": 404, "times": 1_000},
            "nothing once": {"status": 200, "body": []},
        }
        for name, fault in faults.items():
            mock.faults.clear()
            mock.faults.add(operation="discoverTargetGroups", **fault)
            caller = CallRecorder(client, CONTRACT.rules, 100)
            asked[name] = (caller.call("discoverTargetGroups").status, caller.made)
    assert asked == {"404 once": (200, 2), "404 for good": (404, 3), "nothing once": (200, 2)}


def test_of_an_instance_that_contradicts_itself_nothing_is_claimed(server: LocalServer) -> None:
    with serving(server) as mock:
        for call in range(1, 40, 2):  # every other response
            mock.faults.add(operation="discoverGlobalDataTables", status=404, after=call - 1)
            mock.faults.add(operation="discoverGlobalDataTables", status=422, after=call - 1)
        findings = examined(mock)
    (found,) = [each for each in findings.operations if each.operation == "discoverGlobalDataTables"]
    assert (found.verdict, found.reason) == ("unknown", "the responses contradicted each other")


def test_a_deletion_that_fails_is_tried_again(server: LocalServer) -> None:
    with serving(server) as mock:
        mock.faults.add(operation="deleteRecipient", status=500, after=1, times=25)
        findings = examined(mock, write=True)
        assert mock.state.recipients.count() == 2
    assert not findings.remaining
