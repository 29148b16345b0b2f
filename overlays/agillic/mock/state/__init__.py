"""The state of the mock, kept in SQLite: a module for each kind of thing that Agillic remembers, and `State` for all.

Nothing here knows HTTP. `State` passes on the options of assumptions that hold for every call; of the others, the
operations pass on what was chosen.
"""

from agillic.mock.state.activities import Activities, Activity
from agillic.mock.state.batches import BatchResult
from agillic.mock.state.database import Database
from agillic.mock.state.documents import Documents, Page
from agillic.mock.state.extensions import Extensions
from agillic.mock.state.global_data import GlobalData, GlobalDatum
from agillic.mock.state.global_data_tables import GlobalDataTables, RecordKeyChange
from agillic.mock.state.groups import Groups
from agillic.mock.state.recipients import Recipients
from agillic.mock.state.record_order import Record, RecordOrder, Sort, Sorting
from agillic.mock.state.rows import Rows
from agillic.mock.state.state import State
from agillic.mock.state.tasks import Callback, Failure, Outcome, Task, Tasks

__all__ = [
    "Activities",
    "Activity",
    "BatchResult",
    "Callback",
    "Database",
    "Documents",
    "Extensions",
    "Failure",
    "GlobalData",
    "GlobalDataTables",
    "GlobalDatum",
    "Groups",
    "Outcome",
    "Page",
    "Recipients",
    "Record",
    "RecordKeyChange",
    "RecordOrder",
    "Rows",
    "Sort",
    "Sorting",
    "State",
    "Task",
    "Tasks",
]
