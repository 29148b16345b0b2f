# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Every operation, found by its operationId and imported only when it is requested."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final

from ..types import Operation

_MODULES: Final = {
    "getOAuthToken": "authentication.get_o_auth_token",
    "listRecipients": "recipients.list_recipients",
    "createRecipient": "recipients.create_recipient",
    "getRecipient": "recipients.get_recipient",
    "updateRecipient": "recipients.update_recipient",
    "deleteRecipient": "recipients.delete_recipient",
    "batchUpsertRecipients": "recipients.batch_upsert_recipients",
    "asyncBatchUpsertRecipients": "recipients.async_batch_upsert_recipients",
    "asyncBatchDeleteRecipients": "recipients.async_batch_delete_recipients",
    "listCommunicationHistory": "recipients.list_communication_history",
    "listOneToManyTables": "one_to_many.list_one_to_many_tables",
    "getOneToManyTable": "one_to_many.get_one_to_many_table",
    "batchUpdateOneToManyRecords": "one_to_many.batch_update_one_to_many_records",
    "batchDeleteOneToManyRecords": "one_to_many.batch_delete_one_to_many_records",
    "truncateOneToManyTable": "one_to_many.truncate_one_to_many_table",
    "asyncUpsertOneToManyRecords": "one_to_many.async_upsert_one_to_many_records",
    "listRecipientEvents": "events.list_recipient_events",
    "getRecipientEvent": "events.get_recipient_event",
    "achieveEvent": "events.achieve_event",
    "achieveEventWithContext": "events.achieve_event_with_context",
    "asyncAchieveEvent": "events.async_achieve_event",
    "evaluatePromotion": "promotions.evaluate_promotion",
    "listRecipientTargetGroups": "target_groups.list_recipient_target_groups",
    "addToStaticTargetGroup": "target_groups.add_to_static_target_group",
    "removeFromStaticTargetGroup": "target_groups.remove_from_static_target_group",
    "getTargetGroupPopulation": "target_groups.get_target_group_population",
    "getTaskStatus": "tasks.get_task_status",
    "listGlobalData": "global_data.list_global_data",
    "getGlobalData": "global_data.get_global_data",
    "updateGlobalData": "global_data.update_global_data",
    "listGlobalDataTables": "global_data.list_global_data_tables",
    "getGlobalDataTable": "global_data.get_global_data_table",
    "getGlobalDataTableWithLimit": "global_data.get_global_data_table_with_limit",
    "getGlobalDataTableRecord": "global_data.get_global_data_table_record",
    "updateGlobalDataTableRecord": "global_data.update_global_data_table_record",
    "deleteGlobalDataTableRecord": "global_data.delete_global_data_table_record",
    "createGlobalDataTableRecord": "global_data.create_global_data_table_record",
    "batchCreateGlobalDataRecords": "global_data.batch_create_global_data_records",
    "batchUpdateGlobalDataRecords": "global_data.batch_update_global_data_records",
    "batchDeleteGlobalDataRecords": "global_data.batch_delete_global_data_records",
    "truncateGlobalDataTable": "global_data.truncate_global_data_table",
    "queueFlowForRecipient": "flows.queue_flow_for_recipient",
    "queueFlowWithContext": "flows.queue_flow_with_context",
    "getFlowQueueStatus": "flows.get_flow_queue_status",
    "queueFlowWithGlobalData": "flows.queue_flow_with_global_data",
    "resetFlowQueue": "flows.reset_flow_queue",
    "executeFlow": "flows.execute_flow",
    "executeFlowWithContext": "flows.execute_flow_with_context",
    "discoverTargetGroups": "discovery.discover_target_groups",
    "discoverPersonData": "discovery.discover_person_data",
    "discoverOneToManyTables": "discovery.discover_one_to_many_tables",
    "discoverOneToManyTable": "discovery.discover_one_to_many_table",
    "discoverHistoricalTables": "discovery.discover_historical_tables",
    "discoverHistoricalTable": "discovery.discover_historical_table",
    "discoverGlobalData": "discovery.discover_global_data",
    "discoverGlobalDataTables": "discovery.discover_global_data_tables",
    "discoverGlobalDataTable": "discovery.discover_global_data_table",
    "registerDevice": "app_push.register_device",
    "unregisterDevice": "app_push.unregister_device",
    "addConsent": "app_push.add_consent",
    "withdrawConsent": "app_push.withdraw_consent",
    "recordFeedback": "app_push.record_feedback",
    "listAssetResources": "assets.list_asset_resources",
    "updateResource": "assets.update_resource",
    "uploadResource": "assets.upload_resource",
    "deleteResource": "assets.delete_resource",
    "listAssetTemplates": "assets.list_asset_templates",
    "updateTemplate": "assets.update_template",
    "uploadTemplate": "assets.upload_template",
    "commitTemplate": "assets.commit_template",
    "updateExtension": "assets.update_extension",
    "uploadExtension": "assets.upload_extension",
    "updateContextSchema": "assets.update_context_schema",
    "uploadContextSchema": "assets.upload_context_schema",
    "updateWebapp": "assets.update_webapp",
    "uploadWebapp": "assets.upload_webapp",
    "listExportFiles": "exports.list_export_files",
    "downloadExportFile": "exports.download_export_file",
    "deleteExportFile": "exports.delete_export_file",
    "executeActivityExport": "exports.execute_activity_export",
    "readExportPage": "exports.read_export_page",
    "getExportTaskStatus": "exports.get_export_task_status",
    "stageEmailCampaign": "messages.stage_email_campaign",
    "editEmailCampaign": "messages.edit_email_campaign",
    "publishEmailCampaign": "messages.publish_email_campaign",
    "stageEmailCampaignV1": "messages.stage_email_campaign_v1",
    "editEmailCampaignV1": "messages.edit_email_campaign_v1",
    "testEmailCampaign": "messages.test_email_campaign",
    "getMessageTaskStatus": "messages.get_message_task_status",
    "getExtension": "extensions.get_extension",
    "putExtension": "extensions.put_extension",
    "postExtension": "extensions.post_extension",
    "deleteExtension": "extensions.delete_extension",
}


class _Operations(Mapping[str, Operation]):
    """The operations by their operationId."""

    def __getitem__(self, id: str) -> Operation:
        operation: Operation = import_module(f"{__name__}.{_MODULES[id]}").OPERATION
        return operation

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


OPERATIONS: Final[Mapping[str, Operation]] = _Operations()

__all__ = ["OPERATIONS"]
