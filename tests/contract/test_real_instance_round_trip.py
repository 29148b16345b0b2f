"""`agillic.contract` with --write: throw-away recipients are removed whatever happens, or named."""

import re
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from effort import LONG, SEED
from examined import examined, serving, why
from telling_instance import telling

from agillic.contract.contract import CONTRACT
from agillic.contract.probes.writing_records import probes as of_records
from agillic.contract.round_trip import OF_FILES, OF_RECORDS
from agillic.mock.instance import load_instance
from agillic.mock.local import LocalMock, LocalServer
from agillic_api import Client
from agillic_api.types import Request
from sdk_core.contract.options import VerificationOptions
from sdk_core.contract.report import as_markdown, is_as_documented
from sdk_core.contract.verification import verify

SEND = Client.send
THROWAWAY = r"agillic-contract-[0-9a-f]{8}-[0-9]+(%41)?@example\.invalid"


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


def there(mock: LocalMock) -> set[str]:
    """Return the keys of the recipients beside the candy store's own."""
    with Client(mock.url, auth=(mock.key, mock.secret)) as client:
        listed: Any = client.recipients.with_raw_response.list().json()
    return {each["personData"]["EMAIL"] for each in listed} - {"ruby@sweetmail.com", "jane@sweetmail.com"}


def test_the_round_trip_leaves_everything_as_it_was_and_says_its_prefix(server: LocalServer) -> None:
    said: list[str] = []
    with serving(server) as mock, Client(mock.url, auth=(mock.key, mock.secret)) as client:
        before = client.recipients.with_raw_response.list().content
        options = VerificationOptions(mock.url, (mock.key, mock.secret), write=True)
        findings = verify(CONTRACT, options, say=said.append, wait=mock.clock.advance, now=mock.clock.now)
        assert client.recipients.with_raw_response.list().content == before
        created = [each.json for each in mock.requests if each.operation == "createRecipient" and each.status == 201]
    (line,) = said
    prefix = re.findall("agillic-contract-[0-9a-f]{8}", line)[0]
    assert created
    assert all(each["personData"]["EMAIL"].startswith(prefix) for each in created)
    assert all(re.fullmatch(THROWAWAY, each["personData"]["EMAIL"]) for each in created)
    assert findings.wrote
    assert not findings.remaining
    assert "Throw-away recipients were made and removed." in as_markdown(findings)


@pytest.mark.parametrize("number", [1, 9, 31])
def test_ctrl_c_in_any_write_removes_what_was_made(server: LocalServer, number: int) -> None:
    writes = 0

    def send(client: Client, request: Request) -> Any:  # noqa: ANN401 - the HTTP library's response
        nonlocal writes
        response = SEND(client, request)
        if request.operation.traits["access"] == "write":
            writes += 1
            if writes == number:
                raise KeyboardInterrupt
        return response

    with serving(server) as mock:
        with patch.object(Client, "send", send):
            findings = examined(mock, write=True)
        assert there(mock) == set()
    assert writes == number
    assert findings.interrupted
    assert findings.stopped == "it was interrupted"
    assert not findings.remaining


def test_ctrl_c_while_it_waits_for_a_task_removes_what_was_made(server: LocalServer) -> None:
    def interrupt(_seconds: float) -> None:
        if there(mock):
            raise KeyboardInterrupt
        mock.clock.advance(60)

    with serving(server) as mock:
        options = VerificationOptions(mock.url, (mock.key, mock.secret), write=True)
        findings = verify(CONTRACT, options, wait=interrupt, now=mock.clock.now)
        assert there(mock) == set()
    assert findings.interrupted


def test_ctrl_c_in_the_removal_names_what_remains(server: LocalServer) -> None:
    said: list[str] = []
    deletions = 0

    def send(client: Client, request: Request) -> Any:  # noqa: ANN401 - the HTTP library's response
        nonlocal deletions
        if said and request.operation.id == "deleteRecipient" and (deletions := deletions + 1) == 6:
            raise KeyboardInterrupt
        return SEND(client, request)

    with serving(server) as mock:
        # Without this way, each is deleted alone.
        mock.faults.add(operation="asyncBatchDeleteRecipients", status=400, times=1_000)
        with patch.object(Client, "send", send):
            options = VerificationOptions(mock.url, (mock.key, mock.secret), write=True)
            findings = verify(CONTRACT, options, say=said.append, wait=mock.clock.advance, now=mock.clock.now)
        left = there(mock)
    assert left
    assert left <= set(findings.remaining)
    assert findings.interrupted
    assert all(f"`{each}` may still be there; delete it" in as_markdown(findings) for each in left)


@pytest.mark.parametrize("status", [500, 200, 429], ids=["failing", "without effect", "too many calls"])
def test_what_cannot_be_removed_is_named(server: LocalServer, status: int) -> None:
    with serving(server) as mock:
        for operation in ("deleteRecipient", "asyncBatchDeleteRecipients"):
            mock.faults.add(operation=operation, status=status, times=1_000)
        findings = examined(mock, write=True)
        left = there(mock)
    assert left
    assert left == set(findings.remaining)
    assert not is_as_documented(findings)


@pytest.mark.parametrize("operation", ["updateRecipient", "asyncBatchUpsertRecipients"])
def test_a_call_too_many_or_a_failure_in_between_removes_what_was_made(server: LocalServer, operation: str) -> None:
    for status in (429, 500):
        with serving(server) as mock:
            mock.faults.add(operation=operation, status=status, times=1_000)
            findings = examined(mock, write=True)
            assert there(mock) == set()
        assert bool(findings.stopped) == (status == 429)
        assert not findings.remaining


@pytest.mark.parametrize("most", [2, 60, 85, 101, 150])
def test_the_budget_is_never_exceeded_and_keeps_enough_for_the_removal(server: LocalServer, most: int) -> None:
    with serving(server) as mock:
        findings = examined(mock, max_calls=most, write=True)
        made = len(mock.requests)
        assert there(mock) == set()
    assert made == findings.calls <= most
    assert findings.stopped == f"the budget of {most} calls is used up"
    assert not findings.remaining


def test_a_budget_of_5_calls_reads_what_it_can(server: LocalServer) -> None:
    with serving(server) as mock:
        findings = examined(mock, max_calls=5)
    confirmed = [each.operation for each in findings.operations if each.verdict == "confirmed"]
    assert len(confirmed) == findings.calls == 5
    assert why(findings, "getRecipient") == "not run: the budget of 5 calls is used up"


def test_nothing_is_written_where_the_recipient_key_is_not_known(server: LocalServer) -> None:
    said: list[str] = []
    with serving(server) as mock:
        fields = [{"name": "EMAIL", "type": "STRING"}]
        mock.faults.add(operation="discoverPersonData", status=200, body={"fields": fields})
        options = VerificationOptions(mock.url, (mock.key, mock.secret), write=True)
        findings = verify(CONTRACT, options, say=said.append, wait=mock.clock.advance, now=mock.clock.now)
        assert not [each for each in mock.requests if each.operation == "createRecipient"]
    assert said == ["nothing is written: the recipient key of this instance is unknown, or is no text"]
    assert not findings.wrote
    assert why(findings, "createRecipient") == "the recipient key of this instance is unknown, or is no text"


TABLE = "NUMBERS"


def records(mock: LocalMock) -> int:
    """Return how many records there are beside the table's own three."""
    return len(mock.state.global_data_tables.select(TABLE)) - 3


def changed_in_tables(mock: LocalMock) -> set[str]:
    """Return the operations that changed records, and check that they named no other table."""
    changing = [each for each in mock.requests if each.operation in OF_RECORDS]
    assert all(f"/tables/{TABLE}/" in each.target for each in changing)
    return {each.operation or "" for each in changing}


def test_records_are_written_in_a_table_that_was_named_for_it_and_in_no_other(server: LocalServer) -> None:
    with telling(server, {}) as mock:
        findings = examined(mock, write=True, max_calls=1_000, use={"table": "NO SUCH TABLE"})
        assert changed_in_tables(mock) == set()
    assert why(findings, "createGlobalDataTableRecord").endswith("was named by --use table=NAME")
    with telling(server, {}) as mock:
        findings = examined(mock, write=True, max_calls=1_000, use={"table": TABLE})
        assert changed_in_tables(mock) == {*OF_RECORDS}
        assert records(mock) == 0
    assert is_as_documented(findings)
    assert {each.verdict for each in findings.operations if each.operation in OF_RECORDS} == {"confirmed"}


@pytest.mark.parametrize("number", [1, 8, 15] if LONG else [8])
def test_ctrl_c_in_any_write_of_records_removes_what_was_made(server: LocalServer, number: int) -> None:
    writes = 0

    def send(client: Client, request: Request) -> Any:  # noqa: ANN401 - the HTTP library's response
        nonlocal writes
        response = SEND(client, request)
        if request.operation.id in OF_RECORDS:
            writes += 1
            if writes == number:
                raise KeyboardInterrupt
        return response

    with telling(server, {}) as mock:
        with patch.object(Client, "send", send):
            findings = examined(mock, write=True, max_calls=1_000, use={"table": TABLE})
        assert (there(mock), records(mock)) == (set(), 0)
    assert findings.interrupted
    assert not findings.remaining


def test_records_that_cannot_be_removed_are_named(server: LocalServer) -> None:
    with telling(server, {}) as mock:
        mock.faults.add(operation="deleteGlobalDataTableRecord", status=200, times=1_000)
        findings = examined(mock, write=True, max_calls=1_000, use={"table": TABLE})
        left = records(mock)
    assert 0 < left == len(findings.remaining)
    assert all(re.fullmatch(r"agillic-contract-[0-9a-f]{8}-[0-9]+", each) for each in findings.remaining)


@pytest.mark.parametrize(
    "fault", [{"connection_reset": "after"}, *([{"status": 503}, {"status": 404}] if LONG else [])], ids=str
)
def test_of_records_that_are_written_by_unsteady_calls_nothing_false_is_claimed(
    server: LocalServer, fault: dict[str, Any]
) -> None:
    with telling(server, {}) as mock:
        mock.faults.add(probability=0.05, seed=SEED, **fault)
        findings = examined(mock, write=True, max_calls=2_000, use={"table": TABLE})
        assert (there(mock), records(mock), list(findings.remaining)) == (set(), 0, [])
    defaults = {id_: each["default"] for id_, each in CONTRACT.document.assumptions.items()}
    claimed = {id_: option for id_, option in findings.settled.items() if id_ in of_records}
    assert claimed == {id_: defaults[id_] for id_ in claimed}
    assert len(claimed) > 5


FOLDER = "Images"


def files(mock: LocalMock) -> set[str]:
    """Return the names of the files beside the folder's own one."""
    return {each.name for each in mock.state.resources.entries(FOLDER)} - {"beans.png"}


def test_files_are_uploaded_into_a_folder_that_was_named_for_it_and_into_no_other(server: LocalServer) -> None:
    with serving(server) as mock:
        findings = examined(mock, write=True, max_calls=1_000, use={"folder": FOLDER})
        changing = [each for each in mock.requests if each.operation in OF_FILES]
        everything = set(mock.state.resources.below(""))
    assert everything == {*load_instance().resources}
    assert {each.operation for each in changing} == {*OF_FILES}
    assert {each.verdict for each in findings.operations if each.operation in OF_FILES} == {"confirmed"}
    assert is_as_documented(findings)
    with serving(server) as mock:
        findings = examined(mock, write=True, use={"folder": "no such folder"})
        # A file that nobody has is deleted.
        changing = [each for each in mock.requests if each.operation in OF_FILES]
    assert {(each.operation, each.status) for each in changing} == {("deleteResource", 404)}
    assert why(findings, "uploadResource").endswith("was named by --use folder=NAME")


@pytest.mark.parametrize("number", [2, 5, 8] if LONG else [5])
def test_ctrl_c_in_any_upload_removes_what_was_made(server: LocalServer, number: int) -> None:
    writes = 0

    def send(client: Client, request: Request) -> Any:  # noqa: ANN401 - the HTTP library's response
        nonlocal writes
        response = SEND(client, request)
        if request.operation.id in OF_FILES:
            writes += 1
            if writes == number:
                raise KeyboardInterrupt
        return response

    with serving(server) as mock:
        with patch.object(Client, "send", send):
            findings = examined(mock, write=True, max_calls=1_000, use={"folder": FOLDER})
        assert (there(mock), files(mock)) == (set(), set())
    assert findings.interrupted
    assert not findings.remaining


def test_files_that_cannot_be_removed_are_named(server: LocalServer) -> None:
    with serving(server) as mock:
        mock.faults.add(operation="deleteResource", status=200, times=1_000)
        findings = examined(mock, write=True, max_calls=1_000, use={"folder": FOLDER})
        left = files(mock)
    assert left
    assert left <= set(findings.remaining)
