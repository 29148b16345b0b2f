"""Is a body one JSON value? Client, generator and lint ask here, so that all three mean the same."""

from typing import Final

JSON: Final = "application/json"
JSON_LINES: Final = (
    *("application/x-json-stream", "application/x-ndjson", "application/ndjson", "application/json-seq"),
    *("application/jsonl", "application/x-jsonl", "application/jsonlines", "application/x-jsonlines"),
    *("application/json-lines", "application/x-json-lines", "application/stream+json"),
)
"""A JSON value in each line. There is no registered name, so each server has its own."""


def without_parameters(media_type: str) -> str:
    """Return a media type by its name alone.

    >>> without_parameters("Text/CSV; charset=utf-8")
    'text/csv'
    """
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Tell whether a body of a media type is one JSON value; several, one in each line, are text.

    >>> [is_json(each) for each in ("application/json; charset=utf-8", "application/problem+json", "image/x+json")]
    [True, True, False]
    >>> is_json("application/stream+json"), is_json("application/x-ndjson")
    (False, False)
    """
    if media_type == JSON:  # as mostly
        return True
    name = without_parameters(media_type)
    return name == JSON or (name.startswith("application/") and name.endswith("+json") and name not in JSON_LINES)
