"""docs/reference/sync.md and testing.md: names that the clients of all APIs share."""

from collections.abc import Iterator
from typing import Final

from griffe import Function, Module

from generator.site.docstrings import rendered
from generator.site.python_reference import Reference
from sdk_core.api import Api

SYNC: Final = "docs/reference/sync.md"
TESTING: Final = "docs/reference/testing.md"
_SYNC_RESULTS: Final = ("sdk_core.sync.reports.report.RunReport", "sdk_core.sync.reports.results.Planned")
_MOCK_PARTS: Final = (
    "sdk_core.mock.server.local.LocalClock",
    "sdk_core.mock.faults.Faults",
    "sdk_core.mock.faults.Fault",
    "sdk_core.mock.request_journal.LoggedRequest",
)


def sync_page(reference: Reference, apis: list[Api]) -> str:
    """Return the page of the sync engine's functions as Markdown."""
    packages = [f"{api.package}.sync" for api in apis]
    lines = [
        "# Sync in Python",
        "",
        f"Each client has these functions in a package of its own ({', '.join(f'`{each}`' for each in packages)}), "
        "which gives the argument `api` by itself: `from " + apis[0].package + " import sync`. "
        "[Sync](../sync.md) explains jobs, plans and runs.",
    ]
    for name in reference.exported(packages[0]):
        lines += ["", *reference.section(f"sdk_core.sync.jobs.{name}")]
    for path in _SYNC_RESULTS:
        lines += ["", *reference.section(path)]
    return "\n".join([*lines, ""])


def testing_page(reference: Reference, apis: list[Api]) -> str:
    """Return the page of fixtures and of what they give as Markdown."""
    lines = [
        "# Testing",
        "",
        (
            "Fixtures of pytest that come with the package, and what they give. [Testing your code](../testing.md) "
            "shows how they are used."
        ),
    ]
    for api in apis:
        lines += ["", f"## Fixtures of {api.title}", "", *_fixtures(reference.find(f"{api.package}.pytest_plugin"))]
    for api in apis:
        local = f"{api.package}.mock.local"
        for name in ("LocalMock", "LocalServer"):
            section = reference.section(f"{local}.{name}")
            lines += ["", f"## {name} of {api.package}", "", f"`from {local} import {name}`", *section[1:]]
    for path in _MOCK_PARTS:
        lines += ["", *reference.section(path)]
    return "\n".join([*lines, ""])


def _fixtures(plugin: object) -> Iterator[str]:
    for name, each in plugin.members.items() if isinstance(plugin, Module) else ():
        if isinstance(each, Function) and any("fixture" in str(mark.value) for mark in each.decorators):
            text = " ".join(rendered(each.docstring.value if each.docstring else None))
            yield f"- `{name}`: {text}"
