"""What takes back a single entry of a run; see `undo`."""

from collections.abc import Mapping
from typing import Any, Final

import orjson

from sdk_core.sync.model.target import Target
from sdk_core.sync.planning.item_values import differing, found_value, sent_values

NOT_KNOWN: Final = "it is not known what was there before: plan with the truth, or set keep_before"
NO_VALUES: Final = "its values were not kept"
NO_STEP: Final = "the target has no operation that takes this back"
ERASED: Final = "an erasure is not taken back"
GONE_SINCE: Final = "not there any more"
THERE_SINCE: Final = "there again"
CHANGED_SINCE: Final = "changed since: "
BACK_ALREADY: Final = "as it was before the run already"
COLUMNS: Final = ("place", "k", "key", "grp", "step", "change", "item", "before", "reason", "there")


def undone(target: Target, row: Mapping[str, Any], found: Mapping[str, Mapping[str, Any] | None]) -> dict[str, object]:
    """Return what takes an entry back, or why nothing does.

    Args:
        target: the target.
        row: an entry that was written, with the columns of a plan.
        found: what is there now, by key; without a key nothing could be looked at.

    Returns:
        A row of the columns `COLUMNS`; its `reason` is empty where something takes the entry back, and `there` says
        `yes` or `no`, or nothing where that is not known.
    """
    entry: dict[str, object] = dict.fromkeys(COLUMNS, "")
    entry |= {"place": row["seq"], "k": row["k"], "key": row["key"], "grp": row["grp"], "item": None, "before": None}
    is_read = row["key"] in found
    now = found.get(row["key"])
    entry["there"] = "" if not is_read else "no" if now is None else "yes"
    change: str = row["change"]
    opposite = target.opposite.get(row["step"], "")
    if change == "delete":
        found_out: dict[str, object] = {"reason": ERASED}
    elif change == "add" or (change == "remove" and opposite):
        found_out = _opposite(target, row, opposite, is_there=now is not None if is_read else None)
    elif change == "remove":
        found_out = _put_back(target, row, now)
    elif change == "create":
        found_out = _removed(target, row, now)
    elif change in {"update", "restore"} and row["before"]:
        found_out = _restored(target, row, now)
    else:
        found_out = {"reason": NOT_KNOWN}
    return entry | found_out


def _opposite(target: Target, row: Mapping[str, Any], step: str, *, is_there: bool | None) -> dict[str, object]:
    """Take back that an item was added, or taken out. `is_there` is None where that is not known."""
    if not step:
        return {"reason": NO_STEP}
    if row["change"] == "add" and is_there is False:
        return {"reason": GONE_SINCE}
    if row["change"] == "remove" and is_there:
        return {"reason": THERE_SINCE}
    is_removal = target.steps[step].removes
    return {"step": step, "change": "remove" if is_removal else "add", "item": None if is_removal else row["item"]}


def _removed(target: Target, row: Mapping[str, Any], now: Mapping[str, Any] | None) -> dict[str, object]:
    """Take back that an item was created."""
    if not target.undo_created:
        return {"reason": NO_STEP}
    if reason := _changed_since(target, sent_values(target, row["item"]), now):
        return {"reason": reason}
    return {"step": target.undo_created, "change": "delete"}


def _restored(target: Target, row: Mapping[str, Any], now: Mapping[str, Any] | None) -> dict[str, object]:
    """Take back that fields of an item were changed."""
    if not target.undo_updated:
        return {"reason": NO_STEP}
    before: dict[str, object] = orjson.loads(row["before"])
    sent = sent_values(target, row["item"])
    if reason := _changed_since(target, {name: sent[name] for name in before if name in sent}, now):
        is_back = now is not None and not differing(target, _to_send(target, before), now)
        return {"reason": BACK_ALREADY if is_back else reason}
    values = {name: sent[name] for name in target.key if name in sent}
    there = {name: found_value(target, now or {}, name) for name in before}
    return {
        "step": target.undo_updated,
        "change": "restore",
        "item": _item(target, values | _to_send(target, before)),
        "before": orjson.dumps(there, default=str).decode(),
    }


def _put_back(target: Target, row: Mapping[str, Any], now: Mapping[str, Any] | None) -> dict[str, object]:
    """Take back that an item was removed."""
    if not row["before"]:
        return {"reason": NO_VALUES}
    if not target.undo_updated:
        return {"reason": NO_STEP}
    if now is not None:
        return {"reason": THERE_SINCE}
    before: dict[str, object] = orjson.loads(row["before"])
    known = {name: value for name, value in before.items() if name in target.fields or target.nested_fields}
    values = {name: value for name, value in _to_send(target, known).items() if value not in (None, "")}
    return {"step": target.undo_updated, "change": "restore", "item": _item(target, values)}


def _to_send(target: Target, values: Mapping[str, object]) -> dict[str, object]:
    """Return what is to be sent so that values are there again."""
    assert target.truth is not None  # noqa: S101 - the values before were read by it
    return {name: target.truth.restored(name, value) for name, value in values.items()}


def _changed_since(target: Target, sent: Mapping[str, object], now: Mapping[str, Any] | None) -> str:
    """Return why an item is not any more as a run left it; empty if it is."""
    if now is None:
        return GONE_SINCE
    fields = sorted(differing(target, sent, now))
    return f"{CHANGED_SINCE}{', '.join(fields)}" if fields else ""


def _item(target: Target, values: Mapping[str, object]) -> str:
    """Return the JSON of an item, with its fields in the members that hold them."""
    item: dict[str, Any] = {}
    for name, value in values.items():
        field = target.fields.get(name)
        if field is not None and not field.in_item:
            continue
        within = field.within if field is not None else target.unknown_field_member
        if within:
            item.setdefault(within, {})[name] = value
        else:
            item[name] = value
    return orjson.dumps(item, default=str).decode()
