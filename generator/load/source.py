"""The folder of one API's spec: finds, reads and keeps its files."""

from pathlib import Path, PurePosixPath

from generator.load.problems import Place, Problem, SpecError
from generator.load.yaml_file import YamlFile, read_yaml

ROOT_FILE = "openapi.yaml"
MAX_FILE = 1_000_000
"""Bytes. A spec file is read by people; one larger than this is a mistake or an attack."""


def apis(spec: Path) -> list[str]:
    """Return the names of the APIs in a spec folder, sorted: every folder that holds an openapi.yaml."""
    return sorted(path.parent.name for path in spec.glob(f"*/{ROOT_FILE}"))


class Source:
    """The files of `spec/NAME`, each read once.

    Args:
        spec: the folder that holds the folders of all APIs.
        api: the name of the API, a folder of `spec`.

    Raises:
        SpecError: there is no such API.
    """

    def __init__(self, spec: Path, api: str) -> None:
        self.api = api
        self.folder = spec / api
        self._label = f"{spec.name}/{api}"
        self._files: dict[str, YamlFile] = {}
        if not (self.folder / ROOT_FILE).is_file():
            names = ", ".join(apis(spec)) or "none"
            raise SpecError(
                Problem(
                    Place(f"{self._label}/{ROOT_FILE}", 1),
                    "load",
                    f"there is no API {api!r} (known: {names})",
                    "name a folder of spec/ that holds an openapi.yaml",
                )
            )

    def label(self, name: str) -> str:
        """Return how messages call a file: relative to the folder that holds `spec`."""
        return f"{self._label}/{name}"

    def names(self) -> list[str]:
        """Return the YAML files of the folder, relative to it, sorted."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.yaml"))

    def file(self, name: str) -> YamlFile:
        """Read a file of the folder by its relative name.

        Raises:
            SpecError: it lies outside the folder, is missing, too large, not UTF-8, or not the YAML that is used here.
        """
        if name not in self._files:
            self._files[name] = read_yaml(self._text(name), self.label(name))
        return self._files[name]

    def _text(self, name: str) -> str:
        path = self.folder / PurePosixPath(name)
        if not path.resolve().is_relative_to(self.folder.resolve()):
            raise self._reject(name, "the file lies outside the spec folder", "copy what is needed into the folder")
        if not path.is_file():
            raise self._reject(name, "there is no such file", "correct the name or create the file")
        if path.stat().st_size > MAX_FILE:
            raise self._reject(name, f"the file is larger than {MAX_FILE} bytes", "split it")
        try:
            return path.read_text("utf-8")
        except UnicodeDecodeError as error:
            raise self._reject(name, f"the file is not UTF-8: {error.reason}", "save it as UTF-8") from error

    def _reject(self, name: str, message: str, remedy: str) -> SpecError:
        return SpecError(Problem(Place(self.label(name), 1), "load", message, remedy))
