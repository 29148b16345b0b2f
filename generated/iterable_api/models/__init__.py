# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""The models, each imported when it is first used."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .answer_details import AnswerDetails
    from .array_merge import ArrayMerge
    from .campaign import Campaign
    from .campaign_created import CampaignCreated
    from .campaign_page import CampaignPage
    from .campaign_trigger import CampaignTrigger
    from .catalog_item import CatalogItem
    from .catalog_item_page import CatalogItemPage
    from .catalog_item_page_envelope import CatalogItemPageEnvelope
    from .catalog_item_upload import CatalogItemUpload
    from .catalog_item_upload_documents import CatalogItemUploadDocuments
    from .catalog_item_value import CatalogItemValue
    from .catalog_page import CatalogPage
    from .catalog_page_envelope import CatalogPageEnvelope
    from .catalog_reference import CatalogReference
    from .catalog_value import CatalogValue
    from .content_fields import ContentFields
    from .data_fields import DataFields
    from .device_fields import DeviceFields
    from .email_bounce_fields import EmailBounceFields
    from .email_bounce_webhook import EmailBounceWebhook
    from .email_cancellation import EmailCancellation
    from .email_click_fields import EmailClickFields
    from .email_click_webhook import EmailClickWebhook
    from .email_complaint_fields import EmailComplaintFields
    from .email_complaint_webhook import EmailComplaintWebhook
    from .email_message_fields import EmailMessageFields
    from .email_open_fields import EmailOpenFields
    from .email_open_webhook import EmailOpenWebhook
    from .email_send_fields import EmailSendFields
    from .email_send_fields_metadata import EmailSendFieldsMetadata
    from .email_send_fields_transactional_data import EmailSendFieldsTransactionalData
    from .email_send_skip_webhook import EmailSendSkipWebhook
    from .email_send_webhook import EmailSendWebhook
    from .email_subscribe_fields import EmailSubscribeFields
    from .email_subscribe_webhook import EmailSubscribeWebhook
    from .email_template import EmailTemplate
    from .email_template_campaign_data_fields import EmailTemplateCampaignDataFields
    from .email_template_upsert import EmailTemplateUpsert
    from .email_template_upsert_campaign_data_fields import (
        EmailTemplateUpsertCampaignDataFields,
    )
    from .email_to_user import EmailToUser
    from .email_to_user_metadata import EmailToUserMetadata
    from .email_un_subscribe_fields import EmailUnSubscribeFields
    from .email_un_subscribe_webhook import EmailUnSubscribeWebhook
    from .envelope import Envelope
    from .error import Error
    from .event_bulk_result import EventBulkResult
    from .event_bulk_track import EventBulkTrack
    from .export_data_range import ExportDataRange
    from .export_data_type import ExportDataType
    from .export_file import ExportFile
    from .export_job import ExportJob
    from .export_jobs import ExportJobs
    from .export_request import ExportRequest
    from .export_request_output_format import ExportRequestOutputFormat
    from .export_started import ExportStarted
    from .export_state import ExportState
    from .failed_event_updates import FailedEventUpdates
    from .failed_user_updates import FailedUserUpdates
    from .forgotten_emails import ForgottenEmails
    from .forgotten_user_ids import ForgottenUserIds
    from .hosted_unsubscribe_click_fields import HostedUnsubscribeClickFields
    from .hosted_unsubscribe_click_webhook import HostedUnsubscribeClickWebhook
    from .in_app_click_webhook import InAppClickWebhook
    from .in_app_open_webhook import InAppOpenWebhook
    from .in_app_send_fields import InAppSendFields
    from .in_app_send_fields_message_context import InAppSendFieldsMessageContext
    from .in_app_send_skip_fields import InAppSendSkipFields
    from .in_app_send_skip_webhook import InAppSendSkipWebhook
    from .in_app_send_webhook import InAppSendWebhook
    from .link_fields import LinkFields
    from .link_parameter import LinkParameter
    from .list_campaigns_campaign_state_item import ListCampaignsCampaignStateItem
    from .list_sent_messages_message_medium import ListSentMessagesMessageMedium
    from .list_subscription import ListSubscription
    from .list_templates_message_medium import ListTemplatesMessageMedium
    from .list_templates_template_type import ListTemplatesTemplateType
    from .list_unsubscription import ListUnsubscription
    from .message_fields import MessageFields
    from .message_reference_fields import MessageReferenceFields
    from .new_campaign import NewCampaign
    from .new_campaign_campaign_data_fields import NewCampaignCampaignDataFields
    from .new_campaign_data_fields import NewCampaignDataFields
    from .new_campaign_send_mode import NewCampaignSendMode
    from .new_user_list import NewUserList
    from .push_bounce_fields import PushBounceFields
    from .push_bounce_webhook import PushBounceWebhook
    from .push_content_fields import PushContentFields
    from .push_content_fields_payload import PushContentFieldsPayload
    from .push_open_fields import PushOpenFields
    from .push_open_webhook import PushOpenWebhook
    from .push_send_fields import PushSendFields
    from .push_send_skip_webhook import PushSendSkipWebhook
    from .push_send_webhook import PushSendWebhook
    from .push_uninstall_fields import PushUninstallFields
    from .push_uninstall_webhook import PushUninstallWebhook
    from .sent_message import SentMessage
    from .sent_messages import SentMessages
    from .skipped_message_fields import SkippedMessageFields
    from .sms_bounce_fields import SmsBounceFields
    from .sms_bounce_fields_sms_provider_response import (
        SmsBounceFieldsSmsProviderResponse,
    )
    from .sms_bounce_webhook import SmsBounceWebhook
    from .sms_click_fields import SmsClickFields
    from .sms_click_webhook import SmsClickWebhook
    from .sms_content_fields import SmsContentFields
    from .sms_received_fields import SmsReceivedFields
    from .sms_received_webhook import SmsReceivedWebhook
    from .sms_send_fields import SmsSendFields
    from .sms_send_skip_webhook import SmsSendSkipWebhook
    from .sms_send_webhook import SmsSendWebhook
    from .subscription_fields import SubscriptionFields
    from .subscription_update import SubscriptionUpdate
    from .template_metadata import TemplateMetadata
    from .template_page import TemplatePage
    from .tracked_event import TrackedEvent
    from .user import User
    from .user_answer import UserAnswer
    from .user_bulk_result import UserBulkResult
    from .user_bulk_update import UserBulkUpdate
    from .user_entry import UserEntry
    from .user_event import UserEvent
    from .user_event_fields import UserEventFields
    from .user_events import UserEvents
    from .user_identifier import UserIdentifier
    from .user_list import UserList
    from .user_list_created import UserListCreated
    from .user_lists import UserLists
    from .user_merge import UserMerge
    from .user_update import UserUpdate
    from .web_push_send_fields import WebPushSendFields
    from .web_push_send_skip_webhook import WebPushSendSkipWebhook
    from .web_push_send_webhook import WebPushSendWebhook
    from .webhook_list import WebhookList
    from .webhook_request_header import WebhookRequestHeader
    from .webhook_settings import WebhookSettings
    from .webhook_update import WebhookUpdate
    from .webhook_update_auth_type import WebhookUpdateAuthType
    from .webhook_user import WebhookUser

_MODULES = {
    "AnswerDetails": ".answer_details",
    "ArrayMerge": ".array_merge",
    "Campaign": ".campaign",
    "CampaignCreated": ".campaign_created",
    "CampaignPage": ".campaign_page",
    "CampaignTrigger": ".campaign_trigger",
    "CatalogItem": ".catalog_item",
    "CatalogItemPage": ".catalog_item_page",
    "CatalogItemPageEnvelope": ".catalog_item_page_envelope",
    "CatalogItemUpload": ".catalog_item_upload",
    "CatalogItemUploadDocuments": ".catalog_item_upload_documents",
    "CatalogItemValue": ".catalog_item_value",
    "CatalogPage": ".catalog_page",
    "CatalogPageEnvelope": ".catalog_page_envelope",
    "CatalogReference": ".catalog_reference",
    "CatalogValue": ".catalog_value",
    "ContentFields": ".content_fields",
    "DataFields": ".data_fields",
    "DeviceFields": ".device_fields",
    "EmailBounceFields": ".email_bounce_fields",
    "EmailBounceWebhook": ".email_bounce_webhook",
    "EmailCancellation": ".email_cancellation",
    "EmailClickFields": ".email_click_fields",
    "EmailClickWebhook": ".email_click_webhook",
    "EmailComplaintFields": ".email_complaint_fields",
    "EmailComplaintWebhook": ".email_complaint_webhook",
    "EmailMessageFields": ".email_message_fields",
    "EmailOpenFields": ".email_open_fields",
    "EmailOpenWebhook": ".email_open_webhook",
    "EmailSendFields": ".email_send_fields",
    "EmailSendFieldsMetadata": ".email_send_fields_metadata",
    "EmailSendFieldsTransactionalData": ".email_send_fields_transactional_data",
    "EmailSendSkipWebhook": ".email_send_skip_webhook",
    "EmailSendWebhook": ".email_send_webhook",
    "EmailSubscribeFields": ".email_subscribe_fields",
    "EmailSubscribeWebhook": ".email_subscribe_webhook",
    "EmailTemplate": ".email_template",
    "EmailTemplateCampaignDataFields": ".email_template_campaign_data_fields",
    "EmailTemplateUpsert": ".email_template_upsert",
    "EmailTemplateUpsertCampaignDataFields": ".email_template_upsert_campaign_data_fields",
    "EmailToUser": ".email_to_user",
    "EmailToUserMetadata": ".email_to_user_metadata",
    "EmailUnSubscribeFields": ".email_un_subscribe_fields",
    "EmailUnSubscribeWebhook": ".email_un_subscribe_webhook",
    "Envelope": ".envelope",
    "Error": ".error",
    "EventBulkResult": ".event_bulk_result",
    "EventBulkTrack": ".event_bulk_track",
    "ExportDataRange": ".export_data_range",
    "ExportDataType": ".export_data_type",
    "ExportFile": ".export_file",
    "ExportJob": ".export_job",
    "ExportJobs": ".export_jobs",
    "ExportRequest": ".export_request",
    "ExportRequestOutputFormat": ".export_request_output_format",
    "ExportStarted": ".export_started",
    "ExportState": ".export_state",
    "FailedEventUpdates": ".failed_event_updates",
    "FailedUserUpdates": ".failed_user_updates",
    "ForgottenEmails": ".forgotten_emails",
    "ForgottenUserIds": ".forgotten_user_ids",
    "HostedUnsubscribeClickFields": ".hosted_unsubscribe_click_fields",
    "HostedUnsubscribeClickWebhook": ".hosted_unsubscribe_click_webhook",
    "InAppClickWebhook": ".in_app_click_webhook",
    "InAppOpenWebhook": ".in_app_open_webhook",
    "InAppSendFields": ".in_app_send_fields",
    "InAppSendFieldsMessageContext": ".in_app_send_fields_message_context",
    "InAppSendSkipFields": ".in_app_send_skip_fields",
    "InAppSendSkipWebhook": ".in_app_send_skip_webhook",
    "InAppSendWebhook": ".in_app_send_webhook",
    "LinkFields": ".link_fields",
    "LinkParameter": ".link_parameter",
    "ListCampaignsCampaignStateItem": ".list_campaigns_campaign_state_item",
    "ListSentMessagesMessageMedium": ".list_sent_messages_message_medium",
    "ListSubscription": ".list_subscription",
    "ListTemplatesMessageMedium": ".list_templates_message_medium",
    "ListTemplatesTemplateType": ".list_templates_template_type",
    "ListUnsubscription": ".list_unsubscription",
    "MessageFields": ".message_fields",
    "MessageReferenceFields": ".message_reference_fields",
    "NewCampaign": ".new_campaign",
    "NewCampaignCampaignDataFields": ".new_campaign_campaign_data_fields",
    "NewCampaignDataFields": ".new_campaign_data_fields",
    "NewCampaignSendMode": ".new_campaign_send_mode",
    "NewUserList": ".new_user_list",
    "PushBounceFields": ".push_bounce_fields",
    "PushBounceWebhook": ".push_bounce_webhook",
    "PushContentFields": ".push_content_fields",
    "PushContentFieldsPayload": ".push_content_fields_payload",
    "PushOpenFields": ".push_open_fields",
    "PushOpenWebhook": ".push_open_webhook",
    "PushSendFields": ".push_send_fields",
    "PushSendSkipWebhook": ".push_send_skip_webhook",
    "PushSendWebhook": ".push_send_webhook",
    "PushUninstallFields": ".push_uninstall_fields",
    "PushUninstallWebhook": ".push_uninstall_webhook",
    "SentMessage": ".sent_message",
    "SentMessages": ".sent_messages",
    "SkippedMessageFields": ".skipped_message_fields",
    "SmsBounceFields": ".sms_bounce_fields",
    "SmsBounceFieldsSmsProviderResponse": ".sms_bounce_fields_sms_provider_response",
    "SmsBounceWebhook": ".sms_bounce_webhook",
    "SmsClickFields": ".sms_click_fields",
    "SmsClickWebhook": ".sms_click_webhook",
    "SmsContentFields": ".sms_content_fields",
    "SmsReceivedFields": ".sms_received_fields",
    "SmsReceivedWebhook": ".sms_received_webhook",
    "SmsSendFields": ".sms_send_fields",
    "SmsSendSkipWebhook": ".sms_send_skip_webhook",
    "SmsSendWebhook": ".sms_send_webhook",
    "SubscriptionFields": ".subscription_fields",
    "SubscriptionUpdate": ".subscription_update",
    "TemplateMetadata": ".template_metadata",
    "TemplatePage": ".template_page",
    "TrackedEvent": ".tracked_event",
    "User": ".user",
    "UserAnswer": ".user_answer",
    "UserBulkResult": ".user_bulk_result",
    "UserBulkUpdate": ".user_bulk_update",
    "UserEntry": ".user_entry",
    "UserEvent": ".user_event",
    "UserEventFields": ".user_event_fields",
    "UserEvents": ".user_events",
    "UserIdentifier": ".user_identifier",
    "UserList": ".user_list",
    "UserListCreated": ".user_list_created",
    "UserLists": ".user_lists",
    "UserMerge": ".user_merge",
    "UserUpdate": ".user_update",
    "WebPushSendFields": ".web_push_send_fields",
    "WebPushSendSkipWebhook": ".web_push_send_skip_webhook",
    "WebPushSendWebhook": ".web_push_send_webhook",
    "WebhookList": ".webhook_list",
    "WebhookRequestHeader": ".webhook_request_header",
    "WebhookSettings": ".webhook_settings",
    "WebhookUpdate": ".webhook_update",
    "WebhookUpdateAuthType": ".webhook_update_auth_type",
    "WebhookUser": ".webhook_user",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name], __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_MODULES])


__all__ = (
    "AnswerDetails",
    "ArrayMerge",
    "Campaign",
    "CampaignCreated",
    "CampaignPage",
    "CampaignTrigger",
    "CatalogItem",
    "CatalogItemPage",
    "CatalogItemPageEnvelope",
    "CatalogItemUpload",
    "CatalogItemUploadDocuments",
    "CatalogItemValue",
    "CatalogPage",
    "CatalogPageEnvelope",
    "CatalogReference",
    "CatalogValue",
    "ContentFields",
    "DataFields",
    "DeviceFields",
    "EmailBounceFields",
    "EmailBounceWebhook",
    "EmailCancellation",
    "EmailClickFields",
    "EmailClickWebhook",
    "EmailComplaintFields",
    "EmailComplaintWebhook",
    "EmailMessageFields",
    "EmailOpenFields",
    "EmailOpenWebhook",
    "EmailSendFields",
    "EmailSendFieldsMetadata",
    "EmailSendFieldsTransactionalData",
    "EmailSendSkipWebhook",
    "EmailSendWebhook",
    "EmailSubscribeFields",
    "EmailSubscribeWebhook",
    "EmailTemplate",
    "EmailTemplateCampaignDataFields",
    "EmailTemplateUpsert",
    "EmailTemplateUpsertCampaignDataFields",
    "EmailToUser",
    "EmailToUserMetadata",
    "EmailUnSubscribeFields",
    "EmailUnSubscribeWebhook",
    "Envelope",
    "Error",
    "EventBulkResult",
    "EventBulkTrack",
    "ExportDataRange",
    "ExportDataType",
    "ExportFile",
    "ExportJob",
    "ExportJobs",
    "ExportRequest",
    "ExportRequestOutputFormat",
    "ExportStarted",
    "ExportState",
    "FailedEventUpdates",
    "FailedUserUpdates",
    "ForgottenEmails",
    "ForgottenUserIds",
    "HostedUnsubscribeClickFields",
    "HostedUnsubscribeClickWebhook",
    "InAppClickWebhook",
    "InAppOpenWebhook",
    "InAppSendFields",
    "InAppSendFieldsMessageContext",
    "InAppSendSkipFields",
    "InAppSendSkipWebhook",
    "InAppSendWebhook",
    "LinkFields",
    "LinkParameter",
    "ListCampaignsCampaignStateItem",
    "ListSentMessagesMessageMedium",
    "ListSubscription",
    "ListTemplatesMessageMedium",
    "ListTemplatesTemplateType",
    "ListUnsubscription",
    "MessageFields",
    "MessageReferenceFields",
    "NewCampaign",
    "NewCampaignCampaignDataFields",
    "NewCampaignDataFields",
    "NewCampaignSendMode",
    "NewUserList",
    "PushBounceFields",
    "PushBounceWebhook",
    "PushContentFields",
    "PushContentFieldsPayload",
    "PushOpenFields",
    "PushOpenWebhook",
    "PushSendFields",
    "PushSendSkipWebhook",
    "PushSendWebhook",
    "PushUninstallFields",
    "PushUninstallWebhook",
    "SentMessage",
    "SentMessages",
    "SkippedMessageFields",
    "SmsBounceFields",
    "SmsBounceFieldsSmsProviderResponse",
    "SmsBounceWebhook",
    "SmsClickFields",
    "SmsClickWebhook",
    "SmsContentFields",
    "SmsReceivedFields",
    "SmsReceivedWebhook",
    "SmsSendFields",
    "SmsSendSkipWebhook",
    "SmsSendWebhook",
    "SubscriptionFields",
    "SubscriptionUpdate",
    "TemplateMetadata",
    "TemplatePage",
    "TrackedEvent",
    "User",
    "UserAnswer",
    "UserBulkResult",
    "UserBulkUpdate",
    "UserEntry",
    "UserEvent",
    "UserEventFields",
    "UserEvents",
    "UserIdentifier",
    "UserList",
    "UserListCreated",
    "UserLists",
    "UserMerge",
    "UserUpdate",
    "WebhookList",
    "WebhookRequestHeader",
    "WebhookSettings",
    "WebhookUpdate",
    "WebhookUpdateAuthType",
    "WebhookUser",
    "WebPushSendFields",
    "WebPushSendSkipWebhook",
    "WebPushSendWebhook",
)
