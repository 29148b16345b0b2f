r"""How a value of the source becomes the text that is sent, as SQL: one expression for each type of field.

Each function takes SQL of a value that is there, and returns SQL of the text, which is null for a value that does not
fit. A text of JSON for fields of the type `json`; of all others the text without quotes. No cast of these raises.
"""

from dataclasses import dataclass
from typing import Final

from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.model.target import Field

_NESTED: Final = ("STRUCT", "MAP", "UNION", "VARIANT")
_FLOATS: Final = frozenset({"FLOAT", "DOUBLE"})
_NUMBERS: Final = _FLOATS | {
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "HUGEINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "UHUGEINT",
    "BIGNUM",
}
_AWARE: Final = "TIMESTAMP WITH TIME ZONE"
_PLAIN_NUMBER: Final = r"-?(?:0|[1-9][0-9]{0,29})(?:\.[0-9]{1,30})?"
_ANY_NUMBER: Final = r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?"
_ISO_DATE: Final = r"\d{4}-\d{2}-\d{2}"
_ISO_TIME: Final = r"[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?"
_OFFSET: Final = r" ?(?:Z|UTC|[+-]\d{2}(?::?\d{2})?)"


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of DuckDB, as far as it matters here.

    >>> Kind("DECIMAL(18,2)").is_number, Kind("INTEGER[]").is_nested, Kind("TIMESTAMP_NS").is_timestamp
    (True, True, True)
    """

    name: str

    @property
    def is_nested(self) -> bool:
        """Whether it has parts."""
        return self.name.endswith("]") or self.name.startswith(_NESTED)

    @property
    def is_number(self) -> bool:
        """Whether it is a number, whose text JSON takes."""
        return self.name in _NUMBERS or self.name.startswith("DECIMAL")

    @property
    def is_float(self) -> bool:
        """Whether it may be no number and infinite."""
        return self.name in _FLOATS

    @property
    def is_timestamp(self) -> bool:
        """Whether it is a time without a zone."""
        return self.name.startswith("TIMESTAMP") and not self.is_aware

    @property
    def is_aware(self) -> bool:
        """Whether it is a time with a zone."""
        return self.name.startswith(_AWARE)


def present(value: str, kind: Kind) -> str:
    """Return SQL of a value that is null where the source has nothing: NaN is nothing too, and JSON's null."""
    if kind.is_float:
        return f"case when not isnan({value}) then {value} end"
    if kind.name == "JSON":
        return f"nullif({value}::varchar, 'null')::json"
    return "null::varchar" if kind.name == '"NULL"' else value


def empty_sql(value: str, kind: Kind) -> str:
    """Return SQL of whether a value is an empty text; the empty text for types that have none."""
    if kind.name == "JSON":
        return f"{value}::varchar = '\"\"'"
    return f"{value} = ''" if kind.name in {"VARCHAR", '"NULL"'} else ""


def text_sql(value: str, kind: Kind) -> str:
    """Return SQL of a value as the text that a CSV file would have of it."""
    if kind.name in {"VARCHAR", '"NULL"'}:
        return value
    if kind.is_float:
        whole = f"{value} = trunc({value}) and abs({value}) < 1e15"
        return f"case when {whole} then {value}::bigint::varchar else {value}::varchar end"
    if kind.name == "JSON":
        return f"{value} ->> '$'"
    if kind.name == "BLOB":
        return f"try(decode({value}))"
    return f"to_json({value})::varchar" if kind.is_nested else f"{value}::varchar"


def sent_sql(  # noqa: PLR0911 - one for each type
    value: str, kind: Kind, field: Field, date_format: str
) -> str:
    """Return SQL of what is sent of a value.

    Args:
        value: SQL of the value, which is there and no empty text.
        kind: its type.
        field: what it is sent as.
        date_format: how a text is read as a date or time, in the words of strptime; empty for ISO 8601.
    """
    if field.type == "number":
        return _number(value, kind)
    if field.type == "boolean" and kind.name == "BOOLEAN":
        return f"{value}::varchar"
    if field.type == "boolean":
        text = f"lower(trim({text_sql(value, kind)}))"
        return (
            f"case when {text} in ('true', 'yes', '1') then 'true' when {text} in ('false', 'no', '0') then 'false' end"
        )
    if field.type == "date":
        return _written_date(_date(value, kind, field, date_format), field)
    if field.type == "timestamp":
        return _written_time(local_time_sql(value, kind, field, date_format), field)
    if field.type == "json":
        return _json(value, kind)
    return text_sql(value, kind)


def _number(value: str, kind: Kind) -> str:
    if kind.is_float:
        return f"case when isfinite({value}) then {text_sql(value, kind)} end"
    if kind.is_number:
        return text_sql(value, kind)
    if kind.name not in {"VARCHAR", "JSON"} and not kind.name.startswith("ENUM"):
        return "null::varchar"
    text = f"trim({text_sql(value, kind)})"
    # JSON has no plus and no zeros in front.
    plain = f"regexp_replace({text}, '^(?:[+]|(-))?0*([0-9])', '\\1\\2')"
    return (
        f"case when regexp_full_match({text}, {literal(_PLAIN_NUMBER)}) then {text} "
        f"when regexp_full_match({text}, {literal(_ANY_NUMBER)}) and isfinite(try_cast({text} as double)) "
        f"then {plain} end"
    )


def _date(value: str, kind: Kind, field: Field, date_format: str) -> str:
    if kind.name == "DATE" or kind.is_timestamp:
        return f"{value}::date"
    if kind.is_aware:
        return f"timezone({literal(field.zone or 'UTC')}, {value})::date"
    if kind.is_nested or kind.is_number:
        return "null::date"
    text = f"trim({text_sql(value, kind)})"
    if date_format:
        return f"try_strptime({text}, {literal(date_format)})::date"
    is_iso = f"regexp_full_match({text}, {literal(f'{_ISO_DATE}(?:{_ISO_TIME}(?:{_OFFSET})?)?')})"
    return f"case when {is_iso} then try_cast(left({text}, 10) as date) end"


def local_time_sql(value: str, kind: Kind, field: Field, date_format: str) -> str:
    """Return SQL of a time without a zone: that of the field's zone, or of UTC where the field has none."""
    zone = literal(field.zone or "UTC")
    if kind.name == "DATE" or kind.is_timestamp:
        return f"{value}::timestamp"
    if kind.is_aware:
        return f"timezone({zone}, {value})"
    if kind.is_nested or kind.is_number:
        return "null::timestamp"
    text = f"trim({text_sql(value, kind)})"
    if date_format:
        read = f"try_strptime({text}, {literal(date_format)})"
        return f"timezone({zone}, {read})" if "%z" in date_format or "%Z" in date_format else read
    naive, aware = f"{_ISO_DATE}(?:{_ISO_TIME})?", f"{_ISO_DATE}{_ISO_TIME}{_OFFSET}"
    return (
        f"case when regexp_full_match({text}, {literal(naive)}) then try_cast({text} as timestamp) "
        f"when regexp_full_match({text}, {literal(aware)}) "
        f"then timezone({zone}, try_cast({text} as timestamptz)) end"
    )


def is_in_gap_sql(value: str, kind: Kind, field: Field, date_format: str) -> str:
    """Return SQL of whether a time was never shown by the clocks of the field's zone; empty where that cannot be."""
    if not field.zone or field.type != "timestamp" or kind.is_aware or kind.is_nested or kind.is_number:
        return ""
    zone, local = literal(field.zone), local_time_sql(value, kind, field, date_format)
    return f"timezone({zone}, timezone({zone}, {local})) <> {local}"


def _written_date(day: str, field: Field) -> str:
    written = f"strftime({day}, {literal(field.format)})" if field.format else f"{day}::varchar"
    return f"case when isfinite({day}) then {written} end"


def _written_time(time: str, field: Field) -> str:
    if field.format:
        written = f"strftime({time}, {literal(field.format)})"
    else:
        # Parts of a second only where there are some.
        parts = f"case when microsecond({time}) % 1000000 = 0 then '' else strftime({time}, '.%f') end"
        written = f"strftime({time}, '%Y-%m-%dT%H:%M:%S') || {parts}" + ("" if field.zone else " || '+00:00'")
    return f"case when isfinite({time}) then {written} end"


def _json(value: str, kind: Kind) -> str:
    if kind.is_float:
        return f"case when isfinite({value}) then {text_sql(value, kind)} end"
    if kind.is_number or kind.name == "BOOLEAN":
        return f"{value}::varchar"
    if kind.name == "JSON":
        return f"json({value})::varchar"
    if kind.is_nested:
        return f"to_json({value})::varchar"
    text = text_sql(value, kind)
    is_json = f"left({text}, 1) in ('{{', '[') and json_valid({text})"
    return f"case when {is_json} then json({text})::varchar else to_json({text})::varchar end"
