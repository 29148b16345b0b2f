"""Rows that were rejected are kept until they are written, under the same id in each run."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdk_core.sync.model.errors import StateError
from sdk_core.sync.model.rows import RowState
from sdk_core.sync.state.dead_letters import DeadLetters, Letter


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dead-letters.jsonl"


def letter(letters: DeadLetters, k: str = "k1", *, run: str = "r1", **values: Any) -> Letter:  # noqa: ANN401 - as a letter has them
    given_: dict[str, Any] = {
        "row": 7, "state": RowState.REJECTED, "reason": "no such field", "h": "h1", "at": 5.0,
        "row_json": b'{"EMAIL":"ada@example.com","data":{"AGE":36,"TAGS":["a"]},"NOTE":null}',
    }  # fmt: skip
    return letters.letter(run=run, k=k, **given_ | values)


class TestLetters:
    def test_they_are_as_they_were_given(self, path: Path) -> None:
        letters = DeadLetters(path, "customers")
        one = letter(letters)
        assert letters.update([one]) == 1
        assert list(letters) == [one]
        assert one.values == {"EMAIL": "ada@example.com", "data": {"AGE": 36, "TAGS": ["a"]}, "NOTE": None}
        (line,) = path.read_text("utf-8").splitlines()
        assert set(json.loads(line)) == {"id", "run", "row", "state", "reason", "k", "h", "at", "values"}
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "ada" not in repr(one)

    def test_an_id_is_of_the_item_and_its_job(self, path: Path) -> None:
        letters, others = DeadLetters(path, "customers"), DeadLetters(path, "orders")
        one = letter(letters).id
        assert len(one) == 16
        assert letter(letters, run="r2", row=9, reason="other", row_json=b"{}").id == one
        assert letter(letters, "k2").id != one
        assert letter(others).id != one
        line = letter(letters, "", row_json=b'{"line":"a,b"}').id
        assert line == letter(letters, "", row_json=b'{"line":"a,b"}', row=8).id
        assert line != letter(letters, "", row_json=b'{"line":"a,c"}').id

    def test_a_later_one_takes_the_place_of_an_earlier_one(self, path: Path) -> None:
        letters = DeadLetters(path, "customers")
        letters.update([letter(letters), letter(letters, "k2")])
        assert letters.update([letter(letters, run="r2"), letter(letters, "k3")]) == 3
        assert sorted((each.k, each.run) for each in letters) == [("k1", "r2"), ("k2", "r1"), ("k3", "r1")]
        assert letters.ids() == {each.id for each in letters}
        assert letters.hashes() == dict.fromkeys(("k1", "k2", "k3"), "h1")

    def test_what_was_written_is_forgotten(self, path: Path) -> None:
        letters = DeadLetters(path, "customers")
        letters.update([letter(letters, k) for k in ("k1", "k2", "")])
        assert letters.forget({"k1", "k7"}) == 2
        assert sorted(letters.hashes()) == ["k2"]
        assert letters.update([letter(letters, "k3")], written=["k2"]) == 2
        assert letters.forget(["k3"]) == 1  # a row without a key stays until it is purged
        assert letters.purge(6.0) == 1
        assert not path.exists()
        assert (letters.forget(["k3"]), letters.purge(6.0), list(letters)) == (0, 0, [])


class TestMasks:
    def test_all_values_can_be_masked(self, path: Path) -> None:
        letters = DeadLetters(path, "customers", mask=True)
        one = letter(letters)
        assert one.values == {"EMAIL": "***", "data": {"AGE": "***", "TAGS": ["***"]}, "NOTE": None}
        letters.update([one])
        assert b"ada" not in path.read_bytes()
        assert one.id == letter(DeadLetters(path, "customers")).id

    def test_fields_can_be_masked_wherever_they_are(self, path: Path) -> None:
        letters = DeadLetters(path, "customers", masked=frozenset({"EMAIL", "AGE"}))
        assert letter(letters).values == {"EMAIL": "***", "data": {"AGE": "***", "TAGS": ["a"]}, "NOTE": None}


class TestFile:
    def test_one_that_cannot_be_written_stays_as_it_was(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        letters = DeadLetters(path, "customers")
        letters.update([letter(letters)])
        before = path.read_bytes()

        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", fail)
        with pytest.raises(StateError, match="No space left"):
            letters.update([letter(letters, "k2")])
        assert path.read_bytes() == before
        assert list(path.parent.iterdir()) == [path]

    @pytest.mark.parametrize("text", ["x", "{}", "[]", "7"])
    def test_a_line_that_is_no_letter_is_named(self, path: Path, text: str) -> None:
        path.write_text(f"{text}\n")
        with pytest.raises(StateError, match="line 1 of the dead letters"):
            DeadLetters(path, "customers").ids()

    def test_a_source_of_letters_that_fails_changes_nothing(self, path: Path) -> None:
        letters = DeadLetters(path, "customers")
        letters.update([letter(letters)])

        def some() -> Iterator[Letter]:
            yield letter(letters, "k2")
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            letters.update(some())
        assert [each.k for each in letters] == ["k1"]
        assert list(path.parent.iterdir()) == [path]


@given(rounds=st.lists(st.tuples(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9))), max_size=6))
def test_the_file_is_as_a_dict_would_be(
    rounds: list[tuple[set[int], set[int]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    letters = DeadLetters(tmp_path_factory.mktemp("letters") / "letters.jsonl", "customers")
    model: dict[str, str] = {}
    for number, (failed, written) in enumerate(rounds):
        run = f"r{number}"
        for k in written:
            model.pop(f"k{k}", None)
        model |= {f"k{k}": run for k in failed}
        count = letters.update((letter(letters, f"k{k}", run=run) for k in failed), [f"k{k}" for k in written])
        assert count == len(model)
        assert {each.k: each.run for each in letters} == model
