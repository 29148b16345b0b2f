"""Literal segments against path parameters: what the client rejects is what a server would take for another call."""

import doctest
import itertools
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agillic.wire import custom_methods
from agillic.wire.custom_methods import RESERVED, TARGETS, custom_method_path, other_address
from agillic.wire.path_encoding import by, path_value
from agillic_api import OPERATIONS, Operation
from sdk_core.wire import path_matcher
from sdk_core.wire.competing_paths import check_competing
from sdk_core.wire.path_matcher import PathMatcher

DOCUMENT = json.loads(
    (Path(__file__).resolve().parents[2] / "generated" / "agillic_api" / "openapi.json").read_text("utf-8")
)
PATHS: list[str] = sorted(DOCUMENT["paths"])
PAIRS: list[dict[str, str]] = DOCUMENT["x-custom-methods"]
TABLE = PathMatcher(PATHS, reserved=RESERVED)
BY_PATH: dict[str, list[Operation]] = {}
for each in OPERATIONS.values():
    BY_PATH.setdefault(each.path, []).append(each)

every_pair = pytest.mark.parametrize(
    ("literal", "template"), [pytest.param(p["literal"], p["swallowed_by"], id=p["literal"]) for p in PAIRS]
)


def names(template: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", template)


def swallowed_values(literal: str, template: str) -> dict[str, str]:
    """Return the values that would turn the template into the literal path."""
    return {
        part[1:-1]: segment
        for segment, part in zip(literal.split("/"), template.split("/"), strict=True)
        if part.startswith("{")
    }


def with_raw(template: str, values: dict[str, str]) -> str:
    """Return the path with unencoded values, as a server would see it that decodes before it chooses the operation."""
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], template)


def reject(template: str, values: dict[str, object]) -> None:
    """Reject values as the operations of a path do, whatever their methods."""
    for operation in BY_PATH[template]:
        check_competing(operation, values, other_address)


def is_rejected(template: str, values: dict[str, str]) -> bool:
    """Whether all operations of a path reject values; they agree, as custom methods win whatever the method."""
    rejected = 0
    for operation in BY_PATH[template]:
        try:
            check_competing(operation, values, other_address)
        except ValueError:
            rejected += 1
    assert rejected in (0, len(BY_PATH[template])), (template, values)
    return rejected > 0


class TestRejection:
    @every_pair
    def test_every_pair_of_the_spec_is_rejected(self, literal: str, template: str) -> None:
        values = swallowed_values(literal, template)
        for operation in BY_PATH[template]:
            with pytest.raises(ValueError, match=" would turn this call of ") as error:
                check_competing(operation, values, other_address)
            for needed in (template, literal, *values, *map(repr, values.values())):
                assert needed in str(error.value)

    @every_pair
    def test_all_values_have_to_fit(self, literal: str, template: str) -> None:
        values = swallowed_values(literal, template)
        for name, value in values.items():
            for other in ("x", value.upper() + "X", value[1:], value + "s", value.swapcase(), 2):
                reject(template, {**values, name: other})

    @every_pair
    def test_a_unique_field_never_competes(self, literal: str, template: str) -> None:
        values = swallowed_values(literal, template)
        for name, value in values.items():
            reject(template, {**values, name: by(EMAIL=value)})

    def test_the_message_says_what_to_do(self) -> None:
        with pytest.raises(
            ValueError, match=r"address the recipient by another unique field, such as by\(EMAIL=...\)$"
        ):
            reject("/recipients/{recipientId}", {"recipientId": ":batch"})
        with pytest.raises(
            ValueError,
            match=r"^globalDataName 'tables' .* of /globaldata/tables; pass another value, or rename it in Agillic$",
        ):
            reject("/globaldata/{globalDataName}", {"globalDataName": "tables"})

    def test_values_of_paths_without_competitor_pass(self) -> None:
        reject("/recipients/{recipientId}/events", {"recipientId": "v2"})

    def test_rejected_is_exactly_what_would_reach_another_operation(self) -> None:
        """Every path with every combination of values that stand in other paths of its length, through the routing."""
        rejections = 0
        for template in PATHS:
            parts = template.split("/")
            alike = [path.split("/") for path in PATHS if path.count("/") == template.count("/")]
            choices = [
                sorted({"x", *(other[i] for other in alike if not other[i].startswith("{"))})
                for i, part in enumerate(parts)
                if part.startswith("{")
            ]
            for chosen in itertools.product(*choices):
                values = dict(zip(names(template), chosen, strict=True))
                match = TABLE.match(with_raw(template, values))
                leads_elsewhere = match is not None and match[0] != template
                assert is_rejected(template, values) == leads_elsewhere, (template, values)
                rejections += leads_elsewhere
        assert rejections == len(PAIRS)


class TestMatch:
    @pytest.mark.parametrize("path", PATHS)
    def test_every_path_matches_itself(self, path: str) -> None:
        values = {name: f"{name}%2540x" for name in names(path)}
        assert TABLE.match(with_raw(path, values)) == (path, values)

    @pytest.mark.parametrize(
        ("raw", "template"),
        [
            ("/recipients/:batch", "/recipients/:batch"),
            ("/recipients/%253Abatch", "/recipients/{recipientId}"),
            ("/recipients/v2", "/recipients/{recipientId}"),
            ("/recipients/v2/:upsert", "/recipients/v2/:upsert"),
            ("/recipients/v2/events", "/recipients/{recipientId}/events"),
            ("/recipients/v2/events/:achieve", "/recipients/v2/events/:achieve"),
            ("/recipients/v2/events/send_coupon", "/recipients/{recipientId}/events/{eventId}"),
            ("/recipients/EMAIL=ada%2540example.com/events", "/recipients/{recipientId}/events"),
            ("/globaldata/tables", "/globaldata/tables"),
            ("/globaldata/Tables", "/globaldata/{globalDataName}"),
            ("/export/activity/:execute", "/export/activity/:execute"),
            ("/export/activity/task", "/export/activity/{taskId}"),
        ],
    )
    def test_literals_win_position_by_position(self, raw: str, template: str) -> None:
        match = TABLE.match(raw)
        assert match is not None
        assert match[0] == template

    def test_the_most_literal_path_wins_from_the_left(self) -> None:
        table = PathMatcher(["/{a}/{b}", "/{c}/y", "/x/{b}"], reserved=RESERVED)
        assert table.match("/x/y") == ("/x/{b}", {"b": "y"})
        assert table.match("/z/y") == ("/{c}/y", {"c": "z"})
        assert table.match("/z/w") == ("/{a}/{b}", {"a": "z", "b": "w"})

    @pytest.mark.parametrize(
        "raw",
        [
            *("", "/", "recipients", "/recipients/", "//recipients", "/recipients//events", "/Recipients", "/unknown"),
            *("/recipients/:unknown", "/recipients/:", "/recipients/a/:unknown", "/recipients/{recipientId}/b/c/d"),
            *("/recipients/a/events/:achieve", "https://h/recipients"),
        ],
    )
    def test_unknown_paths_match_nothing(self, raw: str) -> None:
        assert TABLE.match(raw) is None

    @given(st.sampled_from(PATHS), st.data())
    def test_what_the_client_sends_comes_back(self, template: str, data: st.DataObject) -> None:
        # Without "e": "%2e" is a dot, which the client rejects.
        texts = st.text(st.sampled_from(":v2atbls%/é@"), min_size=1, max_size=8) | st.sampled_from([":batch", "tables"])
        values = {name: data.draw(texts) for name in names(template)}
        if not is_rejected(template, values):
            sent = {name: path_value(name, value) for name, value in values.items()}
            assert TABLE.match(with_raw(template, sent)) == (template, sent)


class TestCustomMethodPath:
    def test_values_are_encoded_twice(self) -> None:
        path = custom_method_path("/recipients/{recipientId}", "newThing", recipientId="a@b")
        assert path == "/recipients/a%2540b/:newThing"
        path = custom_method_path("/a-b/{x}/c_1/{y}", "go2", x=by(EMAIL="a/b"), y=7)
        assert path == "/a-b/EMAIL=a%252Fb/c_1/7/:go2"
        assert custom_method_path("/recipients", "newThing") == "/recipients/:newThing"
        assert custom_method_path("/a/{name}", "go", name="x") == "/a/x/:go"

    @pytest.mark.parametrize("path", [path for path in PATHS if re.search(r"/:\w+$", path)])
    def test_known_custom_methods_are_built_the_same_way(self, path: str) -> None:
        resource, _, name = path.rpartition("/:")
        built = custom_method_path(resource, name, **dict.fromkeys(names(path), "a b"))
        assert built == with_raw(path, dict.fromkeys(names(path), "a%2520b"))

    @pytest.mark.parametrize("name", ["", ":newThing", "new-thing", "1st", "new/thing", "é", "newÉ", "a b", "..", "²"])
    def test_names_are_letters_and_digits(self, name: str) -> None:
        with pytest.raises(ValueError, match="is no name of a custom method; pass letters and digits"):
            custom_method_path("/recipients", name)

    @pytest.mark.parametrize(
        "path",
        [
            *(
                "",
                "/",
                "recipients",
                "/recipients/",
                "h/recipients",
                "//h",
                "https://h/a",
                "/a/..",
                "/a/./b",
                "/a/:batch",
                "/a?b",
                "/a#b",
            ),
            *("/a/ada@example.com", "/a/{", "/a/{}", "/a/{b}{c}", "/a/b{c}", "/a/{b}.json", "/a/%2e", "/a/{b/c}", "/é"),
        ],
    )
    def test_paths_hold_no_values(self, path: str) -> None:
        with pytest.raises(ValueError, match=r"is no path of a resource; write it as /recipients/\{recipientId\}"):
            custom_method_path(path, "go", b="x", c="y")

    def test_each_parameter_has_a_value(self) -> None:
        with pytest.raises(TypeError, match="takes the values a, b, got a; pass each by its name"):
            custom_method_path("/x/{a}/{b}", "go", a="1")
        with pytest.raises(TypeError, match="takes the values none, got a;"):
            custom_method_path("/x", "go", a="1")

    @pytest.mark.parametrize("value", ["", "..", "%2e%2e", "a\x00"])
    def test_values_that_cannot_be_sent_are_rejected(self, value: str) -> None:
        with pytest.raises(ValueError, match=r"^recipientId "):
            custom_method_path("/recipients/{recipientId}", "go", recipientId=value)


def test_the_targets_are_there() -> None:
    for target in TARGETS:
        assert any(target["path_contains"] in path for path in PATHS), target


def test_without_the_overlay_a_name_would_lead_to_another_operation() -> None:
    """Encoded as it has to be, "tables" is still the literal: only the rejection keeps the calls apart."""
    path = "/globaldata/" + path_value("globalDataName", "tables")
    assert TABLE.match(path) == ("/globaldata/tables", {})


def test_the_examples_in_docstrings_run() -> None:
    results = [doctest.testmod(module) for module in (custom_methods, path_matcher)]
    assert sum(each.attempted for each in results) > 3
    assert sum(each.failed for each in results) == 0
