"""The 34 rows of the guide for agents (T-BOL), and the operations of Iterable's document that serve each of them.

The guide names neither methods nor paths. Where it may mean several operations, a row has all of them.
"""

from collections.abc import Mapping

ROWS: Mapping[int, tuple[str, ...]] = {
    1: ("updateUser",),
    2: ("getUserByEmail", "findUserByEmail"),
    3: ("getUserById", "findUserById"),
    4: ("bulkUpdateUsers",),
    5: ("updateSubscriptions",),
    6: ("mergeUsers",),
    7: ("deleteUserByEmail", "deleteUserById"),
    8: ("forgetUser",),
    9: ("listSentMessages",),
    10: ("trackEvent",),
    11: ("trackEvents",),
    12: ("listUserEvents", "listUserEventsById"),
    13: ("sendEmail",),
    14: ("cancelEmail",),
    15: ("listCampaigns",),
    16: ("getCampaign",),
    17: ("createCampaign",),
    18: ("triggerCampaign",),
    19: ("getCampaignMetrics",),
    20: ("listLists",),
    21: ("createList",),
    22: ("listListUsers",),
    23: ("subscribeToList",),
    24: ("unsubscribeFromList",),
    25: ("listTemplates",),
    26: ("getEmailTemplate",),
    27: ("upsertEmailTemplate",),
    28: ("listCatalogs",),
    29: ("createCatalog",),
    30: ("replaceCatalogItem", "bulkWriteCatalogItems"),
    31: ("getCatalogItem", "listCatalogItems"),
    32: ("startExport", "listExportJobs", "listExportFiles", "cancelExport"),
    33: ("exportData",),
    34: ("exportUserEvents",),
}

BESIDE = ("unforgetUser", "listForgottenEmails", "listForgottenUserIds", "listWebhooks", "updateWebhook")
"""What the document describes beside the rows."""
