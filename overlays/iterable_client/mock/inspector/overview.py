"""What the pages show of what stands now: lists, events, campaigns and all else beside users."""

from urllib.parse import urlsplit

from iterable_client.mock.calls import Mock
from iterable_client.mock.inspector.contents import campaign, catalog, template
from iterable_client.mock.inspector.names import moment_of, name_of, without_none
from iterable_client.mock.state.events import Event
from iterable_client.mock.state.exports import Job
from iterable_client.mock.state.lists import UserList
from iterable_client.mock.state.moments import from_milliseconds
from iterable_client.mock.state.webhooks import Post, Webhook
from sdk_core.mock.app.inspection import Entry, Listing, Overview, Tone

_LATEST = 50
_MAX_TEXT = 4_000
"""Characters of a post's body."""
_JOB_TONES: dict[str, Tone] = {"completed": "good", "failed": "bad", "cancelled": ""}


def overview(mock: Mock) -> Overview:
    """Return how many users there are, and lists of the rest: of events, jobs and posts the latest 50."""
    state = mock.state
    lists = [_list(mock, each) for each in state.lists.all(newest_first=True)[:_LATEST]]
    events = [_event(mock, each) for each in state.events.latest_of_all(_LATEST)]
    catalogs = [catalog(mock, each) for each in reversed(state.catalogs.names()[-_LATEST:])]
    campaigns = [campaign(mock, each) for each in reversed(state.campaigns.all()[-_LATEST:])]
    templates = [template(mock, each) for each in reversed(state.templates.all()[-_LATEST:])]
    exports = [_job(mock, each) for each in state.exports.latest(_LATEST)]
    webhooks = [_webhook(each) for each in state.webhooks.all()]
    posts = [_post(each) for each in state.webhooks.latest(_LATEST)]
    return Overview(
        state.users.count(),
        [
            Listing("lists", "Lists", lists, "The project has none.", "people"),
            Listing("events", "Events", events, "Nothing has happened yet.", "people", state.events.count()),
            Listing("campaigns", "Campaigns", campaigns, "The project has none.", "people"),
            Listing("templates", "Templates", templates, "The project has none.", "people"),
            Listing("catalogs", "Catalogs", catalogs, "The project has none.", "people"),
            Listing("exports", "Export jobs", exports, "No export was started yet.", "requests"),
            Listing("webhooks", "Webhooks", webhooks, "The project has none.", "requests"),
            Listing("posts", "Posts to webhooks", posts, "Nothing was posted yet.", "requests"),
        ],
    )


def _list(mock: Mock, list_: UserList) -> Entry:
    return Entry(
        list_.id,
        list_.name,
        badge=f"{mock.state.lists.count(list_.id):,}",
        notes=[f"{list_.type}, {list_.id}", *([list_.description] if list_.description else [])],
        search=f"list={list_.id}",
    )


def _event(mock: Mock, event: Event) -> Entry:
    ids = {"id": event.id, "campaign": event.campaign, "template": event.template, "message": event.message}
    return Entry(
        event.number,
        event.name,
        moment=from_milliseconds(event.created).isoformat(),
        badge="system" if event.is_system else "",
        notes=[name_of(mock.state.users.read(event.user))],
        details=without_none({"created": moment_of(event.created), **ids, "fields": event.data or None}),
    )


def _job(mock: Mock, job: Job) -> Entry:
    times = {"created": moment_of(job.created), "started": moment_of(job.started), "ended": moment_of(job.ended)}
    files = [*mock.state.exports.names(job)] or None
    return Entry(
        job.id,
        str(job.request.get("dataTypeName", "")),
        moment=from_milliseconds(job.created).isoformat(),
        badge=job.state,
        tone=_JOB_TONES.get(job.state, "warn"),
        notes=[f"job {job.id}"],
        details=without_none({**times, "bytes": job.bytes, "files": files, "request": job.request}),
    )


def _webhook(webhook: Webhook) -> Entry:
    """Tell a webhook without what may be secret: its token, the values of its headers, and the query of its address."""
    address = urlsplit(webhook.endpoint)
    return Entry(
        webhook.id,
        f"{address.scheme}://{address.netloc.rpartition('@')[2]}{address.path}",
        badge="on" if webhook.enabled else "off",
        tone="good" if webhook.enabled else "",
        notes=[f"webhook {webhook.id}"],
        details={
            "authorization": webhook.auth_type,
            "headers": [name for name, _ in webhook.headers],
            "blast campaigns": webhook.blast,
            "triggered campaigns": webhook.triggered,
            "channels": webhook.channels or "all",
            "message types": webhook.message_types or "all",
        },
    )


def _post(post: Post) -> Entry:
    return Entry(
        post.number,
        post.event,
        badge=f"{post.tries:,} {'try' if post.tries == 1 else 'tries'}",
        notes=[f"webhook {post.webhook}", *([post.result] if post.result else [])],
        details={"body": post.body.decode()[:_MAX_TEXT]},
    )
