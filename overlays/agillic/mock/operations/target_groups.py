"""What the operations on target groups do [S2, K-TG, J]."""

from collections.abc import Callable
from typing import cast

from agillic.mock.calls import Call
from agillic.mock.operations.addressing import recipient_of
from agillic.mock.operations.responses import done
from agillic.mock.routes import Routes
from agillic.mock.state.errors import UnknownRecipientError
from sdk_core.mock.app import HTTPError, MockResponse

routes = Routes()


@routes("listRecipientTargetGroups")
def list_recipient_target_groups(call: Call) -> MockResponse:
    """Respond with the groups that a recipient is in; `target-group-list-kinds` may leave the dynamic ones out."""
    groups = call.mock.state.groups.of(recipient_of(call))
    if call.choice("target-group-list-kinds") == "static-only":
        groups = [group for group in groups if group.filter is None]
    return MockResponse(200, [{"name": group.name, "description": group.description} for group in groups])


@routes("addToStaticTargetGroup")
def add_to_static_target_group(call: Call) -> MockResponse:
    """Put recipients into a static group."""
    return _changed(call, call.mock.state.groups.add)


@routes("removeFromStaticTargetGroup")
def remove_from_static_target_group(call: Call) -> MockResponse:
    """Take recipients out of a static group."""
    return _changed(call, call.mock.state.groups.remove)


@routes("getTargetGroupPopulation")
def get_target_group_population(call: Call) -> MockResponse:
    """Respond with the number of recipients in a group; `target-group-population` says how, if at all."""
    option = call.choice("target-group-population")
    if option == "missing":
        raise HTTPError(
            404, "there is no such path; read the recipients of the group instead", assumption="target-group-population"
        )
    population = call.mock.state.groups.population(cast("str", call.path["targetGroupName"]))
    return MockResponse(200, population if option == "bare-number" else {"population": population})


def _changed(call: Call, change: Callable[..., None]) -> MockResponse:
    """Change a group; recipients who are not there are `target-group-unknown-recipient`'s."""
    name: str = call.body["targetGroupName"]
    try:
        change(
            name,
            call.body["recipientIds"],
            key_only=call.choice("body-recipient-address") == "key-only",
            unknown="skipped" if call.choice("target-group-unknown-recipient") == "skipped" else "rejected",
        )
    except UnknownRecipientError as error:
        raise call.http_error("target-group-unknown-recipient", str(error)) from error
    return done(call, {"name": name, "description": call.mock.instance.target_groups[name].description})
