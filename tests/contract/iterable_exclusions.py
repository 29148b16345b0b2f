"""Which failures of schemathesis are none, with the mock of Iterable.

EXCLUSIONS.iterable.md says why; a test holds the two together.
"""

from schemathesis_exclusions import Exclusion

_OF_A_USER = (
    "bulkUpdateUsers",
    "cancelEmail",
    "exportUserEvents",
    "forgetUser",
    "listSentMessages",
    "mergeUsers",
    "sendEmail",
    "subscribeToList",
    "trackEvent",
    "trackEvents",
    "unforgetUser",
    "unsubscribeFromList",
    "updateSubscriptions",
    "updateUser",
)
_WITH_MOMENTS = (
    "createCampaign",
    "exportData",
    "getCampaignMetrics",
    "listSentMessages",
    "listTemplates",
    "sendEmail",
    "startExport",
)
_OF_SETTINGS = (
    "createCampaign",
    "getCampaignMetrics",
    "getEmailTemplate",
    "listListUsers",
    "sendEmail",
    "subscribeToList",
    "triggerCampaign",
    "unsubscribeFromList",
    "updateSubscriptions",
    "updateWebhook",
    "upsertEmailTemplate",
)
_INTEGERS = (
    "cancelExport",
    "exportData",
    "getCampaign",
    "getCampaignMetrics",
    "getEmailTemplate",
    "listCampaigns",
    "listCatalogItems",
    "listCatalogs",
    "listExportFiles",
    "listListUsers",
    "listSentMessages",
    "listTemplates",
)

EXCLUSIONS: tuple[Exclusion, ...] = (
    # What the document says in words or traits
    Exclusion("one-user", _OF_A_USER, response="no user is named|is named by .* and .*; send one of them"),
    Exclusion("identifier", _OF_A_USER, response="this is no (email|userId)"),
    Exclusion("moment", _WITH_MOMENTS, response="no (such )?moment|is more than [0-9]+ days ahead"),
    Exclusion(
        "export-window",
        ("exportData", "startExport"),
        response="a window has two ends|send a range, or startDateTime and endDateTime",
    ),
    Exclusion("sort", ("listCampaigns", "listTemplates"), response="sort is not known"),
    Exclusion("job-state", ("listExportJobs",), response="there is no such state"),
    Exclusion("cancel-by", ("cancelEmail",), response="it names the message alone|no message is named"),
    Exclusion("delimiter", ("startExport",), response="write one character, no quotation mark and no line break"),
    Exclusion(
        "field-name", ("bulkWriteCatalogItems", "replaceCatalogItem"), response="the name of a field has a period"
    ),
    # What the project decides, and no schema can say
    Exclusion(
        "settings",
        _OF_SETTINGS,
        response="the project has no such|there is no such (campaign|email template|template|webhook)|"
        "the campaign is no triggered one|error.lists.invalidListId",
    ),
    Exclusion(
        "unknown-user",
        ("mergeUsers", "sendEmail", "trackEvent", "updateSubscriptions"),
        response="there is no user with this (email|userId)",
    ),
    Exclusion("export-job", ("cancelExport", "listExportFiles"), response="there is no such job"),
    Exclusion("catalog-taken", ("createCatalog",), response="there is a catalog of this name"),
    Exclusion("unknown-catalog", ("replaceCatalogItem",), response="there is no such catalog"),
    Exclusion("field-type", ("trackEvent", "updateUser"), response="Request fields types mismatched"),
    Exclusion("channel-alignment", ("updateSubscriptions",), response="one is of a channel that is unsubscribed"),
    Exclusion("some-list", ("triggerCampaign",), response="there is no list; send one at least"),
    Exclusion("same-user", ("mergeUsers",), response="both sides are the same user"),
    Exclusion(
        "webhook", ("updateWebhook",), response="the address is no https://|a name or value cannot stand in a header"
    ),
    Exclusion(
        "nobody-found",
        ("getUserByEmail", "getUserById"),
        (200,),
        "^{}$",
        ("use_after_free", "ensure_resource_availability"),
    ),
    Exclusion(
        "job-stays", ("listExportFiles",), (200,), '"jobState"', ("use_after_free", "ensure_resource_availability")
    ),
    # Bounds that the document leaves open
    Exclusion("large-integer", _INTEGERS, response="is no whole number of 64 bits"),
    Exclusion("late-moment", ("trackEvent",), response="this is beyond the year 9999"),
    # Two paths for one request
    Exclusion(
        "number-in-path",
        ("createCampaign", "exportData", "exportUserEvents", "listExportJobs", "startExport", "triggerCampaign"),
        response="is no whole number of 64 bits",
        checks=("unsupported_method",),
    ),
)
