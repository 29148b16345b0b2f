"""Tasks against the mock: started, waited for by threads and asyncio, resumed elsewhere, failed, forgotten, endless."""

import copy
import io
import pickle
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from task_parts import ADA, BAD, KINDS, UPSERT, Kind, Time, ended, opened, questions

from agillic import Agillic, AgillicError, BadRequest, NotFound, ServerError, TaskFailed
from agillic.mock.local import LocalMock
from sdk_core.calls.tasks.errors import TaskGone, TaskTimeout
from sdk_core.calls.tasks.status import EntryFailure, TaskStatus

UNKNOWN = "144816e2-d5f4-48ff-8353-80e9973dfd43"
both = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@both
def test_a_task_is_waited_for_and_its_states_are_told(kind: Kind, agillic_mock: LocalMock) -> None:
    told: list[TaskStatus] = []
    state = ended(kind, agillic_mock, Time(agillic_mock), progress=told.append)
    assert (state.ended, state.failed, state.result) == (True, False, "success")
    assert [each.state for each in told] == [*["queued"] * (len(told) > 1), *["running"] * (len(told) - 2), "completed"]
    assert told[-1] is state
    assert questions(agillic_mock) == len(told), "each question is a call"
    assert agillic_mock.state.recipients.count() == 3


def test_the_client_offers_tasks_and_the_state_of_an_ended_one_costs_no_call(agillic_mock: LocalMock) -> None:
    with Agillic(key=agillic_mock.key, secret=agillic_mock.secret, base_url=agillic_mock.url) as agillic:
        task = agillic.tasks.start(UPSERT, ADA)
        assert task.status().state == "queued"
        assert agillic.tasks.get(task.id).status == "queued", "the document's own method is there too"
        agillic_mock.clock.advance(60)
        assert task.result() == "success"
        before = questions(agillic_mock)
        assert (task.status().state, task.wait(0).state) == ("completed", "completed")
        assert questions(agillic_mock) == before
        assert repr(task) == f"<Task {task.id} of {UPSERT}: completed>"


def test_a_task_is_resumed_from_its_id(agillic_mock: LocalMock) -> None:
    time = Time(agillic_mock)
    with opened(agillic_mock, time.polling()) as tasks:
        id_ = tasks.start(UPSERT, ADA).id
    with opened(agillic_mock, time.polling()) as tasks:
        task = tasks.resume(id_, operation=UPSERT)
        assert (task.id, task.operation) == (id_, UPSERT)
        assert task.wait().result == "success"


def test_a_started_response_of_the_document_is_taken_up(agillic_mock: LocalMock) -> None:
    time = Time(agillic_mock)
    with Agillic(key=agillic_mock.key, secret=agillic_mock.secret, base_url=agillic_mock.url) as agillic:
        started = agillic.recipients.start_upsert(ADA)
        with opened(agillic_mock, time.polling()) as tasks:
            assert tasks.resume(started.task_id, operation=UPSERT).wait().result == "success"


@pytest.mark.agillic_mock(assumptions={"task-failure-detail": "entries"})
@both
def test_failures_are_told_per_entry(kind: Kind, agillic_mock: LocalMock) -> None:
    with pytest.raises(TaskFailed, match="1 entry failed, see `failures`; the others were done") as caught:
        ended(kind, agillic_mock, Time(agillic_mock), BAD)
    error = caught.value
    (failure,) = error.failures
    assert isinstance(failure, EntryFailure)
    assert (failure.index, error.outcome, error.operation) == (1, "done", UPSERT)
    assert failure.message
    assert failure.message not in f"{error} {error!r} {failure!r}"
    assert pickle.loads(pickle.dumps(error)).failures == error.failures  # noqa: S301 - our own bytes
    assert copy.copy(error).task_id == error.task_id


@pytest.mark.parametrize("details", ["result-and-message", "nothing"], ids=["with a message", "without any detail"])
@pytest.mark.parametrize("words", ["queued-running-failed", "pending-running-failed", "processing"])
def test_a_failure_is_known_by_word_or_by_details(details: str, words: str, request: pytest.FixtureRequest) -> None:
    options = {"task-failure-detail": details, "task-status-words": words}
    request.node.add_marker(pytest.mark.agillic_mock(assumptions=options))
    mock: LocalMock = request.getfixturevalue("agillic_mock")
    with pytest.raises(TaskFailed, match="read the task and what it was to change") as caught:
        ended("threads", mock, Time(mock), BAD)
    assert (caught.value.failures, caught.value.outcome) == ((), "unknown")
    assert bool(caught.value.server_message) == (details == "result-and-message")


@both
def test_an_endless_task_ends_the_wait_and_says_how_to_resume(kind: Kind, agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation=UPSERT, task="never")
    time = Time(agillic_mock)
    with pytest.raises(TaskTimeout, match="has not ended within 100 s, it is 'running'") as caught:
        ended(kind, agillic_mock, time, timeout=100)
    assert time.slept == [1, 2, 4, 8, 16, 30, 30, 9]
    assert f"agillic.tasks.resume('{caught.value.task_id}', operation='{UPSERT}').wait()" in str(caught.value)
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert (again.state, again.outcome, again.retryable, str(again)) == ("running", "unknown", False, str(caught.value))


def test_no_time_is_one_question(agillic_mock: LocalMock) -> None:
    with pytest.raises(TaskTimeout):
        ended("threads", agillic_mock, Time(agillic_mock), timeout=0)
    assert questions(agillic_mock) == 1


@pytest.mark.parametrize("option", ["status-404", "status-400"])
def test_a_task_that_was_seen_and_is_unknown_now_is_gone(option: str, request: pytest.FixtureRequest) -> None:
    request.node.add_marker(pytest.mark.agillic_mock(assumptions={"unknown-task-status": option}))
    mock: LocalMock = request.getfixturevalue("agillic_mock")
    with pytest.raises(TaskGone, match="may have ended and been forgotten") as caught:
        ended("threads", mock, Time(mock), between=lambda: mock.clock.advance(2 * 86_400))
    assert (caught.value.status, caught.value.outcome) == (int(option[-3:]), "unknown")
    never_seen = NotFound if option == "status-404" else BadRequest
    with opened(mock, Time(mock).polling()) as tasks, pytest.raises(never_seen) as caught_other:
        tasks.resume(UNKNOWN, operation=UPSERT).wait()
    assert not isinstance(caught_other.value, TaskGone)


@both
@pytest.mark.parametrize(
    "fault", [{"status": 503}, {"connection_reset": "before"}, {"malformed": True}, {"status": 429}]
)
def test_r_questions_that_fail_in_passing_are_put_again(
    kind: Kind, fault: dict[str, object], agillic_mock: LocalMock
) -> None:
    agillic_mock.faults.add(operation="getTaskStatus", times=2, **fault)  # type: ignore[arg-type] # one of those above
    time = Time(agillic_mock)
    assert ended(kind, agillic_mock, time).result == "success"
    assert len(time.slept) >= 2


def test_r_a_server_that_goes_on_failing_ends_the_wait_by_its_time(agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="getTaskStatus", times=1000, status=503)
    with pytest.raises(TaskTimeout, match="its state is not known") as caught:
        ended("threads", agillic_mock, Time(agillic_mock), timeout=50)
    assert isinstance(caught.value.__cause__, ServerError)


def test_r_a_question_that_never_does_better_ends_the_wait_at_once(agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="getTaskStatus", status=403)
    time = Time(agillic_mock)
    with pytest.raises(AgillicError, match="403"):
        ended("threads", agillic_mock, time)
    assert time.slept == []


@both
def test_what_progress_raises_ends_the_wait(kind: Kind, agillic_mock: LocalMock) -> None:
    def stop(_: TaskStatus) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        ended(kind, agillic_mock, Time(agillic_mock), progress=stop)


def test_the_result_of_an_export_is_its_first_page(agillic_mock: LocalMock) -> None:
    time = Time(agillic_mock)
    end = agillic_mock.clock.now()
    body = {"fileType": "EVENT", "from": (end - timedelta(hours=1)).isoformat(), "to": end.isoformat()}
    with opened(agillic_mock, time.polling()) as tasks:
        page = tasks.start("executeActivityExport", body).result()
    assert isinstance(page, dict)
    assert [each.operation for each in agillic_mock.requests][-2:] == ["getExportTaskStatus", "readExportPage"]


@pytest.mark.parametrize("operation", ["getRecipient", "noOperation"])
def test_only_what_starts_a_task_is_taken(operation: str, agillic_mock: LocalMock) -> None:
    with opened(agillic_mock, Time().polling()) as tasks:
        with pytest.raises(ValueError, match="name the operation that did"):
            tasks.start(operation, ADA)
        with pytest.raises(ValueError, match="name the operation that did"):
            tasks.resume(UNKNOWN, operation=operation)
    assert agillic_mock.requests == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("kind", KINDS)
def test_progress_is_shown_on_a_terminal(kind: Kind, agillic_mock: LocalMock, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    ended(kind, agillic_mock, Time(agillic_mock), progress=True)
    assert stream.getvalue().startswith("\rtask ")
    assert "of asyncBatchUpsertRecipients: completed" in stream.getvalue()
    assert stream.getvalue().endswith("\n")
