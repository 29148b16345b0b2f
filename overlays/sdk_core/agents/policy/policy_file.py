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
from sdk_core.toml_tables import Table, suggestion

_AGENT: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_MAX_BYTES: Final = 1_000_000
_CAPS: Final = Caps()


class PolicyError(Exception):
    """A policy cannot be used, and so nothing is allowed by it. The message names file and place."""


class PolicyTable(Table):
    """A table of a policy; see `Table`. What is wrong is raised as a `PolicyError`."""

    error = PolicyError
    whole = "the policy"
    file = "a policy"

    def says(self, name: str, word: str) -> bool:
        """Take a value if it is some word, and return whether it was."""
        if self.peek(name) != word:
            return False
        self.take(name)
        return True


def read_policy(path: Path, catalogs: Mapping[str, Callable[[], Catalog]]) -> Policy:
    """Read the policy of one agent.

    Args:
        path: its file, in TOML.
        catalogs: what gives the catalog of each API that there is, by name; called for those that it names.

    Raises:
        PolicyError: the file cannot be read, or says something that cannot be used.
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
        raise PolicyError(f"{path}: {error}") from None


def policy_of(
    values: Mapping[str, Any], catalogs: Mapping[str, Callable[[], Catalog]], folder: Path = Path()
) -> Policy:
    """Return the policy that the tables of a file say; see `read_policy`.

    Args:
        values: the tables.
        catalogs: what gives the catalog of each API.
        folder: that of the file, which paths in it begin at.

    Raises:
        PolicyError: they say something that cannot be used.
    """
    top = PolicyTable(values, "")
    agent = top.text("agent", required=True)
    if not _AGENT.fullmatch(agent):
        top.fail("agent", "expected a name of small letters, digits, - and _, such as lifecycle")
    purpose = top.text("purpose")
    apis = top.table("apis")
    audit = top.table("audit")
    required, audits_values = audit.boolean("required", default=True), audit.boolean("values", default=False)
    audit.close()
    jobs = top.table("jobs")
    top.close()
    found: dict[str, ApiPolicy] = {}
    for name, table in apis.items():
        if name not in catalogs:
            known = ", ".join(sorted(catalogs))
            apis.fail(name, suggestion(name, catalogs) or f"there is no such API; there are {known}")
        found[name] = _api(PolicyTable(table, f"apis.{name}"), name, catalogs[name]())
    if not found:
        top.fail("apis", "is missing: name what the agent may use, such as [apis.NAME]")
    return Policy(
        agent=agent,
        purpose=purpose,
        apis=found,
        is_audit_required=required,
        audits_values=audits_values,
        jobs=_jobs(jobs, found, folder),
    )


def _api(table: PolicyTable, name: str, catalog: Catalog) -> ApiPolicy:
    resources = {each.operation.resource for each in catalog.operations.values()}
    policy = ApiPolicy(
        api=name,
        profile=table.text("profile"),
        access=cast("Level", table.word("access", LEVELS, "read")),
        resources=_words(table.table("resources"), resources, LEVELS, "resource"),
        operations=_words(table.table("operations"), catalog.operations, LEVELS, "operation"),
        personal_data=cast("Privacy", table.word("personal_data", PRIVACIES, "off")),
        fields=_words(table.table("fields"), None, PRIVACIES, "field"),
        filter=table.text("filter"),
        named=_named(table.table("named"), catalog),
        caps=_caps(table.table("caps")),
        confirmation=_confirmation(table.table("confirmation")),
    )
    table.close()
    if policy.personal_data == "off" and policy.fields:
        table.fail("fields", "has no meaning while personal_data is off: say masked, pseudonyms or plain there")
    return policy


def _words(table: PolicyTable, known: Iterable[str] | None, words: Iterable[str], what: str) -> dict[str, Any]:
    """Return a table of words by names, of which each must be known; any name where none is given."""
    names = None if known is None else sorted(known)
    found: dict[str, Any] = {}
    for name, word in table.items():
        if names is not None and name not in names:
            table.fail(name, suggestion(name, names) or f"there is no such {what}")
        if not isinstance(word, str) or word not in words:
            table.fail(name, f"expected one of {', '.join(words)}")
        found[name] = word
    return found


def _named(table: PolicyTable, catalog: Catalog) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for kind, names in table.items():
        if kind not in catalog.named:
            known = ", ".join(catalog.named) or "none"
            table.fail(kind, suggestion(kind, catalog.named) or f"the API names no such things; it names {known}")
        items = cast("list[object]", names) if isinstance(names, list) else [None]
        if not all(isinstance(each, str | int) and not isinstance(each, bool) for each in items):
            table.fail(kind, "expected a list of names, or of ids")
        found[kind] = frozenset(map(str, items))
    return found


def _jobs(table: PolicyTable, apis: Iterable[str], folder: Path) -> dict[str, PolicyJob]:
    """Return the jobs: a path, or a table of path and API where the policy names several APIs."""
    names = sorted(apis)
    found: dict[str, PolicyJob] = {}
    for name, value in table.items():
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
        found[name] = PolicyJob(folder / path, api)
    return found


def _caps(table: PolicyTable) -> Caps:
    """Return the caps; the word `any` takes one away, so that nobody does it by leaving a number out."""
    found = {
        name: None if table.says(name, "any") else table.integer(name, getattr(_CAPS, name), minimum=0)
        for name in Caps.__slots__
    }
    table.close()
    return Caps(**found)


def _confirmation(table: PolicyTable) -> dict[OperationClass, Confirmation]:
    found: dict[OperationClass, Confirmation] = {
        each: cast("Confirmation", table.word(each, CONFIRMATIONS, CONFIRMED_BY[each])) for each in CLASSES
    }
    table.close()
    return found
