"""What creating, changing and deleting recipients gets. All of them are throw-away recipients."""

from collections.abc import Callable
from typing import Any

from agillic.contract.caller import Odd
from agillic.contract.json_values import as_object, items, member, objects
from agillic.contract.probes.table import by_status
from agillic.contract.run import Run
from agillic.contract.shapes import type_of
from agillic.contract.throwaways import Throwaways, prefix_of
from agillic.wire.path_encoding import by
from agillic.wire.rsql import F, raw, wildcard

WriteLook = Callable[[Run, Throwaways, str], str | None]
"""Returns the option that holds, by the throw-away recipients and the recipient key."""

_OK, _CREATED, _BAD_REQUEST = 200, 201, 400


def duplicate_status(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Create a recipient twice."""
    body = recipients.person(recipients.new())
    run.read("createRecipient", body=body)
    return {409: "status-409", 400: "status-400"}.get(run.status("createRecipient", body=body))


def empty_body(run: Run, _recipients: Throwaways, _key: str) -> str | None:
    """Look at what the writes of the round trip were answered."""
    answers = [run.last.get(each) for each in ("createRecipient", "updateRecipient")]
    seen = [each for each in answers if each and each.ok]
    return ("resource" if any(each.content for each in seen) else "empty") if seen else None


def media_type_status(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Create a recipient by plain text."""
    body = recipients.person(recipients.new())
    answer = run.calls.call(
        "createRecipient", body=body, odd=Odd(headers={"Content-Type": "text/plain"}, content=b"text")
    )
    return {415: "status-415", 400: "status-400"}.get(answer.status)


def unknown_members(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Create a recipient with a member beside personData."""
    body = {**recipients.person(recipients.new()), run.nothing: "x"}
    return by_status(run.status("createRecipient", body=body), {_CREATED: "ignored"})


def field_check(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Create a recipient with a field that does not exist."""
    body = recipients.person(recipients.new(), **{run.nothing: "x"})
    return {_BAD_REQUEST: "refused", _CREATED: "left-out"}.get(run.status("createRecipient", body=body))


def bulk_result(run: Run, _recipients: Throwaways, _key: str) -> str | None:
    """Look at the answer to the batch of the round trip."""
    answer = run.last.get("batchUpsertRecipients")
    if answer is None or not answer.ok:
        return None
    if not answer.content:
        return "empty"
    values = list(as_object(answer.json).values())
    if not values:
        return "empty"
    return {"integer": "counters", "array": "lists"}.get(type_of(values[0]))


def put_key(run: Run, recipients: Throwaways, key: str) -> str | None:
    """Give a recipient another key: by its key, and if that is refused, by the id that Agillic gave it."""
    old, new = recipients.new(), recipients.new()
    run.read("createRecipient", body=recipients.person(old))
    body = recipients.person(new)
    status = run.status("updateRecipient", {"recipientId": old}, body)
    if status == _OK:
        return "ignored" if run.status("getRecipient", {"recipientId": old}) == _OK else None
    agillic_id = member(run.read("getRecipient", {"recipientId": old}).json, "personData", "AGILLIC_ID")
    if status != _BAD_REQUEST or not isinstance(agillic_id, str | int) or key == "AGILLIC_ID":
        return None
    again = run.status("updateRecipient", {"recipientId": by(AGILLIC_ID=agillic_id)}, body)
    return {_OK: "path-field-fixed", _BAD_REQUEST: "recipient-key-fixed"}.get(again)


def delete_status(run: Run, _recipients: Throwaways, _key: str) -> str | None:
    """Look at the deletion of the round trip."""
    answer = run.last.get("deleteRecipient")
    return {200: "status-200", 204: "status-204"}.get(answer.status) if answer else None


def list_order(run: Run, recipients: Throwaways, key: str) -> str | None:
    """Create three recipients whose keys do not ascend, and list them."""
    keys = [recipients.new(number) for number in (102, 103, 101)]
    for each in keys:
        run.read("createRecipient", body=recipients.person(each))
    filter_ = F[key] == wildcard(f"{prefix_of(run.mark)}-10?@*")
    listed = items(run.calls.call("listRecipients", {"filter": filter_, "pageSize": 3}, should_succeed=True).json)
    order = [member(each, "personData", key) for each in listed]
    options = {"oldest-first": keys, "newest-first": keys[::-1], "by-key": sorted(keys)}
    return next((option for option, expected in options.items() if order == expected), None)


def escapes(run: Run, recipients: Throwaways, key: str) -> str | None:
    """Filter for a text with a quote in it, by a backslash and by the other kind of quotes."""
    person = _with_text(run, recipients, 'a"b')
    if person is None:
        return None
    field, address = person
    for option, argument in (("backslash", '"a\\"b"'), ("other-quote", "'a\"b'")):
        if _selected(run, f'{key}=="{address}" and {field}=={argument}'):
            return option
    return None


def literal_wildcards(run: Run, recipients: Throwaways, key: str) -> str | None:
    """Filter for a text with an asterisk by `=in=`, and by a backslash; another text fits the pattern."""
    person = _with_text(run, recipients, "a*b")
    other = _with_text(run, recipients, "axb") if person else None
    if person is None or other is None:
        return None
    field = person[0]
    both = f'{key}=in=("{person[1]}","{other[1]}")'
    for option, condition in (("in-list", f'{field}=in=("a*b")'), ("backslash", f'{field}=="a\\*b"')):
        if _selected(run, f"{both} and {condition}") == 1:
            return option
    return None


def _with_text(run: Run, recipients: Throwaways, text: str) -> tuple[str, str] | None:
    field = run.known.text_field()
    if field is None or not field.isidentifier():
        return None
    address = recipients.new()
    answer = run.read("createRecipient", body=recipients.person(address, **{field: text}))
    return (field, address) if answer.ok else None


def _selected(run: Run, filter_: str) -> int | None:
    """Return how many recipients a filter selects."""
    answer = run.calls.call("listRecipients", {"filter": raw(filter_), "pageSize": 3})
    return len(items(answer.json)) if answer.ok else None


def fresh_events(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """List the events of a recipient who was just created."""
    address = _fresh(run, recipients)
    events = run.read("listRecipientEvents", {"recipientId": address}).json if address else None
    return {False: "achieved-only", True: "all-events"}[bool(objects(events))] if type_of(events) == "array" else None


def fresh_event(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Read an event that a recipient has not achieved: one that another recipient's list names."""
    answers = [each for each in run.calls.answers if each.operation == "listRecipientEvents"]
    events = [member(each, "eventId") for answer in answers for each in objects(answer.json)]
    event = next((each for each in events if isinstance(each, str)), None)
    address = _fresh(run, recipients) if event else None
    if not address:
        return None
    status = run.status("getRecipientEvent", {"recipientId": address, "eventId": event})
    return {200: "achieved-false", 404: "status-404"}.get(status)


def fresh_tables(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """List the tables of a recipient who has no rows."""
    address = _fresh(run, recipients) if run.known.one_to_many else None
    tables = run.read("listOneToManyTables", {"recipientId": address}).json if address else None
    return {False: "with-rows", True: "all-tables"}[bool(items(tables))] if type_of(tables) == "array" else None


def fresh_rows(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Read a table in which a recipient has no rows."""
    address = _fresh(run, recipients) if run.known.one_to_many else None
    if not address:
        return None
    status = run.status("getOneToManyTable", {"recipientId": address, "tableId": run.known.one_to_many[0]})
    return by_status(status, {200: "empty-list"})


def _fresh(run: Run, recipients: Throwaways) -> str | None:
    """Create a recipient."""
    address = recipients.new()
    body: dict[str, Any] = recipients.person(address)
    return address if run.read("createRecipient", body=body).ok else None
