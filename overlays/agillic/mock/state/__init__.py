"""The state of the mock: recipients, one-to-many tables, target groups and documents of pages, kept in SQLite.

Nothing here knows HTTP, and no assumption is looked up: the server passes the options that were chosen.
"""

from agillic.mock.state.batches import BatchResult
from agillic.mock.state.database import Database
from agillic.mock.state.documents import Documents, Page
from agillic.mock.state.groups import Groups
from agillic.mock.state.recipients import Recipients
from agillic.mock.state.rows import Rows

__all__ = ["BatchResult", "Database", "Documents", "Groups", "Page", "Recipients", "Rows"]
