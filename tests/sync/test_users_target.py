"""Users and lists of Iterable as targets."""

from typing import Any

import pytest
from target_parts import Item, kind_of, outcomes, run_mode, sent, written

from iterable_api import OPERATIONS
from iterable_client import IterableClient
from iterable_client.errors import AuthenticationError
from iterable_client.identity import ProjectType
from iterable_client.mock.local import LocalMock
from iterable_client.mock.state.identity import Identity
from iterable_client.resources.batches import usual_options
from iterable_client.sync.targets import TARGETS
from iterable_client.sync.values import same_value
from sdk_core.sync.model.errors import JobError, TargetError
from sdk_core.sync.model.target import Step, Target, Truth

pytest_plugins = ["target_fixtures"]
pytestmark = pytest.mark.usefixtures("own_limits")

POETRY, DYNAMIC = 1201, 1305


def bound(client: IterableClient, name: str = "users", **options: object) -> Target:
    return kind_of(TARGETS, name).bind(client, options)


def on_list(client: IterableClient, **options: object) -> Target:
    return bound(client, "lists", list_id=POETRY, **options)


def user(name: str, **data: object) -> Item:
    email = f"{name}@example.com"
    return email, {"email": email, "dataFields": data} if data else {"email": email}


def truth_of(target: Target) -> Truth:
    assert target.truth is not None
    return target.truth


def profile(mock: LocalMock, email: str) -> dict[str, Any]:
    number = mock.state.users.find(Identity(email))
    assert number is not None
    return dict(mock.state.users.read(number).data)


def check_step(step: Step, operation: str) -> None:
    traits = OPERATIONS[operation].traits
    batch = traits.get("batch", {})
    assert step.plan.operation == operation
    assert step.plan.max_items == batch.get("max_items", 1)
    if "max_bytes" in batch:
        assert step.plan.max_bytes == batch["max_bytes"]
    assert step.is_idempotent is traits["idempotent"]
    assert step.finishes_later is (traits.get("finishes") == "later")
    assert step.concurrency == usual_options(operation).max_concurrency
    assert (step.send_single is not None) is ("single" in batch and "sends" not in traits)


class TestUsers:
    def test_binding_costs_no_call(self, iterable: IterableClient, iterable_mock: LocalMock) -> None:
        target = bound(iterable)
        assert iterable_mock.requests == []
        assert (target.key, target.nested_fields, target.unknown_field_member) == (("email",), True, "dataFields")
        assert {name: field.required for name, field in target.fields.items()} == {"email": True, "userId": False}

    def test_numbers_are_those_of_the_traits(self, iterable: IterableClient) -> None:
        steps = bound(iterable).steps
        check_step(steps["update"], "bulkUpdateUsers")
        check_step(steps["delete"], "deleteUserByEmail")
        check_step(bound(iterable, identified_by="userId").steps["delete"], "deleteUserById")

    def test_upsert_creates_and_updates(self, iterable: IterableClient, iterable_mock: LocalMock) -> None:
        target = bound(iterable)
        results = run_mode(target, "upsert", [user(f"u{n}", age=n) for n in range(1_200)], iterable)["update"]
        assert {*outcomes(results)} == {"accepted"}
        run_mode(target, "upsert", [user("u7", firstName="Ada")], iterable)
        assert profile(iterable_mock, "u7@example.com") == {"age": 7, "firstName": "Ada"}
        assert [len(each.json["users"]) for each in sent(iterable_mock.requests, "bulkUpdateUsers")] == [1_000, 200, 1]

    def test_a_user_who_is_not_taken_is_rejected_alone(self, iterable: IterableClient) -> None:
        rows = [user("eva", age=36), user("bob", age="many"), ("no email", {"email": "no email"})]
        results = run_mode(bound(iterable), "upsert", rows, iterable)["update"]
        assert outcomes(results) == ["accepted", "rejected", "rejected"]

    def test_options_reach_the_calls(self, iterable: IterableClient, iterable_mock: LocalMock) -> None:
        target = bound(iterable, create_new_fields=False, merge_nested_objects=True)
        run_mode(target, "upsert", [user("eva", settings={"newsletter": "yes"})], iterable)
        (request,) = sent(iterable_mock.requests, "bulkUpdateUsers")
        assert request.json["createNewFields"] is False
        assert request.json["users"][0]["mergeNestedObjects"] is True
        truth = truth_of(target)
        assert truth.same("settings", {"a": 1}, {"a": 1, "b": 2})
        assert not truth_of(bound(iterable)).same("settings", {"a": 1}, {"a": 1, "b": 2})

    @pytest.mark.parametrize("identified_by", ["email", "userId"])
    def test_delete_erases_by_one_call_a_row(self, iterable: IterableClient, identified_by: str) -> None:
        target = bound(iterable, identified_by=identified_by)
        rows: list[Item] = [(f"u{n}@example.com", {identified_by: f"u{n}@example.com"}) for n in range(3)]
        run_mode(target, "upsert", rows, iterable)
        results = run_mode(target, "delete", rows[:2], iterable)["delete"]
        assert outcomes(results) == ["accepted"] * 2
        found = dict(truth_of(target).read_some([key for key, _ in rows]))
        assert [each is None for each in found.values()] == [True, True, False]
        assert target.modes["delete"].is_erasure

    def test_users_are_read_one_by_one_or_by_an_export(
        self, iterable: IterableClient, iterable_mock: LocalMock
    ) -> None:
        target = bound(iterable)
        run_mode(target, "upsert", [user("eva", age=36), user("bob")], iterable)
        truth, keys = truth_of(target), ["eva@example.com", "bob@example.com", "nobody@example.com"]
        found = dict(truth.read_some([*keys, keys[0]]))
        assert found == {
            keys[0]: {"age": 36, "email": keys[0]},
            keys[1]: {"email": keys[1]},
            keys[2]: None,
        }
        assert len(sent(iterable_mock.requests, "findUserByEmail")) == truth.calls(len(keys)) == 3
        everybody = dict(truth.read_all())
        assert everybody[keys[0]]["age"] == 36
        assert len(sent(iterable_mock.requests, "exportData")) == truth.calls(None) == 1

    @pytest.mark.parametrize("identified_by", ["email", "userId"])
    def test_nobody_is_nobody_however_the_server_says_it(
        self, iterable_mock: LocalMock, iterable: IterableClient, identified_by: str
    ) -> None:
        truth = truth_of(bound(iterable, identified_by=identified_by))
        operation = "findUserByEmail" if identified_by == "email" else "findUserById"
        for number, code in enumerate(("NotFound", "error.users.noUserWithIdExists", "UnknownEmailError")):
            body = {"code": code, "msg": "", "params": None}
            iterable_mock.faults.add(operation=operation, status=400 if number else 404, body=body)
            assert dict(truth.read_some(["nobody@example.com"])) == {"nobody@example.com": None}

    def test_another_error_is_none_of_them(self, iterable: IterableClient, iterable_mock: LocalMock) -> None:
        iterable_mock.faults.add(operation="findUserByEmail", status=401, times=100)
        with pytest.raises(Exception, match="findUserByEmail returned 401"):
            dict(truth_of(bound(iterable)).read_some(["eva@example.com"]))

    def test_what_was_read_restores_what_was_there(self, iterable: IterableClient, iterable_mock: LocalMock) -> None:
        target = bound(iterable)
        run_mode(target, "upsert", [user("eva", age=36, firstName="Ada")], iterable)
        before = profile(iterable_mock, "eva@example.com")
        truth = truth_of(target)
        ((_, found),) = truth.read_some(["eva@example.com"])
        assert found is not None
        run_mode(target, "upsert", [user("eva", age=37, firstName="A", lastName="L")], iterable)
        restored = {name: truth.restored(name, found.get(name)) for name in ("age", "firstName", "lastName")}
        written(target.steps[target.undo_updated], [user("eva", **restored)], iterable)
        assert profile(iterable_mock, "eva@example.com") == before

    @pytest.mark.parametrize(("project", "named"), [("email", "userId"), ("userId", "email")])
    def test_a_project_that_identifies_users_by_something_else(
        self, iterable_mock: LocalMock, project: ProjectType, named: str
    ) -> None:
        with IterableClient(api_key=iterable_mock.api_key, base_url=iterable_mock.url, project_type=project) as client:
            assert bound(client).key == (project,)
            with pytest.raises(TargetError, match=f"identifies users by {project} .setting project_type.: set it to"):
                bound(client, identified_by=named)

    def test_a_user_id_may_create_in_a_project_of_emails_where_that_is_said(self, iterable_mock: LocalMock) -> None:
        with IterableClient(api_key=iterable_mock.api_key, base_url=iterable_mock.url, project_type="email") as client:
            assert bound(client, identified_by="userId", prefer_user_id=True).key == ("userId",)


class TestLists:
    def test_binding_costs_one_call(self, iterable: IterableClient, iterable_mock: LocalMock) -> None:
        target = on_list(iterable)
        assert [each.operation for each in iterable_mock.requests] == ["listLists"]
        assert target.title == f"users on the list Poetry readers ({POETRY})"

    def test_numbers_are_those_of_the_traits(self, iterable: IterableClient) -> None:
        steps = on_list(iterable).steps
        check_step(steps["add"], "subscribeToList")
        check_step(steps["remove"], "unsubscribeFromList")
        assert [each.name for each in steps.values() if each.needs_consent] == ["add"]
        assert [each.name for each in steps.values() if each.removes] == ["remove"]

    @pytest.mark.parametrize("identified_by", ["email", "userId"])
    def test_a_mirror_puts_on_and_takes_off(
        self, iterable: IterableClient, iterable_mock: LocalMock, identified_by: str
    ) -> None:
        target = on_list(iterable, identified_by=identified_by)
        rows: list[Item] = [
            (f"{n}@example.com", {identified_by: f"{n}@example.com", "dataFields": {"age": n}}) for n in range(3)
        ]
        assert outcomes(run_mode(target, "mirror", rows, iterable)["add"]) == ["accepted"] * 3
        (step,) = target.modes["mirror"].removes
        assert outcomes(written(target.steps[step], [(rows[1][0], {})], iterable)) == ["accepted"]
        truth = truth_of(target)
        found = dict(truth.read_some([key for key, _ in rows]))
        assert [each is not None for each in found.values()] == [True, False, True]
        assert {key for key, _ in truth.read_all()} >= {rows[0][0], rows[2][0]}
        assert truth.calls(1) == truth.calls(None) == 1
        assert truth.calls(0) == 0
        assert target.count is not None
        assert target.count() == 3  # somebody was on it before
        assert len(sent(iterable_mock.requests, "listListUsers")) == 3
        assert target.opposite == {"add": "remove", "remove": "add"}

    def test_of_emails_case_does_not_count(self, iterable: IterableClient) -> None:
        target = on_list(iterable)
        run_mode(target, "add", [user("Eva")], iterable)
        found = dict(truth_of(target).read_some(["eva@EXAMPLE.com"]))
        assert found["eva@EXAMPLE.com"] is not None

    def test_addresses_that_only_fold_alike_are_two_users(self, iterable: IterableClient) -> None:
        target = on_list(iterable)
        run_mode(target, "add", [user("strasse"), user("sally")], iterable)
        others = ["straße@example.com", "\u017fally@example.com"]
        assert dict(truth_of(target).read_some(others)) == dict.fromkeys(others)

    def test_remove_takes_off_those_who_are_named(self, iterable: IterableClient) -> None:
        target = on_list(iterable)
        run_mode(target, "upsert", [user("eva"), user("bob")], iterable)
        run_mode(target, "remove", [user("eva")], iterable)
        found = {key for key, _ in truth_of(target).read_all()}
        assert "bob@example.com" in found
        assert "eva@example.com" not in found

    def test_being_on_a_list_has_no_values(self, iterable: IterableClient) -> None:
        truth = truth_of(on_list(iterable))
        assert truth.same("age", 36, None)
        assert truth.restored("email", "eva@example.com") == "eva@example.com"
        assert list(truth.read_some([])) == []

    @pytest.mark.parametrize(
        ("list_id", "words"),
        [
            (99, "there is no list 99 (option list_id): those that are kept by hand are 1400 (Do not write), 1201"),
            (DYNAMIC, "the list 1305 (Active this month) is Dynamic: who is on it follows from a rule"),
        ],
    )
    def test_a_list_that_cannot_be_written(self, iterable: IterableClient, list_id: int, words: str) -> None:
        with pytest.raises(TargetError) as raised:
            bound(iterable, "lists", list_id=list_id)
        assert str(raised.value).startswith(words)

    def test_wrong_credentials(self, iterable_mock: LocalMock) -> None:
        url = iterable_mock.url
        with IterableClient(api_key="f" * 32, base_url=url) as client, pytest.raises(AuthenticationError) as raised:
            on_list(client)
        assert f"this call went to {url}" in str(raised.value)

    @pytest.mark.parametrize("options", [{}, {"list_id": "1201"}, {"list_id": True}, {"list_id": 0}])
    def test_a_list_is_named_by_its_id(self, iterable: IterableClient, options: dict[str, object]) -> None:
        with pytest.raises(JobError, match="option list_id of the target is"):
            bound(iterable, "lists", **options)


@pytest.mark.parametrize(
    ("sent", "found", "is_same"),
    [
        (5, 5.0, True),
        ("5", 5, True),
        ("5.50", 5.5, True),
        ("many", 5, False),
        ("1_0", 10, False),
        ("nan", float("nan"), False),
        (True, "true", True),
        ("True", True, True),
        (True, 1, False),
        (None, None, True),
        ("", None, False),
        (0, None, False),
        (None, 0, False),
        ("2026-03-02T20:21:04Z", "2026-03-02 20:21:04 +00:00", True),
        ("2026-03-02 20:21:04 +01:00", "2026-03-02 20:21:04 +00:00", False),
        ("2026-13-02T20:21:04Z", "2026-13-02 20:21:04 +00:00", False),
        ("2026-03-02", "2026-03-02", True),
        ([1, "2"], [1, 2], True),
        ([1], [1, 2], False),
        ({"a": 1}, {"a": 1, "b": None}, True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({"a": 1}, [1], False),
    ],
)
def test_values_are_compared_by_what_they_mean(sent: object, found: object, *, is_same: bool) -> None:
    assert same_value(sent, found) is is_same
