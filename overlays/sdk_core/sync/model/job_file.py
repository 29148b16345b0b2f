"""A job is read from TOML, or from the same tables as dicts of Python: every key known, every value checked."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import urlsplit

from sdk_core.sync.model.errors import JobError
from sdk_core.sync.model.job import DEFAULT_PLAN_AGE, DEFAULT_STATE_AGE, Consent, Guards, Job, RunBounds, State
from sdk_core.sync.model.source_tables import read_mapping, read_source, read_tests
from sdk_core.sync.model.target import TargetKind
from sdk_core.sync.model.toml_values import JobTable
from sdk_core.toml_tables import is_secret_word, kind_of, shown, suggestion
from sdk_core.wire.urls import LOOPBACK

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_MIN_SECRET: Final = 8
"""A shorter value of a variable may stand in a file by chance."""
_NO_GUARDS: Final = Guards()
_CONSENTS: Final = ("true", "yes", "1")


def read_jobs(path: Path, *, api: str, kinds: Mapping[str, TargetKind], environ: Mapping[str, str]) -> tuple[Job, ...]:
    """Read the jobs of a file: one, or several in tables `[[jobs]]`, in their order.

    Args:
        path: of the file; paths in it that are relative begin at its folder.
        api: the name of the API.
        kinds: the targets that the API has, by name.
        environ: the variables of the environment; none of the secrets in them may stand in the file.

    Raises:
        JobError: the file cannot be read, or says something that cannot be used: the message names the file and the
            table or line.
    """
    try:
        text = path.read_text("utf-8-sig")  # some editors begin with the mark
        values = tomllib.loads(text)
    except OSError as error:
        raise JobError(f"the job file {path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise JobError(f"the job file {path} is not in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise JobError(f"the job file {path} is no TOML: {error}") from None
    try:
        _check_no_secret(text, environ)
        folder = path.absolute().parent
        jobs = (
            _several(values, api, kinds, folder)
            if "jobs" in values
            else (_job(JobTable(values, ""), api, kinds, folder),)
        )
    except JobError as error:
        raise JobError(f"{path}: {error}") from None
    return tuple(replace(job, path=path.absolute()) for job in jobs)


def job_of(values: Mapping[str, Any], *, api: str, kinds: Mapping[str, TargetKind], folder: Path) -> Job:
    """Return a job of the tables that a job file has, as dicts.

    Args:
        values: the tables of one job.
        api: the name of the API.
        kinds: the targets that the API has, by name.
        folder: where relative paths begin.

    Raises:
        JobError: they say something that cannot be used.
    """
    return _job(JobTable(values, ""), api, kinds, folder.absolute())


def _several(values: Mapping[str, Any], api: str, kinds: Mapping[str, TargetKind], folder: Path) -> tuple[Job, ...]:
    top = JobTable(values, "")
    profile = top.text("profile")
    tables = top.tables("jobs")
    top.close("with [[jobs]] all else but profile belongs into one of them")
    jobs = [_job(table, api, kinds, folder) for table in tables]
    names = [job.name for job in jobs]
    for place, name in enumerate(names):
        if name in names[:place]:
            raise JobError(f"jobs[{place}].name: another job of the file is called {name} too")
    if not jobs:
        raise JobError("jobs: there is none")
    return tuple(replace(job, profile=job.profile or profile) for job in jobs)


def _job(table: JobTable, api: str, kinds: Mapping[str, TargetKind], folder: Path) -> Job:
    name = table.text("name", required=True, advice="a name for the job, such as name = 'customers'")
    if not _NAME.fullmatch(name):
        table.fail("name", "expected up to 64 letters, digits, - and _, of which the first is a letter or a digit")
    target, mode, options = _target(table.table("target"), kinds)
    found = Job(
        name=name,
        api=api,
        profile=table.text("profile"),
        target=target,
        mode=mode,
        options=options,
        source=read_source(table.table("source"), folder),
        mapping=read_mapping(table.table("mapping")),
        guards=_guards(table.table("guards")),
        run=_run(table.table("run")),
        consent=_consent(table),
        state=_state(table.table("state"), folder),
        tests=read_tests(table.tables("tests")),
        max_plan_age=table.seconds("max_plan_age", DEFAULT_PLAN_AGE),
        after_failure=table.boolean("after_failure"),
    )
    table.close()
    return found


def _target(table: JobTable, kinds: Mapping[str, TargetKind]) -> tuple[str, str, dict[str, Any]]:
    name = table.text("name", required=True, advice=f"expected one of {', '.join(kinds)}")
    if name not in kinds:
        close = suggestion(name, kinds) or f"expected one of {', '.join(kinds)}"
        table.fail("name", f"there is no target {shown(name)}: {close}")
    kind = kinds[name]
    mode = table.text(
        "mode", required=True, advice=f"what is done with the rows; `init` and docs/sync.md have those of {name}"
    )
    options: dict[str, Any] = {}
    for option in kind.options:
        value = table.take(option)
        if value is None:
            if option in kind.required:
                table.fail(option, f"is missing: {kind.options[option]}")
            continue
        values = cast("list[object]", value) if isinstance(value, list) else [value]
        if not all(isinstance(item, str | int | float) for item in values):
            table.fail(option, f"expected a text, a number or a boolean, found {kind_of(cast('object', value))}")
        options[option] = value
    table.close()
    return name, mode, options


def _guards(table: JobTable) -> Guards:
    found = Guards(
        min_rows=table.integer("min_rows", _NO_GUARDS.min_rows, minimum=0),
        max_shrink_percent=table.number("max_shrink_percent", _NO_GUARDS.max_shrink_percent, minimum=0, maximum=100),
        max_removals=table.integer("max_removals", _NO_GUARDS.max_removals, minimum=0),
        max_removals_percent=table.number(
            "max_removals_percent", _NO_GUARDS.max_removals_percent, minimum=0, maximum=100
        ),
        max_rejected_percent=table.number("max_rejected_percent", None, minimum=0, maximum=100),
    )
    table.close()
    return found


def _run(table: JobTable) -> RunBounds:
    found = RunBounds(
        max_errors=table.integer("max_errors", None, minimum=0),
        max_error_rate=table.number("max_error_rate", None, minimum=0, maximum=1),
        max_calls=table.integer("max_calls", None, minimum=1),
        share_of_day=table.number("share_of_day", None, minimum=0, maximum=1),
        concurrency=table.integer("concurrency", 0, minimum=1, maximum=1_000),
        retry_rejected=table.boolean("retry_rejected"),
        keep_before=table.boolean("keep_before"),
        on_end=table.texts("on_end"),
        webhook=table.text("webhook"),
    )
    table.close()
    if found.webhook:
        _check_webhook(table, found.webhook)
    return found


def _check_webhook(table: JobTable, url: str) -> None:
    try:
        parts = urlsplit(url)
        host, has_user = parts.hostname, parts.username is not None
    except ValueError:
        host, has_user, parts = None, False, urlsplit("")
    if not host or parts.scheme not in ({"http", "https"} if host in LOOPBACK else {"https"}):
        table.fail("webhook", "expected a URL that begins with https:// (http:// is taken for localhost only)")
    words = [pair.partition("=")[0] for pair in parts.query.split("&")]
    if has_user or any(map(is_secret_word, words)):
        table.fail(
            "webhook",
            "has a secret in its URL, and those do not belong into a job file: let on_end call a command that takes it "
            "from the environment",
        )


def _consent(table: JobTable) -> Consent | None:
    if "consent" not in table:
        table.take("consent")
        return None
    inner = table.table("consent")
    found = Consent(column=inner.text("column", required=True), yes=inner.texts("yes", _CONSENTS))
    inner.close()
    return found


def _state(table: JobTable, folder: Path) -> State:
    place = table.text("folder")
    variable = table.text("hash_key_variable")
    if variable and not _VARIABLE.fullmatch(variable):
        table.fail("hash_key_variable", "expected the name of a variable of the environment, not the key itself")
    found = State(
        folder=(folder / Path(place).expanduser()) if place else None,
        hash_key_variable=variable,
        mask=table.boolean("mask"),
        max_age_days=table.integer("max_age_days", DEFAULT_STATE_AGE, minimum=1),
    )
    table.close()
    return found


def _check_no_secret(text: str, environ: Mapping[str, str]) -> None:
    for name, value in environ.items():
        if is_secret_word(name) and len(value) >= _MIN_SECRET and value in text:
            raise JobError(
                f"the value of the variable {name} stands in it: remove it, the command takes it from the environment"
            )
