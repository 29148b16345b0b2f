"""What the tests of the state share: a small instance, and a state of it at a fixed time."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from agillic.mock.filters import FilterRules
from agillic.mock.ids import Ids
from agillic.mock.instance import Instance, parse_instance
from agillic.mock.state import Database, Documents, Groups, Recipients, Rows
from agillic.mock.state.columns import FieldCheck
from sdk_core.mock.clock import Clock

SHOP = """
name = "Shop"
environment = "staging"
active_recipients = 10
recipient_key = "EMAIL"
keys = [{ key = "k", secret = "hush-hush", scope = "public" }]
[person_data]
EMAIL = { type = "STRING", unique = true }
email = { type = "STRING" }
MOBILE = { type = "STRING", unique = true }
NUMBER = { type = "NUMBER", unique = true }
'A "quoted"; --' = { type = "STRING" }
AGE = { type = "NUMBER", indexed = true }
BORN = { type = "DATE" }
SEEN = { type = "TIMESTAMP" }
NEWS = { type = "BOOLEAN" }
[one_to_many.PURCHASES]
key = "ID"
columns = { ID = "STRING", PAID = "BOOLEAN", DATE = "DATE", recipient = "NUMBER" }
[one_to_many.purchases]
key = "NO"
columns = { NO = "NUMBER", WHAT = "STRING" }
[target_groups.Panel]
[target_groups.Adults]
filter = "AGE>=18"
[target_groups.Guests]
"""


@dataclass(frozen=True)
class State:
    """Everything of one database."""

    database: Database
    clock: Clock
    recipients: Recipients
    rows: Rows
    groups: Groups
    documents: Documents


def shop(text: str = SHOP) -> Instance:
    return parse_instance(text, "shop.toml")


def open_state(
    path: Path | None = None,
    *,
    instance: Instance | None = None,
    field_check: FieldCheck = "rejected",
    rules: FilterRules | None = None,
) -> State:
    """Open a state at half past eight UTC on 4 July 2026, half past ten on the instance's clock."""
    database = Database(instance or shop(), path)
    clock, ids = Clock(datetime(2026, 7, 4, 8, 30, tzinfo=UTC)), Ids(1)
    recipients = Recipients(database, clock, ids, field_check=field_check, rules=rules or FilterRules())
    rows = Rows(database, field_check=field_check)
    return State(
        database, clock, recipients, rows, Groups(database, recipients), Documents(database, recipients, clock, ids)
    )
