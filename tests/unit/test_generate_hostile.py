"""A spec is data. Whatever its texts and names hold, the package is safe to import, or there is none.

openapi-python-client wrote code from a spec into its output twice (CVE-2020-15141, CVE-2020-15142), and our own
templates write much of what used to be written by it.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from small_specs import answering, bundled, generated, imported, parameter, small_document, small_operation, taking

from generator.cli import main
from generator.generate.problems import GenerationError
from generator.load.json_values import Json

CODE = "__import__('pathlib').Path('PWNED').touch()"
TEXTS = [
    *("'", '"', '"""', "'''", "\\", 'ends in \\"', "ends in \\", '\\"""', "\\N{DASH} \\x4 \\u12 \\", "\\" * 200),
    *("{{ 7 * 7 }}", "{{", "}}", "{% raw %}", "%}", "{% endset %}", "{#", "#}", "{0} {x} %s %r %(x)s ${x}", "# c", "`"),
    *("a\nb", "a\r\nb\rc", "a\x0bb\x0cc", "\u2028a\u2029b\x85c", "\ttab", "\x00\x07\x1b[31m", "møde 😀 \u202e\ufeff"),
    *(
        CODE,
        f'"""\n{CODE}\n"""',
        f"'''\n{CODE}\n'''",
        f'"+{CODE}+"',
        f"'+{CODE}+'",
        f'\\"""\n{CODE}\n#',
        f'\\"+{CODE}#',
    ),
    *(f"{{{{ cycler.__init__.__globals__.os.system('touch PWNED') or {CODE} }}}}", f"x):\n    {CODE}\n    def y(self"),
]


def spec_of_texts() -> dict[str, Json]:
    """Return a spec with an operation and a schema for each text, which stands wherever people may write."""
    paths: dict[str, Json] = {}
    schemas: dict[str, Json] = {}
    for number, text in enumerate(TEXTS):
        words = {"description": text, "title": f"{text}{number}", "example": text, "default": text}
        schemas[f"Thing{number}"] = {
            "type": "object",
            "description": text,
            "example": {"plain": text},
            "properties": {"plain": {"type": "string", **words}, "same": {"const": text}},
        }
        body = {"$ref": f"#/components/schemas/Thing{number}"}
        operation = small_operation(
            f"get{number}",
            name=f"get{number}",
            summary=text,
            description=text,
            parameters=[parameter("q", **words)],
            requestBody={**taking(body), "description": text},
            responses={"200": {**answering(body)["200"], "description": text}},
        )
        operation["x-traits"]["evidence"] = {"level": "confirmed", "sources": [text], "note": text}
        paths[f"/t{number}"] = {"post": operation}
    every = " ".join(TEXTS)
    return small_document(
        paths,
        schemas,
        info={"title": every, "version": every, "description": every},
        servers=[{"url": "https://small.example", "description": every}],
        tags=[{"name": "Things", "description": every}],
    )


def spec_of_names() -> dict[str, Json]:
    """Return a spec in which each text is an enum value and a part of the name of a property and of a parameter."""
    paths: dict[str, Json] = {}
    schemas: dict[str, Json] = {}
    for number, text in enumerate(TEXTS):
        schemas[f"Thing{number}"] = {
            "type": "object",
            "required": [f"{text}a"],
            "properties": {f"{text}a": {"type": "string"}, "kind": {"type": "string", "enum": [text, "plain"]}},
        }
        body = {"$ref": f"#/components/schemas/Thing{number}"}
        paths[f"/t{number}"] = {
            "post": small_operation(
                f"get{number}",
                name=f"get{number}",
                parameters=[parameter(f"{text}b"), parameter("form", enum=[text, "plain"])],
                requestBody=taking(body),
                responses=answering(body),
            )
        }
    return small_document(paths, schemas)


@pytest.fixture(autouse=True)
def nothing_was_executed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    yield
    assert list(Path.cwd().iterdir()) == []


def import_all(package: Any) -> None:  # noqa: ANN401 - imported by name
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(found.name)


def test_texts_become_words_and_never_code(tmp_path: Path) -> None:
    with imported(generated(tmp_path, spec_of_texts())) as package:
        import_all(package)
        assert len(package.OPERATIONS) == len(TEXTS)
        for number, text in enumerate(TEXTS):
            operation = package.OPERATIONS[f"get{number}"]
            assert operation.traits["evidence"] == {"level": "confirmed", "sources": [text], "note": text}
            thing = getattr(package.models, f"Thing{number}")
            assert thing.from_dict({"plain": text}).to_dict()["plain"] == text


def test_names_become_strings_and_never_code(tmp_path: Path) -> None:
    with imported(generated(tmp_path, spec_of_names())) as package:
        import_all(package)
        for number, text in enumerate(TEXTS):
            names = {p.name for p in package.OPERATIONS[f"get{number}"].parameters}
            assert names == {f"{text}b", "form"}


OPERATION = small_operation()


@pytest.mark.parametrize(
    ("paths", "members"),
    [
        ({f"/t/{CODE}": {"get": OPERATION}}, {}),
        ({'/t"""/\\': {"get": OPERATION}}, {}),
        ({"/t\n": {"get": OPERATION}}, {}),
        ({"/t\x00": {"get": OPERATION}}, {}),
        ({"/t": {"get": small_operation(f'get"""\n{CODE}')}}, {}),
        ({"/t": {"get": small_operation("../../../escaped")}}, {}),
        ({"/t": {"get": {**OPERATION, "tags": [f'Things"""\n{CODE}']}}}, {}),
        ({"/t": {"get": {**OPERATION, "tags": ["../../escaped"]}}}, {}),
        ({"/t": {"get": OPERATION}}, {"servers": [{"url": f"https://small.example/\"+{CODE}+'\n{{{{ 7 }}}}"}]}),
        ({"/t": {"post": {**OPERATION, "requestBody": taking({}, f'application/json; x="{CODE}"')}}}, {}),
        (
            {"/t": {"get": OPERATION}},
            {"x-custom-methods": [{"literal": f"'+{CODE}+'", "swallowed_by": '"""\n{{ 7 }}'}]},
        ),
    ],
)
def test_other_places_are_safe_or_rejected(
    tmp_path: Path, paths: Mapping[str, Json], members: Mapping[str, Json]
) -> None:
    before = {path.name for path in tmp_path.iterdir()}
    try:
        package = generated(tmp_path, small_document(paths, **members))
    except GenerationError as error:
        assert "Traceback" not in str(error)  # noqa: PT017 - the others are generated
        return
    assert {path.name for path in tmp_path.iterdir()} - before == {"spec", "out"}, "a file was written elsewhere"
    with imported(package) as generated_package:
        import_all(generated_package)
        (operation,) = [generated_package.OPERATIONS[id_] for id_ in generated_package.OPERATIONS]
        assert operation.path == next(iter(paths))


@pytest.mark.parametrize("name", [f"get(self):\n        {CODE}\n    def x", "Get", "class", "get\n", "__init__", ""])
def test_method_names_are_checked_before_anything_is_written(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bundled(tmp_path, small_document({"/t": {"get": small_operation(name=name)}}))
    assert main(["generate", "--spec", str(tmp_path / "spec"), "--output", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_code_of_these_texts_leaves_a_trace_when_it_runs() -> None:
    """The tests above prove something only because of it."""
    exec(CODE)  # noqa: S102 - our own
    assert Path("PWNED").exists()
    Path("PWNED").unlink()
