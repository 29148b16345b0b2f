"""A run on a project of Iterable: what was learned of it besides what the core keeps."""

from dataclasses import dataclass, field

from sdk_core.contract.run import Run as CoreRun

POLLS = 10
"""How often a user is read until a write that was accepted is done."""
PAUSE = 2.0
"""Seconds before each of these but the first."""
UNKNOWN_ID = 999_999_999
"""The id of a list, a template or a job that no project is likely to have."""


@dataclass(slots=True, kw_only=True, repr=False)
class Run(CoreRun):
    """What probes look with.

    Attributes:
        campaign: The id of a campaign that the project has.
        template: The id of an email template that the project has.
        catalog: The name of a catalog that the project has.
        job: The id of an export job that the project has.
        user_id: The userId of the user that may be read.
        read_only_key: A key of the kind read-only; empty without.
        statuses_of_nobody: The statuses, beside 200, of reading a user who is not there.
    """

    campaign: int | None = None
    template: int | None = None
    catalog: str | None = None
    job: int | None = None
    user_id: str = ""
    read_only_key: str = ""
    statuses_of_nobody: set[int] = field(default_factory=lambda: {400, 404})
