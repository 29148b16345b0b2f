"""How the client of one API is generated: `generator/apis/NAME.toml`, or the defaults where there is none."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from generator.generate.problems import GenerationError

FOLDER = Path(__file__).resolve().parents[1] / "apis"
HOOKS = ("path_value", "filter", "competing_paths", "json_body")
"""What an overlay can take over; `generator/UPSTREAM.md` says where generated code calls it."""


@dataclass(frozen=True)
class Overlay:
    """A function that generated code calls.

    Attributes:
        module: where it is.
        function: its name.
        type: a type of the module that callers may pass beside the plain one.
        format: the format of the parameters that take this type.
        help: what `help()` adds to the description of such a parameter.
    """

    module: str
    function: str
    type: str | None = None
    format: str | None = None
    help: str = ""


@dataclass(frozen=True)
class Settings:
    """The settings of one API.

    Attributes:
        api: its folder in spec/.
        overlays: what takes over something that generated code does, by the hooks.
        room: the module that holds its `API` (`sdk_core.api`); empty where the generated client is all there is.
    """

    api: str
    overlays: dict[str, Overlay] = field(default_factory=dict[str, Overlay])
    room: str = ""

    @property
    def package(self) -> str:
        """The name of the generated package."""
        return f"{self.api}_api"


def settings(api: str, folder: Path = FOLDER) -> Settings:
    """Read the settings of an API.

    Args:
        api: the name of the API, a folder of spec/.
        folder: where NAME.toml lies.

    Raises:
        GenerationError: the file cannot be read, or has a setting that is not known; the message names it and what is.
    """
    path = folder / f"{api}.toml"
    if not path.is_file():
        return Settings(api)
    try:
        read = tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise GenerationError(f"{path.name} is no TOML, correct it: {error}") from error
    overlays, room = read.pop("overlays", {}), read.pop("room", "")
    if unknown := [*read, *(hook for hook in overlays if hook not in HOOKS)]:
        known = f"room, and overlays of {', '.join(HOOKS)}"
        raise GenerationError(f"{path.name}: unknown setting {unknown[0]!r}; known: {known}")
    try:
        return Settings(api, {hook: Overlay(**overlay) for hook, overlay in overlays.items()}, room)
    except TypeError as error:
        remedy = "an overlay has module and function, and may have type, format and help"
        raise GenerationError(
            f"{path.name}: a setting of an overlay is missing or unknown; {remedy}: {error}"
        ) from error
