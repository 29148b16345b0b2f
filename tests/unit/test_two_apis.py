"""Two APIs in one tree, different in kind, through every command as people call it; each test begins with one tree."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from small_specs import files_of

VENV = Path(sys.prefix)
OUTPUTS = ("docs", "generated", "spec", "tests")


class Tree:
    """A repository with the pipeline and some of the small APIs of tests/specs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "GIT_"))}
        return subprocess.run(  # noqa: S603 - our own commands
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )

    def make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Call make as people do, with the tools of this environment as they are."""
        ready = str(VENV / ".ready")
        return self.run("make", "--silent", "--no-print-directory", f"VENV={VENV}", "-o", ready, *arguments)

    def generator(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-m", "generator", *arguments)

    def git(self, *arguments: str) -> None:
        settings = ("user.name=Test", "user.email=test@example.com", "commit.gpgsign=false", "core.hooksPath=/dev/null")
        options = [word for each in settings for word in ("-c", each)]
        result = self.run("git", *options, *arguments)
        assert result.returncode == 0, result.stderr

    def add(self, api: str) -> None:
        shutil.copytree(ROOT / "tests" / "specs" / api, self.folder / "spec" / api)

    def files(self) -> dict[str, bytes]:
        """Return all files that commands read and write, but those of build/."""
        return {
            f"{each}/{name}": content
            for each in OUTPUTS
            if (self.folder / each).exists()
            for name, content in files_of(self.folder / each).items()
        }

    def change(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text("utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), "utf-8")


WRITING = (("generate",), ("golden", "UPDATE=1"), ("evidence",))
CHECKING = (("golden",), ("bundle",), ("check",))


def call(tree: Tree, targets: tuple[tuple[str, ...], ...], *variables: str) -> None:
    """Call commands that must succeed."""
    for target in targets:
        result = tree.make(*target, *variables)
        assert result.returncode == 0, result.stderr


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return a tree with tiny alone, as it was committed, and the same tree after letters was added."""
    folder = tmp_path_factory.mktemp("trees")
    one = Tree(folder / "one")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "generator", one.folder / "generator", ignore=ignored)
    shutil.copy(ROOT / "Makefile", one.folder)
    (one.folder / "spec").mkdir()
    for schema in (ROOT / "spec").glob("*.schema.json"):
        shutil.copy(schema, one.folder / "spec")
    (one.folder / ".gitignore").write_text("build/\n__pycache__/\n")
    one.add("tiny")
    call(one, WRITING)
    one.git("init", "--quiet")
    one.git("add", ".")
    one.git("commit", "--quiet", "--message", "tiny")
    two = Tree(folder / "two")
    shutil.copytree(one.folder, two.folder)
    two.add("letters")
    call(two, WRITING + CHECKING)
    return {"one": one.folder, "two": two.folder}


@pytest.fixture
def two(trees: dict[str, Path], tmp_path: Path) -> Tree:
    shutil.copytree(trees["two"], tmp_path / "tree")
    return Tree(tmp_path / "tree")


def test_adding_an_api_changes_no_file_of_the_other(trees: dict[str, Path]) -> None:
    before, after = Tree(trees["one"]).files(), Tree(trees["two"]).files()
    assert {name: after.get(name) for name in before} == before
    added = {name for name in after if name not in before}
    pages = ("docs/evidence/letters.md", "docs/contract/letters.md")
    own = ("spec/letters/", "generated/letters_api/", "tests/wire/golden/letters/", *pages)
    assert {prefix for prefix in own for name in added if name.startswith(prefix)} == set(own)
    assert [name for name in added if not name.startswith(own)] == []
    built = {path.name for path in (trees["two"] / "build").iterdir()}
    assert built == {"tiny.openapi.json", "letters.openapi.json"}


def test_the_same_files_come_whatever_api_is_named(two: Tree) -> None:
    before = two.files()
    for name in ("generated/letters_api", "tests/wire/golden/letters"):
        shutil.rmtree(two.folder / name)
    for name in ("docs/evidence/letters.md", "docs/contract/letters.md"):
        (two.folder / name).unlink()
    call(two, WRITING, "API=letters")
    assert two.files() == before


def test_each_evidence_page_has_its_own_words(two: Tree) -> None:
    pages = {api: (two.folder / f"docs/evidence/{api}.md").read_text("utf-8") for api in ("tiny", "letters")}
    assert "do not edit. The vendor publishes a document, and this one follows it.\n" in pages["letters"]
    assert "| confirmed | 9 | the vendor's own document says so |" in pages["letters"]
    assert "do not edit. Everybody knows things.\n" in pages["tiny"]
    assert "| confirmed | 1 | a trusted source agrees on path and shape |" in pages["tiny"]


ASKED = """
import json, sys
sys.path[:0] = ["generated"]
import letters_api
told = {name: dict(each.traits) for name, each in letters_api.OPERATIONS.items()}
print(json.dumps([told, dict(letters_api.LIMITS), letters_api.NoSuchUser.__mro__[1].__name__]))
"""


def test_every_command_carries_limits_pages_tasks_and_rows(two: Tree) -> None:
    told, limits, parent = json.loads(
        two.run(sys.executable, "-c", f"import sys; sys.path[:0] = ['generated']{ASKED}").stdout
    )
    assert told["startExport"]["task"]["failed"] == ["failed", "ended"]
    assert told["startExport"]["limits"][1]["over"] == "queued"
    assert (told["listFiles"]["page"]["by"], told["getThing"]["page"]["by"]) == ("last", "number")
    assert {name: each["rows"] for name, each in told.items() if "rows" in each} == {
        "getMetrics": "csv",
        "exportLetters": "json-lines",
    }
    assert limits == {"all": [{"at_once": 5, "of": "key"}], "named": {"request_body": 1_000_000}}
    assert parent == "NotFound"
    golden = json.loads((two.folder / "tests/wire/golden/letters/things.json").read_text("utf-8"))
    assert golden["listFiles"]["raw_path"] == "/api/exports/7?startAfter=letters-1.csv&count=10"
    assert golden["startExport"]["body"] == '{"day":"2025-12-01","report":{"url":"https://me.example/exports"}}'
    shown = two.generator("show", "startExport").stdout
    assert "4 calls in 60 s" in shown
    assert "asynchronous" in shown
    two.git("add", ".")
    two.git("commit", "--quiet", "--message", "letters")
    for file, old, new in (
        ("startExport", "done: [done]", "done: [done, ready]"),
        ("endExport", "idempotent: true", "idempotent: false"),
        ("listFiles", "max_size: 50", "max_size: 40"),
    ):
        two.change(f"spec/letters/letters/{file}.yaml", old, new)
    two.change("spec/letters/letters/exports.yaml", "[waiting, done,", "[waiting, done, ready,")
    two.change("spec/letters/letters/listFiles.yaml", "maximum: 50", "maximum: 40")
    two.change("spec/letters/letters/exportLetters.yaml", "rows: json-lines", "response: /x")
    two.change("spec/letters/openapi.yaml", "at_once: 5", "at_once: 6")
    said = two.generator("diff", "--api", "letters", "HEAD", "worktree").stdout
    for found in ("trait task {", "trait idempotent", "trait page {", "trait rows", "of all calls"):
        assert found in said
    lint = two.generator("lint", "--api", "letters")
    assert "no response of exportLetters has /x" in lint.stderr + lint.stdout


def test_show_finds_the_api_that_has_the_operation(two: Tree) -> None:
    both = two.generator("show")
    assert both.returncode == 0
    assert "Letters API 2.0.0: 9 operations" in both.stdout
    assert "Tiny API 1.0.0: 3 operations" in both.stdout
    assert "docs/evidence/letters.md says more" in both.stdout
    for operation, has, lacks in (("updateUsers", "Letters API", "Tiny API"), ("putThing", "Tiny API", "Letters API")):
        shown = two.generator("show", operation)
        assert shown.returncode == 0
        assert has in shown.stdout
        assert f"\n{operation}: " in shown.stdout
        assert lacks not in shown.stdout
    ambiguous = two.generator("show", "getThing")
    assert ambiguous.returncode == 2
    assert ambiguous.stderr == "'getThing' is an operation of letters and of tiny: name one of them by --api\n"
    assert "List things" in two.generator("show", "getThing", "--api", "letters").stdout
    close = two.generator("show", "getthing")
    assert close.stderr == "there is no operation 'getthing'; did you mean getThing (letters), getThing (tiny)?\n"


def test_lint_names_each_api_and_goes_on_after_one_that_cannot_be_read(two: Tree) -> None:
    said = two.generator("lint")
    assert (said.returncode, said.stdout) == (0, "letters: no problems\ntiny: no problems\n")
    two.change("spec/letters/openapi.yaml", "users/getUser.yaml", "users/gone.yaml")
    said = two.generator("lint")
    assert (said.returncode, said.stdout) == (1, "tiny: no problems\n")
    assert said.stderr.startswith("spec/letters/openapi.yaml:16 ")
    said = two.generator("generate")
    assert said.returncode == 1, "nothing is written while one cannot be read"
    assert two.make("check", "API=tiny").returncode == 0


def test_check_and_golden_say_whose_files_differ(two: Tree) -> None:
    two.change("generated/letters_api/models/user.py", "email", "mail")
    said = two.generator("check")
    assert said.returncode == 1
    assert said.stdout.startswith("letters_api:\n--- committed/models/user.py\n")
    assert "tiny_api:" not in said.stdout
    two.change("generated/letters_api/models/user.py", "mail", "email")
    two.change("tests/wire/golden/letters/users.json", "/users/metrics", "/users/numbers")
    said = two.generator("golden")
    assert said.returncode == 1
    assert said.stdout.startswith("letters/users.json:\n  getMetrics\n")
    assert "tiny/" not in said.stdout
    assert two.generator("golden", "--api", "tiny").returncode == 0


def test_an_api_that_is_new_or_gone_is_compared_all_the_same(two: Tree) -> None:
    said = two.make("diff")
    assert said.returncode == 0, said.stderr
    letters, tiny = said.stdout.split("\n\n", 1)[0], said.stdout[said.stdout.index("tiny: ") :]
    assert re.match(
        r"letters: HEAD \(\w{7}\) -> worktree\n  no breaking changes, 0 to look at, 10 compatible\n", letters
    )
    assert "  operations: 0 before, 9 now (9 added, 0 removed)\n" in said.stdout
    assert "  no breaking changes, 0 to look at, 0 compatible\n" in tiny
    assert two.make("regenerate-report").returncode == 0
    report = (two.folder / "build" / "regeneration-report.md").read_text("utf-8")
    assert [line.split(":")[0] for line in report.splitlines() if line.startswith("# ")] == ["# letters", "# tiny"]
    read = json.loads(two.generator("diff", "--format", "json", "HEAD", "worktree").stdout)
    assert [(each["api"], each["breaks"], each["operations"]) for each in read] == [
        ("letters", False, [0, 9]),
        ("tiny", False, [3, 3]),
    ]
    two.git("add", ".")
    two.git("commit", "--quiet", "--message", "letters")
    shutil.rmtree(two.folder / "spec" / "letters")
    gone = two.generator("diff", "HEAD", "worktree")
    assert gone.returncode == 1
    assert "  10 breaking changes, 0 to look at, 0 compatible\n" in gone.stdout
    unknown = two.generator("diff", "--api", "nobody", "HEAD", "worktree")
    assert unknown.returncode == 2
    assert unknown.stderr == "there is no API 'nobody' (known: letters, tiny); name one of these\n"


def test_a_bundle_is_compared_with_the_api_that_is_named(two: Tree) -> None:
    unnamed = two.make("diff", "OLD=build/letters.openapi.json")
    assert unnamed.returncode == 2
    assert unnamed.stderr.startswith(
        "a bundle is of one API: say of which by --api (API=... of make); known: letters, "
    )
    named = two.make("diff", "OLD=build/letters.openapi.json", "API=letters")
    assert named.returncode == 0, named.stderr
    assert named.stdout.startswith("letters: build/letters.openapi.json -> worktree\n  no breaking changes, 0 to look")
