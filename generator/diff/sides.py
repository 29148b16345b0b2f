"""The sides of comparisons: bundled documents, revisions of the repository, or the working tree."""

import io
import json
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

from generator.bundle.bundler import bundle, bundled_elsewhere
from generator.generate.client import write_client
from generator.generate.settings import Settings
from generator.load.json_values import Json, is_mapping
from generator.load.problems import SpecError
from generator.load.source import Source, apis

WORKTREE = ("worktree", ".")
FOLDERS = ("spec", "generated", "overlays")
"""What of a revision is needed: the document, the package, and what the package calls."""


class SideError(Exception):
    """A side cannot be read; the message says which, why, and what can be named instead."""


@dataclass(frozen=True)
class Side:
    """One side of a comparison.

    Attributes:
        label: how it is called in reports.
        document: the bundled document; None where the side does not have the API.
        package: the folder of the generated package; None where there is none yet.
        overlays: the folder of the overlays that the package calls.
    """

    label: str
    document: dict[str, Json] | None
    package: Path | None
    overlays: Path


@dataclass(frozen=True)
class Workplace:
    """Where sides come from.

    Attributes:
        spec: the folder of all specs of the working tree.
        repository: the folder that holds spec/, generated/ and overlays/; in a git repository when revisions are named.
        temporary: an empty folder for what has to be extracted or generated.
    """

    spec: Path
    repository: Path
    temporary: Path

    def apis(self, name: str) -> list[str]:
        """Return the names of the APIs that a side has; none for a bundle, which has no name.

        Args:
            name: a side, as for `side`.

        Raises:
            SideError: there is no such side, or it cannot be read.
        """
        if is_bundle(name):
            return []
        return apis(self.spec if name in WORKTREE else self._extracted(name)[1] / "spec")

    def side(self, name: str, settings: Settings) -> Side:
        """Return a side by what the command line calls it.

        Args:
            name: a path that ends in .json, `worktree`, or a revision.
            settings: the API, and how a client of it is generated where the side is a bundle.

        Raises:
            SideError: there is no such side, or it cannot be read.
            GenerationError: no client could be generated from a bundle.
        """
        if name in WORKTREE:
            return self._of_folder("worktree", self.spec, self.repository, settings)
        if is_bundle(name):
            return self._bundle(Path(name), settings)
        label, folder = self._extracted(name)
        return self._of_folder(label, folder / "spec", folder, settings)

    def _of_folder(self, label: str, spec: Path, folder: Path, settings: Settings) -> Side:
        if settings.api not in apis(spec):
            return Side(label, None, None, folder / "overlays")
        try:
            document = bundle(Source(spec, settings.api)).document
        except SpecError as error:
            remedy = "correct it" if label == "worktree" else "name another revision"
            raise SideError(f"the spec of {label} cannot be bundled; {remedy}:\n{error}") from error
        return self._with_package(label, document, folder, folder, settings)

    def _with_package(
        self, label: str, document: dict[str, Json], generated: Path, overlays: Path, settings: Settings
    ) -> Side:
        package = generated / "generated" / settings.package
        exists = (package / "client.py").is_file()
        return Side(label, document, package if exists else None, overlays / "overlays")

    def _bundle(self, path: Path, settings: Settings) -> Side:
        try:
            document: Json = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise SideError(f"{path} cannot be read as JSON ({error}); name a file of `make bundle`") from error
        if not is_mapping(document) or not {"info", "servers", "paths", "components"} <= {*document}:
            raise SideError(f"{path} is no bundled document; name a file of `make bundle`")
        folder = self._new_folder()
        (folder / "generated").mkdir()
        made_of = bundled_elsewhere(settings.api, document, str(path))
        write_client(made_of, settings, folder / "generated" / settings.package)
        return self._with_package(str(path), document, folder, self.repository, settings)

    def _extracted(self, name: str) -> tuple[str, Path]:
        """Return what a revision is called in reports, and the folder with its files, which is made once."""
        commit = self._git("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}").decode().strip()
        label = name if commit.startswith(name) else f"{name} ({commit[:7]})"
        folder = self.temporary / commit
        if not folder.exists():
            folder.mkdir()
            here = self._git("ls-tree", "--name-only", commit, *FOLDERS).decode().split()
            if here:  # without a name, git would give all that the revision has
                archive = self._git("archive", "--format=zip", commit, *here)
                zipfile.ZipFile(io.BytesIO(archive)).extractall(folder)
        return label, folder

    def _new_folder(self) -> Path:
        folder = self.temporary / f"bundle{len(list(self.temporary.iterdir()))}"
        folder.mkdir()
        return folder

    def _git(self, *arguments: str) -> bytes:
        command = ["git", "-C", str(self.repository), *arguments]
        try:
            result = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - git, with checked words
        except FileNotFoundError as error:
            raise SideError("git was not found; install it, or name bundles (.json)") from error
        if result.returncode:
            said = result.stderr.decode(errors="replace").strip()
            known = "name a revision that `git log` shows, `worktree`, or a bundle (.json)"
            raise SideError(f"git {arguments[0]} {arguments[-1]} failed; {known}:\n{said}")
        return result.stdout


def is_bundle(name: str) -> bool:
    """Whether a side is a bundle, by its name."""
    return name.endswith(".json")
