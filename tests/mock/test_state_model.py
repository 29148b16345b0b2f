"""Recipients and rows behave like plain dicts, whatever is done to them in whatever order."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from state_parts import open_state

from agillic.mock.state.errors import ConflictError, UnknownRecipientError
from sdk_core.mock.errors import StateError

NAMES = st.sampled_from(["a", "b", "c", "d"])
CHANGES: dict[str, st.SearchStrategy[object]] = {
    "MOBILE": st.sampled_from(["", "1", "2"]),
    "AGE": st.sampled_from([None, 1, 20]),
}
FIELDS = st.fixed_dictionaries({}, optional=CHANGES)
KEY: dict[str, st.SearchStrategy[object]] = {"ID": st.sampled_from(["1", "2"])}
PAID: dict[str, st.SearchStrategy[object]] = {"PAID": st.sampled_from([None, True, False])}
ROWS = st.lists(st.fixed_dictionaries(KEY, optional=PAID), max_size=3)
Person = dict[str, str]


def written(into: Person, values: dict[str, object]) -> Person:
    """Return what responses show after a write."""
    result = dict(into)
    for name, value in values.items():
        if value is None or value == "":
            result.pop(name, None)
        else:
            result[name] = str(value).lower() if isinstance(value, bool) else str(value)
    return result


class Model(RuleBasedStateMachine):
    """Does everything twice: to the state, and to dicts in the order of creation."""

    def __init__(self) -> None:
        super().__init__()
        self.state = open_state()
        self.people: dict[str, Person] = {name: {"EMAIL": name} for name in "abc"}
        self.state.recipients.batch_upsert([{"EMAIL": name} for name in "abc"])
        self.rows: dict[str, dict[str, Person]] = {}
        self.panel: set[str] = set()

    def teardown(self) -> None:
        self.state.database.close()

    def expected(self, name: str, values: dict[str, object]) -> str:
        """Write to the model, and return what becomes of it."""
        mobile = values.get("MOBILE")
        if mobile and any(other != name and each.get("MOBILE") == mobile for other, each in self.people.items()):
            return "conflict"
        outcome = "updated" if name in self.people else "created"
        self.people[name] = written(self.people.get(name, {"EMAIL": name}), values)
        return outcome

    @rule(name=NAMES, values=FIELDS)
    def create(self, name: str, values: dict[str, object]) -> None:
        expected = "conflict" if name in self.people else self.expected(name, values)
        try:
            self.state.recipients.create({"EMAIL": name, **values})
            outcome = "created"
        except ConflictError:
            outcome = "conflict"
        assert outcome == expected

    @rule(name=NAMES, values=FIELDS)
    def upsert(self, name: str, values: dict[str, object]) -> None:
        try:
            outcome: str = self.state.recipients.upsert(name, values)
        except ConflictError:
            outcome = "conflict"
        assert outcome == self.expected(name, values)

    @rule(entries=st.lists(st.tuples(NAMES, FIELDS), max_size=4))
    def batch(self, entries: list[tuple[str, dict[str, object]]]) -> None:
        result = self.state.recipients.batch_upsert({"EMAIL": name, **values} for name, values in entries)
        outcomes = ["conflict" if isinstance(each, StateError) else each for each in result.outcomes]
        assert outcomes == [self.expected(name, values) for name, values in entries]

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        try:
            self.state.recipients.delete(self.state.recipients.find(name))
            known = True
        except UnknownRecipientError:
            known = False
        assert known == (self.people.pop(name, None) is not None)
        self.rows.pop(name, None)
        self.panel.discard(name)

    @rule(name=NAMES, rows=ROWS)
    def update_rows(self, name: str, rows: list[dict[str, object]]) -> None:
        if name in self.people:
            self.state.rows.batch_update(self.state.recipients.find(name), "PURCHASES", rows)
            mine = self.rows.setdefault(name, {})
            for row in rows:
                key = str(row["ID"])
                mine[key] = written(mine.get(key, {}), row)

    @rule(name=NAMES, keys=st.lists(st.sampled_from(["1", "2", "3"]), max_size=2))
    def delete_rows(self, name: str, keys: list[str]) -> None:
        if name in self.people:
            self.state.rows.batch_delete(self.state.recipients.find(name), "PURCHASES", keys)
            for key in keys:
                self.rows.get(name, {}).pop(key, None)

    @rule(names=st.lists(NAMES, max_size=3), adds=st.booleans())
    def change_group(self, names: list[str], adds: bool) -> None:  # noqa: FBT001 - Hypothesis passes it by name
        known = {name for name in names if name in self.people}
        if adds:
            self.state.groups.add("Panel", names)
            self.panel |= known
        else:
            self.state.groups.remove("Panel", names)
            self.panel -= known

    @invariant()
    def everything_is_alike(self) -> None:
        shown = self.state.recipients.select(fields=["EMAIL", "MOBILE", "AGE"])
        assert shown == list(self.people.values())
        for name, person in self.people.items():
            number = self.state.recipients.find(name)
            assert self.state.rows.read(number, "PURCHASES") == list(self.rows.get(name, {}).values())
            groups = {group.name for group in self.state.groups.of(number)}
            assert ("Panel" in groups) == (name in self.panel)
            assert ("Adults" in groups) == (person.get("AGE") == "20")
        assert self.state.groups.population("Panel") == len(self.panel)


TestModel = Model.TestCase
TestModel.settings = settings(max_examples=100, stateful_step_count=20, deadline=None)
