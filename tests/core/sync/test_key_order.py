"""Rows whose keys differ only in case keep their order, whatever is in flight at once."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from running_parts import Entry, Fault, TinyServer, failures, lost, make_plan, run_plan, tiny_target

from sdk_core.sync.running.key_order import ChunkKeys
from sdk_core.sync.state.journal import Journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite") as opened:
        yield opened


def entries(*keys: str, step: str = "upsert") -> list[Entry]:
    return [Entry(step, key, {"KEY": key}, row=number) for number, key in enumerate(keys, 1)]


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        (["ada"], ["Ada"], True),
        (["Ada", "x"], ["y", "ada"], True),
        (["ada"], ["bea"], False),
        (["Ada"], ["Bea"], False),
        (["É"], ["é"], True),
        ([], ["Ada"], False),
    ],
)
def test_keys_meet_when_they_differ_only_in_case(one: list[str], other: list[str], *, meets: bool) -> None:
    assert ChunkKeys(one).meets(ChunkKeys(other)) is ChunkKeys(other).meets(ChunkKeys(one)) is meets


@pytest.mark.parametrize("step", ["upsert", "insert"])
def test_a_later_row_waits_for_an_earlier_one_and_no_other_does(tmp_path: Path, journal: Journal, step: str) -> None:
    """The first call lasts until all others are over but the one with the same key in capitals."""
    ended, over, others = list[str](), threading.Event(), ["b", "c", "D", "e"]
    server = TinyServer()
    real = server.send

    def send(name: str, body: bytes) -> object:
        key = body.decode().partition('"KEY":"')[2].partition('"')[0]
        if key == "ada":
            assert over.wait(60)
        found = real(name, body)
        ended.append(key)
        if {*others, "f"} <= {*ended}:
            over.set()
        return found

    server.send = send  # type: ignore[method-assign, assignment]  # to see what comes when
    plan = make_plan(tmp_path / "plan.parquet", entries("ada", *others, "ADA", "f", step=step))
    done = run_plan(plan, tiny_target(server, max_items=1), journal, concurrency=3)
    assert (done.end, failures(journal), len(ended)) == ("done", {}, 7)
    assert ended.index("ada") < ended.index("ADA")


def test_one_that_fails_keeps_nobody_waiting(tmp_path: Path, journal: Journal) -> None:
    server = TinyServer(bad={"ada"}, faults={2: Fault(lost())})
    plan = make_plan(tmp_path / "plan.parquet", entries("ada", "Ada", "aDA", "adA", step="insert"))
    done = run_plan(plan, tiny_target(server, max_items=1), journal, concurrency=4)
    assert done.left == 0
    assert [keys for _, keys in server.sent] == [["ada"], ["Ada"], ["aDA"], ["adA"]]
