"""The commands of Agillic that are not made from the table of operations."""

from collections.abc import Mapping
from typing import Final

from sdk_core.cli.program import Command

COMMANDS: Final = (
    Command(
        "discover",
        "write the fields, tables and names of an instance as a typed Python module, or check it for drift",
        "agillic.cli.discover",
    ),
    Command(
        "campaigns",
        "stage, edit, test and publish an email campaign from a TOML or JSON file",
        "agillic.cli.campaigns",
    ),
    Command(
        "import",
        "create or update the recipients of a CSV or JSON lines file",
        "agillic.cli.import_recipients",
        resource="recipients",
    ),
    Command("put", "create or update a recipient", resource="recipients", operation="updateRecipient"),
    Command(
        "export", "write recipients to a CSV or JSON lines file", "agillic.cli.export_recipients", resource="recipients"
    ),
    Command(
        "import",
        "create or update rows of a table from a CSV or JSON lines file",
        "agillic.cli.import_one_to_many",
        resource="one_to_many",
    ),
    Command("import", "achieve the events of a CSV or JSON lines file", "agillic.cli.import_events", resource="events"),
    Command(
        "list", "list the target groups of the instance", resource="target_groups", operation="discoverTargetGroups"
    ),
    Command("add", "add the recipients of a file to a static group", "agillic.cli.group_add", resource="target_groups"),
    Command(
        "remove",
        "remove the recipients of a file from a static group",
        "agillic.cli.group_remove",
        resource="target_groups",
    ),
    Command(
        "activity",
        "export the activity of any range of time; a run that ended early goes on",
        "agillic.cli.export_activity",
        "exports",
    ),
    Command(
        "files",
        "list export files in all folders, and save those that are not here",
        "agillic.cli.export_files",
        "exports",
    ),
    Command("watch", "wait until a task has ended, and print how", "sdk_core.cli.task_watch", "tasks"),
)

ALIASES: Final[Mapping[str, tuple[str, ...]]] = {"target_groups": ("groups",)}
"""What people may type instead of a resource."""

READERS: Final[Mapping[str, str]] = {"recipientId": "agillic.wire.recipient_addresses:recipient_address"}
"""What reads the texts of parameters that mean more than they say."""
