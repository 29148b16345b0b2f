"""The two sides of a comparison: a bundled document, a revision of the repository, or the working tree."""

import io
import json
import subprocess
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

from generator.bundle.bundler import Bundle, bundle
from generator.generate.client import write_client
from generator.generate.settings import Settings
from generator.load.json_values import Json, is_mapping
from generator.load.problems import SpecError
from generator.load.source import Source

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
        document: the bundled document.
        package: the folder of the generated package; None where there is none yet.
        overlays: the folder of the overlays that the package calls.
    """

    label: str
    document: dict[str, Json]
    package: Path | None
    overlays: Path


@dataclass(frozen=True)
class Workplace:
    """Where sides come from.

    Attributes:
        tree: the bundle of the working tree.
        settings: how clients of bundles are generated.
        repository: the folder that holds spec/, generated/ and overlays/; in a git repository when revisions are named.
        temporary: an empty folder for what has to be extracted or generated.
    """

    tree: Bundle
    settings: Settings
    repository: Path
    temporary: Path

    def side(self, name: str) -> Side:
        """Return a side by what the command line calls it.

        Args:
            name: a path that ends in .json, `worktree`, or a revision.

        Raises:
            SideError: there is no such side, or it cannot be read.
            GenerationError: no client could be generated from a bundle.
        """
        folder = self.temporary / f"{len(list(self.temporary.iterdir()))}"
        folder.mkdir()
        if name in WORKTREE:
            return self._side("worktree", self.tree.document, self.repository, self.repository)
        if name.endswith(".json"):
            return self._bundle(Path(name), folder)
        return self._revision(name, folder)

    def _side(self, label: str, document: dict[str, Json], generated: Path, overlays: Path) -> Side:
        package = generated / "generated" / self.settings.package
        exists = (package / "client.py").is_file()
        return Side(label, document, package if exists else None, overlays / "overlays")

    def _bundle(self, path: Path, folder: Path) -> Side:
        try:
            document: Json = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise SideError(f"{path} cannot be read as JSON ({error}); name a file of `make bundle`") from error
        if not is_mapping(document) or not {"info", "servers", "paths", "components"} <= {*document}:
            raise SideError(f"{path} is no bundled document; name a file of `make bundle`")
        (folder / "generated").mkdir()
        made_of = replace(self.tree, document=document, origins={})
        write_client(made_of, self.settings, folder / "generated" / self.settings.package)
        return self._side(str(path), document, folder, self.repository)

    def _revision(self, name: str, folder: Path) -> Side:
        commit = self._git("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}").decode().strip()
        here = self._git("ls-tree", "--name-only", commit, *FOLDERS).decode().split()
        if "spec" in here:
            archive = self._git("archive", "--format=zip", commit, *here)
            zipfile.ZipFile(io.BytesIO(archive)).extractall(folder)
        try:
            document = bundle(Source(folder / "spec", self.tree.api)).document
        except SpecError as error:
            raise SideError(f"the spec of {name} cannot be bundled; name another revision:\n{error}") from error
        label = name if commit.startswith(name) else f"{name} ({commit[:7]})"
        return self._side(label, document, folder, folder)

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
