"""Reads a policy from its file. What is mistyped, unknown or of a wrong type is an error, and never means "allowed"."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, cast

from sdk_core.agents.catalog.operations import CLASSES, Catalog, OperationClass
from sdk_core.agents.policy.model import (
    CONFIRMATIONS,
    CONFIRMED_BY,
    LEVELS,
    PRIVACIES,
    ApiPolicy,
    Caps,
    Confirmation,
    Level,
    Policy,
    PolicyJob,
    Privacy,
)
from sdk_core.agents.policy.policy_tables import PolicyError, PolicyTable, Problems
from sdk_core.toml_tables import suggestion

_AGENT: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_MAX_BYTES: Final = 1_000_000
_CAPS: Final = Caps()


def read_policy(path: Path, catalogs: Mapping[str, Callable[[], Catalog]]) -> Policy:
    """Read the policy of one agent.

    Args:
        path: its file, in TOML.
        catalogs: what gives the catalog of each API that there is, by name; called for those that it names.

    Raises:
        PolicyError: the file cannot be read, or says something that cannot be used; all of it is told.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
        if len(content) > _MAX_BYTES:
            raise PolicyError(f"the policy {path} is over {_MAX_BYTES:,} bytes: is it the right file?")
        values = tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise PolicyError(f"the policy {path} cannot be read ({error.strerror}): nothing is allowed") from None
    except UnicodeDecodeError:
        raise PolicyError(f"the policy {path} is not in UTF-8: nothing is allowed") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PolicyError(f"the policy {path} is no TOML ({error}): nothing is allowed") from None
    try:
        return policy_of(values, catalogs, path.parent)
    except PolicyError as error:
        raise PolicyError(*(f"{path}: {each}" for each in error.problems)) from None


def policy_of(
    values: Mapping[str, Any], catalogs: Mapping[str, Callable[[], Catalog]], folder: Path = Path()
) -> Policy:
    """Return the policy that the tables of a file say; see `read_policy`.

    Args:
        values: the tables.
        catalogs: what gives the catalog of each API.
        folder: that of the file, which paths in it begin at.

    Raises:
        PolicyError: they say something that cannot be used; all of it is told.
    """
    problems = Problems()
    top = PolicyTable(values, "")
    agent = problems.unless("", _agent, top)
    purpose = problems.unless("", top.text, "purpose")
    apis = problems.table(top, "apis")
    audit = problems.table(top, "audit")
    required = problems.unless(True, audit.boolean, "required", default=True)  # noqa: FBT003 - of any type
    audits_values = problems.unless(False, audit.boolean, "values", default=False)  # noqa: FBT003 - so
    problems.close(audit)
    jobs = problems.table(top, "jobs")
    problems.close(top)
    tables = apis.items()
    if values.get("apis", {}) == {}:
        problems.unless(None, top.fail, "apis", "is missing: name what the agent may use, such as [apis.NAME]")
    read = {name: problems.unless(None, _api, apis, name, table, catalogs, problems) for name, table in tables}
    found = {name: rules for name, rules in read.items() if rules is not None}
    named = [name for name in read if name in catalogs]
    read_jobs = _jobs(jobs, named, folder, problems) if named else {}
    problems.raise_if_any()
    return Policy(
        agent=agent,
        purpose=purpose,
        apis=found,
        is_audit_required=required,
        audits_values=audits_values,
        jobs=read_jobs,
    )


def _agent(top: PolicyTable) -> str:
    agent = top.text("agent", required=True)
    if not _AGENT.fullmatch(agent):
        top.fail("agent", "expected a name of small letters, digits, - and _, such as lifecycle")
    return agent


def _api(
    apis: PolicyTable, name: str, values: object, catalogs: Mapping[str, Callable[[], Catalog]], problems: Problems
) -> ApiPolicy:
    if name not in catalogs:
        known = ", ".join(sorted(catalogs))
        apis.fail(name, suggestion(name, catalogs) or f"there is no such API; there are {known}")
    table, catalog = PolicyTable(values, f"apis.{name}"), catalogs[name]()
    resources = {each.operation.resource for each in catalog.operations.values()}
    policy = ApiPolicy(
        api=name,
        profile=problems.unless("", table.text, "profile"),
        access=cast("Level", problems.unless("off", table.word, "access", LEVELS, "read")),
        resources=_words(problems.table(table, "resources"), resources, LEVELS, "resource", problems),
        operations=_words(problems.table(table, "operations"), catalog.operations, LEVELS, "operation", problems),
        personal_data=cast("Privacy", problems.unless("masked", table.word, "personal_data", PRIVACIES, "off")),
        fields=_words(problems.table(table, "fields"), None, PRIVACIES, "field", problems),
        filter=problems.unless("", table.text, "filter"),
        named=_named(problems.table(table, "named"), catalog, problems),
        caps=_caps(problems.table(table, "caps"), problems),
        confirmation=_confirmation(problems.table(table, "confirmation"), problems),
    )
    problems.close(table)
    if policy.personal_data == "off" and policy.fields:
        table.fail("fields", "has no meaning while personal_data is off: say masked, pseudonyms or plain there")
    return policy


def _words(
    table: PolicyTable, known: Iterable[str] | None, words: Iterable[str], what: str, problems: Problems
) -> dict[str, Any]:
    """Return a table of words by names, of which each must be known; any name where none is given."""
    names = None if known is None else sorted(known)

    def checked(name: str, word: object) -> object:
        if names is not None and name not in names:
            table.fail(name, suggestion(name, names) or f"there is no such {what}")
        if not isinstance(word, str) or word not in words:
            table.fail(name, f"expected one of {', '.join(words)}")
        return word

    return {name: problems.unless(None, checked, name, word) for name, word in table.items()}


def _named(table: PolicyTable, catalog: Catalog, problems: Problems) -> dict[str, frozenset[str]]:
    def checked(kind: str, names: object) -> frozenset[str]:
        if kind not in catalog.named:
            known = ", ".join(catalog.named) or "none"
            table.fail(kind, suggestion(kind, catalog.named) or f"the API names no such things; it names {known}")
        items = cast("list[object]", names) if isinstance(names, list) else [None]
        if not all(isinstance(each, str | int) and not isinstance(each, bool) for each in items):
            table.fail(kind, "expected a list of names, or of ids")
        return frozenset(map(str, items))

    return {kind: problems.unless(frozenset(), checked, kind, names) for kind, names in table.items()}


def _jobs(table: PolicyTable, apis: Iterable[str], folder: Path, problems: Problems) -> dict[str, PolicyJob]:
    """Return the jobs: a path, or a table of path and API where the policy names several APIs."""
    names = sorted(apis)

    def checked(name: str, value: object) -> PolicyJob:
        if isinstance(value, str) and len(names) == 1:
            path, api = value, names[0]
        elif isinstance(value, Mapping):
            job = PolicyTable(cast("Mapping[str, Any]", value), f"jobs.{name}")
            path, api = job.text("path", required=True), job.word("api", names, names[0] if len(names) == 1 else "")
            job.close()
        else:
            table.fail(name, f'expected the path of a job file, or {{ path = "...", api = "{names[0]}" }}')
        if not path or not api:
            table.fail(name, f"say which API it is of: {', '.join(names)}" if path else "expected a path")
        return PolicyJob(folder / path, api)

    nothing = PolicyJob(folder, "")
    return {name: problems.unless(nothing, checked, name, value) for name, value in table.items()}


def _caps(table: PolicyTable, problems: Problems) -> Caps:
    """Return the caps; the word `any` takes one away, so that nobody does it by leaving a number out."""

    def checked(name: str) -> int | None:
        number: int | None = None if table.says(name, "any") else table.integer(name, getattr(_CAPS, name), minimum=0)
        return number

    found = {name: problems.unless(0, checked, name) for name in Caps.__slots__}
    problems.close(table)
    return Caps(**found)


def _confirmation(table: PolicyTable, problems: Problems) -> dict[OperationClass, Confirmation]:
    found: dict[OperationClass, Confirmation] = {
        each: cast("Confirmation", problems.unless("approval", table.word, each, CONFIRMATIONS, CONFIRMED_BY[each]))
        for each in CLASSES
    }
    problems.close(table)
    return found
