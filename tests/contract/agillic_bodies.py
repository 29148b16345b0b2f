"""Bodies that the instance can take, where the schemas leave names free, or where a file has a format."""

from collections.abc import Mapping
from typing import Any

from agillic_names import INVENTED, recipient_keys, record_keys
from client_surface import DOCUMENT, EVERY
from hypothesis import strategies as st

from agillic.mock.instance import Instance
from generator.bundle.document import Operation, resolve

Body = dict[str, Any]
Bodies = st.SearchStrategy[Any]

_VALUES: dict[str, tuple[Any, ...]] = {
    "STRING": ("Blue", "Chocolate", "", "a;b,c", "Ærø 'n' \"quotes\"", "0"),
    "NUMBER": (0, 34, -1.5, "20"),
    "BOOLEAN": (True, False, "true"),
    "DATE": ("20.12.2017", "29.02.2024"),
    "TIMESTAMP": ("20.12.2017 09:44:32",),
}
_TEXTS = st.sampled_from(_VALUES["STRING"])
# Files are text here: of bytes that a hook puts into a body, schemathesis says that they break the schema.
_CONTEXT_SCHEMA = '{"ORDER_ID": {"type": "person_data", "data_type": "string", "required": true}}'
_ARCHIVE = "PK\x05\x06" + 18 * "\0"
"""The smallest ZIP archive, one without files."""


def bodies(instance: Instance) -> dict[str, Bodies]:
    """Return the bodies by operationId; those of the document's examples for the operations that need no others."""
    made = _made(instance)
    found: dict[str, Bodies] = {}
    for each in EVERY:
        examples = _examples(each)
        if each.id in made:
            found[each.id] = made[each.id]
        elif examples:
            found[each.id] = st.sampled_from(examples)
    return found


def first_bodies(instance: Instance) -> dict[str, Body]:
    """Return bodies by operationId that succeed where the document's example cannot."""
    new, archive = {"personData": {instance.recipient_key: INVENTED[0]}}, {"file": _ARCHIVE}
    # The example of a new recipient is one who is there already; that of an archive is text, for JSON has no bytes.
    return {"createRecipient": new, "uploadWebapp": archive, "updateWebapp": archive}


def _made(instance: Instance) -> dict[str, Bodies]:
    recipient = _recipients(instance)
    tables = {name: st.lists(_rows(table.columns), max_size=3) for name, table in instance.one_to_many.items()}
    some_tables = st.fixed_dictionaries({}, optional=tables)
    records = st.one_of(
        [
            _rows({name: column.type for name, column in table.columns.items()})
            for table in instance.global_data_tables.values()
        ]
    )
    upserts = st.builds(_with_tables, recipient, some_tables)
    rows_of = st.fixed_dictionaries(
        {"recipientId": st.sampled_from(recipient_keys(instance)), "oneToManyTables": some_tables}
    )
    context = st.fixed_dictionaries({"context_parameters": _contexts()})
    keys = st.fixed_dictionaries({"ID": st.sampled_from(record_keys(instance))})
    schema, archive = st.just({"file": _CONTEXT_SCHEMA}), st.just({"file": _ARCHIVE})
    return {
        "createRecipient": recipient,
        "updateRecipient": recipient,
        "batchUpsertRecipients": st.lists(recipient, max_size=3),
        "asyncBatchUpsertRecipients": _task(upserts),
        "batchUpdateOneToManyRecords": st.one_of([*tables.values()]),
        "asyncUpsertOneToManyRecords": _task(rows_of),
        "achieveEventWithContext": context,
        "queueFlowWithContext": context,
        "createGlobalDataTableRecord": records,
        "updateGlobalDataTableRecord": records,
        "batchCreateGlobalDataRecords": st.lists(records, max_size=3),
        "batchUpdateGlobalDataRecords": st.lists(records, max_size=3),
        "batchDeleteGlobalDataRecords": st.lists(keys, max_size=3),
        "uploadContextSchema": schema,
        "updateContextSchema": schema,
        "uploadWebapp": archive,
        "updateWebapp": archive,
    }


def _examples(operation: Operation) -> list[Any]:
    """Return the examples that the document has of a body in JSON; they fit the built-in instance."""
    body = resolve(DOCUMENT, operation.value.get("requestBody", {}))
    found = body.get("content", {}).get("application/json", {}).get("examples", {})
    return [resolve(DOCUMENT, each)["value"] for each in found.values()]


def _recipients(instance: Instance) -> st.SearchStrategy[Body]:
    key = st.sampled_from([*INVENTED, *recipient_keys(instance)])
    others = {
        each.name: st.sampled_from(_VALUES[each.type]) for each in instance.person_data.values() if not each.unique
    }
    return st.fixed_dictionaries({"personData": st.fixed_dictionaries({instance.recipient_key: key}, optional=others)})


def _rows(columns: Mapping[str, str]) -> st.SearchStrategy[Body]:
    others = {name: st.sampled_from(_VALUES[type_]) for name, type_ in columns.items() if name != "ID"}
    return st.fixed_dictionaries({"ID": st.sampled_from(["1", "2", "7f3a91c2", "new"])}, optional=others)


def _contexts() -> Bodies:
    rows = st.just([{"ID": "1"}])
    return st.fixed_dictionaries({"name": st.just("editor"), "SUBJECT_LINE": _TEXTS}) | st.fixed_dictionaries(
        {"name": st.just("order"), "ORDER_ID": _TEXTS, "PRODUCTS": rows}
    )


def _task(entries: Bodies) -> st.SearchStrategy[Body]:
    return st.fixed_dictionaries({"data": st.lists(entries, max_size=3)})


def _with_tables(recipient: Body, tables: Body) -> Body:
    return {**recipient, "oneToManyTables": tables}
