"""What reading one recipient, their rows, events and groups tells."""

from agillic.contract.run import Run, sendable
from sdk_core.contract.json_values import as_object, items, listed, member, objects, texts
from sdk_core.contract.probes import Probes, by_status, one_or_either
from sdk_core.contract.shapes import type_of

probes = Probes[Run]()

_OK = 200
_MAX_GROUPS = 3


@probes("person-data-fields-serialization")
def _serialization(run: Run) -> str | None:
    person = run.known.person
    names = [name for name in run.known.fields if person.get(name) not in (None, "")][:2]
    if run.known.recipient is None or len(names) != 2:  # noqa: PLR2004 - two names
        return None
    works: list[str] = []
    for option, value in (("repeated", names), ("comma", [",".join(names)])):
        response = run.calls.call(
            "getRecipient",
            {"recipientId": run.known.recipient, "personDataFields": value},
            should_succeed=option == "repeated",
        )
        if set(as_object(member(response.json, "personData"))) == set(names):
            works.append(option)
    return one_or_either(works)


@probes("person-data-fields-unknown")
def _unknown_field(run: Run) -> str | None:
    if run.known.recipient is None:
        return None
    values = {"recipientId": run.known.recipient, "personDataFields": [run.nothing]}
    return by_status(run.status("getRecipient", values), {200: "ignored"})


@probes("one-to-many-list-shape")
def _list_shape(run: Run) -> str | None:
    tables = items(run.seen("listOneToManyTables"))
    if not tables:
        return None
    return "strings" if texts(tables) else "objects" if objects(tables) else None


@probes("one-to-many-table-members")
def _table_members(run: Run) -> str | None:
    table = as_object(run.seen("getOneToManyTable"))
    if "recordList" not in table:
        return None
    return "with-name" if "name" in table else "record-list-only"


@probes("target-group-list-kinds")
def _group_kinds(run: Run) -> str | None:
    """Probe for a dynamic group in a recipient's list, or for one that all recipients are in and the list lacks."""
    groups = run.seen("listRecipientTargetGroups")
    if type_of(groups) != "array":
        return None
    names = {each.get("name") for each in objects(groups)}
    dynamic = [str(each.get("name")) for each in run.known.groups if each.get("static") is False]
    if names & {*dynamic}:
        return "static-and-dynamic"
    for name in dynamic[:_MAX_GROUPS]:
        population = run.calls.call("getTargetGroupPopulation", {"targetGroupName": name}).json
        if run.known.population in (population, member(population, "population")) and run.known.population:
            return "static-only"
    return None


@probes("target-group-population")
def _population(run: Run) -> str | None:
    response = run.last.get("getTargetGroupPopulation")
    if response is None:
        return None
    if isinstance(response.json, int):
        return "bare-number"
    if "population" in as_object(response.json):
        return "population-object"
    return {404: "missing"}.get(response.status)


@probes("event-list-scope")
def _event_scope(run: Run) -> str | None:
    events = objects(run.seen("listRecipientEvents"))
    return "all-events" if any(each.get("achieved") is False for each in events) else None


@probes("event-identifier")
def _event_identifier(run: Run) -> str | None:
    """Read an event by its id and by its name, where they differ."""
    for each in objects(listed(run.seen("listRecipientEvents"))):
        id_, name = each.get("eventId"), each.get("name")
        if id_ != name and sendable(id_) and sendable(name):
            forms = {"name": name, "id": id_}
            values = {"recipientId": run.known.recipient}
            return one_or_either(
                [
                    option
                    for option, event in forms.items()
                    if run.status("getRecipientEvent", {**values, "eventId": event}) == _OK
                ]
            )
    return None
