"""Jobs of a candy store: its recipients, their purchases and its tasting panel, from rows of Python."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agillic import Agillic, sync
from agillic.mock.local import LocalMock
from sdk_core.sync.reports.report import RunReport
from sdk_core.sync.reports.results import Planned
from sdk_core.sync.state.dead_letters import DeadLetters, Letter

Row = Mapping[str, object]
Values = Mapping[str, Any]

PEOPLE: dict[str, Any] = {
    "name": "people",
    "target": {"name": "recipients", "mode": "upsert"},
    "mapping": {"EMAIL": "email", "FIRSTNAME": "name", "AGE": "age"},
}
PURCHASES: dict[str, Any] = {
    "name": "purchases",
    "target": {"name": "one_to_many", "mode": "mirror", "table": "PURCHASES"},
    "mapping": {"recipientId": "email", "ID": "id", "STORE": "store"},
    "guards": {"max_removals_percent": 100},
}
PANEL: dict[str, Any] = {
    "name": "panel",
    "target": {"name": "audience", "mode": "mirror", "group": "TastingPanel"},
    "mapping": {"EMAIL": "email"},
    "guards": {"max_removals_percent": 100, "max_shrink_percent": 100},
}


def job(base: Values, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - as TOML has it
    """Return a job with some tables changed: those of dicts are merged with its own."""
    merged = dict(base)
    for name, value in more.items():
        merged[name] = {**base.get(name, {}), **value} if isinstance(value, dict) else value
    return merged


def person(who: str, age: object = 30, **more: object) -> dict[str, object]:
    return {"email": f"{who}@example.com", "name": who.capitalize(), "age": age, **more}


@dataclass
class World:
    """A mock, its client, and a place for what jobs remember."""

    mock: LocalMock
    client: Agillic
    folder: Path
    environ: dict[str, str] = field(default_factory=dict[str, str])

    def __post_init__(self) -> None:
        self.environ.setdefault("AGILLIC_SYNC_DIRECTORY", str(self.folder / "state"))

    def run(self, values: Values, rows: object = None, **options: Any) -> RunReport:  # noqa: ANN401 - those of `run`
        return sync.run(values, source=rows, client=self.client, environ=self.environ, **options)

    def plan(self, values: Values, rows: object = None, **options: Any) -> Planned:  # noqa: ANN401 - those of `plan`
        return sync.plan(values, source=rows, client=self.client, environ=self.environ, **options)

    def retry(self, values: Values, rows: object = None, **options: Any) -> RunReport:  # noqa: ANN401 - so
        return sync.retry(values, source=rows, client=self.client, environ=self.environ, **options)

    def undo(self, values: Values, run: str) -> Planned:
        return sync.undo(values, run, client=self.client, environ=self.environ)

    def state(self, values: Values) -> Path:
        return Path(self.environ["AGILLIC_SYNC_DIRECTORY"]) / str(values["name"])

    def letters(self, values: Values) -> list[Letter]:
        return [*DeadLetters(self.state(values) / "dead-letters.jsonl", values["name"])]

    def people(self) -> dict[str, dict[str, str]]:
        """Return the recipients of the instance by their key, without empty fields."""
        found = [each.person_data.to_dict() for each in self.client.recipients.iterate()]
        return {each["EMAIL"]: {name: each[name] for name in ("FIRSTNAME", "AGE") if each.get(name)} for each in found}

    def purchases(self, email: str) -> dict[str, str]:
        rows = self.client.one_to_many.get_table(email, "PURCHASES").record_list
        return {each["ID"]: each.get("STORE", "") for each in (row.to_dict() for row in rows)}

    def panel(self) -> set[str]:
        """Return the members of the tasting panel."""
        state = self.mock.state
        emails = [each for each in self.people() if (state.recipients.number_of(each)) is not None]
        return {
            each
            for each in emails
            if "TastingPanel" in {group.name for group in state.groups.of(state.recipients.find(each))}
        }

    def sent(self, *operations: str) -> int:
        """Return how many calls of some operations arrived."""
        return sum(each.operation in operations for each in self.mock.requests)

    def writes(self) -> int:
        """Return how many calls arrived that write."""
        own = [each for each in self.mock.requests if each.operation and each.operation != "getOAuthToken"]
        return sum(each.method != "GET" for each in own)


def counts(report: RunReport) -> dict[str, int]:
    """Return how many rows ended in which state, without zeros; they add up to the source's rows."""
    assert sum(report.rows.values()) == report.source_rows
    return {state: number for state, number in report.rows.items() if number}


def names(rows: Iterable[Row]) -> set[str]:
    return {str(each["email"]) for each in rows}


class Killed(Exception):  # noqa: N818 - what happened
    """Stands for the end of a process."""


def killed_after(word: str) -> Callable[[str], None]:
    """Return what raises `Killed` at the first durable write of this name."""

    def after_write(written: str) -> None:
        if written == word:
            raise Killed

    return after_write


def killed_at(number: int) -> Callable[[str], None]:
    """Return what raises `Killed` at the n-th durable write."""
    count = 0

    def after_write(_: str) -> None:
        nonlocal count
        count += 1
        if count == number:
            raise Killed

    return after_write
