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
    Exclusion("one-user", _OF_A_USER, answer="no user is named|is named by .* and .*; send one of them"),
    Exclusion("identifier", _OF_A_USER, answer="this is no (email|userId)"),
    Exclusion("moment", _WITH_MOMENTS, answer="no (such )?moment|is more than [0-9]+ days ahead"),
    Exclusion(
        "export-window",
        ("exportData", "startExport"),
        answer="a window has two ends|send a range, or startDateTime and endDateTime",
    ),
    Exclusion("sort", ("listCampaigns", "listTemplates"), answer="sort is not known"),
    Exclusion("job-state", ("listExportJobs",), answer="there is no such state"),
    Exclusion("cancel-by", ("cancelEmail",), answer="it names the message alone|no message is named"),
    Exclusion("delimiter", ("startExport",), answer="write one character, no quotation mark and no line break"),
    Exclusion("field-name", ("bulkWriteCatalogItems", "replaceCatalogItem"), answer="the name of a field has a period"),
    # What the project decides, and no schema can say
    Exclusion(
        "settings",
        _OF_SETTINGS,
        answer="the project has no such|there is no such (campaign|email template|template|webhook)|"
        "the campaign is no triggered one|error.lists.invalidListId",
    ),
    Exclusion(
        "unknown-user",
        ("mergeUsers", "sendEmail", "trackEvent", "updateSubscriptions"),
        answer="there is no user with this (email|userId)",
    ),
    Exclusion("export-job", ("cancelExport", "listExportFiles"), answer="there is no such job"),
    Exclusion("catalog-taken", ("createCatalog",), answer="there is a catalog of this name"),
    Exclusion("unknown-catalog", ("replaceCatalogItem",), answer="there is no such catalog"),
    Exclusion("field-type", ("trackEvent", "updateUser"), answer="Request fields types mismatched"),
    Exclusion("channel-alignment", ("updateSubscriptions",), answer="one is of a channel that is unsubscribed"),
    Exclusion("some-list", ("triggerCampaign",), answer="there is no list; send one at least"),
    Exclusion("same-user", ("mergeUsers",), answer="both sides are the same user"),
    Exclusion(
        "webhook", ("updateWebhook",), answer="the address is no https://|a name or value cannot stand in a header"
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
    Exclusion("large-integer", _INTEGERS, answer="is no whole number of 64 bits"),
    Exclusion("late-moment", ("trackEvent",), answer="this is beyond the year 9999"),
    # Two paths for one request
    Exclusion(
        "number-in-path",
        ("createCampaign", "exportData", "exportUserEvents", "listExportJobs", "startExport", "triggerCampaign"),
        answer="is no whole number of 64 bits",
        checks=("unsupported_method",),
    ),
)
