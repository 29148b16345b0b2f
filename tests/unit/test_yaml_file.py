"""The spec is read strictly: what YAML libraries disagree on, or what can do harm, is rejected with a clear message."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.load.problems import SpecError
from generator.load.source import MAX_FILE, Source, apis
from generator.load.yaml_file import read_yaml

JSON_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\x85\u2028\u2029\ufeff")
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | JSON_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(JSON_TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_whatever_json_says_is_read_as_json_means_it(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False)
    assert read_yaml(text, "x.yaml").value == json.loads(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on: yes", {"on": "yes"}),
        ("since: 2025-12-01", {"since": "2025-12-01"}),
        ("200: 5XX", {"200": "5XX"}),
        ("a: 012", {"a": "012"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: 12:30:00", {"a": "12:30:00"}),
        ("a: 1.5", {"a": 1.5}),
        ("a: ~", {"a": None}),
        ('a: "1"', {"a": "1"}),
        ("", None),
    ],
)
def test_plain_words_mean_what_they_look_like(text: str, value: object) -> None:
    assert read_yaml(text, "x.yaml").value == value


@pytest.mark.parametrize(
    ("text", "line", "message", "remedy"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2", 4, "'c' stands here twice", "keep one"),
        ("a: &x 1\nb: *x", 1, "anchors and aliases", "$ref"),
        ("b: *x", 1, "anchors and aliases", "$ref"),
        ("a:\n  !!python/object/apply:os.system [ls]", 2, "tag", "plain values"),
        ("!env SECRET", 1, "tag", "plain values"),
        ("a: 1\n---\nb: 2", 2, "second document", "file of its own"),
        ("a: [1, 2", 2, "not YAML", "syntax"),
        ("a: b: c", 1, "not YAML", "syntax"),
        ("? [a, b]\n: 1", 1, "not a plain word", "string"),
        ("a: \x07", 1, "not YAML", "characters"),
        ("[" * 10_000, 1, "nested more than", "split"),
    ],
)
def test_the_rest_is_rejected_with_place_and_remedy(text: str, line: int, message: str, remedy: str) -> None:
    with pytest.raises(SpecError) as caught:
        read_yaml(text, "spec/x.yaml")
    problem = caught.value.problem
    assert (problem.place.file, problem.place.line) == ("spec/x.yaml", line)
    assert message in problem.message
    assert remedy in problem.remedy


def test_an_alias_bomb_is_rejected_before_it_grows() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}, *{old}, *{old}, *{old}, *{old}, *{old}, *{old}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(SpecError, match="anchors and aliases"):
        read_yaml(bomb, "bomb.yaml")


def test_lines_are_those_of_the_file() -> None:
    file = read_yaml("a:\n  b:\n    - 1\n    - c: 2\n", "x.yaml")
    assert file.place(("a", "b", "1", "c")).line == 4
    assert file.place(("a", "b", "7", "missing")).line == 2, "what is missing is reported at its nearest parent"


def test_files_outside_the_folder_are_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "spec" / "tiny"
    folder.mkdir(parents=True)
    (folder / "openapi.yaml").write_text("openapi: 3.1.0")
    (tmp_path / "secret.yaml").write_text("a: 1")
    (folder / "linked.yaml").symlink_to(tmp_path / "secret.yaml")
    source = Source(tmp_path / "spec", "tiny")
    for name in ("../../secret.yaml", "linked.yaml"):
        with pytest.raises(SpecError, match="outside the spec folder"):
            source.file(name)


def test_a_file_must_be_small_utf8_and_there(tmp_path: Path) -> None:
    folder = tmp_path / "spec" / "tiny"
    folder.mkdir(parents=True)
    (folder / "openapi.yaml").write_text("openapi: 3.1.0")
    (folder / "large.yaml").write_text("a: " + "x" * MAX_FILE)
    (folder / "latin.yaml").write_bytes(b"a: \xe6")
    source = Source(tmp_path / "spec", "tiny")
    for name, message in {"large.yaml": "larger than", "latin.yaml": "not UTF-8", "gone.yaml": "no such file"}.items():
        with pytest.raises(SpecError, match=message):
            source.file(name)


def test_an_api_is_a_folder_with_a_root_file(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "openapi.yaml").write_text("openapi: 3.1.0")
    (tmp_path / "notes").mkdir()
    assert apis(tmp_path) == ["one"]
    with pytest.raises(SpecError, match=r"no API 'two' \(known: one\)"):
        Source(tmp_path, "two")
