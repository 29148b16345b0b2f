"""What the pages of the mock of Iterable show: the project, users, lists, events, messages, and programs."""

from iterable_client.mock.inspector.facts import facts, reference
from iterable_client.mock.inspector.overview import overview
from iterable_client.mock.inspector.people import find_people, read_person
from iterable_client.mock.inspector.samples import samples
from sdk_core.mock.app.inspection import Inspector

INSPECTOR = Inspector(
    people="Users",
    person="User",
    search="Email, userId, or a list such as list=1201",
    facts=facts,
    overview=overview,
    find_people=find_people,
    read_person=read_person,
    reference=reference,
    samples=samples,
)
