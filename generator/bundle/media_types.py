"""Media types of bodies: which of them are carried into the client, and as what."""

from typing import Literal

from sdk_core.wire.media_types import JSON, JSON_LINES, is_json, without_parameters

Kind = Literal["json", "form", "multipart", "bytes", "text"]
"""What a body is in Python: values, members of a form, parts, bytes, or text."""

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
BYTES = "application/octet-stream"
CARRIED = f"{JSON} and others that end in +json, {BYTES}, text/..., or JSON lines such as {JSON_LINES[1]}"
CARRIED_REQUESTS = f"{FORM}, {MULTIPART}, {CARRIED}"
"""What `kind_of` knows, in words."""


def kind_of(media_type: str, *, request: bool) -> Kind | None:
    """Return what a body of a media type is in Python; None for one that is not carried.

    Args:
        media_type: as the document has it, without parameters such as `charset`.
        request: whether it is of a request, not of a response.

    >>> kind_of("application/merge-patch+json", request=True), kind_of("text/csv", request=False)
    ('json', 'text')
    """
    if is_json(media_type) and media_type == without_parameters(media_type):
        return "json"
    if media_type == BYTES:
        return "bytes"
    if media_type in JSON_LINES or (media_type.startswith("text/") and media_type.isascii() and ";" not in media_type):
        return "text"
    forms: dict[str, Kind] = {FORM: "form", MULTIPART: "multipart"}
    return forms.get(media_type) if request else None


def as_the_generator_reads_it(media_type: str, *, request: bool) -> str:
    """Return the media type under which openapi-python-client reads a body in the same way.

    It takes text as a response only, and knows no JSON lines: whatever it does not know makes it drop the operation.
    """
    if kind_of(media_type, request=request) == "text":
        return BYTES if request else "text/plain"
    return media_type


__all__ = ["CARRIED", "CARRIED_REQUESTS", "Kind", "as_the_generator_reads_it", "is_json", "kind_of"]
