"""Checks of a served mock, each of a promise that is easily broken. They pass or raise `AssertionError`.

All go through the generated client or raw bytes, as callers do; the mock is a candy store without recipients.
"""

from typing import Any

from mock_check_basis import ADA, BOB, EVE, PERSON, Served, keys_of, same, status_of

from agillic import by, raw_filter
from agillic_api.errors import StatusError

# --- recipients -------------------------------------------------------------------------------------------------------


def check_statuses_of_writes(served: Served) -> None:
    """201 when something came to be, 200 when it changed, 409 for what is there already [S1, V-REC]."""
    api = served.api.recipients.with_raw_response
    same(status_of(lambda: api.create({"personData": PERSON})), 201)
    same(status_of(lambda: api.create({"personData": PERSON})), 409)
    same(status_of(lambda: api.update(ADA, {"personData": {"CITY": "Oslo"}})), 200)
    same(status_of(lambda: api.update(BOB, {"personData": {}})), 201)


def check_put(served: Served) -> None:
    """A PUT touches what is sent alone; null and the empty text clear; the key in the path stays [S1, V-REC]."""
    served.fill({**PERSON, "CITY": "Oslo", "AGE": 20, "MOBILE": "+45"})
    api = served.api.recipients.with_raw_response
    api.update(ADA, {"personData": {"CITY": "", "AGE": None}})
    person = served.person()
    same(
        {name: person.get(name) for name in ("FIRSTNAME", "MOBILE", "CITY", "AGE")},
        {"FIRSTNAME": "Ada", "MOBILE": "+45", "CITY": None, "AGE": None},
    )
    same(status_of(lambda: api.update(ADA, {"personData": {"EMAIL": BOB}})), 400)


def check_unique_values(served: Served) -> None:
    """A value of a unique field belongs to one recipient [C-AG]."""
    served.fill({**PERSON, "MOBILE": "+45"})
    api = served.api.recipients.with_raw_response
    same(status_of(lambda: api.create({"personData": {"EMAIL": BOB, "MOBILE": "+45"}})), 409)
    served.fill({"EMAIL": EVE})
    same(status_of(lambda: api.update(EVE, {"personData": {"MOBILE": "+45"}})), 409)


def check_path_values(served: Served) -> None:
    """What a path names is what was meant, whatever its characters [S1]."""
    hard = "a+b/c%40=d&?#ö @x.test"
    served.fill({"EMAIL": hard}, {"EMAIL": BOB, "CUSTOMER_ID": "C/1=%41"})
    same(served.person(hard)["EMAIL"], hard)
    found = served.api.recipients.get(by(CUSTOMER_ID="C/1=%41"))
    same(found.person_data.to_dict()["EMAIL"], BOB)


def check_errors_say_little(served: Served) -> None:
    """400 and 409 may carry a message; other errors come without detail, on purpose [S1]."""
    try:
        served.person()
    except StatusError as error:
        same((error.status_code, error.content), (404, b""))
    else:
        raise AssertionError("somebody is there whom nobody created")


def check_deletion(served: Served) -> None:
    """With a recipient goes all that was theirs; who waits for a flow stays [S1, `delete-blocked`]."""
    served.fill(PERSON, {"EMAIL": BOB}, {"EMAIL": EVE})
    served.api.target_groups.add_recipients({"targetGroupName": "TastingPanel", "recipientIds": [ADA]})
    served.api.one_to_many.update_records(ADA, "PURCHASES", [{"ID": "1"}])
    served.api.recipients.delete(ADA)
    same(served.api.target_groups.get_population("TastingPanel").to_dict(), {"population": 0})
    served.fill(PERSON)
    for key in (ADA, BOB, EVE):
        same(served.api.one_to_many.get_table(key, "PURCHASES").to_dict(), {"recordList": []})
    served.api.flows.queue_recipient("SendCoupon", ADA)
    served.api.recipients.delete(ADA)
    same(served.person()["EMAIL"], ADA)


def check_batches(served: Served) -> None:
    """Each entry is carried out, whatever became of the others, and is counted [S1]."""
    entries = [{"EMAIL": ADA}, {"EMAIL": BOB, "AGE": "many"}, {"EMAIL": EVE}, {"EMAIL": ADA, "CITY": "Oslo"}]
    result = served.api.recipients.batch_upsert([{"personData": each} for each in entries])
    same(result.to_dict(), {"created": 2, "updated": 1, "warnings": 0, "errors": 1})
    same((served.keys('EMAIL=="*"'), served.person().get("CITY")), ([ADA, EVE], "Oslo"))


def check_rows(served: Served) -> None:
    """A row that fails does not stop the others [S1]."""
    served.fill(PERSON)
    rows: list[dict[str, Any]] = [{"ID": "1"}, {"AMOUNT": 5}, {"ID": "2"}]
    served.api.one_to_many.update_records(ADA, "VOUCHERS", rows)
    same(served.api.one_to_many.get_table(ADA, "VOUCHERS").to_dict(), {"recordList": [{"ID": "1"}, {"ID": "2"}]})


def check_dynamic_groups(served: Served) -> None:
    """Who is in a dynamic target group follows from what is known of them now [K-TG]."""

    def names() -> list[object]:
        return [each.name for each in served.api.target_groups.list_for_recipient(ADA)]

    served.fill({**PERSON, "LOYALTY_LEVEL": "Gold"})
    same(names(), ["Gold Loyalty", "All recipients"])
    served.api.recipients.update(ADA, {"personData": {"LOYALTY_LEVEL": "Silver"}})
    same(names(), ["Silver Loyalty", "All recipients"])


# --- lists ------------------------------------------------------------------------------------------------------------


def check_filters(served: Served) -> None:
    """`and` binds tighter than `or`, wildcards work with == alone, case counts, and no value is not equal [S1]."""
    served.fill({"EMAIL": ADA, "CITY": "Oslo", "AGE": 20}, {"EMAIL": BOB, "CITY": "oslo", "AGE": 30}, {"EMAIL": EVE})
    wanted = {
        "CITY==Oslo or CITY==oslo and AGE==99": [ADA],
        "CITY!=Os*": [ADA, BOB, EVE],
        "CITY==Os*": [ADA],
        "CITY!=Oslo": [BOB, EVE],
    }
    same({text: served.keys(text) for text in wanted}, wanted)


def check_pages(served: Served) -> None:
    """The pages of a document have every recipient once, and say how many there are [S1]."""
    people = [f"{number}@x.test" for number in range(5)]
    served.fill(*({"EMAIL": each} for each in people))
    first = served.page()
    document = first["page"]["documentId"]
    pages = [first, served.page(document, 3), served.page(document, 5)]
    same([key for page in pages for key in keys_of(page)], people)
    same([page["page"].get("totalElements") for page in pages], [5, 5, 5])


def check_document_is_fixed(served: Served) -> None:
    """What a document holds was found at the first call, by the filter of that call [S1]."""
    served.fill({"EMAIL": ADA})
    document = served.page()["page"]["documentId"]
    served.fill({"EMAIL": EVE})
    same(keys_of(served.page(document)), [ADA])
    same(keys_of(served.page(document, filter=raw_filter("EMAIL=="))), [ADA])


def check_document_expires(served: Served) -> None:
    """A document is there for 5 minutes after its last use, and for 30 in all [S1]."""

    def status(document: str) -> int:
        return status_of(
            lambda: served.api.recipients.with_raw_response.list(object_response=True, document_id=document)
        )

    idle, used = (served.page()["page"]["documentId"] for _ in range(2))
    for _ in range(7):
        served.mock.clock.advance(240)
        same(status(used), 200)
    same(status(idle), 404)
    served.mock.clock.advance(121)
    same(status(used), 404)
