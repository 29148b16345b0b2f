"""Bodies that the book shop takes, where the schemas leave open how users are named and what is there."""

from operator import attrgetter
from typing import Any

from hypothesis import strategies as st
from iterable_names import CAMPAIGN_BLAST_TEMPLATE, WEBHOOK, emails, user_ids

from iterable_client.mock.instance import Project

Body = dict[str, Any]
Bodies = st.SearchStrategy[Any]
_FIELDS: Bodies = st.fixed_dictionaries(
    {},
    optional={
        "firstName": st.sampled_from(["Ada", "Grace", ""]),
        "age": st.integers(0, 120),
        "settings": st.fixed_dictionaries({"newsletter": st.sampled_from(["weekly", "never"])}),
    },
)
_ITEMS = st.sampled_from(["9780141439587", "9780199535569", "new-item"])
_BOOKS = st.fixed_dictionaries({"title": st.sampled_from(["Emma", "Persuasion"]), "price": st.floats(0, 99).map(int)})


def bodies(project: Project) -> dict[str, Bodies]:
    """Return the bodies by operationId."""
    user = _users(project)
    fields: dict[str, Bodies] = {"dataFields": _FIELDS}
    lists = st.sampled_from([each.id for each in project.lists])
    static = st.sampled_from([each.id for each in project.lists if each.type == "Standard"])
    campaigns = st.sampled_from([each.id for each in project.campaigns])
    triggered = st.sampled_from([each.id for each in project.campaigns if each.type == "Triggered"])
    updates = _with(user, {**fields, "mergeNestedObjects": st.booleans()})
    events = _with(
        user, {**fields, "id": st.sampled_from(["1", "2"]), "campaignId": campaigns}, eventName=_event_names(project)
    )
    recipient = user.map(lambda who: {f"recipient{name[0].upper()}{name[1:]}": value for name, value in who.items()})
    message_types = st.lists(st.sampled_from([each.id for each in project.message_types]), max_size=2)
    subscriptions = {
        "emailListIds": st.lists(static, max_size=2) | st.none(),
        "unsubscribedMessageTypeIds": message_types,
        "subscribedMessageTypeIds": st.none(),
    }
    return {
        "updateUser": updates,
        "bulkUpdateUsers": st.fixed_dictionaries({"users": st.lists(updates, max_size=3)}),
        "updateSubscriptions": _with(user, subscriptions),
        "mergeUsers": _merges(project),
        "forgetUser": user,
        "unforgetUser": user,
        "trackEvent": events,
        "trackEvents": st.fixed_dictionaries({"events": st.lists(events, max_size=3)}),
        "sendEmail": _with(recipient, {"dataFields": _FIELDS}, campaignId=triggered),
        "cancelEmail": _with(user, {}, campaignId=triggered),
        "createCampaign": st.fixed_dictionaries(
            {"name": st.sampled_from(["Spring", "Autumn"]), "templateId": st.just(CAMPAIGN_BLAST_TEMPLATE)},
            optional={"listIds": st.lists(static, min_size=1, max_size=1), "dataFields": _FIELDS},
        ),
        "triggerCampaign": st.fixed_dictionaries(
            {"campaignId": campaigns, "listIds": st.lists(static, min_size=1, max_size=2)},
            optional={"suppressionListIds": st.lists(lists, max_size=1)},
        ),
        "createList": st.fixed_dictionaries({"name": st.sampled_from(["Crime", "Travel"])}),
        "subscribeToList": st.fixed_dictionaries({"listId": static, "subscribers": st.lists(updates, max_size=3)}),
        "unsubscribeFromList": st.fixed_dictionaries({"listId": static, "subscribers": st.lists(user, max_size=3)}),
        "upsertEmailTemplate": st.fixed_dictionaries(
            {"clientTemplateId": st.sampled_from(["order-receipt", "new-poems", "another"])},
            optional={
                "name": st.sampled_from(["A", "B"]),
                "html": st.just("<p>{{firstName}}</p>"),
                "messageTypeId": st.sampled_from([each.id for each in project.message_types]),
            },
        ),
        "bulkWriteCatalogItems": st.fixed_dictionaries(
            {"documents": st.dictionaries(_ITEMS, _BOOKS, max_size=2), "replaceUploadedFieldsOnly": st.booleans()}
        ),
        "replaceCatalogItem": st.fixed_dictionaries({"value": _BOOKS}),
        "startExport": st.fixed_dictionaries(
            {
                "dataTypeName": st.sampled_from(["user", "customEvent", "emailSend"]),
                "outputFormat": st.sampled_from(["text/csv", "application/x-json-stream"]),
            }
        ),
        "updateWebhook": st.fixed_dictionaries(
            {"id": st.just(WEBHOOK)}, optional={"enabled": st.booleans(), "blastSendEnabled": st.booleans()}
        ),
    }


def first_bodies() -> dict[str, Body]:
    """Return bodies by operationId that succeed where the document's example cannot."""
    # The example of a merge is of users who were there before; that of a campaign, of a December.
    return {
        "mergeUsers": {"sourceEmail": "grace@example.org", "destinationEmail": "ada@example.com"},
        "createCampaign": {"name": "Winter", "templateId": CAMPAIGN_BLAST_TEMPLATE, "listIds": [1201]},
    }


def _users(project: Project) -> Bodies:
    """Return how a body names a user: by one of two members."""
    return st.sampled_from(emails(project)).map(lambda email: {"email": email}) | st.sampled_from(
        user_ids(project)
    ).map(lambda user_id: {"userId": user_id})


def _with(base: Bodies, optional: dict[str, Bodies], **required: Bodies) -> Bodies:
    more = st.fixed_dictionaries(required, optional=optional)

    def both(one: Body, other: Body) -> Body:
        return {**one, **other}

    return st.builds(both, base, more)


def _event_names(project: Project) -> Bodies:
    return st.sampled_from([*project.event_fields, "pageViewed"])


def _merges(project: Project) -> Bodies:
    """Return who is merged into whom: by emails, or by ids."""
    known = st.sampled_from(project.users)
    by_email: dict[str, Bodies] = {
        "sourceEmail": st.sampled_from(emails(project)),
        "destinationEmail": known.map(attrgetter("email")),
    }
    by_id: dict[str, Bodies] = {
        "sourceUserId": st.sampled_from(user_ids(project)),
        "destinationUserId": known.map(attrgetter("user_id")),
    }
    return st.fixed_dictionaries(by_email) | st.fixed_dictionaries(by_id)
