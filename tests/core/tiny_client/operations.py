"""The operations and the limits of the tiny API, as a generated package would have them."""

from collections.abc import Mapping
from typing import Any, Final

from sdk_core.wire.operations import Operation, Parameter

_JSON: Final = ("application/json",)
_THING: Final = (Parameter("thing_id", "thingId", "path", required=True),)
_TASK: Final = {
    "id": "/taskId",
    "status": "getTask",
    "state": "/status",
    "done": ["completed"],
    "failed": ["failed"],
    "callback": "/configuration/callback",
}


def _traits(name: str, access: str = "read", *, idempotent: bool = True, **more: object) -> dict[str, Any]:
    return {"name": name, "access": access, "keys": ["public"], "pii": False, "idempotent": idempotent, **more}


def _queries(*names: str) -> tuple[Parameter, ...]:
    return tuple(Parameter(name, name, "query") for name in names)


_ALL: Final = (
    Operation("getThing", "things", "get", "GET", "/things/{thingId}", _THING, traits=_traits("get")),
    Operation("createThing", "things", "create", "POST", "/things", (), _JSON,
              traits=_traits("create", "write", idempotent=False)),
    Operation("updateThing", "things", "update", "PUT", "/things/{thingId}", _THING, _JSON,
              traits=_traits("update", "write")),
    Operation("deleteThing", "things", "delete", "DELETE", "/things/{thingId}", _THING,
              traits=_traits("delete", "delete")),
    Operation("sendThing", "things", "send", "POST", "/things/{thingId}/send", _THING, _JSON,
              traits=_traits("send", "send", idempotent=False, sends="direct",
                             limits=[{"calls": 5, "seconds": 60, "of": "key"}])),
    Operation("registerThing", "things", "register", "POST", "/things/register", (), _JSON,
              traits=_traits("register", "write", idempotent=False) | {"keys": ["public", "app"]}),
    Operation("listThings", "things", "list", "GET", "/things",
              _queries("filter", "whole", "documentId", "pageStart", "pageSize"),
              traits=_traits("list", page={
                  "by": "document", "document": "documentId", "document_id": "/page/documentId", "switch": "whole",
                  "first_only": ["filter"], "items": "/content", "links": "/links", "total": "/page/totalElements",
                  "start": "pageStart", "size": "pageSize", "max_size": 1000, "life": {"idle": 300, "total": 1800},
              })),
    Operation("listRows", "rows", "list", "GET", "/rows/{taskId}",
              (Parameter("task_id", "taskId", "path", required=True), *_queries("pageStart")),
              traits=_traits("list", page={
                  "by": "task", "items": "/content", "links": "/links", "total": "/page/totalElements",
                  "start": "pageStart",
              })),
    Operation("upsertThings", "things", "upsert_many", "POST", "/things/batch", (), _JSON,
              traits=_traits("upsert_many", "write", batch={
                  "items": "", "key": "table-key", "fields": "/values", "single": "updateThing",
                  "max_items": 1000, "max_bytes": 5_000_000,
                  "outcome": {"created": "/created", "updated": "/updated", "warnings": "/warnings",
                              "failed": "/errors"},
              })),
    Operation("tagThings", "things", "tag", "POST", "/things/tag", (), _JSON,
              traits=_traits("tag", "send", sends="indirect",
                             batch={"items": "/thingIds", "key": "value", "max_items": 100, "max_bytes": 20_000_000})),
    Operation("importRows", "rows", "start_import", "POST", "/rows/import", (), _JSON,
              traits=_traits("start_import", "write", task=_TASK, batch={
                  "items": "/data", "key": {"first_of": ["/thingId"]}, "max_items": 1000, "max_bytes": 20_000_000,
              })),
    Operation("removeThings", "things", "start_remove", "POST", "/things/remove", (), _JSON,
              traits=_traits("start_remove", "delete", task=_TASK, batch={
                  "items": "/thingIds", "key": "value", "max_items": 1000, "max_bytes": 20_000_000,
              })),
    Operation("sendThings", "things", "start_send", "POST", "/things/send", (), _JSON,
              traits=_traits("start_send", "send", idempotent=False, sends="indirect", task=_TASK, batch={
                  "items": "/data", "key": {"first_of": ["/thingId"]}, "max_items": 1000, "max_bytes": 20_000_000,
              })),
    Operation("getTask", "tasks", "get", "GET", "/tasks/{taskId}",
              (Parameter("task_id", "taskId", "path", required=True),), traits=_traits("get")),
    Operation("getToken", "tokens", "get", "POST", "/oauth2/token", (), ("application/x-www-form-urlencoded",),
              traits=_traits("get") | {"keys": ["public", "app"]}),
)  # fmt: skip
OPERATIONS: Final[Mapping[str, Operation]] = {each.id: each for each in _ALL}
"""All of them, by operationId."""
LIMITS: Final[Mapping[str, Any]] = {"all": [{"at_once": 20, "of": "key"}], "named": {"access_token_life": 7200}}
