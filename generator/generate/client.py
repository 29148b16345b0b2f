"""Runs openapi-python-client with our templates, formats what it wrote, and makes sure that nothing got lost."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from importlib.metadata import version
from pathlib import Path

from generator.bundle.bundler import Bundle
from generator.bundle.document import operations
from generator.generate.command_table import FILE as COMMANDS
from generator.generate.command_table import command_table
from generator.generate.limits import limits_module
from generator.generate.names_in_code import name_clashes, without_marks
from generator.generate.overlays import missing_targets
from generator.generate.problems import GenerationError
from generator.generate.settings import Settings
from generator.generate.unsupported import unsupported
from generator.generate.unsupported_errors import unsupported_errors
from generator.generate.view import generator_view, template_data
from generator.lint.names import snake_case

GENERATOR = "openapi-python-client"
TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
RUFF = (
    ("check", "--fix-only", "--select=F401,F811,I,PIE790,UP007,UP035,UP037,W29", "--target-version=py311"),
    ("format", "--line-length=120", "--target-version=py311"),
)
"""Our own post-hooks: the generator's would write other code with each version of ruff."""


def document_hash(bundle: Bundle) -> str:
    """Return the SHA-256 of the bundled document."""
    return hashlib.sha256(bundle.text().encode()).hexdigest()


def write_client(bundle: Bundle, settings: Settings, folder: Path) -> None:
    """Generate the client of a bundle into a folder that does not exist yet.

    Args:
        bundle: the document; `lint` has found nothing in it.
        settings: the overlays.
        folder: the package's folder; its parent exists.

    Raises:
        GenerationError: the generator rejected or dropped something, or an overlay is missing or has lost its target.
    """
    messages = [*unsupported(bundle), *unsupported_errors(bundle, settings.api)]
    if messages := messages + missing_targets(bundle.document, settings):
        raise GenerationError("\n".join(messages))
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        shutil.copytree(TEMPLATES, work / "templates")
        data = template_data(bundle.document, settings, document_hash(bundle))
        (work / "templates" / "document.jinja").write_text(data, "utf-8")
        (work / "document.json").write_text(json.dumps(generator_view(bundle.document)), "utf-8")
        (work / "config.json").write_text(json.dumps({"post_hooks": []}), "utf-8")
        _run_generator(work, folder)
    _compare_operations(bundle, folder)
    _check_name_clashes(bundle, folder)
    (folder / "limits.py").write_text(limits_module(bundle.document), "utf-8", newline="\n")
    (folder / COMMANDS).write_text(command_table(bundle.document, bundle.api), "utf-8", newline="\n")
    (folder / "openapi.json").write_text(bundle.text(), "utf-8", newline="\n")
    (folder / "py.typed").touch()
    for arguments in RUFF:
        _run([sys.executable, "-m", "ruff", arguments[0], "--isolated", "--no-cache", *arguments[1:], str(folder)])
    _write_headers(folder, bundle.api)


def _run_generator(work: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "openapi_python_client", "generate"]
    command += ["--path", str(work / "document.json"), "--custom-template-path", str(work / "templates")]
    command += [
        "--config",
        str(work / "config.json"),
        "--meta",
        "none",
        "--fail-on-warning",
        "--output-path",
        str(folder),
    ]
    _run(command)


def _check_name_clashes(bundle: Bundle, folder: Path) -> None:
    if problems := name_clashes(bundle, folder):
        raise GenerationError("\n".join(map(str, problems)))
    for path in sorted(folder.rglob("*.py")):
        path.write_text(without_marks(path.read_text("utf-8")), "utf-8", newline="\n")


def _run(command: list[str]) -> None:
    # A fixed width and no color: the generator's messages would break at the width of whatever terminal this is.
    plain = {
        "_TYPER_STANDARD_TRACEBACK": "1",
        "COLUMNS": "200",
        "NO_COLOR": "1",
        "PYTHONHASHSEED": "0",
    }
    result = subprocess.run(command, env={**os.environ, **plain}, capture_output=True, text=True, check=False)  # noqa: S603
    if result.returncode:
        said = _without_noise(result.stdout + result.stderr)
        raise GenerationError(f"{command[2]} failed; fix what it names in spec/ or generator/templates/:\n{said}")


def _without_noise(text: str) -> str:
    """Return what a tool said without tracebacks, addresses in memory, and lines that say nothing of the spec."""
    text = re.sub(r"Traceback \(most recent call last\):\n(?: .*\n)+", "", text)
    text = re.sub(r"<\S+ object at 0x\w+>", "...", text)
    text = re.sub(r"^(Generating /|If you believe this was ).*\n?", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _write_headers(folder: Path, api: str) -> None:
    # The document's hash stands in __init__.py alone: in each header, one word of spec would rewrite every file.
    header = (
        f"# Generated from spec/{api} by {GENERATOR} {version(GENERATOR)}\n"
        "# with generator/templates. Do not edit: `make generate` writes it.\n"
    )
    for path in sorted(folder.rglob("*.py")):
        path.write_text(header + path.read_text("utf-8"), "utf-8", newline="\n")


def _compare_operations(bundle: Bundle, folder: Path) -> None:
    """Reject a package that lacks an operation: the generator drops some without a word."""
    every = operations(bundle.document)
    wanted = Counter((operation.id, snake_case(operation.tag)) for operation in every)
    declared = re.compile(r"^OPERATION: Final = Operation\(\s*id=[\"'](.+?)[\"'],", re.MULTILINE)
    modules = [(path.parent.name, path.read_text("utf-8")) for path in sorted((folder / "api").glob("*/*.py"))]
    written = Counter((found[1], resource) for resource, text in modules if (found := declared.search(text)))
    if lost := wanted - written:
        remedy = "look for what it cannot read, or for a name it changed"
        messages = [
            f"{bundle.place(each.pointer)}\n    the generator dropped {each.id} ({snake_case(each.tag)}): {remedy}"
            for each in every
            if (each.id, snake_case(each.tag)) in lost
        ]
        raise GenerationError("\n".join(messages))
    if extra := written - wanted:
        names = ", ".join(f"{id_} ({resource})" for id_, resource in extra)
        raise GenerationError(f"the generator wrote {names}, which the document does not have, or not so often")
