# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""What requests and responses of the Agillic API are made of, and how it writes them."""

from typing import Final

from agillic.wire.custom_methods import other_address
from agillic.wire.json_bodies import write_json
from agillic.wire.path_encoding import path_value
from agillic.wire.rsql import filter_text
from sdk_core.wire.bodies import enum_value, form_text, member_dict, member_list
from sdk_core.wire.error_reading import ErrorReader
from sdk_core.wire.operations import (
    UNSET,
    File,
    FileTypes,
    Operation,
    Parameter,
    Request,
    RequestFiles,
    Unset,
)
from sdk_core.wire.requests import JSON_TYPE, MAX_TARGET_LENGTH, Wire
from sdk_core.wire.responses import Response, any_response, json_list, read_json

from .errors import FAMILY, KINDS, STATUSES

ERRORS: Final = ErrorReader(
    family=FAMILY,
    message=("/message", "/error"),
    code="",
    kinds=KINDS,
    statuses=STATUSES,
)
"""How responses without success are read, by `x-errors` of the document."""
WIRE: Final = Wire(
    path_value=path_value,
    texts={"rsql": filter_text},
    write_json=write_json,
    competing_remedy=other_address,
    errors=ERRORS,
)
"""How this API writes requests and says what is wrong, beside what is the same for every API."""
build_request: Final = WIRE.build_request
json_bytes: Final = WIRE.json_bytes

__all__ = [
    "ERRORS",
    "JSON_TYPE",
    "MAX_TARGET_LENGTH",
    "UNSET",
    "WIRE",
    "File",
    "FileTypes",
    "Operation",
    "Parameter",
    "Request",
    "RequestFiles",
    "Response",
    "Unset",
    "any_response",
    "build_request",
    "enum_value",
    "form_text",
    "json_bytes",
    "json_list",
    "member_dict",
    "member_list",
    "read_json",
]
