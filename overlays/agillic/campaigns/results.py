"""What the Message API returns: the campaign's id, and the email as one recipient gets it [S3]."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from agillic.errors import CampaignTestFailed, ResponseParseError
from agillic_api.models.campaign_test_result import CampaignTestResult
from agillic_api.types import Unset
from sdk_core.calls.tasks.status import TaskStatus
from sdk_core.sync.state.private_file import write_private

_STAGE = "stageEmailCampaign"
_TEST = "testEmailCampaign"


@dataclass(frozen=True, slots=True)
class EmailPreview:
    """The email of a campaign as one recipient gets it.

    Attributes:
        subject: its subject line.
        content: its HTML, which may hold personal data.
    """

    subject: str
    content: str = field(repr=False)

    def save(self, path: str | Path) -> Path:
        """Write the HTML to a file that only its owner may read, in place of what was there, and return its path.

        The file is for a browser: it is UTF-8 and says so by a byte order mark, since not every template says how it is
        encoded; a template with scripts runs them there.

        Raises:
            OSError: it cannot be written.
        """
        path = Path(path)
        write_private(path, self.content.encode("utf-8-sig"))
        return path


def campaign_id_of(status: TaskStatus) -> str:
    """Return the id of a campaign from the ended task that staged it, wherever the task has it (`campaign-id-in-task`).

    Args:
        status: of the task, as `wait` returns it.

    Raises:
        ResponseParseError: it has none. The campaign was staged nonetheless.

    >>> details = {"result": {"campaignId": "#BaaB"}}
    >>> campaign_id_of(TaskStatus.of({"taskId": "1", "status": "completed", "details": details}))
    '#BaaB'
    """
    result, places = status.result, [status.details]
    if isinstance(result, Mapping):
        places.insert(0, cast("Mapping[str, Any]", result))
    for place in places:
        found = place.get("campaignId")
        if isinstance(found, str) and found:
            return found
    if isinstance(result, str) and result and result != "success":
        return result
    message = "the task that staged the campaign names no campaign"
    raise ResponseParseError(message=message, operation=_STAGE, outcome="done")


def preview_of(result: CampaignTestResult, *, is_sent: bool) -> EmailPreview:
    """Return the email that a test made.

    Args:
        result: the response.
        is_sent: whether the test was to send it.

    Raises:
        CampaignTestFailed: the test failed.
        ResponseParseError: the response has no email.
    """
    if not result.success:
        said = "" if isinstance(result.message, Unset) else result.message
        raise CampaignTestFailed(
            message="the test of the campaign failed",
            server_message=said,
            operation=_TEST,
            outcome="unknown" if is_sent else "rejected",
        )
    data = result.data
    if isinstance(data, Unset) or isinstance(data.content, Unset):
        raise ResponseParseError(message="the response has no email", operation=_TEST, outcome="done")
    return EmailPreview("" if isinstance(data.subject, Unset) else data.subject, data.content)
