"""Makes the clients to compare with: openapi-generator's Python client of the same document, three times."""

import json
import shutil
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.processes import PEERS, RUNTIME, run

GENERATE = (RUNTIME.with_name("openapi-generator-cli"), "generate", "--generator-name", "python")
CODE_ONLY = "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"


def make_peers(document: Path) -> float:
    """Write the packages `peer`, `peer_lazy` and `peer_strings`; return the seconds that the first one took.

    `peer` is what the tool makes of the document. `peer_lazy` is the same with its option for lazy imports.
    `peer_strings` gives it an easier document: there, field values are strings, while in truth they may be numbers,
    booleans and null too, which this tool reads by trial and error.
    """
    shutil.rmtree(PEERS, ignore_errors=True)
    PEERS.mkdir(parents=True)
    began = perf_counter()
    _make("peer", document)
    seconds = perf_counter() - began
    _make("peer_lazy", document, "--additional-properties=lazyImports=true")
    _make("peer_strings", _with_strings(document))
    return seconds


def _make(package: str, document: Path, *options: str) -> None:
    folder = PEERS / f"{package}_project"
    files = ["--input-spec", str(document), "--output", str(folder)]
    names = ["--package-name", package, "--global-property", CODE_ONLY]
    command: list[str | Path] = [*GENERATE, *files, *names, *options]
    run(command, timeout=60)
    (folder / package).rename(PEERS / package)
    shutil.rmtree(folder)


def _with_strings(document: Path) -> Path:
    easier: dict[str, Any] = json.loads(document.read_text("utf-8"))
    easier["components"]["schemas"]["PersonData"]["additionalProperties"] = {"type": "string"}
    path = PEERS / "easier.openapi.json"
    path.write_text(json.dumps(easier), "utf-8")
    return path
