"""What reading one recipient, their rows, events and groups tells."""

from agillic.contract.json_values import as_object, items, member, objects, texts
from agillic.contract.probes.table import Probes, by_status, one_or_either
from agillic.contract.run import Run

probes = Probes()


@probes("person-data-fields-serialization")
def _serialization(run: Run) -> str | None:
    person = run.known.person
    names = [name for name in run.known.fields if person.get(name) not in (None, "")][:2]
    if run.known.recipient is None or len(names) != 2:  # noqa: PLR2004 - two names
        return None
    works: list[str] = []
    for option, value in (("repeated", names), ("comma", [",".join(names)])):
        answer = run.calls.call(
            "getRecipient",
            {"recipientId": run.known.recipient, "personDataFields": value},
            should_succeed=option == "repeated",
        )
        if set(as_object(member(answer.json, "personData"))) == set(names):
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
    groups = objects(run.seen("listRecipientTargetGroups"))
    dynamic = {each.get("name") for each in run.known.groups if each.get("static") is False}
    return "static-and-dynamic" if any(each.get("name") in dynamic for each in groups) else None


@probes("target-group-population")
def _population(run: Run) -> str | None:
    answer = run.last.get("getTargetGroupPopulation")
    if answer is None:
        return None
    if isinstance(answer.json, int):
        return "bare-number"
    if "population" in as_object(answer.json):
        return "population-object"
    return {404: "missing"}.get(answer.status)


@probes("event-list-scope")
def _event_scope(run: Run) -> str | None:
    events = objects(run.seen("listRecipientEvents"))
    return "all-events" if any(each.get("achieved") is False for each in events) else None


@probes("communication-types")
def _communication_types(run: Run) -> str | None:
    history = objects(run.seen("listCommunicationHistory"))
    for each in history:
        word = str(each.get("communicationType") or "")
        if word:
            return "upper-case" if word.isupper() else "lower-case" if word.islower() else None
    return None
