"""The whole state of one mock, by one name."""

from pathlib import Path
from typing import cast

from agillic.mock.filters import ArgumentType, DateForms, FilterRules, Missing
from agillic.mock.ids import Ids
from agillic.mock.instance import Instance
from agillic.mock.state.achievements import Achievements
from agillic.mock.state.activities import Activities
from agillic.mock.state.activity_exports import ActivityExports
from agillic.mock.state.campaigns import Campaigns
from agillic.mock.state.columns import FieldCheck
from agillic.mock.state.communications import Communications
from agillic.mock.state.consents import Consents
from agillic.mock.state.context_schemas import ContextSchemas
from agillic.mock.state.credentials import Credentials
from agillic.mock.state.database import Database
from agillic.mock.state.deliveries import Deliveries
from agillic.mock.state.devices import Devices
from agillic.mock.state.documents import Documents
from agillic.mock.state.extension_files import ExtensionFiles
from agillic.mock.state.extensions import Extensions
from agillic.mock.state.files import Files
from agillic.mock.state.flow_queues import FlowQueues, QueueAudience, QueueRules, TimeoutEnds
from agillic.mock.state.flow_runs import Audience, FlowRuns
from agillic.mock.state.global_data import GlobalData
from agillic.mock.state.global_data_tables import GlobalDataTables
from agillic.mock.state.groups import Groups
from agillic.mock.state.loose_values import Misfits
from agillic.mock.state.needs import Needs
from agillic.mock.state.promotions import Promotions
from agillic.mock.state.recipients import Recipients
from agillic.mock.state.rows import Rows
from agillic.mock.state.tasks import Tasks
from agillic.mock.state.templates import Templates
from sdk_core.mock.clock import Clock
from sdk_core.mock.database_state import DatabaseState


class State(DatabaseState[Database]):
    """All parts of the state, of one database.

    Args:
        instance: What is set up. Of its assumptions, those count that hold for every call to a part.
        clock: Shared by all parts.
        ids: Likewise.
        path: The database's file; None for memory.
        page_token: As for `Credentials`.

    Raises:
        WrongFileError: As for `Database`.

    >>> from datetime import UTC, datetime
    >>> from agillic.mock.instance import load_instance
    >>> with State(load_instance(), Clock(datetime(2026, 7, 4, tzinfo=UTC)), Ids(1)) as state:
    ...     state.recipients.count()
    2
    """

    def __init__(
        self, instance: Instance, clock: Clock, ids: Ids, path: Path | None = None, page_token: str | None = None
    ) -> None:
        self.ids = ids
        self.credentials = Credentials(instance.keys, instance.assumptions, clock, ids, page_token)
        choice = instance.assumptions.choice
        field_check = cast("FieldCheck", choice("field-check"))
        rules = FilterRules(
            case_sensitive=choice("filter-case") == "case-counts",
            missing=cast("Missing", choice("filter-missing-values")),
            argument_type=cast("ArgumentType", choice("filter-argument-type")),
            date_forms=cast("DateForms", choice("filter-date-forms")),
        )
        super().__init__(Database(instance, path))
        try:
            self.recipients = Recipients(self.database, clock, ids, field_check=field_check, rules=rules)
            self.rows = Rows(self.database, field_check=field_check)
            self.groups = Groups(self.database, self.recipients)
            self.documents = Documents(self.database, self.recipients, clock, ids)
            self.tasks = Tasks(self.database, clock, ids)
            self.deliveries = Deliveries(self.database, self.tasks, clock)
            self.activities = Activities(self.database, clock)
            self.activity_exports = ActivityExports(self.database, self.recipients, self.tasks, clock)
            self.resources = Files(self.database, "resource", clock, instance.resources)
            commit_needed = choice("template-commit-needed") == "needed"
            self.templates = Templates(self.database, clock, commit_needed=commit_needed)
            self.extension_files = ExtensionFiles(self.database, clock)
            self.webapps = Files(self.database, "webapp", clock)
            self.export_files = Files(self.database, "export", clock, instance.export_files)
            self.extensions = Extensions(self.database)
            misfits: Misfits = "stored" if choice("global-data-value-mismatch") == "stored" else "rejected"
            self.global_data = GlobalData(self.database, rules=rules, misfits=misfits)
            self.global_data_tables = GlobalDataTables(
                self.database,
                rules=rules,
                unknown_columns="left-out" if choice("record-unknown-column") == "ignored" else "rejected",
                misfits=misfits,
                clashes="stored" if choice("record-unique-clash-status") == "stored" else "rejected",
            )
            self.context_schemas = ContextSchemas(self.database)
            self.communications = Communications(self.database, clock)
            self.campaigns = Campaigns(self.database, clock, ids)
            self.devices = Devices(self.database)
            self.consents = Consents(self.database)
            self.promotions = Promotions(self.database, self.recipients)
            self.achievements = Achievements(self.database, clock)
            self.flow_runs = FlowRuns(self.groups, self.communications, self.activities, self.campaigns)
            self.flow_queues = FlowQueues(
                self.database,
                clock,
                self.flow_runs,
                self.global_data_tables,
                QueueRules(
                    timeout_ends=cast("TimeoutEnds", choice("queue-timeout")),
                    audience=cast("QueueAudience", choice("queue-audience")),
                    group=cast("Audience", choice("flow-target-group-needed")),
                ),
            )
            self.needs = Needs(self.database)
            if self.database.is_new:
                self._begin(instance)
        except BaseException:
            self.close()
            raise

    def _begin(self, instance: Instance) -> None:
        """Fill a new database with what is there from the start."""
        with self.database.transaction():
            for recipient in instance.recipients:
                self.recipients.create(recipient.person_data)
                number = self.recipients.find(str(recipient.person_data[instance.recipient_key]), key_only=True)
                for table, rows in recipient.one_to_many.items():
                    self.rows.batch_update(number, table, rows)
