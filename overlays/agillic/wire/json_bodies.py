"""Bodies as JSON, with nothing in them that would clear a field by accident.

Problem: null clears a field [S1], and encoders of JSON write it for a number that is none. Without this overlay a gap
in somebody's data, inside a dataclass or an Enum too, would clear the fields of people, and the call would count as
done. How values are written is the same for every API: see `sdk_core.wire.json_values`.
"""

from sdk_core.wire.json_values import Other, json_writer, rejected

TARGETS = ({"body": "application/json"},)
"""What this overlay is for in the spec: operations that take JSON."""


def write_json(value: object, other: Other) -> bytes:
    """Return a body as JSON; generated code calls this for each. See `json_writer`.

    >>> write_json({"AGE": float("nan")}, rejected)
    Traceback (most recent call last):
        ...
    ValueError: AGE: nan cannot stand in a JSON body: leave the member out, or give None to clear it
    """
    return json_writer(other)(value)


__all__ = ["TARGETS", "json_writer", "rejected", "write_json"]
