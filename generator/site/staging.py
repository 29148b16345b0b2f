"""What the builder of the site is given: the pages of docs/, and each file of the repository that a page links to.

On a code host a page links to any file by its place. The site has a page for such a file, below `repository/`: Markdown
as it is, code as a block, a folder as a list. What is too long for a page is copied as a file.
"""

import posixpath
import shutil
from pathlib import Path

from generator.site.markdown import fenced, plain_fences, with_links
from generator.site.navigation import CONFIGURATION, navigation

STAGED = "build/docs"
PAGES = "pages"
DOCS = "docs/"
OUTSIDE = "repository/"
MAX_PAGE = 60_000
"""Bytes of code that are shown as a page; more are a file."""
LANGUAGES = {".py": "python", ".toml": "toml", ".yaml": "yaml", ".json": "json", ".sql": "sql"}
_UNSEARCHED = ["---", "search:", "  exclude: true", "---", ""]
"""Stands before pages of code, which would fill the results of a search."""


class DocsError(Exception):
    """The site cannot be built from the pages as they are; the message says what to do."""


def stage(root: Path) -> Path:
    """Copy the pages, their links rewritten, and return the folder with them and the builder's configuration.

    Args:
        root: the folder of the repository.

    Raises:
        DocsError: a link or the navigation names a file that is not there.
    """
    folder = root / STAGED
    shutil.rmtree(folder, ignore_errors=True)
    _Staging(root, folder / PAGES).run()
    shutil.copyfile(root / CONFIGURATION, folder / "mkdocs.yml")
    return folder


class _Staging:
    """Copies pages, and then what they link to."""

    def __init__(self, root: Path, pages: Path) -> None:
        self._root = root
        self._pages = pages
        self._done: set[str] = set()

    def run(self) -> None:
        waiting = [path.relative_to(self._root).as_posix() for path in sorted((self._root / DOCS).rglob("*.md"))]
        for entry in navigation(self._root):
            file = entry.page.removeprefix(OUTSIDE) if entry.page.startswith(OUTSIDE) else DOCS + entry.page
            if not (self._root / file).is_file():
                raise DocsError(f"{CONFIGURATION} names {entry.page}, and there is no {file}: write it, or take it out")
            waiting.append(file)
        while waiting:
            if (file := waiting.pop()) not in self._done:
                self._done.add(file)
                waiting += self._copy(file)

    def _copy(self, file: str) -> list[str]:
        """Copy a file of the repository, and return those that it links to."""
        path, place = self._root / file, self._pages / self._place(file)
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            return self._list(file, path, place)
        if file.endswith(".md"):
            linked: list[str] = []
            text = with_links(path.read_text("utf-8"), lambda target: self._moved(file, target, linked))
            place.write_text(plain_fences(text), "utf-8")
            return linked
        if place.suffix == ".md":
            code = fenced(path.read_text("utf-8"), LANGUAGES.get(path.suffix, "text"))
            place.write_text("\n".join([*_UNSEARCHED, f"# {file}", "", *code, ""]), "utf-8")
        else:
            shutil.copyfile(path, place)
        return []

    def _list(self, file: str, path: Path, place: Path) -> list[str]:
        """Write the page of a folder, and return what is in it."""
        inside = [f"{file}/{each.name}" for each in sorted(path.iterdir()) if each.name[0] not in "._"]
        links = [f"- [{each.rpartition('/')[2]}]({self._link(file, each)})" for each in inside]
        place.write_text("\n".join([*_UNSEARCHED, f"# {file}/", "", *links, ""]), "utf-8")
        return inside

    def _moved(self, file: str, target: str, linked: list[str]) -> str:
        """Return where a link of a page leads to on the site, and remember what it leads to."""
        path, hash_, anchor = target.partition("#")
        if not path or "://" in target or target.startswith("mailto:"):
            return target
        named = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
        if named.startswith("..") or not (self._root / named).exists():
            raise DocsError(f"{file} links to {target}, and there is no {named}: correct the link")
        if (self._root / named / "README.md").is_file():
            named += "/README.md"
        linked.append(named)
        return self._link(file, named) + hash_ + anchor

    def _link(self, file: str, named: str) -> str:
        return posixpath.relpath(self._place(named), posixpath.dirname(self._place(file)) or ".")

    def _place(self, file: str) -> str:
        """Return where a file is among the pages."""
        path = self._root / file
        if file.startswith(DOCS) and file.endswith((".md", ".svg", ".png", ".webp")):
            return file.removeprefix(DOCS)
        if path.is_dir():
            return f"{OUTSIDE}{file}/index.md"
        is_page = not path.suffix or path.suffix in LANGUAGES
        if file.endswith(".md") or not is_page or path.stat().st_size > MAX_PAGE:
            return OUTSIDE + file
        return f"{OUTSIDE}{file}.md"
