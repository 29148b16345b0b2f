"""A bundled document: which operations there are, and what it says of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, cast

from jsonschema_rs import Draft202012Validator

from sdk_core.mock.app.responses import HTTPError, Rule
from sdk_core.mock.app.schema_validation import check, closed, error_for
from sdk_core.wire.path_matcher import PathMatcher

Schema = Mapping[str, Any]
_UNKNOWN_MEMBER = "additionalProperties"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a path or query."""

    name: str
    required: bool
    schema: Schema


@dataclass(frozen=True, slots=True)
class Batch:
    """Where a batch has its entries, by a JSON pointer, and how large it may be; None where nothing says."""

    items: str
    max_items: int | None
    max_bytes: int | None


@dataclass(frozen=True, repr=False, eq=False)
class Operation:
    """An operation of the document.

    Attributes:
        keys: The kinds of keys that may call it.
        open: It takes calls without credentials.
        starts_task: Its response names a task, which is worked on later.
        rates: Its own rate limits, as `x-traits.limits` has them.
        bodies: The schemas of its request body by media type; none when it takes no body.
        responses: The schemas of its responses, by status ("5XX" for all of the server's failures) and media type.
        success: The status of its success, the first one where there are several.
        example: The first example of the body of this success, None where it has none, and its media type.
    """

    id: str
    method: str
    path: str
    keys: frozenset[str]
    open: bool
    starts_task: bool
    rates: tuple[Mapping[str, Any], ...]
    batch: Batch | None
    path_parameters: Mapping[str, Parameter]
    query_parameters: Mapping[str, Parameter]
    body_required: bool
    bodies: Mapping[str, Schema]
    responses: Mapping[str, Mapping[str, Schema]]
    components: Mapping[str, Any]
    success: int
    example: tuple[Any, str]
    _validators: dict[int, Draft202012Validator] = field(default_factory=dict[int, Draft202012Validator], init=False)

    def response_schemas(self, status: int) -> Mapping[str, Schema] | None:
        """Return what a response of this status may hold by media type, or None when the status is not documented."""
        return self.responses.get(str(status), self.responses.get(f"{status // 100}XX"))

    def check_body(self, body: object, *, unknown_members: Rule | None = None) -> None:
        """Check a parsed request body against the document.

        Args:
            body: Parsed; of a form, a mapping of names to text.
            unknown_members: How members are rejected that the schema neither names nor rejects; None to take them.

        Raises:
            HTTPError: 400, with a message that names the place.
        """
        schema = next(iter(self.bodies.values()))
        parts = schema, {"components": self.components}
        if unknown_members is None:
            check(self.validator(schema), body, "the body", *parts)
            return
        try:
            check(self._closed_body, body, "the body", *parts)
        except HTTPError as rejected:
            if rejected.reason.rule == _UNKNOWN_MEMBER:
                rejected.status = unknown_members.status
                rejected.reason = replace(rejected.reason, assumption=unknown_members.assumption)
            raise

    def unknown_member(self, body: object) -> HTTPError | None:
        """Return the error for the first member of a body that its closed schemas do not name; None without one."""
        schema = next(iter(self.bodies.values()))
        for error in self.validator(schema).iter_errors(body):
            if error.kind.name == _UNKNOWN_MEMBER:
                return error_for(error, "the body", (schema, {"components": self.components}))
        return None

    @cached_property
    def _closed_body(self) -> Draft202012Validator:
        schema = next(iter(self.bodies.values()))
        whole = cast("dict[str, Any]", closed({**schema, "components": {"schemas": self.components["schemas"]}}))
        return Draft202012Validator(whole, validate_formats=True)

    def validator(self, schema: Schema) -> Draft202012Validator:
        """Return what checks values against a schema of this operation, one that the document has."""
        known = self._validators.get(id(schema))  # compiling takes longer than all else; the document keeps its schemas
        if known is None:
            known = Draft202012Validator({**schema, "components": self.components}, validate_formats=True)
            self._validators[id(schema)] = known
        return known


class Document:
    """The operations, paths and limits of a document.

    Args:
        content: the document, bundled.
        reserved: as for `PathMatcher`.

    Attributes:
        limits: the named ones of `x-limits`.
        max_concurrency: how many calls are taken at once; None where the document names no number.

    >>> Document({"paths": {}, "components": {}, "x-limits": {"all": [], "named": {}}}).operations
    {}
    """

    def __init__(self, content: Mapping[str, Any], *, reserved: str = "") -> None:
        self.content = content
        limits = content["x-limits"]
        self.limits: dict[str, int] = {name: entry["value"] for name, entry in limits["named"].items()}
        self.max_concurrency: int | None = next((rate["at_once"] for rate in limits["all"] if "at_once" in rate), None)
        self.paths = PathMatcher(content["paths"], reserved=reserved)
        self.by_path: dict[str, dict[str, Operation]] = {
            path: {method.upper(): self._operation(path, method, entry) for method, entry in item.items()}
            for path, item in content["paths"].items()
        }
        self.operations: dict[str, Operation] = {
            operation.id: operation for item in self.by_path.values() for operation in item.values()
        }

    def _operation(self, path: str, method: str, entry: Mapping[str, Any]) -> Operation:
        traits = entry["x-traits"]
        parameters = [self._resolved(each) for each in entry.get("parameters", ())]
        body = self._resolved(entry.get("requestBody", {}))
        batch = traits.get("batch")
        success = next((status for status in entry["responses"] if status.startswith("2") and status.isdigit()), "200")
        return Operation(
            id=entry["operationId"],
            method=method.upper(),
            path=path,
            keys=frozenset(traits["keys"]),
            open=entry.get("security", self.content.get("security")) == [],
            starts_task="task" in traits,
            rates=tuple(traits.get("limits", ())),
            batch=Batch(batch["items"], batch.get("max_items"), batch.get("max_bytes")) if batch else None,
            path_parameters=self._parameters(parameters, "path"),
            query_parameters=self._parameters(parameters, "query"),
            body_required=body.get("required", False),
            bodies=_schemas(body),
            responses={status: _schemas(self._resolved(each)) for status, each in entry["responses"].items()},
            components=self.content["components"],
            success=int(success),
            example=self._example(self._resolved(entry["responses"].get(success, {}))),
        )

    def _parameters(self, parameters: list[Mapping[str, Any]], place: str) -> dict[str, Parameter]:
        return {
            each["name"]: Parameter(each["name"], each.get("required", False), self._resolved(each["schema"]))
            for each in parameters
            if each["in"] == place
        }

    def _example(self, response: Mapping[str, Any]) -> tuple[Any, str]:
        for media_type, described in response.get("content", {}).items():
            for example in described.get("examples", {}).values():
                return self._resolved(example).get("value"), media_type
        return None, ""

    def _resolved(self, part: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" not in part:
            return part
        found: Any = self.content
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return self._resolved(found)


def _schemas(part: Mapping[str, Any]) -> dict[str, Schema]:
    return {media_type: content["schema"] for media_type, content in part.get("content", {}).items()}
