"""What `make check` shows of the difference between two folders."""

from pathlib import Path

import pytest

from generator.check.folders import MAX_LENGTH, difference


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        (folder / "models").mkdir(parents=True)
        (folder / "py.typed").touch()
        (folder / "models" / "a.py").write_bytes(b"one\ntwo\nthree\n")
    return old, new


def test_equal_folders_have_no_difference(folders: tuple[Path, Path]) -> None:
    (folders[0] / "__pycache__").mkdir()
    (folders[0] / "__pycache__" / "a.pyc").touch()
    assert difference(*folders) == []


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (b"one\n2\nthree\n", ["--- committed/models/a.py", "+++ generated/models/a.py"]),
        (b"one\r\ntwo\r\nthree\r\n", ["only line ends differ: models/a.py"]),
        (b"one\ntwo\nthree", ["only line ends differ: models/a.py"]),
        (b"one\n\xff\nthree\n", ["--- committed/models/a.py", "+++ generated/models/a.py"]),
    ],
)
def test_other_content_is_shown(folders: tuple[Path, Path], content: bytes, shown: list[str]) -> None:
    (folders[1] / "models" / "a.py").write_bytes(content)
    assert difference(*folders)[: len(shown)] == shown


def test_files_that_only_one_side_has_are_named_even_when_empty(folders: tuple[Path, Path]) -> None:
    old, new = folders
    (new / "py.typed").unlink()
    (new / "empty.py").touch()
    assert difference(old, new) == ["only generated: empty.py", "only committed: py.typed"]


def test_a_long_difference_is_cut_and_counted(folders: tuple[Path, Path]) -> None:
    (folders[1] / "models" / "a.py").write_text("\n".join(map(str, range(1000))))
    lines = difference(*folders)
    assert len(lines) == MAX_LENGTH + 1
    assert lines[-1].endswith("more lines of difference")
