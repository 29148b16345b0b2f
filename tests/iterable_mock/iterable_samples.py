"""Calls made from the examples of Iterable's document, and what must be there before each of them succeeds."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from iterable_calls import Received, Shop

from iterable_client.mock.backend import BACKEND
from iterable_client.mock.document import content, document

HANDLED = sorted(BACKEND.routes().registered)
"""The operations that the mock has handlers for."""


def resolved(part: Any) -> Any:  # noqa: ANN401 - a part of the document
    """Return a part of the document, without the reference that it may be."""
    while "$ref" in part:
        found: Any = content()
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        part = found
    return part


@dataclass(frozen=True)
class Sample:
    """A call of an operation. Values of the path and the query are plain; a query or body of None is left out."""

    operation: str
    path: Mapping[str, Any]
    query: Mapping[str, Any] | None = None
    body: Any = None

    def changed(self, **members: Any) -> "Sample":  # noqa: ANN401 - attributes of a sample
        """Return the call with other attributes."""
        return replace(self, **members)

    @property
    def target(self) -> str:
        """The path and query as they are sent."""
        path = document().operations[self.operation].path
        for name, value in self.path.items():
            path = path.replace("{" + name + "}", quote(str(value), safe="@%"))
        return path + (f"?{urlencode(_plain(self.query), doseq=True)}" if self.query else "")

    def send(self, shop: Shop, **headers: Any) -> Received:  # noqa: ANN401 - as for `Shop.call`
        """Make the call."""
        method = document().operations[self.operation].method
        return shop.call(method, self.target, b"" if self.body is None else self.body, **headers)


def samples_of(operation: str) -> dict[str, Sample]:
    """Return the calls that the document gives as examples, by name.

    One for each example of a body, with what the path and the query must have; and one with all of the query.
    """
    known = document().operations[operation]
    described = content()["paths"][known.path][known.method.lower()]
    parameters = [resolved(each) for each in described.get("parameters", ())]
    path = {each["name"]: each["example"] for each in parameters if each["in"] == "path"}
    query = {each["name"]: each["example"] for each in parameters if each["in"] == "query"}
    required = {each["name"] for each in parameters if each.get("required")}
    short = {name: value for name, value in query.items() if name in required}
    bodies = {
        name: deepcopy(resolved(example)["value"])
        for media_type in resolved(described.get("requestBody", {})).get("content", {}).values()
        for name, example in media_type.get("examples", {}).items()
    } or {"example": None}
    exclusive: list[list[str]] = [list(names) for names in described["x-traits"].get("exclusive", ())]
    found = {name: Sample(operation, path, short, body) for name, body in bodies.items()}
    ways = _ways(exclusive)
    if ways:
        found = {
            " and ".join(way): Sample(operation, path, {**short, **{name: query[name] for name in way}}) for way in ways
        }
    if query.keys() > short.keys():
        others = {name for way in ways[1:] for name in way}
        whole = {name: value for name, value in query.items() if name not in others}
        found["whole query"] = Sample(operation, path, whole, next(iter(bodies.values())))
    return found


def _ways(exclusive: list[list[str]]) -> list[list[str]]:
    """Return the ways to give parameters of which some exclude others: those that go together."""
    names = sorted({name for pair in exclusive for name in pair})
    ways = [[other for other in names if not any({name, other} == set(pair) for pair in exclusive)] for name in names]
    return [way for n, way in enumerate(ways) if way not in ways[:n]]


def sample(operation: str) -> Sample:
    """Return the first example of an operation."""
    return next(iter(samples_of(operation).values()))


def _plain(query: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a query as text: JSON's words for true and false."""
    return {name: str(value).lower() if isinstance(value, bool) else value for name, value in (query or {}).items()}


def _users_to_merge(shop: Shop) -> None:
    shop.post("/api/users/update", {"email": "ada.old@example.com"})
    fields = {"orders": [{"orderNumber": 1}], "interests": ["poetry"]}
    shop.post("/api/users/update", {"userId": "visitor-77", "dataFields": fields})


def _in_december(shop: Shop) -> None:
    shop.mock.clock.advance(150 * 86_400)  # the example's blast is scheduled for the 10th, and 21 days are the most


def _a_job(shop: Shop) -> None:
    shop.post("/api/export/start", {"dataTypeName": "user", "outputFormat": "text/csv"})
    shop.mock.state.database.connection.execute("UPDATE export_jobs SET id = 3562")


PREPARED: dict[str, Callable[[Shop], None]] = {
    "mergeUsers": _users_to_merge,
    "createCampaign": _in_december,
    "listExportFiles": _a_job,
    "cancelExport": _a_job,
}
"""What is to be done before the examples of an operation."""


PROJECTS: dict[str, dict[str, Any]] = {"createCatalog": {"catalogs": ()}}
"""What of the project is another for the examples of an operation."""


def ready(operation: str, **shop: Any) -> Shop:  # noqa: ANN401 - as for `Shop`
    """Return a book shop in which the examples of an operation succeed."""
    made = Shop(**{**PROJECTS.get(operation, {}), **shop})
    if operation in PREPARED:
        PREPARED[operation](made)
    return made
