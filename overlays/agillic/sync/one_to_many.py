"""The target `one_to_many`: rows of a table, each of which belongs to a recipient."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import orjson

from agillic.discovery.instance import Table
from agillic.discovery.reading import one_to_many_table
from agillic.errors import BadRequest, NotFound
from agillic.resources.one_to_many import upsert_plan
from agillic.sync.fields import Comparison, fields_of
from agillic.sync.people import own_task_step
from agillic.sync.reading import client_of, formats_of
from agillic.sync.row_truth import RowTruth
from agillic_api import OPERATIONS
from agillic_api.client import Client
from agillic_api.types import json_bytes
from sdk_core.calls.batches.plan import BatchPlan, plan_of
from sdk_core.client import BaseClient
from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.model.options import meant, text_option
from sdk_core.sync.model.target import Field, Mode, Step, Target, TargetKind
from sdk_core.wire.error_reading import is_idempotent

RECIPIENT: Final = "recipientId"
"""What a job maps the recipient to, by the value of the recipient key; the API calls it so."""
_DELETE = OPERATIONS["batchDeleteOneToManyRecords"]
_USUAL_KEY: Final = "ID"


def bind(client: BaseClient, options: Mapping[str, Any]) -> Target:
    """Return the target; one call reads the columns.

    Raises:
        JobError: an option is no text.
        TargetError: there is no such table or key column, or dates cannot be written.
        AgillicError: the columns cannot be read.
    """
    own = client_of(client)
    formats = formats_of(own)
    table = _table(own, text_option(options, "table"))
    table_key = _key_of(table, options)
    fields = {RECIPIENT: Field(RECIPIENT, required=True, in_item=False)}
    fields |= fields_of(table.fields, formats, table_key)
    if any(each.name == RECIPIENT for each in table.fields):
        raise TargetError(
            f"the table {table.name} has a column {RECIPIENT}, which is how a job calls the recipient of a row: rename "
            "the column"
        )
    is_number = fields[table_key].type == "number"
    steps = (_upsert_step(own, table.name), _remove_step(own, table.name))
    return Target(
        name="one_to_many",
        title=f"rows of the one-to-many table {table.name}",
        modes={each.name: each for each in _MODES},
        steps={each.name: each for each in steps},
        fields=fields,
        key=(RECIPIENT, table_key),
        group_by=RECIPIENT,
        truth=RowTruth(own, table.name, table_key, Comparison(fields, formats), is_number=is_number),
        undo_created="remove",
        undo_updated="upsert",
    )


_MODES = (
    Mode(name="upsert", help="create rows that are not there, update the others", writes=("upsert",)),
    Mode(
        name="mirror",
        help="the same, and delete the rows that this job wrote and the source has no more",
        writes=("upsert",),
        removes=("remove",),
    ),
)


def _table(client: Client, name: str) -> Table:
    try:
        return one_to_many_table(client, name)
    except (NotFound, BadRequest):  # which of them, is not documented
        names = client.discovery.one_to_many_tables()
        if name in names:
            raise
    listed = f"the instance has {', '.join(sorted(names))}" if names else "the instance has none: create it first"
    raise TargetError(f"there is no one-to-many table {name!r} (option table): {meant(name, names, listed)}")


def _key_of(table: Table, options: Mapping[str, Any]) -> str:
    """Return the column that identifies a row."""
    columns = {each.name: each for each in table.fields}
    marked = [each.name for each in table.fields if each.identifier]
    usual = marked[0] if len(marked) == 1 else _USUAL_KEY
    key = text_option(options, "table_key", usual)
    if key not in columns:
        advice = meant(key, columns, f"its columns are {', '.join(columns)}")
        raise TargetError(f"the table {table.name} has no column {key} (option table_key) to identify rows: {advice}")
    if marked and key not in marked:
        raise TargetError(
            f"the option table_key names {key}, and rows of {table.name} are identified by {', '.join(marked)}: set it "
            f"to {marked[0]}"
        )
    return key


def row_entry(table: str) -> Callable[[str, bytes], bytes]:
    """Return what makes an entry of a key, which is of a recipient and a row, and of the row's JSON.

    >>> row_entry("ORDERS")('["ada@example.com","A7"]', b'{"ID":"A7"}')
    b'{"recipientId":"ada@example.com","oneToManyTables":{"ORDERS":[{"ID":"A7"}]}}'
    """
    middle = b'","oneToManyTables":{' + json_bytes(table) + b":["

    def entry(key: str, item: bytes) -> bytes:
        # The key is a JSON array of two texts. Behind its first quote, no text holds a quote without a backslash.
        return b'{"recipientId":"' + key[2:].partition('","')[0].encode() + middle + item + b"]}}"

    return entry


def _upsert_step(client: Client, table: str) -> Step:
    return own_task_step("upsert", client, upsert_plan(client, table, None, None, check_rows=False), row_entry(table))


def _remove_step(client: Client, table: str) -> Step:
    """Return the step that deletes rows: those of a recipient by one call, for its path names the recipient."""
    plan: BatchPlan[Any] = replace(plan_of(_DELETE), key_of=None)

    def send(body: bytes) -> None:
        rows: dict[str, list[str]] = {}
        for recipient, key in orjson.loads(body):
            rows.setdefault(recipient, []).append(key)
        for recipient, keys in rows.items():
            try:
                client.call_raw(_DELETE, {"recipientId": recipient, "tableId": table}, body=orjson.dumps(keys))
            except NotFound:  # the recipient is gone, and so are the rows
                continue

    return Step(
        name="remove",
        plan=plan,
        send=send,
        entry=lambda key, _: key.encode(),
        is_idempotent=is_idempotent(_DELETE),
        removes=True,
        one_group=True,
    )


ONE_TO_MANY = TargetKind(
    name="one_to_many",
    help="rows of a one-to-many table, each of a recipient",
    options={
        "table": "the name of the table, as the instance spells it",
        "table_key": f"the column that identifies a row; by default the one that the instance marks, else {_USUAL_KEY}",
    },
    required=frozenset({"table"}),
    bind=bind,
)
