"""A Global Data Table with columns of all types and indexes, for tests of its records."""

from typing import Any

from operation_calls import Api

from agillic.mock.instance import Column, GlobalDataTable

COLUMNS = (
    Column("ID", "STRING", "UNIQUE"),
    Column("SKU", "STRING", "UNIQUE"),
    Column("AMOUNT", "NUMBER", "INDEXED"),
    Column("START", "DATE"),
    Column("SEEN", "TIMESTAMP"),
    Column("OPEN", "BOOLEAN"),
)
PRICES = GlobalDataTable(
    "PRICES", "ID", {column.name: column for column in COLUMNS}, records=({"ID": "1", "SKU": "a", "AMOUNT": 5},)
)
TABLE = "/globaldata/tables/PRICES"


def prices(**options: str) -> Api:
    """Return a mock with the table alone; options are named with underscores."""
    chosen = {name.replace("_", "-"): option for name, option in options.items()}
    return Api(chosen, global_data_tables={"PRICES": PRICES})


def records(api: Api) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return all records of the table by key."""
    return {record["ID"]: record for record in api.get(TABLE)["records"]}


def counters(created: int = 0, updated: int = 0, warnings: int = 0, errors: int = 0) -> dict[str, int]:
    """Return the counters of a batch."""
    return {"created": created, "updated": updated, "warnings": warnings, "errors": errors}
