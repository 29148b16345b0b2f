"""The guide and the README are true: examples run, links lead somewhere, and tables are the code's."""

import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path
from typing import get_args

import attrs
import pytest
import yaml
from conftest import ROOT

import agillic
import agillic_api
import iterable_client
from agillic.api import API
from agillic.mock.document import content as agillic_content
from agillic.mock.local import LocalMock
from agillic.settings import Settings
from iterable_client.api import API as ITERABLE
from iterable_client.mock.document import content as iterable_content
from iterable_client.settings import Settings as IterableSettings
from sdk_core.transport.settings.sources import declared
from sdk_core.wire.statuses import Outcome as CallOutcome

WRITTEN = ("docs/evidence/", "docs/contract/", "docs/reference/")
"""Folders of pages that programs write: what stands there is tested where it comes from."""
GUIDE = [
    ROOT / "README.md",
    *(
        page
        for page in sorted((ROOT / "docs").rglob("*.md"))
        if not page.relative_to(ROOT).as_posix().startswith(WRITTEN)
    ),
]
"""Pages that people write, in `docs` and below: whatever is new there is run and checked, too."""
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("spec/*.md"), *ROOT.glob("docs/**/*.md")]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


EXAMPLES = [
    pytest.param(block, id=f"{name_of(page)}-{number}")
    for page in GUIDE
    for number, block in enumerate(re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL), 1)
]
TESTS = [each for each in EXAMPLES if "def test_" in str(each.values[0])]


@pytest.mark.usefixtures("agillic_environment", "iterable_environment", "agillic_no_wait", "iterable_no_wait")
@pytest.mark.parametrize("block", [each for each in EXAMPLES if each not in TESTS])
def test_the_examples_run(
    block: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Against the mocks of both APIs, as whoever copies them would run them; sums of batches are as comments say."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.chdir(ROOT if '"generated/' in block else tmp_path)  # one reads the document of a checkout
    exec(compile(block, "the example", "exec"), {"__name__": "__main__"})  # noqa: S102 - our own
    printed = capsys.readouterr().out
    assert [said for said in re.findall(r"# ([\d,]+ rows: [\d,]+ \w+)", block) if said not in printed] == []


@pytest.mark.parametrize("block", TESTS)
def test_the_tests_in_the_guide_pass(block: str, tmp_path: Path) -> None:
    (tmp_path / "test_guide.py").write_text(block, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:schemathesis", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert done.returncode == 0, done.stdout
    assert f"{block.count('def test_')} passed" in done.stdout


def anchors(page: Path) -> set[str]:
    """Return the anchors that a page has for its headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def prose(page: Path) -> str:
    """Return a page without its blocks of code."""
    return re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", prose(page)):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), target


def test_the_index_names_each_page() -> None:
    index = (ROOT / "docs/README.md").read_text("utf-8")
    pages = [page.relative_to(ROOT / "docs").as_posix() for page in GUIDE[1:]]
    assert [page for page in pages if page != "README.md" and f"({page}" not in index] == []


def first_words(page: Path) -> str:
    """Return the headings of a page and its first sentence, by which a search finds it."""
    text = prose(page)
    first = re.search(r"^# [^\n]*\n\n(?:#+ [^\n]*\n\n)?(.+?\.)\s", text, re.DOTALL)
    return " ".join([*re.findall(r"^#+ (.*)$", text, re.MULTILINE), first[1] if first else ""]).lower()


SEARCHED = [
    "retries",
    "retry policy",
    "backoff",
    "jitter",
    "deadline",
    "timeouts",
    "idempotency",
    "429",
    "rate limit",
    "concurrency",
    "pagination",
    "auto-paging",
    "bulk import",
    "upsert",
    "csv",
    "pandas",
    "sql database",
    "webhook",
    "callback",
    "polling",
    "exceptions",
    "testing",
    "mocking",
    "proxies",
    "logging",
    "async",
    "type hints",
    "version",
    "changelog",
    "connection pool",
    "http client",
    "opt-in",
    "unsubscribe",
    "rotate a key",
    "environment variables",
]
"""Words by which people look who know other clients."""


@pytest.mark.parametrize("word", SEARCHED)
def test_a_search_finds_a_heading_or_a_first_sentence(word: str) -> None:
    assert any(word in " ".join(first_words(page).split()) for page in GUIDE[1:])


def test_the_guide_names_each_public_name() -> None:
    text = "".join(page.read_text("utf-8") for page in GUIDE)
    names = [name for name in agillic.__all__ if name != "__version__"]
    assert [name for name in names if not re.search(rf"\b{name}\b", text)] == []


def table(page: str, *first: str) -> list[list[str]]:
    """Return the rows of the table whose head begins with some words, without their code marks."""
    lines = (ROOT / "docs" / page).read_text("utf-8").splitlines()
    heads = [number for number, line in enumerate(lines) if cells(line)[: len(first)] == list(first)]
    assert len(heads) == 1, first
    rows: list[list[str]] = []
    for line in lines[heads[0] + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(cells(line))
    return rows


def cells(line: str) -> list[str]:
    return [cell.strip().strip("`") for cell in line.strip().strip("|").split(" | ")] if line.startswith("|") else []


def shown(value: object) -> str:
    return "none" if value is None else f"{value:,}" if type(value) is int else str(value)


def test_the_table_of_environment_variables_is_that_of_the_settings() -> None:
    defaults = {each.name: each.default for each in fields(Settings)} | {"base_url": API.base_url}
    expected = [
        [name, API.variable(name), "required" if defaults[name] is MISSING else shown(defaults[name])]
        for name in declared(Settings)
    ]
    assert [row[:3] for row in table("settings.md", "Setting", "Variable")] == expected
    variables = [row[:2] for row in table("settings.md", "Argument", "Variable")]
    assert variables == [[name, API.variable(name)] for name in ("profile", "profile_file")]


TOML = [
    (name_of(page), block)
    for page in GUIDE
    for block in re.findall(r"```toml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
]
"""Those of the pages about agents and syncs are used as what they are by the tests of these pages."""


@pytest.mark.parametrize(("page", "block"), TOML)
def test_blocks_of_toml_are_files_that_can_be_used(page: str, block: str) -> None:
    tables = tomllib.loads(block)
    if page == "docs/settings.md":
        assert all(set(profile) <= set(declared(Settings)) for profile in tables.values())
    elif page == "docs/regeneration.md":
        settings = tomllib.loads((ROOT / "generator/apis/agillic.toml").read_text("utf-8"))
        for name, overlay in tables["overlays"].items():
            assert overlay.items() <= settings["overlays"][name].items()
    else:
        assert page in {"docs/agents.md", "docs/agents-transcript.md", "docs/sync.md"}, "say here what it is"


def tree() -> Iterator[tuple[str, str]]:
    """Yield the names of the classes of errors, each with that of its base."""
    page = (ROOT / "docs/errors.md").read_text("utf-8")
    (drawn,) = re.findall(r"```text\n(AgillicError\n.*?)```", page, re.DOTALL)
    above = ["Exception"]
    for line in drawn.splitlines():
        found = re.search(r"\w+", line)
        assert found, line
        depth = found.start() // 4
        above[depth + 1 :] = [found[0]]
        yield found[0], above[depth]


def test_the_tree_of_errors_is_that_of_the_classes() -> None:
    known = {"StatusError": agillic_api.StatusError} | {name: getattr(agillic, name) for name in agillic.__all__}
    base = agillic.AgillicError
    errors = {name: kind for name, kind in known.items() if isinstance(kind, type) and issubclass(kind, base)}
    drawn = dict(tree())
    assert drawn.keys() == errors.keys()
    for name, above in drawn.items():
        bases = [each.__name__ for each in errors[name].__mro__[1:] if each in errors.values()]
        assert [*bases, "Exception"][0] == above, name


@pytest.mark.parametrize("kind", [agillic.RetryPolicy, agillic.Polling], ids=lambda kind: kind.__name__)
def test_the_tables_of_policies_are_those_of_the_classes(kind: type[attrs.AttrsInstance]) -> None:
    page = {"RetryPolicy": "retries.md", "Polling": "tasks.md"}[kind.__name__]
    numbers = [[each.name, str(each.default)] for each in attrs.fields(kind) if isinstance(each.default, int | float)]
    assert [row[:2] for row in table(page, kind.__name__)] == numbers


def test_the_table_of_batch_options_is_that_of_the_class() -> None:
    rows = {row[0]: row[1] for row in table("batches.md", "BatchOptions")}
    assert rows == {each.name: shown(each.default) for each in fields(agillic.BatchOptions)}


def test_the_tables_of_outcomes_are_whole() -> None:
    assert {row[0] for row in table("batches.md", "Outcome")} == set(agillic.Outcome)
    assert {row[0] for row in table("errors.md", "Outcome")} == set(get_args(CallOutcome))


@pytest.mark.usefixtures("agillic_environment", "iterable_environment")
def test_each_job_of_the_comparison_names_what_both_clients_have() -> None:
    rows = table("agillic-and-iterable.md", "Job", "Agillic", "Iterable")
    assert len(rows) > len("a few")
    with agillic.Agillic() as first, iterable_client.IterableClient() as second:
        sides = [
            (first, {"agillic": agillic, "task": agillic.Task}),
            (second, {"iterable_client": iterable_client, "task": iterable_client.ExportTask}),
        ]
        for job, *both in rows:
            for (client, others), cell in zip(sides, both, strict=True):
                for owner, name in re.findall(r"`(\w+)\.(\w+)`", f"`{cell}`"):
                    assert hasattr(others.get(owner) or getattr(client, owner), name), (job, owner, name)


def test_the_variables_of_the_comparison_are_those_of_both_clients() -> None:
    rows = table("agillic-and-iterable.md", "Setting", "Agillic", "Iterable")
    known = {
        api.variable(name)
        for api, settings in ((API, Settings), (ITERABLE, IterableSettings))
        for name in (*declared(settings), "profile")
    }
    named = set(re.findall(r"\b[A-Z]+_[A-Z_]+\b", str(rows)))
    assert len(named) > len(rows)
    assert named <= known


def test_the_quickstart_gives_the_key_of_the_mock(agillic_mock: LocalMock) -> None:
    page = (ROOT / "docs/quickstart.md").read_text("utf-8")
    assert f"AGILLIC_KEY={agillic_mock.key} AGILLIC_SECRET={agillic_mock.secret}\n" in page


@pytest.mark.parametrize("name", ["agillic", "iterable"])
def test_the_page_of_sources_has_all_of_them(name: str) -> None:
    page = (ROOT / "docs/sources.md").read_text("utf-8").splitlines()
    sources = yaml.safe_load((ROOT / f"spec/{name}/sources.yaml").read_text("utf-8"))
    for key, source in sources.items():
        title = f"[{source['title']}]({source['url']})" if "url" in source else source["title"]
        read = "; ".join(source[each] for each in ("seen", "note") if each in source)
        assert f"| `{key}` | {title} | {source['by']} | {read} |" in page


def test_the_package_and_the_guide_say_what_keys_in_brackets_are() -> None:
    for text in (agillic.__doc__ or "", (ROOT / "docs/sources.md").read_text("utf-8")):
        assert "docs/evidence/agillic.md" in text
        assert "x-sources" in text


def test_the_figures_of_what_calls_settle_are_the_documents() -> None:
    rows = {row[0]: row[1:] for row in table("contract.md", "Assumptions about behavior")}
    counts = [
        Counter(each["observable"]["by"] for each in content()["x-assumptions"].values() if "observable" in each)
        for content in (agillic_content, iterable_content)
    ]
    words = {"reading": "reading", "throwaway": "writing", "wrong-credentials": "a wrong secret", "nothing": "nothing"}
    assert rows == {f"settled by {word}": [str(each[by]) for each in counts] for by, word in words.items()}
