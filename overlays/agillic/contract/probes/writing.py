"""What creating, changing and deleting recipients gets. All of them are throw-away recipients."""

from collections.abc import Callable

from agillic.contract.run import Run, sendable
from agillic.contract.temporary_recipients import TemporaryRecipients
from agillic.wire.path_encoding import by
from agillic.wire.rsql import F, raw_filter, wildcard
from sdk_core.contract.json_values import as_object, items, listed, member, objects
from sdk_core.contract.probes import agreed, by_status, one_or_either
from sdk_core.contract.responses import Override, ReceivedResponse
from sdk_core.contract.shapes import type_of

WriteProbe = Callable[[Run, TemporaryRecipients], str | None]
"""Returns the option that holds, by throw-away recipients."""

_OK, _CREATED, _BAD_REQUEST = 200, 201, 400


def duplicate_status(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Create a recipient twice."""
    body = recipients.person(recipients.new())
    run.read("createRecipient", body=body)
    return {409: "status-409", 400: "status-400"}.get(run.status("createRecipient", body=body))


def empty_body(run: Run, _recipients: TemporaryRecipients) -> str | None:
    """Look at what the creations of the round trip were returned."""
    created = [each for each in run.calls.responses if each.status == _CREATED]
    return agreed(["resource" if each.content else "empty" for each in created])


def media_type_status(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Create a recipient by plain text."""
    body = recipients.person(recipients.new())
    response = run.calls.call(
        "createRecipient", body=body, override=Override(headers={"Content-Type": "text/plain"}, content=b"text")
    )
    return {415: "status-415", 400: "status-400"}.get(response.status)


def unknown_members(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Create a recipient with a member beside personData."""
    body = {**recipients.person(recipients.new()), run.nothing: "x"}
    return {_CREATED: "ignored", _BAD_REQUEST: "status-400"}.get(run.status("createRecipient", body=body))


def field_check(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Create a recipient with a field that does not exist."""
    body = recipients.person(recipients.new(), **{run.nothing: "x"})
    return {_BAD_REQUEST: "rejected", _CREATED: "left-out"}.get(run.status("createRecipient", body=body))


def bulk_result(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Look at the responses to the batch of the round trip, and to another one."""
    run.read("batchUpsertRecipients", body=[recipients.person(recipients.new())])
    responses = [each for each in run.calls.responses if each.operation == "batchUpsertRecipients" and each.ok]
    return agreed([_kind_of_result(each) for each in responses])


def _kind_of_result(response: ReceivedResponse) -> str:
    first = next(iter(as_object(response.json).values()), None)
    return {"integer": "counters", "array": "lists"}.get(type_of(first), "") if response.content else "empty"


def put_key(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Give a recipient another key: by its key, and if that is rejected, by the id that Agillic gave it."""
    old, new = recipients.new(), recipients.new()
    run.read("createRecipient", body=recipients.person(old))
    body = recipients.person(new)
    status = run.status("updateRecipient", {"recipientId": old}, body)
    if status == _OK:
        again = run.status("updateRecipient", {"recipientId": old}, body)
        return "ignored" if again == _OK and run.status("getRecipient", {"recipientId": old}) == _OK else None
    agillic_id = member(run.read("getRecipient", {"recipientId": old}).json, "personData", "AGILLIC_ID")
    if status != _BAD_REQUEST or not isinstance(agillic_id, str | int) or recipients.key == "AGILLIC_ID":
        return None
    again = run.status("updateRecipient", {"recipientId": by(AGILLIC_ID=agillic_id)}, body)
    if again == _OK:
        return "path-field-fixed" if run.status("getRecipient", {"recipientId": new}) == _OK else None
    return "recipient-key-fixed" if again == _BAD_REQUEST else None


def list_order(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Create three recipients whose keys do not ascend, and list them."""
    keys = [recipients.new(number) for number in (102, 103, 101)]
    for each in keys:
        run.read("createRecipient", body=recipients.person(each))
    filter_ = F[recipients.key] == wildcard(f"{run.prefix}-10?@*")
    people = items(run.calls.call("listRecipients", {"filter": filter_, "pageSize": 3}, should_succeed=True).json)
    order = [member(each, "personData", recipients.key) for each in people]
    options = {"oldest-first": keys, "newest-first": keys[::-1], "by-key": sorted(keys)}
    return next((option for option, expected in options.items() if order == expected), None)


def escapes(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Filter for a text with a quote in it, by a backslash, and if that does not work by the other kind of quotes.

    The other kind works beside a backslash too; the option of that name says that nothing else does.
    """
    person = _with_text(run, recipients, 'a"b')
    if person is None:
        return None
    field, address = person
    forms = {"backslash": '"a\\"b"', "other-quote": "'a\"b'"}
    works = (
        option for option, text in forms.items() if _selected(run, f'{recipients.key}=="{address}" and {field}=={text}')
    )
    return next(works, None)


def literal_wildcards(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Filter for a text with an asterisk by `=in=`, and by a backslash; another text fits the pattern."""
    person = _with_text(run, recipients, "a*b")
    other = _with_text(run, recipients, "axb") if person else None
    if person is None or other is None:
        return None
    field = person[0]
    both = f'{recipients.key}=in=("{person[1]}","{other[1]}")'
    forms = {"in-list": f'{field}=in=("a*b")', "backslash": f'{field}=="a\\*b"'}
    return one_or_either(
        [option for option, condition in forms.items() if _selected(run, f"{both} and {condition}") == 1]
    )


def _with_text(run: Run, recipients: TemporaryRecipients, text: str) -> tuple[str, str] | None:
    field = run.known.text_field()
    if field is None or not field.isidentifier():
        return None
    address = recipients.created(**{field: text})
    return (field, address) if address else None


def _selected(run: Run, filter_: str) -> int | None:
    """Return how many recipients a filter selects."""
    response = run.calls.call("listRecipients", {"filter": raw_filter(filter_), "pageSize": 3})
    return len(items(response.json)) if response.ok else None


def fresh_events(run: Run, recipients: TemporaryRecipients) -> str | None:
    """List the events of a recipient who was just created, where others have achieved some."""
    address = recipients.fresh() if _events(run) else None
    events = _seen_of(run, "listRecipientEvents", address) if address else None
    if type_of(events) != "array":
        return None
    achieved = {each.get("achieved") for each in objects(events)}
    return "all-events" if False in achieved else None if achieved else "achieved-only"


def fresh_event(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Read an event that a recipient has not achieved: one that another recipient's list names."""
    read = run.last.get("getRecipientEvent")
    address = recipients.fresh() if read and read.ok else None
    if not address:
        return None
    response = run.calls.call("getRecipientEvent", {"recipientId": address, "eventId": _events(run)[0]})
    if response.ok:
        return "achieved-false" if member(response.json, "achieved") is False else None
    return by_status(response.status)


def _events(run: Run) -> list[str]:
    """Return the events that the list of the recipient who was read names."""
    events = [each.get("eventId") for each in objects(listed(run.seen("listRecipientEvents")))]
    return [str(each) for each in events if sendable(each)]


def fresh_tables(run: Run, recipients: TemporaryRecipients) -> str | None:
    """List the tables of a recipient who has no rows."""
    address = recipients.fresh() if run.known.one_to_many else None
    tables = _seen_of(run, "listOneToManyTables", address) if address else None
    return {False: "with-rows", True: "all-tables"}[bool(items(tables))] if type_of(tables) == "array" else None


def _seen_of(run: Run, operation_id: str, address: str) -> object:
    return run.calls.call(operation_id, {"recipientId": address}, should_succeed=True).json


def fresh_rows(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Read a table in which a recipient has no rows."""
    address = recipients.fresh() if run.known.one_to_many else None
    if not address:
        return None
    status = run.status("getOneToManyTable", {"recipientId": address, "tableId": run.known.one_to_many[0]})
    return by_status(status, {200: "empty-list"})
