"""Templates of the generator may change with any release, so what ours were written against is held here."""

import re
from importlib.metadata import version

import pytest
from conftest import ROOT
from upstream_templates import CHANGED, DIFF, GENERATOR, OURS, UPSTREAM, difference, installed, names, recorded

UPGRADE = "follow `How to upgrade` in generator/UPSTREAM.md"
PAGE = (ROOT / "generator" / "UPSTREAM.md").read_text("utf-8")
LISTED = dict(re.findall(r"^\| `([\w/.]+\.jinja)` \| (replaced|changed|new|written) \|", PAGE, re.MULTILINE))
KINDS = {
    name: ("changed" if name in CHANGED else "replaced" if name in names(UPSTREAM) else "new") for name in names(OURS)
}


@pytest.mark.parametrize("tool", [GENERATOR, "ruff", "jinja2"])
def test_the_tools_that_write_the_client_are_those_that_are_pinned(tool: str) -> None:
    pins = dict(
        re.findall(r"^([\w-]+)==([\w.]+)", (ROOT / "requirements" / "dev.txt").read_text("utf-8"), re.MULTILINE)
    )
    assert version(tool) == pins[tool], "run `make setup`; generated code depends on the versions of these tools"


def test_the_generator_is_the_one_our_templates_were_written_for() -> None:
    known = recorded()[GENERATOR]
    assert version(GENERATOR) == known, f"our templates were written for {known}: {UPGRADE}"
    assert f"{GENERATOR} == {known} " in (ROOT / "requirements" / "dev.in").read_text("utf-8"), "pin it exactly"
    assert f"{GENERATOR} {known}, pinned exactly" in PAGE


def test_the_generator_s_templates_are_those_that_are_known() -> None:
    now, known = installed(), recorded()
    moved = sorted(name for name in now.keys() | known.keys() if now.get(name) != known.get(name))
    assert moved == [], f"these moved, came or went upstream; {UPGRADE}"


def test_the_page_lists_our_templates_and_nothing_else() -> None:
    assert {**KINDS, "document.jinja": "written"} == LISTED, (
        "correct the table in generator/UPSTREAM.md: each template of ours, its kind and its reason"
    )


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind != "new"])
def test_each_departure_has_its_reason(name: str) -> None:
    link = re.search(rf"^\| `{re.escape(name)}` \| \w+ \| \[[^]]+\]\(#([\w-]+)\) \|$", PAGE, re.MULTILINE)
    assert link, f"generator/UPSTREAM.md gives no reason for {name}: link a chapter in its table"
    headings = [
        re.sub(r"[^\w -]", "", line).strip().replace(" ", "-").lower()
        for line in re.findall(r"^## (.*)", PAGE, re.MULTILINE)
    ]
    assert link[1] in headings


def test_changed_templates_differ_in_the_known_lines_only() -> None:
    assert difference() == DIFF.read_text("utf-8"), (
        "if the change is meant, say so in generator/UPSTREAM.md and run "
        "`.venv/bin/python tests/unit/upstream_templates.py`; after an upgrade of the generator, "
        f"{UPGRADE}"
    )


def test_replaced_templates_share_little_with_the_generator_s() -> None:
    """A template that shares most of its lines is a changed one, and its lines are to be held."""
    for name, kind in KINDS.items():
        if kind == "replaced":
            theirs, ours = (set((folder / name).read_text("utf-8").splitlines()) for folder in (UPSTREAM, OURS))
            assert len(theirs & ours) < len(ours) / 2, f"list {name} as changed"


def test_each_template_of_ours_is_used() -> None:
    texts = "".join((OURS / name).read_text("utf-8") for name in names(OURS))
    for name, kind in KINDS.items():
        assert kind != "new" or f'import "{name}"' in texts, f"nothing imports {name}"
