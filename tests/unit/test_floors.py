"""The house of the overlays: each floor imports from floors below it, and HTTP stays in one place."""

import ast
from pathlib import Path

import pytest
from conftest import ROOT

import agillic

OVERLAYS = ROOT / "overlays" / "agillic"
FACES = {"cli", "agents", "pytest_plugin"}
BELOW = {
    "wire": 1,
    "agillic_api": 2,
    "transport": 3,
    "resources": 4,
    "callbacks": 5,
    "client": 5,
    "sync": 6,
    "contract": 6,
}
FLOORS = BELOW | dict.fromkeys(FACES, 7) | {"__main__": 8}
"""From the ground up; the generated package stands between the wire and the transport."""
STANDS_APART = {"mock": {"wire"}}
"""What may import only the named floors and may be imported by none but a face."""
HTTP_LIBRARIES = {"httpx", "httpx2"}

FILES = sorted(path for path in OVERLAYS.rglob("*.py") if path != OVERLAYS / "__init__.py")


def imported(path: Path) -> set[str]:
    """Return the dotted names of the modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def room(module: str) -> str:
    """Return the floor's name that a module belongs to, or its top-level package."""
    parts = module.split(".")
    return parts[1] if parts[0] == "agillic" and len(parts) > 1 else parts[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(OVERLAYS)))
def test_floors_import_downwards(path: Path) -> None:
    own = path.relative_to(OVERLAYS).parts[0].removesuffix(".py")
    assert own in FLOORS or own in STANDS_APART, f"{own} has no floor yet: give it one in FLOORS"
    for module in imported(path):
        other = room(module)
        if other == own or (other not in FLOORS and other not in STANDS_APART and module != "agillic"):
            continue
        if module == "agillic" and own in FACES:
            continue  # a face stands in front of the front door
        assert module != "agillic", f"{path.name} imports the front door; import the module itself"
        if own in STANDS_APART:
            assert other in STANDS_APART[own], f"{path.name} imports {module}, but {own} stands apart"
        elif other not in STANDS_APART or own not in FACES:
            assert FLOORS.get(other, 99) < FLOORS[own], f"{path.name} ({own}) imports {module}, which is not below it"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(OVERLAYS)))
def test_the_http_library_is_named_in_the_transport_only(path: Path) -> None:
    if path.relative_to(OVERLAYS).parts[0] != "transport":
        assert not HTTP_LIBRARIES & {module.split(".")[0] for module in imported(path)}


def test_every_name_of_the_front_door_opens() -> None:
    for name in agillic.__all__:
        assert getattr(agillic, name) is not None
    with pytest.raises(AttributeError, match="it has Agillic, "):
        getattr(agillic, "nothing")  # noqa: B009 - a plain attribute would not pass the type checkers
