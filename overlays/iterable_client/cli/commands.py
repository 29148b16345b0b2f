"""The commands of Iterable that are not made from the table of operations."""

from typing import Final

from sdk_core.cli.program import Command

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        "import",
        "create or update the users of a CSV or JSON lines file",
        "iterable_client.cli.import_users",
        resource="users",
    ),
    Command("export", "write users to a CSV or JSON lines file", "iterable_client.cli.export_users", resource="users"),
    Command(
        "import", "track the events of a CSV or JSON lines file", "iterable_client.cli.import_events", resource="events"
    ),
    Command("subscribe", "put the users of a file on a list", "iterable_client.cli.subscribe_users", resource="lists"),
    Command(
        "unsubscribe", "take the users of a file off a list", "iterable_client.cli.unsubscribe_users", resource="lists"
    ),
    Command("users", "print the users of a list, a line for each", "iterable_client.cli.list_users", resource="lists"),
    Command(
        "import",
        "create or replace the items of a catalog from a CSV or JSON lines file",
        "iterable_client.cli.import_catalog_items",
        resource="catalogs",
    ),
    Command("watch", "wait until an export job has ended, and print how", "sdk_core.cli.task_watch", "exports"),
    Command(
        "download",
        "save the files of an export job; a run that ended early goes on",
        "iterable_client.cli.export_download",
        "exports",
    ),
)
