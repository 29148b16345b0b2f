"""What is known of the generator's templates: their hashes, and how two of ours differ from them.

`python tests/unit/upstream_templates.py` records the installed ones, at the end of an upgrade (generator/UPSTREAM.md).
"""

import difflib
import hashlib
import json
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

GENERATOR = "openapi-python-client"
OURS = Path(__file__).resolve().parents[2] / "generator" / "templates"
UPSTREAM = Path(str(files("openapi_python_client"))) / "templates"
HASHES = Path(__file__).with_suffix(".json")
DIFF = Path(__file__).with_suffix(".diff")
CHANGED = (
    "model.py.jinja",
    "property_templates/any_property.py.jinja",
    "property_templates/boolean_property.py.jinja",
    "property_templates/enum_property.py.jinja",
    "property_templates/list_property.py.jinja",
    "property_templates/model_property.py.jinja",
    "str_enum.py.jinja",
)
"""Templates of ours that are the generator's but for a few lines."""

OF_PROJECTS = (".gitignore", "README", "pyproject", "setup")
"""How templates begin that are for a project around the package; none is written here."""


def names(folder: Path) -> list[str]:
    """Return the names of the templates in a folder, without those for projects."""
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.jinja"))
    return [name for name in found if not name.startswith(OF_PROJECTS)]


def installed() -> dict[str, str]:
    """Return the version of the installed generator and the SHA-256 of each of its templates."""
    hashes = {name: hashlib.sha256((UPSTREAM / name).read_bytes()).hexdigest() for name in names(UPSTREAM)}
    return {GENERATOR: version(GENERATOR), **hashes}


def recorded() -> dict[str, str]:
    """Return the same as it was recorded."""
    known: dict[str, str] = json.loads(HASHES.read_text("utf-8"))
    return known


def difference() -> str:
    """Return the lines in which our changed templates differ from the installed ones."""
    lines: list[str] = []
    for name in CHANGED:
        theirs, ours = ((folder / name).read_text("utf-8").splitlines() for folder in (UPSTREAM, OURS))
        lines += difflib.unified_diff(theirs, ours, f"upstream/{name}", f"ours/{name}", lineterm="", n=0)
    return "\n".join(lines) + "\n"


def main() -> None:
    """Record what is installed."""
    HASHES.write_text(json.dumps(installed(), indent=2) + "\n", "utf-8")
    DIFF.write_text(difference(), "utf-8")


if __name__ == "__main__":
    main()
