"""Tools that other people use read the published document: validators, and generators for this and other languages."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from effort import LONG

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "generated" / "agillic_api" / "openapi.json"
TOOLS = ROOT / "build" / "tools"
OPENAPI_GENERATOR = TOOLS / "env" / "bin" / "openapi-generator-cli"
REDOCLY = TOOLS / "node" / "node_modules" / ".bin" / "redocly"
long = pytest.mark.skipif(not LONG, reason="the tools are not installed; `make contract` does that")


def run(folder: Path, *command: str | Path) -> str:
    """Run a tool in a folder and return what it printed; it must succeed."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "NO_COLOR": "1", "REDOCLY_TELEMETRY": "off"}
    result = subprocess.run(  # noqa: S603 - the tools above, on files of this project
        list(map(str, command)), cwd=folder, env=environment, capture_output=True, text=True, timeout=240, check=False
    )
    printed = result.stdout + result.stderr
    assert result.returncode == 0, printed[-4000:]
    return printed


def test_the_stock_openapi_python_client_writes_every_operation(tmp_path: Path) -> None:
    generate = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"]
    run(tmp_path, *generate, "--path", DOCUMENT, "--output-path", tmp_path / "stock")
    written = [path for path in (tmp_path / "stock" / "api").rglob("*.py") if path.stem != "__init__"]
    document = json.loads(DOCUMENT.read_text("utf-8"))
    assert len(written) == sum(len(item) for item in document["paths"].values())


@long
def test_openapi_generator_finds_the_document_valid(tmp_path: Path) -> None:
    assert "No validation issues detected." in run(tmp_path, OPENAPI_GENERATOR, "validate", "--input-spec", DOCUMENT)


@long
@pytest.mark.parametrize("language", ["csharp", "go", "java", "php", "python", "typescript-fetch"])
def test_openapi_generator_writes_clients(tmp_path: Path, language: str) -> None:
    named: list[str | Path] = ["--input-spec", DOCUMENT, "--generator-name", language, "--output", tmp_path / language]
    printed = run(tmp_path, OPENAPI_GENERATOR, "generate", *named)
    assert not re.search(r"^.*\bERROR\b.*$", printed, re.MULTILINE)


@long
def test_redocly_finds_the_document_valid(tmp_path: Path) -> None:
    (tmp_path / "redocly.yaml").write_text("extends: [spec]\n")
    assert "is valid" in run(tmp_path, REDOCLY, "lint", DOCUMENT, "--config", tmp_path / "redocly.yaml")
