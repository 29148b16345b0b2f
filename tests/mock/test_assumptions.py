"""The options of what nobody documents: the document's defaults hold, and what a server does can be switched."""

import doctest
import json
from importlib.resources import files
from typing import Any

import pytest

from agillic.mock import assumptions
from agillic.mock.assumptions import AssumptionError, Assumptions, switchable

DOCUMENTED: dict[str, dict[str, Any]] = json.loads(files("agillic_api").joinpath("openapi.json").read_bytes())[
    "x-assumptions"
]
BEHAVIOR = [id_ for id_, entry in DOCUMENTED.items() if entry["concerns"] == "behavior"]
DOCUMENT_ONLY = [id_ for id_, entry in DOCUMENTED.items() if entry["concerns"] == "document"]


def test_the_examples_in_the_docstrings_run() -> None:
    failed, attempted = doctest.testmod(assumptions)
    assert attempted
    assert not failed


@pytest.mark.parametrize("id_", DOCUMENTED)
def test_without_a_choice_the_default_of_the_document_holds(id_: str) -> None:
    assert Assumptions().choice(id_) == DOCUMENTED[id_]["default"]


def test_what_concerns_behavior_can_be_switched_and_nothing_else() -> None:
    assert BEHAVIOR
    assert DOCUMENT_ONLY
    assert switchable() == {id_: DOCUMENTED[id_]["options"] for id_ in BEHAVIOR}


@pytest.mark.parametrize("id_", BEHAVIOR)
def test_each_option_can_be_chosen_and_leaves_the_others_alone(id_: str) -> None:
    for option in switchable()[id_]:
        chosen = Assumptions({id_: option})
        assert chosen.choice(id_) == option
        assert {other: chosen.choice(other) for other in DOCUMENTED if other != id_} == {
            other: entry["default"] for other, entry in DOCUMENTED.items() if other != id_
        }


@pytest.mark.parametrize("id_", DOCUMENT_ONLY)
def test_what_concerns_the_document_alone_is_not_switched(id_: str) -> None:
    for option in DOCUMENTED[id_]["options"]:
        with pytest.raises(AssumptionError, match=f"{id_}.*the document alone.*leave it out"):
            Assumptions({id_: option})


def test_an_unknown_assumption_is_rejected_with_the_known_ones() -> None:
    with pytest.raises(AssumptionError, match=r"no assumption 'filter-cases'; did you mean 'filter-case'\?") as caught:
        Assumptions({"filter-cases": "ignored"})
    known = str(caught.value).split("Known are ")[1].split(", ")
    assert known == sorted(BEHAVIOR)


def test_an_unknown_option_is_rejected_with_the_known_ones() -> None:
    with pytest.raises(AssumptionError) as caught:
        Assumptions({"filter-case": "ignore"})
    assert str(caught.value) == (
        "the assumption 'filter-case' has no option 'ignore'; did you mean 'ignored'? Known are case-counts, ignored"
    )


def test_asking_for_an_unknown_assumption_is_rejected_with_the_known_ones() -> None:
    with pytest.raises(AssumptionError, match=r"'list-orders'; did you mean 'list-order'\?.*, list-order, "):
        Assumptions().choice("list-orders")


def test_what_was_checked_cannot_be_changed_from_outside() -> None:
    options = {"filter-case": "ignored"}
    chosen = Assumptions(options)
    options["filter-case"] = "nonsense"
    assert chosen.choice("filter-case") == "ignored"
    assert chosen == Assumptions({"filter-case": "ignored"}) != Assumptions()
