"""The 34 rows of the guide for agents, each called by the client, and what the mock's state shows of it afterwards."""

from collections.abc import Generator
from pathlib import Path

import pytest
from iterable_calls import SERVER
from iterable_held import ADA, GRACE, NEWS, POEMS, READER, RECEIPT
from iterable_row_shop import CHECKS, Shop, row
from iterable_rows import BESIDE, ROWS

from iterable_api.models import ExportDataType
from iterable_client import IterableClient, Outcome, skip_waits
from iterable_client.mock.document import document
from iterable_client.mock.instance import load_project
from iterable_client.mock.local import LocalServer
from iterable_client.mock.state.identity import Identity


@row(1)
def _update_a_user(shop: Shop) -> None:
    shop.iterable.users.update({"email": ADA, "dataFields": {"age": 36}})
    assert shop.user().data["age"] == 36
    assert shop.user().data["firstName"] == "Ada"


@row(2)
def _read_a_user_by_email(shop: Shop) -> None:
    found = [shop.iterable.users.get_by_email(ADA), shop.iterable.users.find_by_email(email=ADA)]
    assert [each.to_dict()["user"]["dataFields"] for each in found] == [shop.user().data] * 2


@row(3)
def _read_a_user_by_id(shop: Shop) -> None:
    found = [shop.iterable.users.get_by_id("reader-1815"), shop.iterable.users.find_by_id(user_id="reader-1815")]
    assert [each.to_dict()["user"]["email"] for each in found] == [shop.user().identity.email] * 2


@row(4)
def _update_many_users(shop: Shop) -> None:
    rows = [{"email": f"reader-{n}@example.com", "dataFields": {"age": n}} for n in range(3)]
    assert shop.iterable.users.bulk_update(rows).run().succeeded == 3
    assert [shop.user(f"reader-{n}@example.com").data for n in range(3)] == [{"age": n} for n in range(3)]


@row(5)
def _overwrite_subscriptions(shop: Shop) -> None:
    change = {"emailListIds": [], "unsubscribedChannelIds": [27447], "unsubscribedMessageTypeIds": [31081]}
    shop.iterable.users.update_subscriptions({"email": ADA, **change})
    read, number = shop.mock.state.subscriptions.read, shop.user().number
    assert (shop.members(), read(number, "unsubscribedChannelIds")) == ([], [27447])
    assert read(number, "unsubscribedMessageTypeIds") == [31081]


@row(6)
def _merge_users(shop: Shop) -> None:
    shop.iterable.users.merge({"sourceEmail": GRACE, "destinationEmail": ADA})
    assert shop.mock.state.users.find(Identity(GRACE)) is None
    assert shop.mock.state.users.count() == 1


@row(7)
def _delete_users(shop: Shop) -> None:
    shop.iterable.users.delete_by_email(ADA)
    shop.iterable.users.delete_by_id("reader-1906")
    assert shop.mock.state.users.count() == 0


@row(8)
def _forget_a_user(shop: Shop) -> None:
    shop.iterable.users.forget({"email": GRACE})
    assert shop.mock.state.users.find(Identity(GRACE)) is None
    assert shop.mock.state.forgotten.hashes("email") == shop.iterable.users.list_forgotten_emails().hashed_emails


@row(9)
def _list_messages_of_a_user(shop: Shop) -> None:
    shop.send()
    (message,) = shop.iterable.users.list_sent_messages(email=ADA).messages
    (send,) = shop.mock.state.sends.sent_to(shop.user().number)
    assert (message.message_id, message.campaign_id) == (send.message, RECEIPT)


@row(10)
def _track_an_event(shop: Shop) -> None:
    shop.iterable.events.track({"email": ADA, "eventName": "shelfOpened"})
    assert shop.events() == ["shelfOpened", "bookFinished"]


@row(11)
def _track_many_events(shop: Shop) -> None:
    rows = [{"email": email, "eventName": "shelfOpened"} for email in (ADA, GRACE, "nobody@example.com")]
    outcomes = [each.outcome for each in shop.iterable.events.track_many(rows)]
    assert [each is Outcome.ACCEPTED for each in outcomes] == [True, True, False]
    assert (shop.events(), shop.events(GRACE)) == (["shelfOpened", "bookFinished"], ["shelfOpened"])


@row(12)
def _read_events_of_a_user(shop: Shop) -> None:
    found = [shop.iterable.events.list_by_email(ADA), shop.iterable.events.list_by_id("reader-1815")]
    assert [[event.to_dict()["eventName"] for event in each.events or []] for each in found] == [shop.events()] * 2


@row(13)
def _send_an_email(shop: Shop) -> None:
    shop.send(dataFields={"orderNumber": "A-1042"}, metadata={"source": "shelf"})
    (send,) = shop.mock.state.sends.sent_to(shop.user().number)
    assert (send.state, send.campaign, send.metadata) == ("sent", RECEIPT, {"source": "shelf"})


@row(14)
def _cancel_an_email(shop: Shop) -> None:
    shop.send(sendAt="2026-12-24 08:00:00")
    assert shop.mock.state.sends.is_waiting(RECEIPT)
    shop.iterable.email.cancel({"campaignId": RECEIPT, "email": ADA})
    assert not shop.mock.state.sends.is_waiting(RECEIPT)


@row(15)
def _list_campaigns(shop: Shop) -> None:
    found = [(each.id, each.name) for each in shop.iterable.campaigns.iterate()]
    assert found == [(each.id, each.name) for each in shop.mock.state.campaigns.all()] != []


@row(16)
def _read_a_campaign(shop: Shop) -> None:
    found, held = shop.iterable.campaigns.get(POEMS), shop.mock.state.campaigns.get(POEMS)
    assert held is not None
    assert (found.name, found.list_ids, found.send_size) == (held.name, list(held.lists), held.send_size)


@row(17)
def _create_campaigns(shop: Shop) -> None:
    triggered = shop.iterable.campaigns.create({"name": "Welcome", "templateId": NEWS}).campaign_id
    blast = {"name": "Poems of May", "templateId": NEWS, "listIds": [READER], "scheduleSend": False}
    made = [
        shop.mock.state.campaigns.get(each) for each in (triggered, shop.iterable.campaigns.create(blast).campaign_id)
    ]
    assert [each and (each.name, each.type) for each in made] == [("Welcome", "Triggered"), ("Poems of May", "Blast")]


@row(18)
def _trigger_a_campaign(shop: Shop) -> None:
    shop.iterable.campaigns.trigger({"campaignId": RECEIPT, "listIds": [READER]})
    assert [each.campaign for each in shop.mock.state.sends.sent_to(shop.user().number)] == [RECEIPT]


@row(19)
def _count_a_campaign(shop: Shop) -> None:
    shop.send()
    (counted,) = shop.iterable.campaigns.metrics([RECEIPT])
    sent = shop.mock.state.sends.sent_to(shop.user().number)
    assert (counted["id"], counted["Total Email Sends"]) == (str(RECEIPT), str(len(sent)))


@row(20)
def _list_lists(shop: Shop) -> None:
    found = {each.id: each.name for each in shop.iterable.lists.list().lists}
    assert found == {each.id: each.name for each in shop.mock.state.lists.all()} != {}


@row(21)
def _create_a_list(shop: Shop) -> None:
    made = shop.iterable.lists.create({"name": "Summer", "description": "From the fair"}).list_id
    held = shop.mock.state.lists.get(made)
    assert (held.name, held.description) == ("Summer", "From the fair")


@row(22)
def _read_a_list(shop: Shop) -> None:
    assert list(shop.iterable.lists.iterate_users(READER)) == shop.members() == [ADA]


@row(23)
def _put_users_on_a_list(shop: Shop) -> None:
    assert shop.iterable.lists.subscribe(READER, [{"email": GRACE}]).run().succeeded == 1
    assert shop.members() == [ADA, GRACE]


@row(24)
def _take_users_off_a_list(shop: Shop) -> None:
    assert shop.iterable.lists.unsubscribe(READER, [{"email": ADA}]).run().succeeded == 1
    assert shop.members() == []


@row(25)
def _list_templates(shop: Shop) -> None:
    found = {each.template_id: each.name for each in shop.iterable.templates.iterate()}
    assert found == {each.id: each.name for each in shop.mock.state.templates.all()} != {}


@row(26)
def _read_a_template(shop: Shop) -> None:
    found, held = shop.iterable.templates.get_email(template_id=NEWS), shop.mock.state.templates.get(NEWS)
    assert held is not None
    content = shop.mock.state.templates.content(held)
    assert content is not None
    assert (found.name, found.subject) == (held.name, content.members["subject"])


@row(27)
def _write_templates(shop: Shop) -> None:
    for client_id in ("new-poems", "a-new-one"):
        shop.iterable.templates.upsert_email({"clientTemplateId": client_id, "subject": "Poems of May"})
    held = [each for each in shop.mock.state.templates.all() if each.client_id in ("new-poems", "a-new-one")]
    contents = [shop.mock.state.templates.content(each) for each in held]
    assert [each and each.members["subject"] for each in contents] == ["Poems of May"] * 2


@row(28)
def _list_catalogs(shop: Shop) -> None:
    assert [each.name for each in shop.iterable.catalogs.iterate()] == shop.mock.state.catalogs.names() == ["books"]


@row(29)
def _create_a_catalog(shop: Shop) -> None:
    shop.iterable.catalogs.create("novels")
    assert shop.mock.state.catalogs.names() == ["books", "novels"]


@row(30)
def _write_items(shop: Shop) -> None:
    shop.iterable.catalogs.replace_item("books", "b-1", {"value": {"title": "Emma"}})
    shop.iterable.catalogs.replace_items("books", {"b-2": {"title": "Persuasion"}}).run(strict=True)
    held = [shop.mock.state.catalogs.item("books", each) for each in ("b-1", "b-2")]
    assert [each and each.value["title"] for each in held] == ["Emma", "Persuasion"]


@row(31)
def _read_items(shop: Shop) -> None:
    (held,) = shop.mock.state.catalogs.items("books")
    found = [shop.iterable.catalogs.get_item("books", held.id), *shop.iterable.catalogs.iterate_items("books")]
    assert [(each.item_id, each.to_dict()["value"]) for each in found] == [(held.id, held.value)] * 2


@row(32)
def _export_by_a_job(shop: Shop) -> None:
    request = {"dataTypeName": "user", "outputFormat": "application/x-json-stream"}
    task = shop.iterable.exports.start(request)
    task.wait(timeout=60)
    shop.mock.clock.advance(1)  # the files may be listed once a second, as may jobs be started
    (file,) = shop.iterable.exports.list_files(int(task.id)).files
    assert file.file
    shop.iterable.exports.start(request).cancel()
    found = {each.id: each.job_state for each in shop.iterable.exports.list_jobs().jobs}
    assert found == {each.id: each.state for each in shop.mock.state.exports.all()}
    assert found[int(task.id)] == "completed"


@row(33)
def _export_data(shop: Shop) -> None:
    found = list(shop.iterable.exports.iterate(ExportDataType.USER))
    assert [each["email"] for each in found] == [ADA, GRACE]


@row(34)
def _export_events_of_a_user(shop: Shop) -> None:
    shop.send()
    found = shop.iterable.exports.iterate_user_events(email=ADA, include_custom_events=True)
    assert (
        [each.get("eventName") or each["eventType"] for each in found] == shop.events() == ["emailSend", "bookFinished"]
    )


@pytest.fixture(scope="module")
def server() -> Generator[LocalServer]:
    with LocalServer() as running:
        yield running


@pytest.mark.parametrize("number", ROWS, ids=lambda number: f"{number}-{ROWS[number][0]}")
def test_row(number: int, server: LocalServer, tmp_path: Path) -> None:
    with (
        server.mock(load_project()) as mock,
        skip_waits(mock.clock.advance),
        IterableClient(base_url=mock.url, api_key=SERVER, state_directory=tmp_path) as iterable,
    ):
        CHECKS[number](Shop(mock, iterable))
        calls = mock.requests
    assert {each.operation for each in calls} >= set(ROWS[number]), "every operation of the row is called"
    assert {each.status for each in calls} <= {200, 201, 202, 204}


def test_there_are_34_rows_and_each_is_checked() -> None:
    assert list(ROWS) == sorted(CHECKS) == list(range(1, 35))


def test_every_operation_of_the_document_is_in_one_row_or_beside_them() -> None:
    named = sorted([*BESIDE, *(each for operations in ROWS.values() for each in operations)])
    assert named == sorted(document().operations)
