"""The sync engine for Agillic: recipients, rows of one-to-many tables, and static target groups, in step with a source.

    from agillic import sync

    report = sync.run("customers.toml")
    print(report.end, report.rows)

`plan`, `run`, `retry`, `undo`, `status`, `check` and `purge` are those of `sdk_core.sync.jobs` for this API, imported
when they are first used: they need the extra `agillic[sync]`. `targets` lists what can be written to; how many entries
a call takes, and whether it may be made twice, is read from the traits of its operation.
"""

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from agillic.api import API

if TYPE_CHECKING:
    from sdk_core.sync.jobs import check, init, plan, purge, retry, run, run_all, status, undo

_FUNCTIONS = ("check", "init", "plan", "purge", "retry", "run", "run_all", "status", "undo")


def __getattr__(name: str) -> object:
    if name not in _FUNCTIONS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    function = getattr(import_module("sdk_core.sync.jobs"), name)
    return partial(function, api=API.name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_FUNCTIONS})


__all__ = ["check", "init", "plan", "purge", "retry", "run", "run_all", "status", "undo"]
