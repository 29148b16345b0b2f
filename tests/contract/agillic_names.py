"""Names and addresses that the instance knows, and some that it does not, for what schemathesis generates.

Data that only follows the schemas would seldom get past the names: a table, a field, a recipient that is there. Both
kinds are mixed, so that successes and rejections are reached.
"""

from hypothesis import strategies as st

from agillic.mock.instance import Instance

INVENTED = ("nobody@sweetmail.com", "a/b@sweetmail.com", "Åse Ø@sweetmail.com", "50% off+1")
"""Recipients that are not there at first. Their characters are the awkward ones of paths."""
_FROM = ("2025-12-01T07:00:00Z", "2025-12-01T08:30:00+02:00")
_TO = ("2025-12-01T08:00:00Z", "2025-12-01T10:00:00Z")
_COMPARISONS = (
    'EMAIL=="*@sweetmail.com"',
    "LASTNAME=in=(Blue,White)",
    "AGE>=20",
    "NEWSLETTER==true",
    'BIRTHDAY<"2000-01-01"',
    'NAME=="COMPANY"',
    'TYPE!="STRING"',
    'CATEGORY=="Guides"',
    "ID!=1",
    "PRICE<10",
)
"""Over the fields of recipients, of Global Data, and of the columns of its tables."""


def recipient_keys(instance: Instance) -> list[str]:
    """Return the keys of the recipients that are there from the start."""
    return [str(each.person_data[instance.recipient_key]) for each in instance.recipients]


def record_keys(instance: Instance) -> list[str]:
    """Return the keys of all records of Global Data Tables that are there from the start."""
    return [str(row[table.key]) for table in instance.global_data_tables.values() for row in table.records]


def addresses(instance: Instance) -> st.SearchStrategy[str]:
    """Return how paths name recipients: by the key or by a field, those that are there and others."""
    keys = [*recipient_keys(instance), *INVENTED]
    unique = [each.name for each in instance.person_data.values() if each.unique]
    fields = st.sampled_from([*unique, "AGILLIC_ID", "FIRSTNAME"])
    values = st.sampled_from([*keys, "x=y", "+45 12 34 56 78", ".EbrB"]) | st.text(min_size=1, max_size=8)
    return st.sampled_from(keys) | st.builds("{}={}".format, fields, values) | st.text(min_size=1, max_size=8)


def filters() -> st.SearchStrategy[str]:
    """Return RSQL expressions; each names fields that some operation has."""
    one = st.sampled_from(_COMPARISONS)
    return one | st.builds("{} and {}".format, one, one) | st.builds("({} or {}) and {}".format, one, one, one)


def dictionaries(instance: Instance) -> dict[str, list[str]]:
    """Return the names that fit a parameter, or a member of a body, by where it stands."""
    recipients = recipient_keys(instance)
    files = [*instance.export_files, *instance.resources, *instance.html_templates]
    folders = sorted({each.rpartition("/")[0] for each in files} - {""})
    return {
        "path.tableId": [*instance.one_to_many, *instance.global_data_tables, *instance.historical],
        "path.eventId": [*instance.events],
        "path.flowId": [*instance.flows],
        "path.promotionId": [*instance.promotions],
        "path.targetGroupName": [*instance.target_groups],
        "path.globalDataName": [*instance.global_data],
        "path.recordId": record_keys(instance),
        "path.extensionId": [*instance.extensions],
        "query.folder": ["", *folders],
        "query.file": [*instance.export_files, *folders],
        "query.sortByField": ["ID", "TITLE", "PRICE", "DATE"],
        "body.targetGroupName": [each.name for each in instance.target_groups.values() if each.filter is None],
        "body.recipientIds[*]": recipients,
        "body.data[*].recipientId": recipients,
        "body.data[*].eventId": [*instance.events],
        "body.recipients[*].recipientId": recipients,
        "body.viewAsRecipientId": recipients,
        "body.schemaName": [*instance.context_schemas],
        "body.clientAppId": [*instance.client_apps],
        "body.fileType": ["EVENT", "LINK", "TRANSACTIONAL_EMAIL"],
        "body.from": [*_FROM],
        "body.to": [*_TO],
        "body.folder": [*folders, "New folder"],
    }
