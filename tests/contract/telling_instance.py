"""Instances that have what the probes of `agillic.contract` need: a candy store where something has happened."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from examined import serving

from agillic.mock.assumptions import Assumptions, switchable
from agillic.mock.instance import load_instance
from agillic.mock.local import LocalMock, LocalServer
from agillic_api import Client

STORE = load_instance()
DEFAULTS = {id_: Assumptions().choice(id_) for id_ in switchable()}
BOTH = {
    "person-data-fields-serialization": "comma",
    "filter-literal-wildcards": "backslash",
}
"""Options under which the mock takes the form of the default as well, so that `either` is what can be seen."""

_MONTH = 32 * 86_400
_MANY = 1_001


def _own_key() -> dict[str, Any]:
    people = tuple(
        replace(each, person_data={**each.person_data, "CUSTOMER_ID": str(number)})
        for number, each in enumerate(STORE.recipients)
    )
    return {"recipient_key": "CUSTOMER_ID", "recipients": people}


def _with_numbers() -> dict[str, Any]:
    table = STORE.global_data_tables["CANDY TYPES"]
    columns = {**table.columns, "NOTE": replace(table.columns["PRICE"], name="NOTE", type="STRING")}
    records = (
        {"ID": "30", "PRICE": "100", "NOTE": "new"},
        {"ID": "20", "PRICE": "9"},
        {"ID": "10", "PRICE": "10", "NOTE": "new"},
    )
    numbers = replace(table, name="NUMBERS", columns=columns, records=records)
    return {"global_data_tables": {"NUMBERS": numbers, **STORE.global_data_tables}}


def _with_event_names() -> dict[str, Any]:
    event = replace(STORE.events["order_placed"], name="order placed")
    return {"events": {**STORE.events, "order_placed": event}}


OTHERWISE: dict[str, dict[str, Any]] = {
    "recipient-address-forms": _own_key(),
    "message-api-not-bought": {"message_api": False},
    "asset-list-paging": {"resources": {f"{number}.txt": "x" for number in range(_MANY)}},
    "event-identifier": _with_event_names(),
}
"""What is different about an instance for one assumption."""


@contextmanager
def telling(server: LocalServer, options: dict[str, str], of: str = "") -> Generator[LocalMock, None, None]:
    """Serve an instance in which something has happened.

    Args:
        server: Serves it.
        options: Options of assumptions, where they are not the defaults.
        of: The assumption that is asked about, of which the instance may need something special.
    """
    with serving(server, options, **{**_with_numbers(), **OTHERWISE.get(of, {})}) as mock:
        by_name = {**DEFAULTS, **options}["event-identifier"] == "name"
        event = "order placed" if by_name and of == "event-identifier" else "order_placed"
        with Client(mock.url, auth=(mock.key, mock.secret)) as client:
            recipient = "0" if of == "recipient-address-forms" else "ruby@sweetmail.com"
            client.events.achieve(recipient, event)
            mock.clock.advance(_MONTH)
        with Client(mock.url, auth=(mock.key, mock.secret)) as client:
            for _ in range(_MANY if of == "export-page-size" else 2):
                client.events.achieve(recipient, event)
        mock.clock.advance(60)
        yield mock


def told(assumption: str, option: str, observable: dict[str, Any]) -> str | None:
    """Return what is to be observed of an option; None when the document says that it cannot be told."""
    if observable["by"] == "nothing" or option in observable.get("except", {}):
        return None
    return "either" if BOTH.get(assumption) == option else option
