"""The schemas of the vendor's own client against those of the document: they differ where this table says, and why."""

from collections.abc import Callable, Generator, Iterable, Mapping

import pytest
from effort import LONG
from vendor_client import VendorClient
from vendor_schemas import Schema, body_of, differences, query_of, response_of

from iterable_client.mock.document import content

pytestmark = pytest.mark.skipif(not LONG, reason="the vendor's client is not installed; `make contract` does that")

RESPONSES: Mapping[str, str] = {
    "updateUser": "IterableSuccessResponse",
    "getUserByEmail": "UserResponse",
    "bulkUpdateUsers": "UserBulkUpdateListResponse",
    "listSentMessages": "GetSentMessagesResponse",
    "trackEvents": "BulkTrackResponse",
    "listUserEvents": "GetUserEventsByEmailResponse",
    "listCampaigns": "GetCampaignsResponse",
    "createCampaign": "CreateCampaignResponse",
    "listLists": "GetListsResponse",
    "createList": "CreateListResponse",
    "listTemplates": "GetTemplatesResponse",
    "getEmailTemplate": "EmailTemplate",
    "listCatalogs": "GetCatalogsResponse",
    "listCatalogItems": "GetCatalogItemsResponse",
    "startExport": "StartExportJobResponse",
    "listExportJobs": "GetExportJobsResponse",
    "listExportFiles": "GetExportFilesResponse",
    "cancelExport": "CancelExportJobResponse",
    "listWebhooks": "GetWebhooksResponse",
}
BODIES: Mapping[str, str] = {
    "updateUser": "UpdateUserParams",
    "bulkUpdateUsers": "BulkUpdateUsersParams",
    "updateSubscriptions": "UpdateUserSubscriptionsParams",
    "mergeUsers": "MergeUsersParams",
    "trackEvent": "TrackEventParams",
    "trackEvents": "TrackBulkEventsParams",
    "sendEmail": "SendEmailParams",
    "cancelEmail": "CancelEmailParams",
    "createCampaign": "CreateBlastCampaignParams",
    "triggerCampaign": "TriggerCampaignParams",
    "createList": "CreateListParams",
    "subscribeToList": "SubscribeToListParams",
    "unsubscribeFromList": "UnsubscribeFromListParams",
    "upsertEmailTemplate": "UpsertEmailTemplateParams",
    "startExport": "StartExportJobParams",
    "updateWebhook": "UpdateWebhookParams",
}
QUERIES: Mapping[str, str] = {
    "listSentMessages": "GetSentMessagesParams",
    "listUserEvents": "GetUserEventsByEmailParams",
    "getCampaignMetrics": "GetCampaignMetricsParams",
    "listListUsers": "GetListUsersParams",
    "getEmailTemplate": "GetTemplateParams",
    "listCatalogs": "GetCatalogsParams",
    "listCatalogItems": "GetCatalogItemsParams",
    "listExportJobs": "GetExportJobsParams",
}
"""Schemas of the package, without the word at the end of their names. Operations whose schemas are those of another are
left out, and queries in which the client writes a sort as an object."""

IN_RESPONSES: Mapping[str, Iterable[str]] = {
    "assumption user-members: userID-based projects have users without one": [
        "getUserByEmail user.email: only the client requires it"
    ],
    "the client's parser drops what it does not know, and has two members that nothing else speaks of": [
        *(
            f"bulkUpdateUsers failedUpdates.{reason}{kind}: only the {side} has it"
            for kind in ("Emails", "UserIds")
            for reason, side in {
                "failed": "client",
                "conflict": "document",
                "forgotten": "document",
                "invalidData": "document",
                "notFound": "document",
            }.items()
        ),
        *(
            f"trackEvents failedUpdates.{reason}{kind}: only the {side} has it"
            for kind in ("Emails", "UserIds")
            for reason, side in {"failed": "client", "forgotten": "document", "notFound": "document"}.items()
        ),
    ],
    "the client does without them, and no source has seen one": [
        "listSentMessages totalCount: only the client has it",
        *(
            f"listSentMessages messages[].{member}: only the client has it"
            for member in ("campaignName", "templateName", "updatedAt", "dataFields")
        ),
        *(f"getEmailTemplate {member}: only the client has it" for member in ("campaignId", "createdAt", "updatedAt")),
        "startExport message: only the client has it",
    ],
    "assumption sent-message-members: the document asks for others": [
        f"listSentMessages messages[].{member}: only the client requires it"
        for member in ("messageMedium", "sentAt", "status")
    ],
    "assumption unpaged-response: the client always asks for a page": [
        "listCampaigns totalCampaignsCount: only the client requires it",
        "listTemplates totalTemplatesCount: only the client requires it",
    ],
    "assumptions template-times, template-flags and catalog-item-members: the document has another type": [
        "listTemplates templates[].createdAt: number for the client, number or string here",
        "listTemplates templates[].updatedAt: number for the client, number or string here",
        "getEmailTemplate cacheDataFeed: boolean for the client, anything here",
        "getEmailTemplate mergeDataFeedContext: boolean for the client, anything here",
        "listCatalogItems catalogItemsWithProperties[].lastModified: number for the client, number or string here",
    ],
    "assumption export-cancel-response: an envelope, of which the client reads what is there": [
        "cancelExport code: only the document requires it",
        "cancelExport msg: only the document requires it",
        "cancelExport params: only the document has it",
    ],
}
IN_BODIES: Mapping[str, Iterable[str]] = {
    "the client does without": [
        "bulkUpdateUsers createNewFields: only the document has it",
        "bulkUpdateUsers users[].preferUserId: only the document has it",
        "trackEvents events[].createNewFields: only the document has it",
        *(
            f"createCampaign {member}: only the document has it"
            for member in ("dataFields", "scheduleSend", "sendAt", "sendMode", "startTimeZone", "defaultTimeZone")
        ),
        "unsubscribeFromList campaignId: only the document has it",
        "unsubscribeFromList channelUnsubscribe: only the document has it",
    ],
    "null leaves them as they are, by the words of the vendor's document": [
        f"updateSubscriptions {member}: array for the client, array or null here"
        for member in (
            "emailListIds",
            "subscribedMessageTypeIds",
            "unsubscribedChannelIds",
            "unsubscribedMessageTypeIds",
        )
    ],
    "the client checks before it sends": ["mergeUsers arrayMerge[].field: only the client requires it"],
    "assumption campaign-lists: the client creates triggered campaigns by another method": [
        "createCampaign listIds: only the client requires it"
    ],
    "the client sends it for all kinds of templates; the document has it in none": [
        "upsertEmailTemplate campaignId: only the client has it"
    ],
    "assumption export-session-kind: each has its own word, and both are taken": [
        "startExport dataTypeName: other values"
    ],
    "its types are not what it reads in the response, nor what the document has; it sends what it is given": [
        *(f"updateWebhook {member}: only the client has it" for member in ("webhookId", "url", "events", "active")),
        "updateWebhook webhookId: only the client requires it",
        "updateWebhook id: only the document requires it",
        *(
            f"updateWebhook {member}: only the document has it"
            for member in ("id", "endpoint", "enabled", "authType", "authToken", "headers")
        ),
        "updateWebhook blastSendEnabled: only the document has it",
        "updateWebhook triggeredSendEnabled: only the document has it",
    ],
}
IN_QUERIES: Mapping[str, Iterable[str]] = {
    "assumption message-limit-over": ["listUserEvents limit: 1000 at most for the client, 200 here"],
    "the client counts one campaign at a time": ["getCampaignMetrics campaignId: number for the client, array here"],
    "assumption metrics-window": [
        "getCampaignMetrics startDateTime: only the client requires it",
        "getCampaignMetrics endDateTime: only the client requires it",
    ],
    "the client has it, and nothing else speaks of it": ["listListUsers maxResults: only the client has it"],
    "the client does without": ["listListUsers preferUserId: only the document has it"],
    "assumption catalog-page-size": [
        "listCatalogs pageSize: 100 at most for the client, any number here",
        "listCatalogItems pageSize: 1000 at most for the client, any number here",
    ],
}


@pytest.fixture(scope="module")
def vendor() -> Generator[VendorClient]:
    with VendorClient() as client:
        yield client


@pytest.mark.parametrize(
    ("schemas", "of_operation", "known"),
    [(RESPONSES, response_of, IN_RESPONSES), (BODIES, body_of, IN_BODIES), (QUERIES, query_of, IN_QUERIES)],
    ids=["responses", "bodies", "queries"],
)
def test_schemas_differ_where_it_is_known(
    schemas: Mapping[str, str],
    of_operation: Callable[[str], Schema],
    known: Mapping[str, Iterable[str]],
    vendor: VendorClient,
) -> None:
    found = {
        f"{operation} {difference}"
        for operation, name in schemas.items()
        for difference in differences(vendor.schema(f"{name}Schema"), of_operation(operation))
    }
    assert found == {each for differing in known.values() for each in differing}


def test_codes_of_errors_are_those_that_the_client_knows(vendor: VendorClient) -> None:
    theirs, ours = set(vendor.schema("IterableErrorResponseCodeSchema")["enum"]), set(content()["x-errors"]["kinds"])
    assert theirs - ours == {"DatabaseError", "GenericError", "QueueEmailError"}, (
        "these are told by their statuses alone"
    )
    assert ours - theirs == {"Conflict", "error.users.noUserWithIdExists"}, "those are known from I-CODES and C-GO"
