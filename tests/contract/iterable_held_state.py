"""What the mock of Iterable must hold after a call, as `held_state` for Agillic: of all kinds of things.

Each entry returns two values that have to be equal. The calls are the first of the document's examples.
"""

from collections.abc import Callable, Mapping
from typing import Any

from call_arguments import Arguments
from client_pair import Held

from iterable_client.mock.calls import Mock
from iterable_client.mock.state.identity import Identity

Pair = tuple[Any, Any]
_ADA = Identity("ada@example.com")


def _data(mock: Mock, who: Identity = _ADA) -> Mapping[str, Any]:
    return mock.state.users.read(mock.state.users.known(who)).data


def _fields(mock: Mock, entry: Mapping[str, Any]) -> Pair:
    """Return what is held of the fields that were written to a user, and what was written."""
    held, written = _data(mock, Identity(entry.get("email"), entry.get("userId"))), entry["dataFields"]
    return {name: held.get(name) for name in written}, written


def _members(mock: Mock, arguments: Arguments) -> list[str | None]:
    users = mock.state.users
    return [users.read(number).identity.email for number in mock.state.lists.users(arguments.body["listId"])]


def _on_list(mock: Mock, arguments: Arguments) -> Pair:
    named = [each["email"] for each in arguments.body["subscribers"] if "email" in each]
    return [each in _members(mock, arguments) for each in named], [True for _ in named]


def _item(mock: Mock, arguments: Arguments) -> Any:  # noqa: ANN401 - the state's own
    return mock.state.catalogs.item(str(arguments.path["catalogName"]), str(arguments.path["itemId"]))


def _campaign(mock: Mock, response: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the state's own
    return mock.state.campaigns.get(response["campaignId"])


def _found(mock: Mock, _: Arguments, response: Any) -> Pair:  # noqa: ANN401 - JSON
    return response["user"]["dataFields"], {**_data(mock), **_system(response["user"]["dataFields"])}


def _system(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that Iterable keeps by itself."""
    return {name: value for name, value in fields.items() if name in ("profileUpdatedAt", "signupDate", "userId")}


def _events(mock: Mock, _: Arguments, response: Any) -> Pair:  # noqa: ANN401 - JSON
    held = mock.state.events.latest(mock.state.users.known(_ADA), 100)
    return [each["eventName"] for each in response["events"]], [each.name for each in held]


BEFORE: Mapping[str, Callable[[Any], object]] = {}
"""Nothing: `ready` does all that is needed."""

HELD: Mapping[str, Held] = {
    "updateUser": lambda m, a, _: _fields(m, a.body),
    "bulkUpdateUsers": lambda m, a, _: _fields(m, a.body["users"][0]),
    **dict.fromkeys(("getUserByEmail", "findUserByEmail", "getUserById", "findUserById"), _found),
    **dict.fromkeys(
        ("deleteUserByEmail", "deleteUserById", "forgetUser"), lambda m, _, __: (m.state.users.find(_ADA), None)
    ),
    "mergeUsers": lambda m, a, _: (m.state.users.find(Identity(a.body["sourceEmail"])), None),
    "trackEvent": lambda m, a, _: (
        m.state.events.latest(m.state.users.known(Identity(a.body.get("email"), a.body.get("userId"))), 1)[0].name,
        a.body["eventName"],
    ),
    **dict.fromkeys(("listUserEvents", "listUserEventsById"), _events),
    "createList": lambda m, a, r: (m.state.lists.get(r["listId"]).name, a.body["name"]),
    "listLists": lambda m, _, r: ([each["id"] for each in r["lists"]], [each.id for each in m.state.lists.all()]),
    "subscribeToList": lambda m, a, _: _on_list(m, a),
    "listListUsers": lambda m, a, r: (
        r.split(),
        [m.state.users.read(number).identity.email for number in m.state.lists.users(a.query["listId"])],
    ),
    "createCampaign": lambda m, a, r: (_campaign(m, r).name, a.body["name"]),
    "getCampaign": lambda m, a, r: (r["name"], m.state.campaigns.get(a.path["id"]).name),
    "getEmailTemplate": lambda m, a, r: (
        r["html"],
        m.state.templates.content(m.state.templates.get(a.query["templateId"])).members["html"],
    ),
    "createCatalog": lambda m, a, _: (a.path["catalogName"] in m.state.catalogs.names(), True),
    "listCatalogs": lambda m, _, r: (
        [each["name"] for each in r["params"]["catalogNames"]],
        m.state.catalogs.names(),
    ),
    "replaceCatalogItem": lambda m, a, _: (_item(m, a).value, a.body["value"]),
    "getCatalogItem": lambda m, a, r: (r["value"], _item(m, a).value),
    "startExport": lambda m, a, r: (m.state.exports.get(r["jobId"]).request, a.body),
    "cancelExport": lambda m, a, _: (m.state.exports.get(a.path["jobId"]).state in ("failed", "completed"), True),
    "listWebhooks": lambda m, _, r: (
        [(each["id"], each["endpoint"]) for each in r["webhooks"]],
        [(each.id, each.endpoint) for each in m.state.webhooks.all()],
    ),
    "updateWebhook": lambda m, a, _: (m.state.webhooks.get(a.body["id"]).endpoint, a.body["endpoint"]),
}
