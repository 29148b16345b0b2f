"""Calls every operation that only reads and for which the project has names, or the user gave one."""

from contextlib import suppress

from iterable_client.contract.run import Run
from sdk_core.contract.json_values import member, objects

_ANY_NUMBER = "a list may hold any number of people; give one that may be read by --use list=ID"
_NO_USER = "no operation lists users; give one who may be read by --use user=EMAIL"


def read_everything(run: Run) -> None:
    """Read lists, campaigns, templates, catalogs, export jobs and webhooks, and one of each.

    Raises:
        RunStopped: No more calls can be made.
    """
    steps = (_read_campaigns, _read_templates, _read_catalogs, _read_jobs, _read_forgotten, _read_list, _read_user)
    for step in steps:
        with suppress(ValueError):  # a name of the project that the client does not send, such as ..
            step(run)
    run.read("listWebhooks")
    run.not_run.setdefault("exportData", "the project has no campaign to narrow it by")


def _read_campaigns(run: Run) -> None:
    run.read("listCampaigns")
    page = run.read("listCampaigns", {"page": 1, "pageSize": 10}).json
    run.campaign = _first_number(page, "campaigns", "id")
    if run.campaign is None:
        run.not_run |= dict.fromkeys(("getCampaign", "getCampaignMetrics"), "the project has no campaign")
        return
    run.read("getCampaign", {"id": run.campaign})


def _read_templates(run: Run) -> None:
    run.read("listTemplates", {"page": 1, "pageSize": 10})
    of_emails = {"page": 1, "pageSize": 1, "messageMedium": "Email"}
    emails = run.calls.call("listTemplates", of_emails, should_succeed=True).json
    run.template = _first_number(emails, "templates", "templateId")
    if run.template is None:
        run.not_run["getEmailTemplate"] = "the project has no email template"
        return
    run.read("getEmailTemplate", {"templateId": run.template})


def _read_catalogs(run: Run) -> None:
    of_items = ("listCatalogItems", "getCatalogItem")
    page = run.read("listCatalogs", {"page": 1, "pageSize": 10}).json
    names = objects(member(page, "params", "catalogNames") or member(page, "catalogNames"))
    run.catalog = next((each["name"] for each in names if isinstance(each.get("name"), str)), None)
    if run.catalog is None:
        run.not_run |= dict.fromkeys(of_items, "the project has no catalog")
        return
    values = {"catalogName": run.catalog}
    page = run.read("listCatalogItems", {**values, "page": 1, "pageSize": 1}).json
    entries = "catalogItemsWithProperties"
    items = objects(member(page, "params", entries) or member(page, entries))
    item = next((each["itemId"] for each in items if isinstance(each.get("itemId"), str)), None)
    if item is None:
        run.not_run["getCatalogItem"] = "the catalog that was read has no item"
        return
    run.read("getCatalogItem", {**values, "itemId": item})


def _read_jobs(run: Run) -> None:
    run.job = _first_number(run.read("listExportJobs").json, "jobs", "id")
    if run.job is None:
        run.not_run["listExportFiles"] = "the project has no export job"
        return
    run.read("listExportFiles", {"jobId": run.job})


def _read_forgotten(run: Run) -> None:
    """Projects that identify users by one of both identifiers may reject the other list."""
    run.read("listForgottenEmails")
    run.read("listForgottenUserIds")


def _read_list(run: Run) -> None:
    given = run.use.get("list", "")
    if given.isdecimal():
        run.read("listListUsers", {"listId": int(given)})
    else:
        run.not_run["listListUsers"] = _ANY_NUMBER


def _read_user(run: Run) -> None:
    email = run.use.get("user")
    if email is None:
        names = ("getUserByEmail", "findUserByEmail", "listUserEvents", "listSentMessages", "exportUserEvents")
        run.not_run |= dict.fromkeys((*names, "getUserById", "findUserById", "listUserEventsById"), _NO_USER)
        return
    for operation_id in ("getUserByEmail", "findUserByEmail", "listUserEvents", "listSentMessages"):
        run.read(operation_id, {"email": email})
    run.read("exportUserEvents", {"email": email, "includeCustomEvents": False})
    user_id = member(run.seen("getUserByEmail"), "user", "userId")
    run.user_id = user_id if isinstance(user_id, str) else ""
    if not run.user_id:
        of_ids = ("getUserById", "findUserById", "listUserEventsById")
        run.not_run |= dict.fromkeys(of_ids, "the user who may be read has no userId")
        return
    for operation_id in ("getUserById", "findUserById", "listUserEventsById"):
        run.read(operation_id, {"userId": run.user_id})


def _first_number(value: object, name: str, id_: str) -> int | None:
    found = (each.get(id_) for each in objects(member(value, name)))
    return next((each for each in found if isinstance(each, int) and not isinstance(each, bool)), None)
