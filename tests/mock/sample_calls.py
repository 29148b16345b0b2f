"""Calls made from the document's examples, and what must be there before each of them succeeds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from typing import Any
from urllib.parse import quote, urlencode

from app_calls import FORM, Received
from asset_calls import archive, multipart
from document_examples import body_examples, described, resolved
from operation_calls import RUBY, Api

from agillic.mock.assumptions import Assumptions
from agillic.mock.building import new_mock
from agillic.mock.document import document
from agillic.mock.instance import load_instance
from agillic.mock.operations import all_routes
from sdk_core.mock.app import create_application
from sdk_core.mock.clock import Clock

DAY = datetime(2025, 12, 1, 12, 30, tzinfo=UTC)
"""When the examples take place: their exports begin less than 7 days earlier."""
FILE_NAMES = {
    "uploadResource": "new-logo.png",
    "updateResource": "cafe-connect-logo.png",
    "uploadTemplate": "new-newsletter.html",
    "updateTemplate": "newsletter.html",
    "uploadExtension": "stamps.groovy",
    "updateExtension": "stamps.groovy",
    "uploadContextSchema": "coffee.json",
    "updateContextSchema": "coffee.json",
    "uploadWebapp": "candy-finder.zip",
    "updateWebapp": "candy-finder.zip",
}
"""What the files of uploads are called; the document's examples hold text in their place."""
_BATCH = "asyncBatchUpsertRecipients"


@dataclass(frozen=True)
class Sample:
    """A call of an operation. Values of the path and the query are plain; sending encodes them.

    A query or body of None is left out.
    """

    operation: str
    path: Mapping[str, Any]
    query: Mapping[str, Any] | None = None
    body: Any = None
    raw_path: Mapping[str, str] = field(default_factory=dict[str, str])

    def changed(self, body: Any = ..., query: Mapping[str, Any] | None = None, **path: str) -> "Sample":  # noqa: ANN401 - a body
        """Return the call with another body, query or value in its path."""
        changed = replace(self, path={**self.path, **path}, query=query or self.query)
        return changed if body is ... else replace(changed, body=body)

    @property
    def target(self) -> str:
        """The path and query as they are sent [S1]: values in the path are percent-encoded twice."""
        path = document().operations[self.operation].path
        for name, value in self.path.items():
            safe = "*=" if name == "recipientId" else "*"  # the sign between a field and its value is not encoded
            encoded = self.raw_path.get(name) or quote(quote(str(value), safe=safe), safe=safe)
            path = path.replace("{" + name + "}", encoded)
        return path + (f"?{urlencode(_plain(self.query), doseq=True)}" if self.query else "")

    def send(self, api: Api, **headers: str | None) -> Received:
        """Make the call."""
        operation = document().operations[self.operation]
        media_type = next(iter(operation.bodies), None)
        if self.body is None or media_type is None:
            return api.call(operation.method, self.target, **headers)
        if media_type == FORM:
            form = urlencode(_plain(self.body)).encode()
            return api.call(
                operation.method, self.target, form, content_type=FORM, **{"authorization": None, **headers}
            )
        if media_type == "multipart/form-data":
            return multipart(api, operation.method, self.target, **self._parts())
        return api.call(operation.method, self.target, self.body, **headers)

    def _parts(self) -> dict[str, Any]:
        name = FILE_NAMES.get(self.operation)
        if name is None or not isinstance(self.body.get("file"), str):
            return dict(self.body)
        content = archive() if name.endswith(".zip") else self.body["file"].encode()
        return {**self.body, "file": (name, content)}


def samples_of(operation: str) -> dict[str, Sample]:
    """Return the calls that the document gives as examples, by name.

    One for each example of a body, with what the path and the query must have; and one with all of the query.
    """
    parameters = [resolved(each) for each in described(operation).get("parameters", ())]
    path = {each["name"]: each["example"] for each in parameters if each["in"] == "path"}
    query = {each["name"]: each["example"] for each in parameters if each["in"] == "query"}
    required = {each["name"] for each in parameters if each.get("required")}
    short = {name: value for name, value in query.items() if name in required}
    bodies = body_examples(operation) or {"example": None}
    found = {name: Sample(operation, path, short, body) for name, body in bodies.items()}
    if query.keys() > short.keys():
        found["whole query"] = Sample(operation, path, query, next(iter(bodies.values())))
    return found


def sample(operation: str) -> Sample:
    """Return the first example of an operation."""
    return next(iter(samples_of(operation).values()))


class December(Api):
    """The built-in instance on the day of the examples. What it is made of is made once, as tests are many."""

    def __init__(self, options: dict[str, str] | None = None, **instance: Any) -> None:  # noqa: ANN401 - keys of an instance
        chosen = replace(_built_in(), assumptions=Assumptions(options or {}), **instance)
        self.mock = new_mock(chosen, _handlers(), clock=Clock(DAY), seed=1)
        self.application = create_application(self.mock, strict=not options)


def ready(operation: str, options: dict[str, str] | None = None, **instance: Any) -> Api:  # noqa: ANN401 - keys of an instance
    """Return a mock on which the examples of an operation succeed, at the time at which they take place."""
    api = December(options, **instance)
    prepare = _PREPARE.get(operation)
    if prepare is not None:
        prepare(api)
    return api


_built_in, _handlers = cache(load_instance), cache(all_routes)


def _plain(query: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a query with text for booleans, and with the members of what the document leaves free."""
    plain: dict[str, Any] = {}
    for name, value in (query or {}).items():
        plain |= value if isinstance(value, dict) else {name: str(value).lower() if value is True else value}
    return plain


def _given(api: Api, kind: str, id_: str) -> None:
    """Let the next id of a kind be one that the document's examples have."""
    ids = chain([id_], iter(getattr(api.mock.state.ids, kind), None))
    vars(api.mock.state.ids)[kind] = lambda: next(ids)


def _no_ruby(api: Api) -> None:
    api.mock.state.recipients.delete(api.mock.state.recipients.find(RUBY))


def _page(api: Api) -> None:
    whole = samples_of("listRecipients")["whole query"].query or {}
    _given(api, "document_id", whole["documentId"])
    sample("listRecipients").changed(query={"objectResponse": True}).send(api)


def _campaign(api: Api) -> None:
    _given(api, "campaign_id", sample("publishEmailCampaign").body["campaignId"])
    _started("stageEmailCampaign", "getMessageTaskStatus")(api)
    assert sample("getMessageTaskStatus").send(api).status == 200  # what is due is done by a call, and takes the id


def _started(operation: str, reader: str) -> Callable[[Api], None]:
    """Start work whose task has the id that the operation which reads it has in its example, and let it end."""

    def start(api: Api) -> None:
        _given(api, "task_id", sample(reader).path["taskId"])
        assert sample(operation).send(api).status in (200, 202)
        api.mock.clock.advance(api.mock.instance.task_seconds)

    return start


def _call(operation: str) -> Callable[[Api], None]:
    def call(api: Api) -> None:
        assert sample(operation).send(api).status in (200, 201)

    return call


_PREPARE: Mapping[str, Callable[[Api], None]] = {
    "createRecipient": _no_ruby,
    "listRecipients": _page,
    "getTaskStatus": _started(_BATCH, "getTaskStatus"),
    "updateExtension": _call("uploadExtension"),
    "updateContextSchema": _call("uploadContextSchema"),
    "updateWebapp": _call("uploadWebapp"),
    "getExportTaskStatus": _started("executeActivityExport", "getExportTaskStatus"),
    "readExportPage": _started("executeActivityExport", "readExportPage"),
    "editEmailCampaign": _campaign,
    "editEmailCampaignV1": _campaign,
    "publishEmailCampaign": _campaign,
    "testEmailCampaign": _campaign,
    "getMessageTaskStatus": _started("stageEmailCampaign", "getMessageTaskStatus"),
}
