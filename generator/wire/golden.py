"""The golden files: the canonical requests of the committed client, one readable file per resource.

Whatever changes what goes over the wire, on purpose or not, changes these files, and a reviewer sees it there.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from generator.load.json_values import Json
from generator.wire.canonical import SentRequest
from generator.wire.compare import request_differences
from generator.wire.examples import WireError, example_calls


def golden_folder(output: Path, api: str) -> Path:
    """Return the folder of the golden files of an API; no other API's files lie in it."""
    return output / "tests" / "wire" / "golden" / api


def golden_texts(document: dict[str, Json], requests: Mapping[str, SentRequest]) -> dict[str, str]:
    """Return the text of each golden file by its name, with operations in the order of the document."""
    by_file: dict[str, dict[str, SentRequest]] = {}
    for call in example_calls(document):
        by_file.setdefault(f"{call['resource']}.json", {})[call["id"]] = requests[call["id"]]
    return {name: json.dumps(content, indent=2, ensure_ascii=False) + "\n" for name, content in by_file.items()}


def golden_differences(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """Return what differs between the golden files of a folder and what they should be, as readable lines.

    Args:
        folder: where the golden files lie; it need not exist.
        texts: what the files should be, from `golden_texts`.

    Raises:
        WireError: a file is no JSON.
    """
    lines: list[str] = []
    for name in sorted({*texts, *_names(folder)}):
        path = folder / name
        old = path.read_text("utf-8") if path.is_file() else ""
        new = texts.get(name, "")
        if old == new:
            continue
        before, after = _requests(old, path), _requests(new, path)
        label = f"{folder.name}/{name}"
        lines.append(f"{label}:" if old and new else f"{label} {'should not be there' if old else 'is missing'}:")
        for id_, changed in request_differences(before, after).items():
            lines += [f"  {id_}", *(f"    {line}" for line in changed)]
        if before == after:
            lines.append("  the same requests in another order or form")
    return lines


def write_golden(folder: Path, texts: Mapping[str, str]) -> None:
    """Make the golden files of a folder what they should be; files of resources that are gone are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _names(folder) - {*texts}:
        (folder / name).unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8", newline="\n")


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.json")}


def _requests(text: str, path: Path) -> dict[str, SentRequest]:
    if not text:
        return {}
    try:
        requests: dict[str, SentRequest] = json.loads(text)
    except ValueError as error:
        raise WireError(f"{path} is no JSON ({error}); write it again with `make golden UPDATE=1`") from error
    return requests
