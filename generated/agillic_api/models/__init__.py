# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""The models, each imported when it is first used."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .access_token import AccessToken
    from .access_token_error import AccessTokenError
    from .access_token_request import AccessTokenRequest
    from .activity_export import ActivityExport
    from .asset_file_upload import AssetFileUpload
    from .asset_item import AssetItem
    from .asset_path import AssetPath
    from .asset_upload import AssetUpload
    from .bulk_result import BulkResult
    from .callback import Callback
    from .callback_on import CallbackOn
    from .campaign_edit import CampaignEdit
    from .campaign_preview import CampaignPreview
    from .campaign_publish import CampaignPublish
    from .campaign_reference import CampaignReference
    from .campaign_result import CampaignResult
    from .campaign_stage import CampaignStage
    from .campaign_test import CampaignTest
    from .campaign_test_result import CampaignTestResult
    from .campaign_test_send_message import CampaignTestSendMessage
    from .communication import Communication
    from .communication_additional_fields import CommunicationAdditionalFields
    from .consent_grant import ConsentGrant
    from .consent_withdrawal import ConsentWithdrawal
    from .context_data import ContextData
    from .context_parameters import ContextParameters
    from .delete_extension_query import DeleteExtensionQuery
    from .device_consent import DeviceConsent
    from .device_registration import DeviceRegistration
    from .device_registration_os_name import DeviceRegistrationOsName
    from .device_unregistration import DeviceUnregistration
    from .device_unregistration_os_name import DeviceUnregistrationOsName
    from .edit_block_group import EditBlockGroup
    from .edit_details import EditDetails
    from .edit_message import EditMessage
    from .error import Error
    from .event_achievement import EventAchievement
    from .event_achievement_task import EventAchievementTask
    from .event_conversion import EventConversion
    from .export_item import ExportItem
    from .export_page import ExportPage
    from .export_page_information import ExportPageInformation
    from .export_row import ExportRow
    from .extension_upload import ExtensionUpload
    from .extension_upload_type import ExtensionUploadType
    from .field_definition import FieldDefinition
    from .flow_context_execution import FlowContextExecution
    from .flow_context_recipient import FlowContextRecipient
    from .flow_context_values import FlowContextValues
    from .flow_global_data_row import FlowGlobalDataRow
    from .flow_global_data_updates import FlowGlobalDataUpdates
    from .flow_queue_request import FlowQueueRequest
    from .flow_queue_status import FlowQueueStatus
    from .flow_queued import FlowQueued
    from .get_extension_query import GetExtensionQuery
    from .get_global_data_table_with_limit_sorting_order import (
        GetGlobalDataTableWithLimitSortingOrder,
    )
    from .global_data import GlobalData
    from .global_data_definition import GlobalDataDefinition
    from .global_data_record import GlobalDataRecord
    from .global_data_record_key import GlobalDataRecordKey
    from .global_data_table import GlobalDataTable
    from .global_data_update import GlobalDataUpdate
    from .historical_table_definition import HistoricalTableDefinition
    from .one_to_many_row import OneToManyRow
    from .one_to_many_table import OneToManyTable
    from .one_to_many_upsert import OneToManyUpsert
    from .one_to_many_upsert_one_to_many_tables import OneToManyUpsertOneToManyTables
    from .one_to_many_upsert_task import OneToManyUpsertTask
    from .page_information import PageInformation
    from .page_link import PageLink
    from .person_data import PersonData
    from .person_data_definition import PersonDataDefinition
    from .post_extension_query import PostExtensionQuery
    from .promotion_evaluation import PromotionEvaluation
    from .proposition import Proposition
    from .proposition_fields import PropositionFields
    from .push_feedback import PushFeedback
    from .push_feedback_feedback_status import PushFeedbackFeedbackStatus
    from .put_extension_query import PutExtensionQuery
    from .recipient import Recipient
    from .recipient_deletion_task import RecipientDeletionTask
    from .recipient_event import RecipientEvent
    from .recipient_page import RecipientPage
    from .recipient_target_group import RecipientTargetGroup
    from .recipient_upsert import RecipientUpsert
    from .recipient_upsert_one_to_many_tables import RecipientUpsertOneToManyTables
    from .recipient_upsert_task import RecipientUpsertTask
    from .stage_block_group import StageBlockGroup
    from .stage_details import StageDetails
    from .stage_message import StageMessage
    from .static_target_group_change import StaticTargetGroupChange
    from .table_definition import TableDefinition
    from .target_group_definition import TargetGroupDefinition
    from .target_group_population import TargetGroupPopulation
    from .task import Task
    from .task_configuration import TaskConfiguration
    from .task_details import TaskDetails
    from .task_started import TaskStarted
    from .variant import Variant
    from .variant_fields import VariantFields

_MODULES = {
    "AccessToken": ".access_token",
    "AccessTokenError": ".access_token_error",
    "AccessTokenRequest": ".access_token_request",
    "ActivityExport": ".activity_export",
    "AssetFileUpload": ".asset_file_upload",
    "AssetItem": ".asset_item",
    "AssetPath": ".asset_path",
    "AssetUpload": ".asset_upload",
    "BulkResult": ".bulk_result",
    "Callback": ".callback",
    "CallbackOn": ".callback_on",
    "CampaignEdit": ".campaign_edit",
    "CampaignPreview": ".campaign_preview",
    "CampaignPublish": ".campaign_publish",
    "CampaignReference": ".campaign_reference",
    "CampaignResult": ".campaign_result",
    "CampaignStage": ".campaign_stage",
    "CampaignTest": ".campaign_test",
    "CampaignTestResult": ".campaign_test_result",
    "CampaignTestSendMessage": ".campaign_test_send_message",
    "Communication": ".communication",
    "CommunicationAdditionalFields": ".communication_additional_fields",
    "ConsentGrant": ".consent_grant",
    "ConsentWithdrawal": ".consent_withdrawal",
    "ContextData": ".context_data",
    "ContextParameters": ".context_parameters",
    "DeleteExtensionQuery": ".delete_extension_query",
    "DeviceConsent": ".device_consent",
    "DeviceRegistration": ".device_registration",
    "DeviceRegistrationOsName": ".device_registration_os_name",
    "DeviceUnregistration": ".device_unregistration",
    "DeviceUnregistrationOsName": ".device_unregistration_os_name",
    "EditBlockGroup": ".edit_block_group",
    "EditDetails": ".edit_details",
    "EditMessage": ".edit_message",
    "Error": ".error",
    "EventAchievement": ".event_achievement",
    "EventAchievementTask": ".event_achievement_task",
    "EventConversion": ".event_conversion",
    "ExportItem": ".export_item",
    "ExportPage": ".export_page",
    "ExportPageInformation": ".export_page_information",
    "ExportRow": ".export_row",
    "ExtensionUpload": ".extension_upload",
    "ExtensionUploadType": ".extension_upload_type",
    "FieldDefinition": ".field_definition",
    "FlowContextExecution": ".flow_context_execution",
    "FlowContextRecipient": ".flow_context_recipient",
    "FlowContextValues": ".flow_context_values",
    "FlowGlobalDataRow": ".flow_global_data_row",
    "FlowGlobalDataUpdates": ".flow_global_data_updates",
    "FlowQueueRequest": ".flow_queue_request",
    "FlowQueueStatus": ".flow_queue_status",
    "FlowQueued": ".flow_queued",
    "GetExtensionQuery": ".get_extension_query",
    "GetGlobalDataTableWithLimitSortingOrder": ".get_global_data_table_with_limit_sorting_order",
    "GlobalData": ".global_data",
    "GlobalDataDefinition": ".global_data_definition",
    "GlobalDataRecord": ".global_data_record",
    "GlobalDataRecordKey": ".global_data_record_key",
    "GlobalDataTable": ".global_data_table",
    "GlobalDataUpdate": ".global_data_update",
    "HistoricalTableDefinition": ".historical_table_definition",
    "OneToManyRow": ".one_to_many_row",
    "OneToManyTable": ".one_to_many_table",
    "OneToManyUpsert": ".one_to_many_upsert",
    "OneToManyUpsertOneToManyTables": ".one_to_many_upsert_one_to_many_tables",
    "OneToManyUpsertTask": ".one_to_many_upsert_task",
    "PageInformation": ".page_information",
    "PageLink": ".page_link",
    "PersonData": ".person_data",
    "PersonDataDefinition": ".person_data_definition",
    "PostExtensionQuery": ".post_extension_query",
    "PromotionEvaluation": ".promotion_evaluation",
    "Proposition": ".proposition",
    "PropositionFields": ".proposition_fields",
    "PushFeedback": ".push_feedback",
    "PushFeedbackFeedbackStatus": ".push_feedback_feedback_status",
    "PutExtensionQuery": ".put_extension_query",
    "Recipient": ".recipient",
    "RecipientDeletionTask": ".recipient_deletion_task",
    "RecipientEvent": ".recipient_event",
    "RecipientPage": ".recipient_page",
    "RecipientTargetGroup": ".recipient_target_group",
    "RecipientUpsert": ".recipient_upsert",
    "RecipientUpsertOneToManyTables": ".recipient_upsert_one_to_many_tables",
    "RecipientUpsertTask": ".recipient_upsert_task",
    "StageBlockGroup": ".stage_block_group",
    "StageDetails": ".stage_details",
    "StageMessage": ".stage_message",
    "StaticTargetGroupChange": ".static_target_group_change",
    "TableDefinition": ".table_definition",
    "TargetGroupDefinition": ".target_group_definition",
    "TargetGroupPopulation": ".target_group_population",
    "Task": ".task",
    "TaskConfiguration": ".task_configuration",
    "TaskDetails": ".task_details",
    "TaskStarted": ".task_started",
    "Variant": ".variant",
    "VariantFields": ".variant_fields",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name], __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_MODULES])


__all__ = (
    "AccessToken",
    "AccessTokenError",
    "AccessTokenRequest",
    "ActivityExport",
    "AssetFileUpload",
    "AssetItem",
    "AssetPath",
    "AssetUpload",
    "BulkResult",
    "Callback",
    "CallbackOn",
    "CampaignEdit",
    "CampaignPreview",
    "CampaignPublish",
    "CampaignReference",
    "CampaignResult",
    "CampaignStage",
    "CampaignTest",
    "CampaignTestResult",
    "CampaignTestSendMessage",
    "Communication",
    "CommunicationAdditionalFields",
    "ConsentGrant",
    "ConsentWithdrawal",
    "ContextData",
    "ContextParameters",
    "DeleteExtensionQuery",
    "DeviceConsent",
    "DeviceRegistration",
    "DeviceRegistrationOsName",
    "DeviceUnregistration",
    "DeviceUnregistrationOsName",
    "EditBlockGroup",
    "EditDetails",
    "EditMessage",
    "Error",
    "EventAchievement",
    "EventAchievementTask",
    "EventConversion",
    "ExportItem",
    "ExportPage",
    "ExportPageInformation",
    "ExportRow",
    "ExtensionUpload",
    "ExtensionUploadType",
    "FieldDefinition",
    "FlowContextExecution",
    "FlowContextRecipient",
    "FlowContextValues",
    "FlowGlobalDataRow",
    "FlowGlobalDataUpdates",
    "FlowQueued",
    "FlowQueueRequest",
    "FlowQueueStatus",
    "GetExtensionQuery",
    "GetGlobalDataTableWithLimitSortingOrder",
    "GlobalData",
    "GlobalDataDefinition",
    "GlobalDataRecord",
    "GlobalDataRecordKey",
    "GlobalDataTable",
    "GlobalDataUpdate",
    "HistoricalTableDefinition",
    "OneToManyRow",
    "OneToManyTable",
    "OneToManyUpsert",
    "OneToManyUpsertOneToManyTables",
    "OneToManyUpsertTask",
    "PageInformation",
    "PageLink",
    "PersonData",
    "PersonDataDefinition",
    "PostExtensionQuery",
    "PromotionEvaluation",
    "Proposition",
    "PropositionFields",
    "PushFeedback",
    "PushFeedbackFeedbackStatus",
    "PutExtensionQuery",
    "Recipient",
    "RecipientDeletionTask",
    "RecipientEvent",
    "RecipientPage",
    "RecipientTargetGroup",
    "RecipientUpsert",
    "RecipientUpsertOneToManyTables",
    "RecipientUpsertTask",
    "StageBlockGroup",
    "StageDetails",
    "StageMessage",
    "StaticTargetGroupChange",
    "TableDefinition",
    "TargetGroupDefinition",
    "TargetGroupPopulation",
    "Task",
    "TaskConfiguration",
    "TaskDetails",
    "TaskStarted",
    "Variant",
    "VariantFields",
)
