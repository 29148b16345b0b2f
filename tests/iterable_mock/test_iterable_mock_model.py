"""Users, lists and events behave like plain dicts, whatever is done to them in whatever order."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from iterable_calls import Shop

EMAILS, IDS = ("a@example.com", "b@example.com"), ("x", "y")
WHO = st.sampled_from([{"email": each} for each in EMAILS] + [{"userId": each} for each in IDS])
NEW: dict[str, st.SearchStrategy[object]] = {
    "email": st.sampled_from(EMAILS),
    "userId": st.sampled_from(IDS),
    "age": st.sampled_from([None, 1, "old"]),
    "own": st.sampled_from([{"p": 1}, {"q": 2}]),
}
FIELDS = st.fixed_dictionaries({}, optional=NEW)
LIST = 1201
FORGOTTEN, TAKEN, MISFIT, UNKNOWN = "forgotten", "taken", "misfit", "unknown"
CODES = {
    "ForgottenUserError": FORGOTTEN,
    "EmailAlreadyExists": TAKEN,
    "UserIdAlreadyExists": TAKEN,
    "RequestFieldsTypesMismatched": MISFIT,
    "UnknownEmailError": UNKNOWN,
    "UnknownUserIdError": UNKNOWN,
    "Success": "",
}


@dataclass(eq=False)
class Person:
    """What is known of a user."""

    names: dict[str, str]
    data: dict[str, object] = field(default_factory=dict[str, object])
    on_list: bool = False
    events: list[str] = field(default_factory=list[str])


class Model(RuleBasedStateMachine):
    """Does everything twice: to the mock, and to a list of people."""

    def __init__(self) -> None:
        super().__init__()
        self.shop = Shop(users=(), fields={"age": "long", "own": "object", "own.p": "long", "own.q": "long"})
        self.people: list[Person] = []
        self.forgotten: set[tuple[str, str]] = set()
        self.tracked = 0

    def teardown(self) -> None:
        self.shop.mock.close()

    def post(self, target: str, **body: Any) -> str:  # noqa: ANN401 - members of a body
        """Call the mock after all limits have room again, and return what came of it in a word."""
        self.shop.mock.clock.advance(86_400)
        return CODES[self.shop.post(target, body).code]

    def find(self, who: dict[str, str]) -> Person | None:
        return next((each for each in self.people if who.items() <= each.names.items()), None)

    def rejected(self, who: dict[str, str]) -> str:
        return FORGOTTEN if self.forgotten & set(who.items()) else ""

    def write(self, who: dict[str, str], fields: dict[str, Any], *, merge: bool) -> str:
        """Write to the model, and return what comes of it."""
        named: dict[str, str] = {name: fields[name] for name in ("email", "userId") if name in fields}
        if rejected := self.rejected(who) or self.rejected(named):
            return rejected
        person = self.find(who)
        names: dict[str, str] = {**(person.names if person else {}), **who, **named}
        if any(each is not person and set(each.names.items()) & set(names.items()) for each in self.people):
            return TAKEN
        if fields.get("age") == "old":
            return MISFIT
        if person is None:
            person = Person({})
            self.people.append(person)
        person.names = names
        for name in ("age", "own"):
            if name in fields:
                before = person.data.pop(name, {})
                if fields[name] is not None:
                    person.data[name] = {**before, **fields[name]} if merge and name == "own" else fields[name]  # type: ignore[dict-item]
        return ""

    @rule(who=WHO, fields=FIELDS, merge=st.booleans())
    def update(self, who: dict[str, str], fields: dict[str, Any], *, merge: bool) -> None:
        expected = self.write(who, fields, merge=merge)
        assert self.post("/api/users/update", **who, dataFields=fields, mergeNestedObjects=merge) == expected

    @rule(entries=st.lists(st.tuples(WHO, FIELDS), max_size=4))
    def bulk_update(self, entries: list[tuple[dict[str, str], dict[str, Any]]]) -> None:
        expected = [self.write(who, fields, merge=False) for who, fields in entries]
        users = [{**who, "dataFields": fields} for who, fields in entries]
        received = self.shop.post("/api/users/bulkUpdate", {"users": users}).json
        self.shop.mock.clock.advance(1)
        assert (received["successCount"], received["failCount"]) == (
            expected.count(""),
            len(list(filter(None, expected))),
        )
        told = {reason: len(named) for reason, named in received.get("failedUpdates", {}).items()}
        for word, reason in ((FORGOTTEN, "forgotten"), (TAKEN, "conflict"), (MISFIT, "invalidData")):
            assert sum(count for name, count in told.items() if name.startswith(reason)) == expected.count(word)

    @rule(who=WHO)
    def delete(self, who: dict[str, str]) -> None:
        ((kind, value),) = who.items()
        target = f"/api/users/{value}" if kind == "email" else f"/api/users/byUserId/{value}"
        assert self.shop.call("DELETE", target).status == 200
        self.people = [each for each in self.people if each is not self.find(who)]

    @rule(who=WHO)
    def forget(self, who: dict[str, str]) -> None:
        person = self.find(who)
        self.forgotten |= set((person.names if person else who).items())
        self.people = [each for each in self.people if each is not person]
        assert self.post("/api/users/forget", **who) == ""

    @rule(who=WHO)
    def unforget(self, who: dict[str, str]) -> None:
        self.forgotten -= set(who.items())
        assert self.post("/api/users/unforget", **who) == ""

    @rule(who=WHO, on=st.booleans())
    def put_on_list(self, who: dict[str, str], *, on: bool) -> None:
        expected = self.rejected(who)
        if on:
            expected = self.write(who, {}, merge=False)
        elif not expected and self.find(who) is None:
            expected = UNKNOWN
        person = self.find(who)
        if person is not None and not expected:
            if person.on_list is not on:
                person.events.append("emailSubscribe" if on else "emailUnSubscribe")
            person.on_list = on
        target = f"/api/lists/{'subscribe' if on else 'unsubscribe'}"
        received = self.shop.post(target, {"listId": LIST, "subscribers": [who]}).json
        assert received["successCount"] == (0 if expected else 1)

    @rule(who=WHO, known=st.booleans())
    def track(self, who: dict[str, str], *, known: bool) -> None:
        person, expected = self.find(who), self.rejected(who)
        if not expected and person is None:
            expected = UNKNOWN
        self.tracked += not known
        name = f"event{self.tracked}"
        if person is not None and not expected:
            for each in self.people:
                each.events = [event for event in each.events if event != name]
            person.events.append(name)
        body = {**who, "eventName": name, "id": name}
        assert self.shop.post("/api/events/track", body).code == {FORGOTTEN: "ForgottenUserError", "": "Success"}.get(
            expected, "UnknownEmailError" if "email" in who else "UnknownUserIdError"
        )

    @rule(source=WHO, destination=WHO)
    def merge(self, source: dict[str, str], destination: dict[str, str]) -> None:
        from_, to = self.find(source), self.find(destination)
        expected = self.rejected(source) or self.rejected(destination) or ("" if from_ else UNKNOWN)
        same = expected == "" and from_ is to
        if from_ is not None and not expected and not same:
            self._merge(from_, to, destination)
        body = {f"source{kind[0].upper()}{kind[1:]}": value for kind, value in source.items()}
        body |= {f"destination{kind[0].upper()}{kind[1:]}": value for kind, value in destination.items()}
        self.shop.mock.clock.advance(1)
        received = self.shop.post("/api/users/merge", body)
        assert (received.code == "BadParams") if same else (CODES[received.code] == expected)

    def _merge(self, source: Person, person: Person | None, destination: dict[str, str]) -> None:
        if person is None:
            source.names |= destination
            return
        person.names = source.names | person.names
        person.data = source.data | person.data
        person.on_list |= source.on_list
        person.events += source.events
        self.people.remove(source)

    @invariant()
    def all_is_read_as_in_the_model(self) -> None:
        self.shop.mock.clock.advance(60)
        assert self.shop.mock.state.users.count() == len(self.people)
        for kind, value in [*(("email", each) for each in EMAILS), *(("userId", each) for each in IDS)]:
            person = self.find({kind: value})
            user = self.shop.user(value) if kind == "email" else self.shop.user_by_id(value)
            known = (
                None if user is None else ({n: user[n] for n in ("email", "userId") if n in user}, user["dataFields"])
            )
            assert known == (None if person is None else (person.names, person.data))
        on_list = sorted(
            person.names.get("email") or person.names["userId"] for person in self.people if person.on_list
        )
        assert sorted(self.shop.members(LIST)) == on_list
        for person in self.people:
            kind, value = next(iter(person.names.items()))
            read = self.shop.get(f"/api/events/{value if kind == 'email' else f'byUserId/{value}'}?limit=200").json
            names = [each.get("eventName") or each["eventType"] for each in read["events"]]
            assert sorted(names) == sorted(person.events)


Model.TestCase.settings = settings(max_examples=40, stateful_step_count=20)
test_model = Model.TestCase
