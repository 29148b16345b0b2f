"""What the pages of the mock of Agillic show: the instance, recipients, target groups, tasks, and programs."""

from agillic.mock.inspector.facts import facts, reference
from agillic.mock.inspector.overview import overview
from agillic.mock.inspector.people import find_people, read_person
from agillic.mock.inspector.samples import samples
from sdk_core.mock.app.inspection import Inspector

INSPECTOR = Inspector(
    people="Recipients",
    person="Recipient",
    search="Text, or a filter such as AGE>20",
    facts=facts,
    overview=overview,
    find_people=find_people,
    read_person=read_person,
    reference=reference,
    samples=samples,
)
