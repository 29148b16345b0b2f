"""What the operations on the files of context schemas do [V-AST, S1]."""

from collections.abc import Iterator
from dataclasses import replace

from agillic.mock.calls import Call
from agillic.mock.operations.asset_files import added, plain_name, put_response, uploaded_file
from agillic.mock.routes import Routes
from agillic.mock.state.files import checked_path
from agillic.wire.context_schemas import ContextSchema, ContextSchemaError, parse_context_schema
from sdk_core.mock.app import MockResponse

routes = Routes()
_ENDING = ".json"


@routes("uploadContextSchema")
def upload_context_schema(call: Call) -> MockResponse:
    """Add a context schema."""
    schemas, (name, text) = call.mock.state.context_schemas, _sent(call)
    if name in schemas.all():
        raise call.http_error(
            "asset-exists-status", "a context schema of this name is there already; replace it by PUT"
        )
    schemas.put(name, text)
    return added(call, name + _ENDING)


@routes("updateContextSchema")
def update_context_schema(call: Call) -> MockResponse:
    """Add a context schema, or replace one without changing what it has."""
    schemas, (name, text) = call.mock.state.context_schemas, _sent(call)
    stored = schemas.all().get(name)
    if stored is not None and call.choice("context-schema-change-status") != "replaced":
        changed = _changed(stored, text)
        if changed is not None:
            raise call.http_error(
                "context-schema-change-status",
                f"existing fields of the schema may not be changed, and the file changes {changed!r}; add others",
            )
    schemas.put(name, text)
    return put_response(call, name + _ENDING, created=stored is None)


def _sent(call: Call) -> tuple[str, str]:
    """Return the name and the text of the schema that a call brings.

    Raises:
        HTTPError: 400; it is none, unless `context-schema-invalid-status` has it stored all the same.
    """
    upload = uploaded_file(call)
    name = checked_path(plain_name(call, upload).removesuffix(_ENDING))
    text = upload.content.decode(errors="replace")
    if call.choice("context-schema-invalid-status") != "accepted":
        try:
            parse_context_schema(text)
        except ContextSchemaError as error:
            raise call.http_error(
                "context-schema-invalid-status", f"the file is no Context Parameter Schema: {error}"
            ) from error
    return name, text


def _changed(before: str, after: str) -> str | None:
    """Return what the file of a schema has and another file lacks or has otherwise, if anything."""
    try:
        stored = parse_context_schema(before)
    except ContextSchemaError:  # it was stored all the same, and has no fields to keep
        return None
    try:
        sent = parse_context_schema(after)
    except ContextSchemaError:
        return "the whole"
    return next(_changes(stored, sent), None)


def _changes(stored: ContextSchema, sent: ContextSchema) -> Iterator[str]:
    for name, parameter in stored.items():
        found = sent.get(name)
        if found is None or replace(found, fields={}) != replace(parameter, fields={}):
            yield name
        else:
            yield from (f"{name}.{each}" for each, of in parameter.fields.items() if found.fields.get(each) != of)
