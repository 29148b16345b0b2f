"""Templates: what messages use of them, and to which resources they refer."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agillic.mock.instance import load_instance
from agillic.mock.state import Database
from agillic.mock.state.templates import Templates, resources_in
from sdk_core.mock.clock import Clock


def templates(database: Database, *, commit_needed: bool = False) -> Templates:
    return Templates(database, Clock(datetime(2026, 7, 4, tzinfo=UTC)), commit_needed=commit_needed)


def test_those_of_the_instance_are_committed() -> None:
    with Database(load_instance()) as database:
        assert templates(database, commit_needed=True).in_use("default.html") == "<html><body></body></html>"


def test_messages_use_what_was_last_uploaded_or_last_committed() -> None:
    """Assumption template-commit-needed."""
    for commit_needed, used in ((False, "<p>2"), (True, "<p>1")):
        with Database(load_instance()) as database:
            mine = templates(database, commit_needed=commit_needed)
            assert mine.in_use("a.html") is None
            mine.put("a.html", b"<p>1")
            mine.commit("a.html")
            mine.put("a.html", b"<p>2")
            assert mine.in_use("a.html") == used


def test_commits_and_references_survive_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    with Database(load_instance(), path) as database:
        first = templates(database)
        first.put("a.html", b"<img src=logo.png>")
        first.commit("a.html")
    with Database(load_instance(), path) as database:
        again = templates(database, commit_needed=True)
        assert again.in_use("a.html") == "<img src=logo.png>"
        assert again.refer_to("logo.png")
        again.put("a.html", b"")
        assert not again.refer_to("logo.png")


@pytest.mark.parametrize(
    "html",
    [
        '<img src="Images/logo.png">',
        "<img src='/Images/logo.png?width=3'>",
        "<IMG SRC = ./Images/logo.png>",
        '<td background="Images/logo.png">',
        "<style>p { background: URL( 'Images/logo.png' ) }</style>",
        '<p style="background: url(&quot;Images/logo.png&quot;)">',
        '<img src="Images%2Flogo.png">',
        '<img src="&#73;mages/logo.png#top">',
    ],
)
def test_a_template_refers_to_a_resource_by_its_path(html: str) -> None:
    assert "Images/logo.png" in resources_in(html)


@pytest.mark.parametrize(
    "html",
    [
        '<img src="logo.png">',
        "<p>Images/logo.png</p>",
        '<img src="images/logo.png">',
        '<img src="https://candystore.example/Images/logo.png">',
        '<img src="Images/logo.png.old">',
    ],
)
def test_other_paths_and_other_hosts_are_no_references(html: str) -> None:
    assert "Images/logo.png" not in resources_in(html)


@given(st.text("<>='\"/ url(&;%#?a", max_size=40))
@settings(max_examples=50)
def test_any_text_can_be_read(html: str) -> None:
    assert "" not in resources_in(html)
