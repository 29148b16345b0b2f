"""The tables of a job file, in its words."""

from sdk_core.sync.model.errors import JobError
from sdk_core.toml_tables import Table


class JobTable(Table):
    """A table of a job, of which each value is taken once; see `Table`. What is wrong is raised as a `JobError`."""

    error = JobError
    whole = "the job"
    file = "a job file"
