"""The documentation site: generated pages are current, the navigation is whole, and nothing comes from elsewhere."""

import doctest
import json
import re
import sys
from html import unescape
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

from generator.bundle.bundler import bundle
from generator.load.source import Source, apis
from generator.site.environment import OF_ALL, OF_EACH_API
from generator.site.finishing import SITE, finish, loads
from generator.site.navigation import navigation
from generator.site.pages import FOLDER, reference_pages
from generator.site.staging import OUTSIDE, PAGES, STAGED, DocsError, stage
from sdk_core.apis import api_names, find_api
from sdk_core.cli.tables import read_table

MODULES = [f"generator.site.{path.stem}" for path in sorted((ROOT / "generator/site").glob("*.py"))]
HELP_DIFFERS = sys.version_info >= (3, 13)
"""From this version on, argparse writes the help of options in another way."""


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    documents = {name: bundle(Source(ROOT / "spec", name)).document for name in apis(ROOT / "spec")}
    return dict(reference_pages(ROOT, documents))


def committed(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def headings(page: str) -> set[str]:
    return set(re.findall(r"^#+ (.+)$", page, re.MULTILINE))


def test_the_committed_pages_are_those_that_are_written(pages: dict[str, str]) -> None:
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / FOLDER).rglob("*.md")}
    assert there == pages.keys(), "run: make docs-pages"
    old = [path for path, page in pages.items() if committed(path) != page]
    assert [path for path in old if not (HELP_DIFFERS and path.endswith("commands.md"))] == [], "run: make docs-pages"


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_the_scripts_are_true(module: str) -> None:
    assert not doctest.testmod(import_module(module)).failed


@pytest.mark.parametrize("name", api_names())
def test_the_reference_explains_each_public_name(name: str) -> None:
    folder, api = f"{FOLDER}/{name}", find_api(name)
    found = {
        heading for page in ("client", "types", "errors") for heading in headings(committed(f"{folder}/{page}.md"))
    }
    exported: list[str] = import_module(api.package).__all__
    twin = "Async" + api.client.partition(":")[2]
    assert {*exported} - found - {"__version__", twin} == set()
    assert f"`{twin}`" in committed(f"{folder}/client.md")


def test_defaults_are_shown_as_their_values() -> None:
    assert "    page_size: int = 1_000,\n" in committed(f"{FOLDER}/{api_names()[0]}/resources.md")


@pytest.mark.parametrize("name", api_names())
def test_the_reference_has_each_operation_with_its_method_and_its_command(name: str) -> None:
    table = read_table(name)
    assert {each["id"] for each in table["operations"]} <= headings(committed(f"{FOLDER}/{name}/operations.md"))
    commands, methods = (headings(committed(f"{FOLDER}/{name}/{page}.md")) for page in ("commands", "resources"))
    for each in table["operations"]:
        assert f"{each['resource']}.{each['name']}" in methods
        assert f"{each['resource']} {each['name']}".replace("_", "-") in commands


def test_no_page_of_commands_depends_on_the_terminal(pages: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    api = find_api(api_names()[0])
    again = import_module("generator.site.command_help").commands_page(api)
    assert again == pages[f"{FOLDER}/{api.name}/commands.md"]


def test_the_table_of_variables_has_all_that_are_read() -> None:
    """Settings come from their declaration; what else code reads by name must be in the lists of the page."""
    code = "".join(
        path.read_text("utf-8") for path in (ROOT / "overlays").rglob("*.py") if "/mock/operations" not in str(path)
    )
    named = set(re.findall(r"environ(?:\.get)?[(\[]\s*\"([A-Z][A-Z_]+)\"", code))
    home = {"HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"}  # where a user's folders are, by the system
    assert named - home <= set(", ".join(OF_ALL).split(", "))
    of_api = set(re.findall(r"\.variable\(\"(\w+)\"\)", code)) | set(
        re.findall(r"\{api(?:_name)?(?:\.upper\(\))?\}_([A-Z][A-Z_]+|agents_\w+)", code)
    )
    page = committed(f"{FOLDER}/environment.md")
    unknown = [each for each in of_api if not re.search(rf"`[A-Z]+_{each.upper()}`", page)]
    assert "sync_directory" in {each.lower() for each in of_api}, "nothing was read"
    assert unknown == []
    assert all(f"_{each.upper()}`" in page for each in OF_EACH_API)


def test_the_navigation_names_each_page_once() -> None:
    named = [entry.page for entry in navigation(ROOT) if not entry.page.startswith(OUTSIDE)]
    there = [path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")]
    assert sorted(named) == sorted(there)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A repository with two pages."""
    texts = {
        "docs/mkdocs.yml": yaml.safe_dump(
            {"site_name": "tiny", "site_description": "A site", "nav": [{"Start": ["README.md", "sub/b.md"]}]}
        ),
        "docs/README.md": "# Home\n\nSee [b](sub/b.md#b), [code](../src/a.py).\n\n```json call\n[x](nowhere.md)\n```\n",
        "docs/sub/b.md": "# B\n\nOf [all](../../README.md), [here](#b), [there](https://example.com/x), `[c](d.md)`.\n",
        "README.md": "# All\n\n[Docs](docs/README.md), [files](src/), [data](data.bin)\n",
        "src/a.py": 'A = """\n```\n"""\n',
        "data.bin": "0",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_links_lead_out_of_the_folder_of_pages_on_the_site_too(small: Path) -> None:
    pages = stage(small) / PAGES
    home, inner = (pages / "README.md").read_text("utf-8"), (pages / "sub/b.md").read_text("utf-8")
    assert "[b](sub/b.md#b), [code](repository/src/a.py.md)" in home
    assert "```json\n[x](nowhere.md)" in home  # code is as it is, but for what builders do not understand
    assert "[all](../repository/README.md), [here](#b), [there](https://example.com/x), `[c](d.md)`" in inner
    outside = (pages / "repository/README.md").read_text("utf-8")
    assert outside == "# All\n\n[Docs](../README.md), [files](src/index.md), [data](data.bin)\n"
    assert "- [a.py](a.py.md)" in (pages / "repository/src/index.md").read_text("utf-8")
    assert '````python\nA = """' in (pages / "repository/src/a.py.md").read_text("utf-8")
    assert (pages / "repository/data.bin").read_text("utf-8") == "0"


def test_a_second_staging_leaves_nothing_of_the_first(small: Path) -> None:
    stage(small)
    (small / "docs/README.md").write_text("# Home\n", "utf-8")
    (small / "docs/sub/b.md").write_text("# B\n", "utf-8")
    assert not (stage(small) / PAGES / "repository").exists()


@pytest.mark.parametrize("target", ["c.md", "../src/b.py", "../../outside.md"])
def test_a_link_to_nothing_is_an_error_that_names_it(small: Path, target: str) -> None:
    (small / "docs/README.md").write_text(f"# Home\n\n[x]({target})\n", "utf-8")
    with pytest.raises(DocsError, match=re.escape(f"docs/README.md links to {target}, and there is no")):
        stage(small)


def test_a_page_of_the_navigation_that_is_not_there_is_an_error(small: Path) -> None:
    (small / "docs/sub/b.md").unlink()
    with pytest.raises(DocsError, match=r"names sub/b\.md"):
        stage(small)


FOREIGN = [
    '<script src="https://cdn.example.com/a.js"></script>',
    "<script async src=//cdn.example.com/a.js></script>",
    '<link rel="stylesheet" href="https://fonts.example.com/css?family=A">',
    '<link rel="preconnect" href="https://fonts.example.com" crossorigin>',
    '<img alt="x" src="http://example.com/a.png">',
    '<iframe src="https://example.com/"></iframe>',
    "<style>@import 'https://example.com/a.css';</style>",
    "<p style=\"background: url('//example.com/a.png')\">",
    '<pre class="mermaid">a</pre>',
]
OWN = [
    '<a href="https://example.com/">a link may lead elsewhere</a>',
    '<script src="../assets/a.js"></script>',
    '<link rel="canonical" href="https://example.com/a.html">',
    "<code>@import url in words</code>",
    "<p style=\"background: url('data:image/svg+xml,http://www.w3.org/2000/svg')\">",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_what_is_loaded_from_elsewhere_is_found(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html>{text}</html>", "utf-8")
    assert len([*loads(tmp_path)]) == 1


@pytest.mark.parametrize("text", OWN)
def test_what_is_not_loaded_from_elsewhere_is_no_matter(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html>{text}</html>", "utf-8")
    assert [*loads(tmp_path)] == []


def test_a_finished_site_has_its_text_for_programs(small: Path) -> None:
    built = stage(small) / "site"
    built.mkdir()
    (built / "index.html").write_text("<html></html>", "utf-8")
    (small / SITE).mkdir(parents=True)
    (small / SITE / "old.html").write_text("of an earlier build", "utf-8")
    site = finish(small)
    assert not (site / "old.html").exists()
    assert (site / "sub/b.md").read_text("utf-8").startswith("# B")
    assert (site / "llms.txt").read_text("utf-8") == (
        "# tiny\n\n> A site.\n\n## Start\n\n- [Home](README.md): See b, code.\n"
        "- [B](sub/b.md): Of all, here, there, `[c](d.md)`.\n"
    )
    assert "<!-- sub/b.md -->\n\n# B" in (site / "llms-full.txt").read_text("utf-8")


@pytest.mark.parametrize("name", api_names())
def test_programs_find_each_operation_by_what_it_does(small: Path, name: str) -> None:
    page = small / "docs/reference" / name / "operations.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Operations\n", "utf-8")
    (stage(small) / "site").mkdir()
    lines = (finish(small) / "llms.txt").read_text("utf-8").partition("## Operations of ")[2].splitlines()[2:]
    assert len(lines) == len(read_table(name)["operations"])
    described = {heading.lower() for heading in headings(committed(f"{FOLDER}/{name}/operations.md"))}
    for line in lines:
        found = re.fullmatch(rf"- \[\w+\.\w+\]\(reference/{name}/operations\.md#(\w+)\): \S.*", line)
        assert found, line
        assert found[1] in described


def test_search_without_a_server_takes_its_worker_from_the_site(small: Path) -> None:
    built = stage(small) / "site"
    (built / "sub").mkdir(parents=True)
    for page in ("index.html", "sub/b.html"):
        (built / page).write_text('<script src="https://unpkg.com/iframe-worker/shim"></script>', "utf-8")
    site = finish(small)
    for page, place in (("index.html", "assets/frame_worker.js"), ("sub/b.html", "../assets/frame_worker.js")):
        assert f'<script src="{place}">' in (site / page).read_text("utf-8")
        assert (site / page).parent.joinpath(place).is_file()


COPIED = (
    ('<span class="gp">$ </span>agillic<span class="w"> </span>mock\n<span class="go">ready</span>\n', "agillic mock"),
    (
        """<span class="gp">$ </span>curl<span class="w"> </span>-d<span class="s1"> &#39;{}&#39;</span> \\
  localhost
<span class="go">{}</span>
<span class="gp">$ </span><span class="nb">echo</span> <span class="s2">&quot;a&amp;b&quot;</span>
""",
        "curl -d '{}' \\\n  localhost\necho \"a&b\"",
    ),
    ('<span class="nb">print</span>(1)\n', None),
    ('<span class="gp">&gt;&gt;&gt; </span>1\n', None),
)


@pytest.mark.parametrize(("code", "copied"), COPIED)
def test_of_a_shell_only_its_commands_are_copied(code: str, copied: str | None, small: Path) -> None:
    built = stage(small) / "site"
    built.mkdir()
    block = f'<div class="highlight"><pre><span></span><code>{code}</code></pre></div>'
    (built / "index.html").write_text(f"<html><p>{block}{block}</html>", "utf-8")
    text = (finish(small) / "index.html").read_text("utf-8")
    found = [unescape(each) for each in re.findall(r'<div class="highlight" data-copy="([^"]*)"><pre>', text)]
    assert found == ([] if copied is None else [copied] * 2)
    assert text.count(code) == 2


def test_a_site_that_loads_from_elsewhere_is_not_finished(small: Path) -> None:
    built = stage(small) / "site"
    built.mkdir()
    (built / "a.html").write_text(FOREIGN[0], "utf-8")
    with pytest.raises(DocsError, match=r"a\.html: https://cdn\.example\.com/a\.js"):
        finish(small)
    assert not (small / SITE).exists()


def test_the_configuration_asks_for_nothing_from_elsewhere() -> None:
    configuration = yaml.safe_load(committed("docs/mkdocs.yml"))
    assert configuration["theme"]["font"] is False
    assert configuration["plugins"] == ["search", "offline"]
    assert not {"extra_css", "extra_javascript", "repo_url", "edit_uri"} & {*configuration}
    assert json.dumps(configuration).count("://") == 0
    assert STAGED in committed("Makefile")
