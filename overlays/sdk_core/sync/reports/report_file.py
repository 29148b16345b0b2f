"""A report as JSON, for programs: `report.schema.json` beside this module says what is in it.

Members are only added within a version, so a reader passes over those that it does not know. One that is removed, or
that means something else, is another version.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Final, cast, get_args

from sdk_core.sync.model.errors import StateError
from sdk_core.sync.reports.report import End, Rejected, RunReport, StepReport
from sdk_core.sync.state.private_file import write_private

VERSION: Final = 1
"""The version that this module writes, and the newest that it reads."""
SUFFIX: Final = ".json"
_ENDS: Final = frozenset(get_args(End))


def to_json(report: RunReport) -> bytes:
    r"""Return a report as JSON in UTF-8, which `from_json` reads.

    >>> to_json(RunReport(run="7", job="j", target="t", mode="upsert", started=0.0, ended=1.0, end="done"))[:28]
    b'{\n  "version": 1,\n  "run": "'
    """
    return (json.dumps(as_json(report), indent=2, allow_nan=False) + "\n").encode()


def as_json(report: RunReport) -> dict[str, Any]:
    """Return the members of a report's JSON, its version first."""
    return {"version": VERSION} | {each.name: _plain(getattr(report, each.name)) for each in fields(RunReport)}


def _plain(value: object) -> Any:  # noqa: ANN401 - what JSON has
    """Return a value as JSON has it. Not `asdict`, which breaks the counters that engines count with."""
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in cast("Mapping[object, object]", value).items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in cast("tuple[object, ...]", value)]
    return value


def from_json(text: bytes, where: str) -> RunReport:
    """Return the report that JSON holds.

    Args:
        text: what `to_json` made, of this version of the program or of another one.
        where: what messages call it, such as its path.

    Raises:
        StateError: it is no report, or of a newer version; the message says what to do.
    """
    try:
        read: object = json.loads(text)
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict) or "version" not in read:
        raise StateError(f"{where} is no report of a run; give a file that a run wrote")
    values = cast("dict[str, Any]", read)
    version = values["version"]
    if not _is_whole(version) or version < 1:
        raise StateError(f"{where} is no report of a run: its version is not a number; give a file that a run wrote")
    if version > VERSION:
        raise StateError(
            f"{where} was written by a newer version of this program ({version}; this one reads up to {VERSION}): "
            "upgrade it"
        )
    return _Members(values, where).report()


def write_report(path: Path, report: RunReport) -> None:
    """Write a report, whole or not at all, so that only its owner may read it.

    Args:
        path: the file, which is replaced; its folder is there.
        report: what is written.

    Raises:
        OSError: it cannot be written.
    """
    write_private(path, to_json(report))


def read_report(path: Path) -> RunReport:
    """Return the report in a file.

    Raises:
        StateError: there is none, or it cannot be read.
    """
    try:
        text = path.read_bytes()
    except OSError as error:
        raise StateError(f"the report {path} cannot be read: {error.strerror or type(error).__name__}") from None
    return from_json(text, str(path))


def report_files(folder: Path) -> dict[str, Path]:
    """Return the reports in a folder by the ids of their runs, the newest first; none where there is no such folder.

    That is the one that ended last: while a run goes on, others may end that it has locked out. What cannot be read
    comes last, since its time is not known.
    """
    found = [*_dated(folder)]
    return {path.stem: path for _, path in sorted(found, key=lambda each: (each[0], each[1].name), reverse=True)}


def _dated(folder: Path) -> Iterator[tuple[float, Path]]:
    for path in folder.glob(f"*{SUFFIX}"):
        try:
            yield read_report(path).ended, path
        except StateError:
            yield float("-inf"), path


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return _is_whole(value) or isinstance(value, float)


class _Members:
    """The members of an object, each checked; the message of an error names the member.

    Args:
        values: the object.
        where: what messages call the report.
        within: the names of the members that the object is in.
    """

    def __init__(self, values: Mapping[str, Any], where: str, within: str = "") -> None:
        self._values, self._where, self._within = values, where, within

    def report(self) -> RunReport:
        end = self.text("end")
        if end not in _ENDS:
            raise self._wrong("end", f"one of {', '.join(sorted(_ENDS))}")
        return RunReport(
            run=self.text("run"),
            job=self.text("job"),
            target=self.text("target"),
            mode=self.text("mode"),
            started=self.number("started"),
            ended=self.number("ended"),
            end=cast("End", end),
            message=self.text("message"),
            source_rows=self.count("source_rows"),
            rows=self.counts("rows"),
            removed=self.counts("removed"),
            changes=self.counts("changes"),
            reasons={state: self._under("reasons").counts(state) for state in self._object("reasons")},
            steps=tuple(each.step() for each in self._objects("steps")),
            timeline=tuple(self._pairs("timeline")),
            rejected=tuple(each.rejected() for each in self._objects("rejected")),
            calls_used=self.count_or_none("calls_used"),
            calls_limit=self.count_or_none("calls_limit"),
            forced=self._texts("forced"),
            notes=self._texts("notes"),
            resumed=self.count("resumed"),
            is_planned=self._boolean("is_planned"),
            undoes=self.text("undoes"),
            can_be_undone=self._boolean("can_be_undone"),
        )

    def step(self) -> StepReport:
        return StepReport(
            step=self.text("step"),
            entries=self.count("entries"),
            calls=self.count("calls"),
            retries=self.count("retries"),
            bisect_calls=self.count("bisect_calls"),
            seconds=self.number("seconds"),
        )

    def rejected(self) -> Rejected:
        return Rejected(self.text("letter"), self.count_or_none("row"), self.text("state"), self.text("reason"))

    def text(self, name: str) -> str:
        value = self._value(name)
        if not isinstance(value, str):
            raise self._wrong(name, "a text")
        return value

    def number(self, name: str) -> float:
        value = self._value(name)
        if not _is_number(value):
            raise self._wrong(name, "a number")
        return float(value)

    def count(self, name: str) -> int:
        value = self._value(name)
        if not _is_whole(value):
            raise self._wrong(name, "a whole number")
        return int(value)

    def count_or_none(self, name: str) -> int | None:
        return None if self._value(name) is None else self.count(name)

    def counts(self, name: str) -> dict[str, int]:
        within = self._under(name)
        return {each: within.count(each) for each in self._object(name)}

    def _value(self, name: str) -> Any:  # noqa: ANN401 - as it was read
        if name not in self._values:
            raise StateError(f"{self._where} is no whole report of a run: {self._within}{name} is missing")
        return self._values[name]

    def _object(self, name: str) -> dict[str, Any]:
        value = self._value(name)
        if not isinstance(value, dict):
            raise self._wrong(name, "an object")
        return cast("dict[str, Any]", value)

    def _list(self, name: str) -> list[Any]:
        value = self._value(name)
        if not isinstance(value, list):
            raise self._wrong(name, "a list")
        return [*cast("Iterable[Any]", value)]

    def _under(self, name: str) -> "_Members":
        return _Members(self._object(name), self._where, f"{self._within}{name}.")

    def _objects(self, name: str) -> Iterator["_Members"]:
        for each in self._list(name):
            if not isinstance(each, dict):
                raise self._wrong(name, "a list of objects")
            yield _Members(cast("dict[str, Any]", each), self._where, f"{name}.")

    def _texts(self, name: str) -> tuple[str, ...]:
        found = self._list(name)
        if not all(isinstance(each, str) for each in found):
            raise self._wrong(name, "a list of texts")
        return tuple(found)

    def _pairs(self, name: str) -> Iterator[tuple[int, int]]:
        for each in self._list(name):
            pair = [*cast("Iterable[Any]", each)] if isinstance(each, list) else []
            if [_is_whole(value) for value in pair] != [True, True]:
                raise self._wrong(name, "a list of pairs of whole numbers")
            yield pair[0], pair[1]

    def _boolean(self, name: str) -> bool:
        value = self._value(name)
        if not isinstance(value, bool):
            raise self._wrong(name, "true or false")
        return value

    def _wrong(self, name: str, wanted: str) -> StateError:
        return StateError(f"{self._where} is no report of a run: {self._within}{name} is not {wanted}")
