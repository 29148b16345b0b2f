"""What happens to a site after it was built: nothing in it may load from elsewhere, and programs get its text."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from generator.site.copying import with_commands_to_copy
from generator.site.llms import full_text, index
from generator.site.staging import PAGES, STAGED, DocsError

SITE = "build/site"
WORKER = "frame_worker.js"
_FOREIGN_WORKER = re.compile(r"https://unpkg\.com/iframe-worker/[^\"']+")
"""Builders take it from elsewhere, for the search of pages that are opened from a disk; `frame_worker.js` is ours."""
_LOADS = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|object|link)\b[^>]*?\s(?:src|href|data|srcset)=["']?((?:https?:)?//[^"'\s>]+)"""
    r"""|@import\s+(?:url\()?["']?((?:https?:)?//[^"')\s]+)"""
    r"""|url\(\s*["']?((?:https?:)?//[^"')\s]+)""",
    re.IGNORECASE,
)
_CANONICAL = re.compile(r"""<link\b[^>]*\brel=["'](?:canonical|prev|next|alternate)["'][^>]*>""", re.IGNORECASE)
_BY_NEED = re.compile(r"""class=["'](?:mermaid|glightbox|pyodide)\b""")
"""What the builder's script would fetch a library for."""


def finish(root: Path) -> Path:
    """Check a built site, add the text of its pages for programs, put it in its place, and return that.

    Args:
        root: the folder of the repository.

    Raises:
        DocsError: a page would load something from elsewhere.
    """
    built, site = root / STAGED / "site", root / SITE
    _mend_pages(built)
    if found := list(loads(built)):
        raise DocsError("the site loads from elsewhere, which it must not:\n" + "\n".join(found))
    pages = root / STAGED / PAGES
    for page in sorted(pages.rglob("*.md")):
        target = built / page.relative_to(pages)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, target)
    (built / "llms.txt").write_text(index(root), "utf-8")
    (built / "llms-full.txt").write_text(full_text(root), "utf-8")
    shutil.rmtree(site, ignore_errors=True)
    shutil.move(built, site)
    return site


def _mend_pages(built: Path) -> None:
    (built / "assets").mkdir(exist_ok=True)
    shutil.copyfile(Path(__file__).with_name(WORKER), built / "assets" / WORKER)
    for page in built.rglob("*.html"):
        text = page.read_text("utf-8")
        up = "../" * (len(page.relative_to(built).parts) - 1)
        page.write_text(with_commands_to_copy(_FOREIGN_WORKER.sub(f"{up}assets/{WORKER}", text)), "utf-8")


def loads(site: Path) -> Iterator[str]:
    """Yield what files of a site load from elsewhere: scripts, styles, fonts and pictures, each with its file.

    Args:
        site: a folder of HTML, styles and scripts. In scripts only pages decide what is loaded, by what they hold.
    """
    for file in sorted(each for each in site.rglob("*") if each.suffix in {".html", ".css", ".svg"}):
        text = _CANONICAL.sub("", file.read_text("utf-8"))
        for load in _LOADS.finditer(text):
            yield f"{file.relative_to(site)}: {next(filter(None, load.groups()))}"
        for need in _BY_NEED.finditer(text):
            yield f"{file.relative_to(site)}: {need[0]} makes the site's script load a library"
