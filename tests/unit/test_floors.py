"""The house of the overlays: floors import downwards, APIs know nothing of each other, and HTTP stays in one place."""

import ast
import re
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT

import agillic
import iterable_client

ROOMS = {"agillic": "agillic_api", "iterable_client": "iterable_api"}
"""The overlays of each API, and the generated package that they belong to."""
OVERLAYS = ROOT / "overlays"
CORE = ROOT / "overlays" / "sdk_core"
GENERATED = ROOT / "generated"
SPARK = OVERLAYS / "pyspark_agillic"
"""A face of Agillic in a package of its own, since Spark finds data sources by the names of packages."""
FACES = {"cli", "agents", "pipelines", "pytest_plugin"}
BELOW = {
    "sdk_core": 0,
    "wire": 1,
    "generated": 2,
    "errors": 3,
    "identity": 3,
    "setting_parsers": 3,
    "api": 4,
    "limits": 5,
    "credentials": 5,
    "jwt": 5,
    "settings": 6,
    "common": 7,
    "campaigns": 7,
    "resources": 8,
    "callbacks": 9,
    "webhooks": 9,
    "client": 9,
    "discovery": 9,
    "sync": 10,
    "contract": 10,
}
FLOORS = BELOW | dict.fromkeys(FACES, 11) | {"__main__": 12}
"""From the ground up, in each room; its generated package stands above the wire."""
STANDS_APART = {"mock": {"wire", "api", "sdk_core"}}
"""What may import only the named floors and may be imported by none but a face."""
HTTP_LIBRARIES = {"httpx", "httpx2"}
_CORE_FLOORS = (
    ("", "real_time", "toml_tables"),
    ("wire",),
    ("api", "client", "transport"),
    ("transport.clock",),
    ("transport.errors", "transport.settings"),
    ("transport.retries", "transport.limits.patience", "transport.limits.state_files", "transport.shared_future"),
    ("transport.limits.concurrency",),
    ("transport.limits.patience", "transport.limits.shared_file"),
    ("transport.limits.quota", "transport.limits.rates"),
    ("transport.limits",),
    ("transport.limits.redis",),
    ("transport.instrumentation",),
    ("transport.http",),
    ("transport.error_mapping", "transport.pipeline"),
    ("transport.auth", "transport.client_options", "transport.base_client"),
    ("transport.links", "transport.probe"),
    ("calls", "calls.progress", "calls.envelopes", "calls.side_by_side"),
    ("calls.files", "calls.pagination", "calls.tasks"),
    ("calls.batches", "calls.windows"),
    ("pipelines",),
    ("apis",),
    (
        "contract",
        "mock",
        "mock.assumptions",
        "mock.clock",
        "mock.errors",
        "mock.fixtures",
        "mock.loopback_sender",
        "mock.reasons",
        "mock.words",
    ),
    ("mock.database", "mock.faults", "mock.instance_reader", "mock.request_journal"),
    ("mock.database_state",),
    ("mock.app",),
    ("mock.admin", "mock.inspector"),
    ("mock.building",),
    ("mock.server",),
    ("sync.model",),
    ("sync.source", "sync.state"),
    ("sync.staging",),
    ("sync.planning",),
    ("sync.running",),
    ("sync.reports",),
    ("sync",),
    ("agents.catalog",),
    ("agents.policy",),
    ("agents.audit", "agents.caps", "agents.privacy", "agents.writes"),
    ("agents.tools",),
    ("agents.recipes",),
    ("agents.gateway", "agents.server"),
    ("agents",),
    ("cli",),
)
CORE_FLOORS = {f"sdk_core.{name}".strip("."): n for n, names in enumerate(_CORE_FLOORS) for name in names}
"""Modules and packages of the core from the ground up; a module is on the floor of the longest name that it is in."""

FRONT_DOORS = {OVERLAYS / room / "__init__.py" for room in ROOMS}
FILES = sorted({path for room in ROOMS for path in (OVERLAYS / room).rglob("*.py")} - FRONT_DOORS)
CORE_FILES = sorted(CORE.rglob("*.py"))
STATIC_FILES = sorted(path for ending in ("html", "css", "js", "svg") for path in CORE.rglob(f"static/*.{ending}"))
"""The core's own files for browsers; others wrote `inspector/viewer`, which is vendored as it is."""
PACKAGES = sorted(path for path in GENERATED.iterdir() if path.is_dir())


def imported(path: Path) -> set[str]:
    """Return the dotted names of the modules that a file imports, those of its own package left out."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def floor(module: str, floors: dict[str, int]) -> str:
    """Return the longest name of a floor that a module is in."""
    while module not in floors:
        module = module.rpartition(".")[0]
    return module


def room(module: str) -> str:
    """Return the floor's name that a module belongs to, or its top-level package."""
    parts = module.split(".")
    if parts[0] in ROOMS.values():
        return "generated"
    return parts[1] if parts[0] in ROOMS and len(parts) > 1 else parts[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(OVERLAYS)))
def test_floors_import_downwards(path: Path) -> None:
    front_door, own = (part.removesuffix(".py") for part in path.relative_to(OVERLAYS).parts[:2])
    assert own in FLOORS or own in STANDS_APART, f"{own} has no floor yet: give it one in FLOORS"
    for module in imported(path):
        other = room(module)
        if other == own or (other not in FLOORS and other not in STANDS_APART and module != front_door):
            continue
        if module == front_door and own in FACES:
            continue  # a face stands in front of the front door
        assert module != front_door, f"{path.name} imports the front door; import the module itself"
        if own in STANDS_APART:
            assert other in STANDS_APART[own], f"{path.name} imports {module}, but {own} stands apart"
        elif other not in STANDS_APART or own not in FACES:
            assert FLOORS.get(other, 99) < FLOORS[own], f"{path.name} ({own}) imports {module}, which is not below it"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(OVERLAYS)))
def test_the_http_library_is_named_in_no_room(path: Path) -> None:
    assert not HTTP_LIBRARIES & {module.split(".")[0] for module in imported(path)}


def test_no_api_imports_another() -> None:
    for name, package in ROOMS.items():
        for path in (ROOT / "overlays" / name).rglob("*.py"):
            others = {*ROOMS, *ROOMS.values()} - {name, package}
            found = others & {module.split(".")[0] for module in imported(path)}
            assert not found, f"{path.relative_to(ROOT)} imports {found}: share it in sdk_core instead"


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_generated_package_imports_the_shared_runtime_and_its_own_wire_alone(package: Path) -> None:
    own = next((name for name, generated in ROOMS.items() if generated == package.name), package.name)
    for path in package.rglob("*.py"):
        for module in imported(path):
            top, _, rest = module.partition(".")
            shared = module == "sdk_core.client" or (top == "sdk_core" and rest.split(".")[0] == "wire")
            outside = top in sys.stdlib_module_names | {"attrs"}
            assert shared or outside or module.startswith(f"{own}.wire."), f"{path.relative_to(ROOT)} imports {module}"


class TestCore:
    @pytest.mark.parametrize("path", CORE_FILES, ids=lambda path: str(path.relative_to(CORE)))
    def test_it_knows_no_api(self, path: Path) -> None:
        assert not spoken_of(without_abc(path.read_text("utf-8")))
        assert not {*ROOMS, *ROOMS.values()} & {module.split(".")[0] for module in imported(path)}

    @pytest.mark.parametrize("path", STATIC_FILES, ids=lambda path: str(path.relative_to(CORE)))
    def test_its_files_for_browsers_know_no_api(self, path: Path) -> None:
        assert not spoken_of(path.read_text("utf-8"))

    def test_an_api_in_a_file_for_browsers_would_be_found(self) -> None:
        assert {"start.html", "inspector.js", "style.css", "icon.svg"} <= {path.name for path in STATIC_FILES}
        assert spoken_of('<a href="/">Agillic mock</a>') == ["agillic"]
        assert spoken_of('import { samples } from "./iterable_api.js";') == ["iterable", "iterable_api"]

    @pytest.mark.parametrize("path", CORE_FILES, ids=lambda path: str(path.relative_to(CORE)))
    def test_the_http_library_is_named_by_its_client_and_its_transport_only(self, path: Path) -> None:
        if path.relative_to(CORE).parts[0] not in {"client", "transport"}:
            assert not HTTP_LIBRARIES & {module.split(".")[0] for module in imported(path)}

    @pytest.mark.parametrize("path", CORE_FILES, ids=lambda path: str(path.relative_to(CORE)))
    def test_its_floors_import_downwards(self, path: Path) -> None:
        own = floor(".".join(path.relative_to(CORE.parent).with_suffix("").parts), CORE_FLOORS)
        for module in imported(path):
            if module.startswith("sdk_core.") and (other := floor(module, CORE_FLOORS)) != own:
                assert CORE_FLOORS[other] < CORE_FLOORS[own], f"{own} imports {module}, which is not below it"

    def test_its_wire_stands_below_its_client(self) -> None:
        for path in (CORE / "wire").rglob("*.py"):
            outside = {each for each in imported(path) if each.startswith("sdk_core") and ".wire" not in each}
            assert not outside, f"{path.name} imports {outside}"

    def test_no_module_imports_itself_in_a_circle(self) -> None:
        modules = {".".join(path.relative_to(CORE.parent).with_suffix("").parts): imported(path) for path in CORE_FILES}
        TopologicalSorter(modules).prepare()  # raises CycleError, which names the circle


class TestSpark:
    """It is a face, as the command line: it may import what is below, and no other face; and nothing imports it."""

    @pytest.mark.parametrize("path", sorted(SPARK.glob("*.py")), ids=lambda path: path.name)
    def test_it_imports_what_is_below_faces(self, path: Path) -> None:
        for module in imported(path):
            other = room(module)
            assert module not in ROOMS, f"{path.name} imports the front door; import the module itself"
            assert other not in FACES | {"mock"}, f"{path.name} imports {module}, which is no floor below it"
            assert module.split(".")[0] not in {"iterable_client", "iterable_api", *HTTP_LIBRARIES}
            assert not module.startswith(("sdk_core.cli", "sdk_core.agents", "sdk_core.mock"))

    def test_it_alone_knows_spark(self) -> None:
        others = {*FILES, *CORE_FILES, *FRONT_DOORS, *GENERATED.rglob("*.py")}
        users = [path for path in others if any(module.startswith("pyspark") for module in imported(path))]
        assert users == []


def spoken_of(text: str) -> list[str]:
    """Return the APIs and their packages that a text names."""
    apis = sorted(each.name for each in (ROOT / "spec").iterdir() if each.is_dir())
    names = [name for api in apis for name in (api, f"{api}_api")]
    return [name for name in names if re.search(rf"(?i)(?<![a-z]){name}(?![a-z])", text)]


def without_abc(text: str) -> str:
    """Return code without Python's own class of things to loop over, which is called as an API is."""
    return re.sub(r"\bIterable(?=\[|\)|,|\n)|\| Iterable\b", "", text)


@pytest.mark.parametrize(
    ("front_door", "client"), [(agillic, "Agillic"), (iterable_client, "AsyncExportTask")], ids=[*ROOMS]
)
def test_every_name_of_the_front_door_opens(front_door: ModuleType, client: str) -> None:
    for name in front_door.__all__:
        assert getattr(front_door, name) is not None
    assert {*front_door.__all__} <= {*dir(front_door)}
    with pytest.raises(AttributeError, match=f"it has {client}, "):
        getattr(front_door, "nothing")  # noqa: B009 - a plain attribute would not pass the type checkers
