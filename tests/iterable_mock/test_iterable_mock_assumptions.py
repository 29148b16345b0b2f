"""Every assumption about behavior is one that the mock can be switched by: each option shows another behavior."""

from typing import Any, cast

import pytest
from iterable_calls import Shop
from iterable_scenarios import SCENARIOS as OF_USERS
from iterable_scenarios import shown
from iterable_sending_scenarios import SENDING

from iterable_client.mock.assumptions import AssumptionError, Assumptions, switchable
from iterable_client.mock.backend import BACKEND
from iterable_client.mock.document import content

SCENARIOS = {**OF_USERS, **SENDING}


@pytest.mark.parametrize("assumption", SCENARIOS)
def test_each_option_shows_another_behavior(assumption: str) -> None:
    seen = [shown(assumption, option, SCENARIOS) for option in switchable()[assumption]]
    assert len(seen) > 1
    for number, each in enumerate(seen):
        assert each not in seen[:number], list(switchable()[assumption])[number]


@pytest.mark.parametrize("assumption", SCENARIOS)
def test_the_default_is_what_holds_without_a_choice(assumption: str) -> None:
    default = Assumptions().choice(assumption)
    assert shown(assumption, default, SCENARIOS) == SCENARIOS[assumption](Shop(strict=False))


def test_each_assumption_of_operations_that_have_a_response_has_a_scenario() -> None:
    received = set(BACKEND.routes().registered)
    entries: dict[str, Any] = dict(content()["x-assumptions"])
    for assumption in switchable():
        named: object = entries[assumption]["operations"]
        operations = cast("list[object]", named) if isinstance(named, list) else []
        if all(each in received for each in operations if isinstance(each, str)):
            assert assumption in SCENARIOS


def test_what_is_no_option_is_rejected_with_what_there_is() -> None:
    with pytest.raises(AssumptionError, match="did you mean 'list-order'"):
        Assumptions({"list-ordr": "by-id"})
    with pytest.raises(AssumptionError, match="no option 'by-name'"):
        Assumptions({"list-order": "by-name"})
    with pytest.raises(AssumptionError, match="concerns the document alone"):
        Assumptions({"user-members": "email"})
