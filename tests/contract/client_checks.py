"""What must hold whenever the generated client calls: checks that can be run with a client that was broken on purpose.

Each takes the pair of clients and an operation, and raises `AssertionError`, or whatever the client raises, when it
does not hold.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from arguments import wild_texts
from call_arguments import MULTIPART, Arguments
from client_pair import ClientPair, Exchange, Meeting, headers_of
from effort import LONG, SEED
from hypothesis import HealthCheck, Phase, Verbosity, assume, given, seed, settings
from hypothesis import strategies as st
from second_reading import SecondReading
from unkind_server import response

from agillic import by
from agillic.wire.path_encoding import UniqueField
from agillic.wire.rsql import Filter
from agillic_api import UNSET
from generator.bundle.document import Operation
from sdk_core.mock.request_journal import MASK
from sdk_core.wire.errors import StatusError
from sdk_core.wire.redaction import redact

Check = Callable[[ClientPair, Operation], None]

_EXAMPLES, _EXAMPLES_OF_NAMES = (200, 1_600) if LONG else (3, 48)
_SETTINGS = settings(
    max_examples=_EXAMPLES,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    verbosity=Verbosity.quiet,
    phases=[Phase.generate, Phase.shrink] if LONG else [Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
_MESSAGES = ("message", "error", "msg")
"""The members of errors that say what was wrong."""
_OF_THE_LIBRARY = {"host", "user-agent"}
"""Headers in which the two clients may differ."""


def every_call(pair: ClientPair, operation: Operation) -> None:
    """Whatever the arguments: what arrives is what was meant, what comes back is read, and both clients agree."""
    with pair.ready_for(operation):
        for arguments in [*pair.surface.examples(operation), *pair.surface.sharp(operation)]:
            for sync_raw in (True, False):
                _check(pair.exchange(arguments, sync_raw=sync_raw), pair.surface.reading)

        @seed(SEED)
        @_SETTINGS
        @given(pair.surface.generated(operation), st.booleans())
        def check(arguments: Arguments, sync_raw: bool) -> None:  # noqa: FBT001 - Hypothesis passes it
            _check(pair.exchange(arguments, sync_raw=sync_raw), pair.surface.reading)

        check()


def _check(exchange: Exchange, reading: SecondReading) -> None:
    for meeting in exchange.both:
        arrives_as_meant(exchange.arguments, meeting, reading)
        is_read(exchange.arguments.operation, meeting, reading)
    is_the_same(exchange)


def arrives_as_meant(arguments: Arguments, meeting: Meeting, by_document: SecondReading) -> None:
    """One request arrived, the second reading has no complaint about it, and reads what was meant."""
    _equal("the number of requests", len(meeting.arrived), 1)
    request = meeting.arrived[0]
    body = request.body
    if body == MASK.encode() and arguments.body_type == "application/json":  # the journal keeps no secrets
        body = json.dumps(arguments.body).encode()  # that it arrives is seen in what is held
    reading = by_document.read(request.method, request.target, headers_of(request), body)
    _equal("complaints", reading.complaints, ())
    _equal("the operation", reading.operation, arguments.operation)
    addressed = {name: value for name, value in arguments.path.items() if isinstance(value, UniqueField)}
    meant = {name: str(value) for name, value in arguments.path.items()}
    meant |= {name: f"{value.field}={value.value}" for name, value in addressed.items()}
    _equal("the values of the path", reading.path, meant)
    _equal("the fields of addresses", reading.fields, {name: value.field for name, value in addressed.items()})
    _assert_query(reading.query, arguments.query)
    _assert_body(reading.body, reading.file_names, arguments)


def _assert_query(arrived: Mapping[str, list[str]], meant: Mapping[str, Any]) -> None:
    expected: dict[str, list[Any]] = {}
    for name, value in meant.items():
        if isinstance(value, dict):
            expected |= {each: [text] for each, text in value.items()}  # pyright: ignore[reportUnknownVariableType] - of text
        elif value is not None and value is not UNSET:
            expected[name] = value if isinstance(value, list) else [value]
    _equal("the names of the query", sorted(arrived), sorted(expected))
    for name, values in expected.items():
        for text, value in zip(arrived[name], values, strict=True):
            if isinstance(value, datetime):
                moment = datetime.fromisoformat(text)
                _equal(name, (moment, moment.utcoffset()), (value, value.utcoffset()))
            elif isinstance(value, Filter):
                _equal(name, text, value.text())
            else:
                _equal(name, text, str(value).lower() if isinstance(value, bool) else str(value))


def _assert_body(arrived: Any, file_names: Mapping[str, str], arguments: Arguments) -> None:  # noqa: ANN401 - JSON or a form
    if arguments.body is UNSET:
        _equal("the body", arrived, None)
    elif arguments.body_type == "application/json":
        _equal("the body", _ordered(arrived), _ordered(arguments.body))
    elif arguments.body_type == MULTIPART:
        _equal("the body", arrived, arguments.body)
        files = [name for name, part in arguments.body.items() if isinstance(part, bytes)]
        _equal("names of files", file_names, dict.fromkeys(files, arguments.file_name))
    else:
        masked = {name: MASK for name in arguments.body if name == "client_secret"}  # the journal keeps no secrets
        _equal("the body", arrived, arguments.body | masked)


def _ordered(value: Any) -> str:  # noqa: ANN401 - JSON
    """Return JSON as text that tells true from 1 and 1.0 from 1, which Python takes for equal."""
    return json.dumps(value, sort_keys=True, default=repr)


def is_read(operation: Operation, meeting: Meeting, by_document: SecondReading) -> None:
    """The response fits the document, success is a value that says the same, and all else is an error that says so."""
    outcome, status = meeting.outcome, meeting.arrived[0].status or 0
    if status not in range(200, 300):
        error = outcome.error
        assert isinstance(error, StatusError), f"{status} came to {outcome}"
        _equal("the status", error.status_code, status)
        media_type = error.headers.get("content-type", "")
        _equal("complaints", by_document.response_complaints(operation, status, media_type, error.content), [])
        if error.content:
            said = json.loads(error.content)
            told = next((said[name] for name in _MESSAGES if said.get(name)), None)
            # A mock names a field that a caller made up, which may look like a number of a person.
            _equal("the message", error.server_message, redact(told or ""))
        return
    assert outcome.error is None, f"{status} came to {outcome.error!r}"
    if outcome.response is not None:
        content, media_type = outcome.response.content, outcome.response.headers.get("content-type", "")
        _equal("the status", outcome.response.status_code, status)
        _equal("complaints", by_document.response_complaints(operation, status, media_type, content), [])
        if media_type.startswith("application/json"):
            _equal("what was read", _ordered(outcome.value), _ordered(json.loads(content)))
        else:
            value = outcome.value or b""
            _equal("what was read", value.encode() if isinstance(value, str) else value, content)


def is_the_same(exchange: Exchange) -> None:
    """Both clients sent the same bytes and came to the same."""
    (first,), (second,) = exchange.sync.arrived, exchange.asynchronous.arrived
    for one, other in zip(_sent(first), _sent(second), strict=True):
        _equal("what the async client sent", other, one)
    each = [(exchange.sync, first), (exchange.asynchronous, second)]
    sync, asynchronous = exchange.sync.outcome, exchange.asynchronous.outcome
    _equal("the async client's error", repr(asynchronous.error), repr(sync.error))
    contents = [getattr(each.error, "content", None) for each in (asynchronous, sync)]
    _equal("the content of the async client's error", *contents)
    # Links in responses name the host that was called.
    values = [_ordered(meeting.outcome.value).replace(headers_of(request)["host"], "host") for meeting, request in each]
    _equal("what the async client read", values[1], values[0])


def _sent(request: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as the journal has it
    """Return what was sent, with one boundary for all multipart bodies: each has one of its own."""
    headers = {name: value for name, value in headers_of(request).items() if name not in _OF_THE_LIBRARY}
    _, marked, boundary = headers.get("content-type", "").partition("boundary=")
    body: bytes = request.body
    if marked:
        body = body.replace(boundary.encode(), b"boundary")
        headers["content-type"] = f"{MULTIPART}; boundary=boundary"
    return request.method, request.target, headers, body


def what_is_held(pair: ClientPair, operation: Operation) -> None:
    """What was read is what the mock holds, and it holds what was written."""
    with pair.ready_for(operation):
        arguments = pair.surface.examples(operation)[0]
        for side in pair.sides:
            side.server.call(pair.surface.before.get(operation.id, lambda _: None), side.mock)
        outcome = pair.exchange(arguments).sync.outcome
        assert outcome.error is None, outcome.error
        found, expected = pair.held(lambda mock: pair.surface.held[operation.id](mock, arguments, outcome.value))
        _equal("what is held", found, expected)


def wild_names_are_found_again(pair: ClientPair, operation: Operation) -> None:
    """What was written under any name is held under this name, and is read, changed and deleted under it."""

    def live(key: str, customer: str, text: str) -> None:
        recipients, records = pair.client.recipients, pair.client.global_data
        recipients.create({"personData": {"EMAIL": key, "CUSTOMER_ID": customer, "FIRSTNAME": text}})
        recipients.update(by(CUSTOMER_ID=customer), {"personData": {"CITY": text}})
        held = pair.held(lambda mock: mock.state.recipients.read(f"EMAIL={key}"))
        written = {"EMAIL": key, "CUSTOMER_ID": customer, "FIRSTNAME": text, "CITY": text}
        _equal("the recipient", {name: held.get(name) for name in written}, written)
        for address in (key, by(EMAIL=key), by(CUSTOMER_ID=customer)):
            _equal("the recipient as read", recipients.get(address).person_data.to_dict(), held)
        recipients.delete(by(CUSTOMER_ID=customer))
        _equal("the recipient", pair.held(lambda mock: mock.state.recipients.number_of(f"EMAIL={key}")), None)
        records.create_record("ARTICLES", {"ID": key, "TITLE": text})
        records.update_record("ARTICLES", key, {"CATEGORY": text})
        record = pair.held(lambda mock: dict(mock.state.global_data_tables.get("ARTICLES", key)))
        _equal("the record", record, {"ID": key, "TITLE": text, "CATEGORY": text})
        _equal("the record as read", records.get_record("ARTICLES", key).to_dict(), record)
        records.delete_record("ARTICLES", key)
        assert not pair.held(lambda mock: mock.state.global_data_tables.contains("ARTICLES", key)), "a record is left"

    @seed(SEED)
    @settings(_SETTINGS, max_examples=_EXAMPLES_OF_NAMES)
    @given(wild_texts(), wild_texts(), wild_texts())
    def check(key: str, customer: str, text: str) -> None:
        assume(not key.startswith(":"))  # such a key could be that of a literal path, and is rejected
        with pair.ready_for(operation):
            live(key, customer, text)

    check()


def rejected_values_send_nothing(pair: ClientPair, operation: Operation) -> None:
    """A value that would do something else than was meant is rejected by both clients, and nothing is sent."""
    with pair.ready_for(operation):
        latest = [side.mock.journal.latest for side in pair.sides]  # to get ready, calls may have been made
        for arguments in pair.surface.rejected(operation):
            what = f"{arguments.path!r:.200} {arguments.query!r:.200}"
            _equal(f"rejections of {what}", [each is not None for each in pair.rejections(arguments)], [True, True])
        _equal("the number of requests", [side.mock.journal.latest for side in pair.sides], latest)


def errors_are_raised_once(pair: ClientPair, operation: Operation) -> None:
    """An error of the server is raised by both clients after one request: nothing is tried again unasked."""
    with pair.ready_for(operation):
        for sync_raw in (True, False):
            for side in pair.sides:
                side.server.call(side.mock.faults.clear)
                side.server.call(side.mock.faults.add, operation=operation.id, status=503)
            exchange = pair.exchange(pair.surface.examples(operation)[0], sync_raw=sync_raw)
            for meeting in exchange.both:
                _equal("what the requests got", [each.status for each in meeting.arrived], [503])
                is_read(operation, meeting, pair.surface.reading)


def other_hosts_get_nothing(pair: ClientPair, operation: Operation) -> None:
    """A redirect to another host is an error: nothing is sent there, least of all the credentials."""
    with pair.ready_for(operation):
        pair.mock.journal.clear()
        for status in (301, 302, 303, 307, 308):
            target = f"{pair.sides[0].server.url}{operation.path}"
            pair.elsewhere.script = response(b"", f"Location: {target}", status=f"{status} Moved")
            before = pair.elsewhere.requests
            outcomes = pair.stray_calls(pair.surface.examples(operation)[0])
            _equal("what arrived at the other host", pair.mock.journal.requests(), [])
            _equal("the number of requests", pair.elsewhere.requests - before, 2)
            _equal("the status", [getattr(each.error, "status_code", None) for each in outcomes], [status, status])


def _equal(what: str, found: Any, meant: Any) -> None:  # noqa: ANN401 - compared, whatever they are
    if found != meant:
        raise AssertionError(f"{what}: {found!r:.1000} is not {meant!r:.1000}")
