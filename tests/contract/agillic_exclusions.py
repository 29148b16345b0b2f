"""Which failures of schemathesis are none, with the mock of Agillic.

EXCLUSIONS.md says why; a test holds the two together.
"""

from client_surface import EVERY
from schemathesis_exclusions import Exclusion

_EXTENSIONS = ("deleteExtension", "postExtension", "putExtension")
_OF_A_RECIPIENT = tuple(sorted(each.id for each in EVERY if "{recipientId}" in each.path))
_WITH_CONTEXT = ("achieveEventWithContext", "executeFlowWithContext", "queueFlowWithContext")
_WITH_FILTER = (
    "discoverGlobalData",
    "getGlobalDataTable",
    "getGlobalDataTableWithLimit",
    "listGlobalData",
    "listRecipients",
)
_WITH_FOLDER = (
    "updateExtension",
    "updateResource",
    "updateTemplate",
    "uploadExtension",
    "uploadResource",
    "uploadTemplate",
)
_INTEGERS = (
    "evaluatePromotion",
    "getGlobalDataTableWithLimit",
    "listRecipients",
    "queueFlowForRecipient",
    "queueFlowWithContext",
    "readExportPage",
)
_RECORDS = ("createGlobalDataTableRecord", "updateGlobalDataTableRecord")
_RECIPIENTS = ("createRecipient", "updateRecipient")

EXCLUSIONS = (
    # What the instance decides, and no schema can say
    Exclusion("unknown-field", _RECIPIENTS, response="there is no such field"),
    Exclusion("recipient-key", _RECIPIENTS, response="this key (is missing or empty|names the recipient)"),
    Exclusion(
        "field-value", (*_RECIPIENTS, *_RECORDS, "registerDevice", "updateGlobalData"), response="field cannot hold"
    ),
    Exclusion("address-not-unique", _OF_A_RECIPIENT, response="Path expression field is not unique"),
    Exclusion("unknown-column", _RECORDS, response="the table has no such column"),
    Exclusion("record-key", _RECORDS, response="this key is missing or empty|a record keeps its key"),
    Exclusion(
        "context",
        _WITH_CONTEXT,
        response="no such context schema|member that the schema does not have|schema requires it|no schema is named",
    ),
    Exclusion(
        "campaign",
        ("editEmailCampaignV1", "stageEmailCampaignV1"),
        response="there is no such [^;]*; correct the name|was staged|has more or fewer variants|this is no timestamp",
    ),
    Exclusion("unknown-selector", _WITH_FILTER, (422,), "^$"),
    # Text whose form the document describes in words
    Exclusion("date", ("addConsent", "registerDevice"), response="validUntil cannot be read"),
    Exclusion(
        "export-window", ("executeActivityExport",), response="is no point in time|the window (begins|ends|is longer)"
    ),
    Exclusion("export-type", ("executeActivityExport",), response="fileType is none of"),
    Exclusion("asset-path", _WITH_FOLDER, response="the path holds a backslash or a control character"),
    Exclusion(
        "context-schema-file", ("updateContextSchema", "uploadContextSchema"), response="no Context Parameter Schema"
    ),
    Exclusion("archive-file", ("updateWebapp", "uploadWebapp"), response="is no ZIP archive"),
    # Bounds that the document leaves open
    Exclusion("large-integer", _INTEGERS, response="is no whole number of 64 bits"),
    Exclusion(
        "integer-range",
        ("evaluatePromotion", "queueFlowForRecipient", "queueFlowWithContext"),
        response="is below [01]",
    ),
    Exclusion(
        "variant-without-fields",
        ("editEmailCampaign", "editEmailCampaignV1", "stageEmailCampaign", "stageEmailCampaignV1"),
        response="a variant has no fields",
    ),
    # What an extension returns
    Exclusion("extension-rejects", _EXTENSIONS, response="^$"),
    Exclusion(
        "extension-status",
        _EXTENSIONS,
        (),
        "^$",
        ("not_a_server_error", "positive_data_acceptance", "status_code_conformance"),
    ),
    Exclusion(
        "extension-without-body",
        _EXTENSIONS,
        (200,),
        "^$",
        ("content_type_conformance", "response_schema_conformance"),
    ),
    # Where all is text
    Exclusion(
        "text-in-query",
        ("deleteExtension", "getExtension", "postExtension", "putExtension"),
        (200,),
        checks=("negative_data_rejection",),
        says="parameter `query` in query",
    ),
    Exclusion(
        "text-in-forms",
        _WITH_FOLDER,
        (200, 201),
        checks=("negative_data_rejection",),
        says="at /properties/folder .was string, became",
    ),
)
