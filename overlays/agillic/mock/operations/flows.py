"""What the operations on flows do [V-FLOW, T-ARR].

A flow that is executed runs at once. One that is queued takes its time, as its queue can be read.
"""

from typing import Any

from agillic.mock.calls import Call
from agillic.mock.instance import Flow
from agillic.mock.operations.addressing import recipient_in_body, recipient_of
from agillic.mock.operations.context_data import named_data, validate_context
from agillic.mock.operations.responses import deleted, done
from agillic.mock.routes import Routes
from agillic.mock.state.errors import UnknownRecipientError
from agillic.mock.state.flow_runs import Audience
from sdk_core.mock.app import HTTPError, MockResponse

routes = Routes()
_POLL = 1.0
"""Seconds that pass for a queue when it is read while the clock is frozen: a caller that waits sees its end."""


@routes("queueFlowForRecipient")
def queue_flow_for_recipient(call: Call) -> MockResponse:
    """Put a recipient into the queue of a flow."""
    return _queue(call, _flow_of(call))


@routes("queueFlowWithContext")
def queue_flow_with_context(call: Call) -> MockResponse:
    """Put a recipient into the queue of a flow, and hold the data for the execution against its schema."""
    flow = _flow_of(call)
    validate_context(call, *named_data(call.body["context_parameters"]))
    return _queue(call, flow)


@routes("queueFlowWithGlobalData")
def queue_flow_with_global_data(call: Call) -> MockResponse:
    """Put an execution into the queue of a flow, with rows to write before and after it."""
    flow, body = _flow_of(call), call.body
    updates = (body.get(name, {}) for name in ("preGlobalDataUpdates", "postGlobalDataUpdates"))
    number = call.mock.state.flow_queues.add_whole(flow, *updates)
    return MockResponse(_queued_status(call), {"agillicQueueId": str(number)})


@routes("getFlowQueueStatus")
def get_flow_queue_status(call: Call) -> MockResponse:
    """Tell what waits and what runs in the queue of a flow."""
    flow = _flow_of(call)
    response = MockResponse(200, _shown(call, flow))
    if call.mock.clock.is_frozen:
        call.mock.state.flow_queues.advance_due(flow, _POLL)
    return response


@routes("resetFlowQueue")
def reset_flow_queue(call: Call) -> MockResponse:
    """Drop what waits in the queue of a flow and, unless an option keeps it, what runs."""
    flow = _flow_of(call)
    call.mock.state.flow_queues.reset(flow, active=call.choice("flow-queue-reset") == "queued-and-active")
    response = deleted(call)
    return done(call, _shown(call, flow)) if response.status == 200 else response  # noqa: PLR2004 - 204 has no body


@routes("executeFlow")
def execute_flow(call: Call) -> MockResponse:
    """Run a flow for its target group, as it is now."""
    flow = _flow_of(call, always_404=True)
    call.mock.state.flow_runs.run_for_group(flow, call.mock.clock.now())
    return done(call, _shown(call, flow))


@routes("executeFlowWithContext")
def execute_flow_with_context(call: Call) -> MockResponse:
    """Run a flow for the recipients of the body, and hold the data of each against the schema."""
    flow, body = _flow_of(call), call.body
    for entry in body["recipients"]:
        validate_context(call, body.get("schemaName"), entry.get("contextData", {}))
    group: Audience = "needed" if call.choice("flow-target-group-needed") == "needed" else "not-needed"
    for recipient in _recipients_of(call, body["recipients"]):
        call.mock.state.flow_runs.run_for(flow, recipient, call.mock.clock.now(), group)
    return done(call, _shown(call, flow))


def find_flow(call: Call, identifier: str) -> Flow | None:
    """Return the flow that is meant by an identifier, as `flow-identifier` says; by its id before its name.

    A campaign is a flow too [S3], from the moment that `campaign-flow` says. Which id its flow has is not known: its
    name and its own id are both taken.
    """
    by, flows, campaigns = call.choice("flow-identifier"), call.mock.instance.flows, call.mock.state.campaigns
    if by != "name" and identifier in flows:
        return flows[identifier]
    campaign = campaigns.get(identifier) or campaigns.named(identifier)
    if campaign is not None and (campaign.published or call.choice("campaign-flow") == "from-staging"):
        return campaign.flow()
    named = (flow for flow in flows.values() if flow.name == identifier)
    return None if by == "id" else next(named, None)


def _flow_of(call: Call, *, always_404: bool = False) -> Flow:
    """Return the flow of the path."""
    flow = find_flow(call, str(call.path["flowId"]))
    if flow is None:
        problem = "there is no such flow; use one that is set up in Agillic"
        raise HTTPError(404, problem) if always_404 else call.http_error("unknown-flow-status", problem)
    return flow


def _queue(call: Call, flow: Flow) -> MockResponse:
    recipient, timeout = recipient_of(call), call.query.get("timeout")
    if timeout is not None and timeout < 0:
        option = call.choice("negative-queue-timeout")
        if option == "status-400":
            problem = "the timeout is below 0; send a number of seconds, or leave it out"
            raise call.http_error("negative-queue-timeout", problem)
        timeout = 0 if option == "zero" else None
    call.mock.state.flow_queues.add(flow, recipient, timeout)
    return done(call, _shown(call, flow), _queued_status(call))


def _queued_status(call: Call) -> int:
    return call.status("queue-success-status")


def _recipients_of(call: Call, entries: list[dict[str, Any]]) -> list[int]:
    """Return the numbers of recipients in a body, by `execute-context-unknown-recipient`."""
    numbers: list[int] = []
    for entry in entries:
        try:
            numbers.append(recipient_in_body(call.mock, entry["recipientId"]))
        except UnknownRecipientError as error:
            if call.choice("execute-context-unknown-recipient") != "skipped":
                raise call.http_error("execute-context-unknown-recipient", str(error)) from error
    return numbers


def _shown(call: Call, flow: Flow) -> dict[str, Any]:
    status = call.mock.state.flow_queues.status(flow)
    word = "active" if status.queued or status.active else "idle"
    return {"status": word, "queuedCount": status.queued, "activeCount": status.active}
