# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Every operation, found by its operationId and imported only when it is requested."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final

from ..types import Operation

_MODULES: Final = {
    "updateUser": "users.update_user",
    "getUserByEmail": "users.get_user_by_email",
    "deleteUserByEmail": "users.delete_user_by_email",
    "findUserByEmail": "users.find_user_by_email",
    "getUserById": "users.get_user_by_id",
    "deleteUserById": "users.delete_user_by_id",
    "findUserById": "users.find_user_by_id",
    "bulkUpdateUsers": "users.bulk_update_users",
    "updateSubscriptions": "users.update_subscriptions",
    "mergeUsers": "users.merge_users",
    "forgetUser": "users.forget_user",
    "unforgetUser": "users.unforget_user",
    "listForgottenEmails": "users.list_forgotten_emails",
    "listForgottenUserIds": "users.list_forgotten_user_ids",
    "listSentMessages": "users.list_sent_messages",
    "trackEvent": "events.track_event",
    "trackEvents": "events.track_events",
    "listUserEvents": "events.list_user_events",
    "listUserEventsById": "events.list_user_events_by_id",
    "sendEmail": "email.send_email",
    "cancelEmail": "email.cancel_email",
    "listCampaigns": "campaigns.list_campaigns",
    "getCampaign": "campaigns.get_campaign",
    "createCampaign": "campaigns.create_campaign",
    "triggerCampaign": "campaigns.trigger_campaign",
    "getCampaignMetrics": "campaigns.get_campaign_metrics",
    "listLists": "lists.list_lists",
    "createList": "lists.create_list",
    "listListUsers": "lists.list_list_users",
    "subscribeToList": "lists.subscribe_to_list",
    "unsubscribeFromList": "lists.unsubscribe_from_list",
    "listTemplates": "templates.list_templates",
    "getEmailTemplate": "templates.get_email_template",
    "upsertEmailTemplate": "templates.upsert_email_template",
    "listCatalogs": "catalogs.list_catalogs",
    "createCatalog": "catalogs.create_catalog",
    "listCatalogItems": "catalogs.list_catalog_items",
    "bulkWriteCatalogItems": "catalogs.bulk_write_catalog_items",
    "getCatalogItem": "catalogs.get_catalog_item",
    "replaceCatalogItem": "catalogs.replace_catalog_item",
    "startExport": "exports.start_export",
    "listExportJobs": "exports.list_export_jobs",
    "listExportFiles": "exports.list_export_files",
    "cancelExport": "exports.cancel_export",
    "exportData": "exports.export_data",
    "exportUserEvents": "exports.export_user_events",
    "listWebhooks": "webhooks.list_webhooks",
    "updateWebhook": "webhooks.update_webhook",
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
