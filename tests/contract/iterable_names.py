"""Names that the book shop knows, and some that it does not, for what schemathesis generates; as in `agillic_names`."""

from typing import Any

from iterable_client.mock.instance import Project

INVENTED_EMAILS = ("nobody@example.com", "a+b@example.org", "new.reader@example.com")
INVENTED_IDS = ("visitor-1", "a b/c", "Åse Ø")
"""Users who are not there at first."""
CAMPAIGN_BLAST_TEMPLATE = 93850
WEBHOOK = 12
FIRST_JOB = 1
_EARLIER = ("2026-03-01 00:00:00 +00:00", "2026-06-01 00:00:00 +00:00")
_LATER = ("2026-04-01 00:00:00 +00:00", "2026-07-01 00:00:00 +00:00")


def emails(project: Project) -> list[str]:
    """Return the addresses of users, of those who are there and of others."""
    return [*(each.email for each in project.users if each.email), *INVENTED_EMAILS]


def user_ids(project: Project) -> list[str]:
    """Return the ids of users, of those who are there and of others."""
    return [*(each.user_id for each in project.users if each.user_id), *INVENTED_IDS]


def dictionaries(project: Project) -> dict[str, list[Any]]:
    """Return the names that fit a parameter, by where it stands."""
    return {
        "path.email": emails(project),
        "path.userId": user_ids(project),
        "path.id": [each.id for each in project.campaigns],
        "path.catalogName": [each.name for each in project.catalogs],
        "path.jobId": [FIRST_JOB],
        "path.itemId": [item for each in project.catalogs for item in each.items],
        "query.email": emails(project),
        "query.userId": user_ids(project),
        "query.listId": [each.id for each in project.lists],
        "query.templateId": [each.id for each in project.templates],
        "query.campaignId[*]": [each.id for each in project.campaigns],
        "query.campaignIds[*]": [each.id for each in project.campaigns],
        "query.locale": ["en-US", "da-DK"],
        "query.sort": ["name", "-createdAt", "id"],
        "query.startDateTime": [*_EARLIER],
        "query.endDateTime": [*_LATER],
        "query.orderBy": ["price", "title"],
        "query.jobState": ["enqueued", "queued", "running", "completed", "failed", "cancelled"],
        "query.startAfter": ["file-1.csv"],
        "query.omitFields": ["createdAt"],
    }
