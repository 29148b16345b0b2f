"""What a filter is held against: columns, and what is assumed of comparisons."""

from dataclasses import dataclass
from typing import Literal

from agillic.wire.rsql.comparison import FieldType


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a selector stands for.

    Args:
        name_in_sql: its name, unquoted. The column must exist: SQLite takes an unknown quoted name for a string.
        type: of its values, which `stored` has converted. Declare the column as TEXT for STRING, DATE and TIMESTAMP,
            and as NUMERIC for NUMBER and BOOLEAN; SQLite would read numbers into strings of other declarations.
    """

    name_in_sql: str
    type: FieldType


Missing = Literal["only-not-equal", "none", "as-empty"]
"""The options of the assumption `filter-missing-values`."""
DateForms = Literal["both", "instance-format"]
"""The options of the assumption `filter-date-forms`."""


ArgumentType = Literal["status-400", "matches-nothing"]
"""The options of the assumption `filter-argument-type`."""


@dataclass(frozen=True, slots=True)
class FilterRules:
    """What is undocumented about filters: assumptions such as `filter-case` and `filter-missing-values`.

    Args:
        case_sensitive: upper and lower case differ. If not, texts are compared as Unicode folds them (`ß` as `ss`).
        missing: which comparisons a field without a value satisfies: `!=` and no other; none, as in SQL; or those that
            the empty string satisfies, by the type of the field.
        argument_type: whether a comparison with an empty argument, or one that is not of the field's type, is
            rejected, or satisfied by no value whatever its operator.
        date_forms: how arguments may say dates: by RFC 3339 and in the instance's formats, or in these alone.
    """

    case_sensitive: bool = True
    missing: Missing = "only-not-equal"
    argument_type: ArgumentType = "status-400"
    date_forms: DateForms = "both"


class MisfitError(ValueError):
    """A filter compares a field with an empty argument, or one that is not of the field's type [S1]."""


class UnknownSelector(Exception):  # noqa: N818 - named by what happened, as the errors of the client are
    """A filter names a field that the resource does not have; the server responds 422 [S1].

    Args:
        name: the selector.
    """

    def __init__(self, name: str) -> None:
        super().__init__(f"the filter names {name!r}, which is no field here; use one that the Discovery API lists")
        self.name = name

    def __reduce__(self) -> "tuple[type[UnknownSelector], tuple[str]]":
        return type(self), (self.name,)
