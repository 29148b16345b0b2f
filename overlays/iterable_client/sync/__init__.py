"""The sync engine for Iterable: users, lists, events and catalogs, in step with a source.

    from iterable_client import sync

    report = sync.run("users.toml")
    print(report.end, report.rows)

`plan`, `run`, `retry`, `undo`, `status`, `check` and `purge` are those of `sdk_core.sync.jobs` for this API, imported
when they are first used: they need the extra `agillic[sync]`. `targets` lists what can be written to. Each is a small
declaration; how many entries a call takes, and whether it may be made twice, is read from the traits of its operation.
There is no discovery, so a job's fields are taken as it names them.
"""

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from iterable_client.api import API

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
