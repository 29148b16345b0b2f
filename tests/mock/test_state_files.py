"""Files in folders: each kind by itself, and no path that leads out of the top folder."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from state_parts import shop

from agillic.mock.state import Database
from agillic.mock.state.files import BadPathError, Files, PathTakenError, checked_path
from sdk_core.mock.clock import Clock

PATHS = st.lists(st.sampled_from(["a", "b", "%", "_", "ä"]), min_size=1, max_size=3).map("/".join)


def clock() -> Clock:
    return Clock(datetime(2026, 7, 4, tzinfo=UTC))


def test_kinds_share_nothing() -> None:
    with Database(shop()) as database:
        resources, webapps = (Files(database, kind, clock()) for kind in ("resource", "webapp"))
        resources.put("a/b", b"1")
        assert not webapps.has_file("a/b")
        assert not webapps.has_folder("a")
        webapps.put("a", b"2")
        webapps.delete("a")
        assert resources.content("a/b") == b"1"


def test_a_change_of_one_kind_leaves_the_file_of_another() -> None:
    with Database(shop()) as database:
        resources, webapps = (Files(database, kind, clock()) for kind in ("resource", "webapp"))
        resources.put("a/b", b"1")
        webapps.put("a/b", b"2")
        assert not webapps.put("a/b", b"3")
        assert (resources.content("a/b"), webapps.content("a/b")) == (b"1", b"3")


def test_a_file_shows_when_its_time_has_come() -> None:
    with Database(shop()) as database:
        time = clock()
        files = Files(database, "resource", time)
        assert files.put("a", b"", seconds=2)
        assert (files.entries(""), files.has_file("a"), files.content("a")) == ([], True, b"")
        files.advance_due(1)
        assert files.entries("") == []
        time.advance(1)
        assert [entry.name for entry in files.entries("")] == ["a"]
        assert not files.put("a", b"new", seconds=2)
        assert [entry.name for entry in files.entries("")] == ["a"]


def test_a_file_and_a_folder_cannot_share_a_path() -> None:
    with Database(shop()) as database:
        files = Files(database, "resource", clock(), {"a/b": ""})
        for path in ("a", "a/b/c", "a/b/c/d"):
            with pytest.raises(PathTakenError, match="choose another"), database.transaction():
                files.put(path, b"")
        assert files.below("") == ["a/b"]
        assert not files.has_folder("a/b/c")


@pytest.mark.parametrize("path", ["", "/", "a/", "/a", "a//b", ".", "..", "a/../b", "a/.", "a\\b", "a\0", "\ud800"])
def test_a_path_that_leads_elsewhere_is_rejected(path: str) -> None:
    with pytest.raises(BadPathError):
        checked_path(path)


def test_names_and_paths_have_a_longest_form() -> None:
    assert checked_path("a" * 255)
    assert checked_path("/".join(["a" * 199] * 5))
    for path in ("a" * 256, "a/" * 500 + "a"):
        with pytest.raises(BadPathError, match="shorten"):
            checked_path(path)


def test_what_cannot_be_named_cannot_be_deleted() -> None:
    with Database(shop()) as database:
        files = Files(database, "resource", clock(), {"a": ""})
        for path in ("", "/", ".."):
            with pytest.raises(BadPathError):
                files.delete(path)
        assert files.below("") == ["a"]


@given(st.dictionaries(PATHS, st.binary(max_size=3), max_size=6), PATHS)
@settings(max_examples=30)
def test_files_are_a_dict_of_paths(contents: dict[str, bytes], gone: str) -> None:
    with Database(shop()) as database:
        files = Files(database, "resource", clock())
        model: dict[str, bytes] = {}
        for path, content in contents.items():
            taken = any(each.startswith(f"{path}/") or path.startswith(f"{each}/") for each in model)
            if taken:
                with pytest.raises(PathTakenError), database.transaction():
                    files.put(path, content)
            else:
                assert files.put(path, content)
                model[path] = content
        files.delete(gone)
        model = {path: content for path, content in model.items() if path != gone and not path.startswith(f"{gone}/")}
        assert files.below("") == sorted(model)
        assert {path: files.content(path) for path in files.below("")} == model
        assert {entry.path for entry in files.entries("") if not entry.is_folder} == {
            path for path in model if "/" not in path
        }
