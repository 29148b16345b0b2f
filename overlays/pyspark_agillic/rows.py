"""Rows of Arrow batches as a target takes them, and which columns a DataFrame may have."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, Final

from pyspark.sql.types import ArrayType, BinaryType, MapType, StructType, VariantType

from pyspark_agillic.options import WriteOptions

Row = dict[str, Any]
_NO_FIELD: Final = (ArrayType, BinaryType, MapType, StructType, VariantType)


def check_columns(schema: StructType, options: WriteOptions) -> None:
    """Look at the columns of a DataFrame before a task begins.

    Raises:
        ValueError: there is no column with the recipient, or a column that nothing can be done with.
    """
    names, key = schema.fieldNames(), options.key_field
    if key not in names:
        by_form = {each.casefold(): each for each in names}
        near = get_close_matches(key.casefold(), by_form, n=1)
        meant = f"did you mean {by_form[near[0]]}? Case counts; " if near else ""
        raise ValueError(
            f"there is no column {key} with the recipient: {meant}rename the column, or name it by key_field"
        )
    for field in schema.fields:
        if isinstance(field.dataType, _NO_FIELD):
            kind = field.dataType.simpleString()
            raise ValueError(  # noqa: TRY004 - of what was given, not of a type here
                f"the column {field.name} is a {kind}, and fields hold one value: leave it out, or cast it"
            )
    if options.target == "audience" and len(names) > 1:
        others = ", ".join(name for name in names if name != key)
        raise ValueError(
            f"an audience takes the column {key} alone, and there are {others} too: write those to the target "
            f'recipients first, then select("{key}")'
        )


def rows_of(batches: Iterable[Any]) -> Iterator[Row]:
    """Yield the rows of Arrow batches."""
    for batch in batches:
        yield from batch.to_pylist()


def entry(row: Row, options: WriteOptions) -> tuple[str, Any]:
    """Return the key of a row, and what the target's batch takes of it.

    Raises:
        ValueError: the row has no key.
    """
    key = row.get(options.key_field)
    if key is None or key == "":
        raise ValueError(f"it has no {options.key_field}, which says whose row it is")
    if options.target == "audience":
        return str(key), str(key)
    values = row if options.nulls == "clear" else {name: value for name, value in row.items() if value is not None}
    if options.target == "one_to_many":
        return str(key), (str(key), {name: value for name, value in values.items() if name != options.key_field})
    return str(key), values
