"""`llms.txt` and `llms-full.txt`: what the site holds, for programs that read it instead of people."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import yaml

from generator.site.markdown import first_sentence, title
from generator.site.navigation import CONFIGURATION, Entry, navigation
from generator.site.staging import PAGES, STAGED
from sdk_core.apis import api_names, find_api
from sdk_core.cli.tables import read_table

GUIDE = ("Start", "Guides", "Iterable", "Sync", "Agents", "Command line")
"""The sections whose pages are in `llms-full.txt`, unless they are below `reference/`: the others are looked up."""


def index(root: Path) -> str:
    """Return `llms.txt`: a line for each page of the navigation, and then one for each operation.

    Args:
        root: the folder of the repository; the pages are those that `stage` copied.
    """
    configuration = yaml.safe_load((root / CONFIGURATION).read_text("utf-8"))
    lines = [f"# {configuration['site_name']}", "", f"> {configuration['site_description']}."]
    for section, entries in groupby(navigation(root), lambda each: each.section):
        lines += ["", f"## {section}", "", *(_line(root, entry) for entry in entries)]
    for name in api_names():
        page = f"reference/{name}/operations.md"
        if (root / STAGED / PAGES / page).exists():
            lines += ["", f"## Operations of {find_api(name).title}", "", *_operations(name, page)]
    return "\n".join([*lines, ""])


def full_text(root: Path) -> str:
    """Return `llms-full.txt`: the pages of the guide, one after the other, each below its address.

    Args:
        root: the folder of the repository; the pages are those that `stage` copied.
    """
    return "\n".join(_whole(root))


def _line(root: Path, entry: Entry) -> str:
    text = _text(root, entry)
    about = first_sentence(text)
    name = ": ".join(dict.fromkeys(entry.titles[1:])) or title(text)
    return f"- [{name}]({entry.page})" + (f": {about}" if about else "")


def _operations(api: str, page: str) -> Iterator[str]:
    """Yield a line for each operation: what Python calls it, where it is described, and what it does."""
    for each in read_table(api)["operations"]:
        yield f"- [{each['resource']}.{each['name']}]({page}#{each['id'].lower()}): {each['summary']}"


def _whole(root: Path) -> Iterator[str]:
    for entry in navigation(root):
        if entry.section in GUIDE and not entry.page.startswith("reference/"):
            yield f"<!-- {entry.page} -->\n\n{_text(root, entry)}"


def _text(root: Path, entry: Entry) -> str:
    return (root / STAGED / PAGES / entry.page).read_text("utf-8")
