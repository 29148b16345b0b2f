"""How recipients are named, in paths and in bodies, and what becomes of names that nobody has."""

from urllib.parse import quote

from agillic.contract.layouts import deletion_layout, rows_layout
from agillic.contract.probes.writing_tasks import do, is_gone, is_there
from agillic.contract.round_trip import ROW, text_keyed_table
from agillic.contract.run import Run
from agillic.contract.temporary_recipients import TemporaryRecipients
from agillic.wire.path_encoding import by, path_value
from sdk_core.contract.json_values import member
from sdk_core.contract.probes import one_or_either
from sdk_core.contract.responses import Override

_OK = 200
_LIKELY = ("MOBILE", "PHONE", "CUSTOMER", "MEMBER", "NUMBER", "_ID")
_MAX_FIELDS = 3


def other_characters(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Read a recipient whose key holds a percent sign, which looks like an escape when it is decoded too often."""
    address = recipients.new(escape="%41")
    if not run.read("createRecipient", body=recipients.person(address)).ok:
        return None
    forms = {"percent-twice": path_value("recipientId", address), "percent-once": quote(address, safe="*@")}
    works: list[str] = []
    for option, segment in forms.items():
        override = Override(target=f"/recipients/{segment}")
        response = run.calls.call("getRecipient", {"recipientId": address}, override=override)
        if member(response.json, "personData", recipients.key) == address:
            works.append(option)
    return one_or_either(works)


def key_case(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Read a recipient by the key in capital letters, and by the key between blanks."""
    address = recipients.fresh()
    if address is None:
        return None
    ignores_case, ignores_blanks = is_there(run, address.upper()), is_there(run, f" {address} ")
    if not ignores_case:
        return None if ignores_blanks else "as-written"
    return "normalized" if ignores_blanks else "case-ignored"


def put_address(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Put a recipient who does not exist to another unique field, one that reading distinguishes from others."""
    value = f"{int(run.mark, 16)}"
    for field in _likely_to_be_unique(run, recipients.key):
        name = by(**{field: value})
        if run.status("getRecipient", {"recipientId": name}) != run.status_of_nobody:
            continue
        address = recipients.new()
        response = run.calls.call(
            "updateRecipient", {"recipientId": name}, recipients.person(address, **{field: value})
        )
        if response.ok:
            return "any-unique-field" if is_there(run, address) else None
        return "recipient-key-only" if response.status == run.status_of_nobody and is_gone(run, address) else None
    return None


def body_address(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Delete a recipient by the id that Agillic gave them, in a body."""
    layout = deletion_layout(run)
    address = recipients.created() if layout and recipients.key != "AGILLIC_ID" else None
    if layout is None or address is None:
        return None
    person = run.calls.call("getRecipient", {"recipientId": address}).json
    agillic_id = member(person, "personData", "AGILLIC_ID")
    if not isinstance(agillic_id, str | int):
        return None
    _started, ended = do(run, "asyncBatchDeleteRecipients", layout([f"AGILLIC_ID={agillic_id}"]), override=Override())
    if ended is None:
        return None
    return "as-in-path" if is_gone(run, address) else "key-only" if is_there(run, address) else None


def rows_of_nobody(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Write a row of a recipient who does not exist, and look whether they do then."""
    found, layout = text_keyed_table(run), rows_layout(run)
    if found is None or layout is None:
        return None
    address = recipients.new()
    _started, ended = do(
        run, "asyncUpsertOneToManyRecords", layout(address, found[0], [{found[1]: ROW}]), override=Override()
    )
    if ended is None:
        return None
    return "recipient-created" if is_there(run, address) else "entry-fails" if is_gone(run, address) else None


def _likely_to_be_unique(run: Run, key: str) -> list[str]:
    """Return fields that a path may name recipients by, if a field of many recipients gets another status."""
    if run.settled.get("path-field-not-unique-status") == f"status-{run.status_of_nobody}":
        return []
    names = [
        name
        for name, type_ in run.known.fields.items()
        if type_ == "STRING" and name not in (key, "AGILLIC_ID") and any(word in name for word in _LIKELY)
    ]
    return names[:_MAX_FIELDS] if "path-field-not-unique-status" in run.settled else []
