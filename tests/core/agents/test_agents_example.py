"""The policy to begin with: it can be used as it is, and so can each of its comments that is a setting."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from agents_parts import CATALOGS, TINY

from sdk_core.agents.policy.explain import explain
from sdk_core.agents.policy.model import LEVELS, PRIVACIES, ApiPolicy, Caps, Level, Policy, Privacy
from sdk_core.agents.policy.policy_file import policy_of
from sdk_core.agents.policy.policy_tables import PolicyError
from sdk_core.agents.setup.example import Choices, example_policy


def read(text: str) -> Policy:
    return policy_of(tomllib.loads(text), CATALOGS)


def test_it_is_what_a_policy_is_that_says_nothing_else() -> None:
    found = read(example_policy(TINY))
    assert found == Policy(agent="assistant", purpose="answers questions", apis={"tiny": ApiPolicy(api="tiny")})
    assert "Tiny, settings of the environment" in explain(found, {"tiny": TINY})


def test_its_comments_are_settings_that_can_be_made_to_count() -> None:
    text = example_policy(TINY, Choices(personal_data="masked"))
    whole = re.sub(r"^#(?! )", "", text, flags=re.MULTILINE)
    assert whole.count("\n") == text.count("\n")
    rules = read(whole).apis["tiny"]
    assert (rules.profile, dict(rules.resources), dict(rules.operations)) == (
        "default",
        {"people": "off"},
        {"getPerson": "off"},
    )
    assert dict(rules.fields) == {"EMAIL": "pseudonyms"}
    assert {name: each.path for name, each in read(whole).jobs.items()} == {"customers": Path("customers.toml")}
    assert dict(rules.named) == {"group": frozenset({"Newsletter"})}


def test_it_names_each_setting_that_there_is() -> None:
    text = example_policy(TINY)
    for each in fields(ApiPolicy):
        if each.name not in ("api", "filter"):  # the tiny API has no filters
            assert re.search(rf"^#?(\[apis\.tiny\.)?{each.name}\b", text, re.MULTILINE), each.name
    assert all(f"\n{each.name} = " in text for each in fields(Caps))


@pytest.mark.parametrize("access", LEVELS)
@pytest.mark.parametrize("personal_data", PRIVACIES)
def test_what_is_chosen_is_in_it(access: Level, personal_data: Privacy) -> None:
    choices = Choices(
        agent="helper", purpose='says "no"\\', profile="a b\x7f\té", access=access, personal_data=personal_data
    )
    found = read(example_policy(TINY, choices))
    rules = found.apis["tiny"]
    assert (found.agent, found.purpose, rules.profile) == ("helper", choices.purpose, choices.profile)
    assert (rules.access, rules.personal_data) == (access, personal_data)


@pytest.mark.parametrize("agent", ["", "Ada", "../x", 'a"\nb = 1', "x" * 65])
def test_a_name_that_no_agent_can_have_makes_no_policy(agent: str) -> None:
    with pytest.raises(PolicyError, match="agent: "):
        read(example_policy(TINY, Choices(agent=agent)))
