"""Puts together what differs between two sides: the document, the requests on the wire, and the public names."""

from dataclasses import dataclass, field
from pathlib import Path

from generator.bundle.document import operations
from generator.diff.change import Area, Change, Impact
from generator.diff.documents import document_changes, webhook_differences
from generator.diff.names import name_changes
from generator.diff.sides import Side
from generator.load.json_values import Json
from generator.wire.canonical import canonical_requests
from generator.wire.compare import request_differences
from generator.wire.examples import Call, WireError, example_calls


@dataclass(frozen=True)
class Comparison:
    """What differs between two sides.

    Attributes:
        api: the name of the API.
        old: what the old side is called.
        new: what the new side is called.
        operations: how many operations each side has.
        changes: all differences.
        skipped: the areas that could not be compared, and why.
    """

    api: str
    old: str
    new: str
    operations: tuple[int, int]
    changes: tuple[Change, ...]
    skipped: dict[Area, str] = field(default_factory=dict[Area, str])

    @property
    def breaks(self) -> bool:
        """Whether callers of the old side may break on the new one."""
        return any(change.impact == "breaking" for change in self.changes)

    def count(self, impact: Impact) -> int:
        """Return the number of differences of an impact."""
        return sum(change.impact == impact for change in self.changes)


def compare(api: str, old: Side, new: Side) -> Comparison:
    """Return all that differs between two sides of an API. Clients are compared where both sides have one."""
    if old.document is None or new.document is None:
        return _whole_api(api, old, new)
    changes = document_changes(old.document, new.document)
    skipped: dict[Area, str] = {}
    if old.package and new.package:
        try:
            changes += wire_changes(old, new, old.package, new.package)
        except WireError as error:
            skipped["wire"] = _without_folders(str(error), old, new)
        changes += name_changes(old.package, new.package)
    else:
        missing = " and ".join(side.label for side in (old, new) if not side.package)
        skipped = dict.fromkeys(("wire", "names"), f"there is no generated client in {missing}")
    counts = len(operations(old.document)), len(operations(new.document))
    return Comparison(api, old.label, new.label, counts, tuple(changes), skipped)


def _whole_api(api: str, old: Side, new: Side) -> Comparison:
    """Return the comparison of an API that one side lacks, or both: all its operations and webhooks came or went."""
    before, after = (operations(side.document) if side.document else [] for side in (old, new))
    changes = [Change("breaking", "document", each.id, "operation removed") for each in before]
    changes += [Change("compatible", "document", each.id, "operation added") for each in after]
    changes += webhook_differences(old.document or {}, new.document or {})
    lacking = " and ".join(side.label for side in (old, new) if side.document is None)
    skipped: dict[Area, str] = dict.fromkeys(("wire", "names"), f"there is no API {api} in {lacking}")
    return Comparison(api, old.label, new.label, (len(before), len(after)), tuple(changes), skipped)


def _without_folders(text: str, *sides: Side) -> str:
    """Return a message in which the temporary folder of a side is called by the side's label."""
    for side in sides:
        if side.package:
            text = text.replace(f"{side.package.parents[1]}/", f"{side.label}:")
    return text


def wire_changes(old: Side, new: Side, old_package: Path, new_package: Path) -> list[Change]:
    """Return which canonical requests of operations that both sides have differ.

    Raises:
        WireError: a package could not send its requests.
    """
    before = canonical_requests(old_package, old.overlays)
    after = canonical_requests(new_package, new.overlays)
    common = before.keys() & after.keys()
    differences = request_differences(
        {id_: request for id_, request in before.items() if id_ in common},
        {id_: request for id_, request in after.items() if id_ in common},
    )
    given_before, given_after = _given(old.document or {}), _given(new.document or {})
    changes: list[Change] = []
    for id_, lines in differences.items():
        same = given_before.get(id_) == given_after.get(id_)
        impact: Impact = "attention" if same else "compatible"
        message = "the same call sends another request" if same else "another request, its arguments changed as well"
        changes.append(Change(impact, "wire", id_, message, tuple(lines)))
    return changes


def _given(document: dict[str, Json]) -> dict[str, tuple[Json, Json]]:
    """Return what the canonical call of each operation is given."""
    calls: list[Call] = example_calls(document)
    return {call["id"]: (call["arguments"], call["body"]) for call in calls}
