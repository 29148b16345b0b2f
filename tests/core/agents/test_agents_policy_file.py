"""A policy that is mistyped, unknown, empty or unreadable never means that something is allowed."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from agents_parts import CATALOGS, TINY, tiny_policy
from hypothesis import given
from hypothesis import strategies as st

from sdk_core.agents.policy.explain import explain
from sdk_core.agents.policy.live import STOPPED, LivePolicy
from sdk_core.agents.policy.model import Policy
from sdk_core.agents.policy.policy_file import policy_of, read_policy
from sdk_core.agents.policy.policy_tables import PolicyError

GOOD = 'agent = "helper"\n[apis.tiny]\n'


def read(tmp_path: Path, text: str) -> Policy:
    path = tmp_path / "helper.toml"
    path.write_text(text, "utf-8")
    return read_policy(path, CATALOGS)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "agent: is missing"),
        ('agent = ""', "agent: is empty"),
        ("agent = 7", "agent: expected a text, found a number"),
        ('agent = "../x"', "agent: expected a name"),
        ('agent = "helper"', "apis: is missing"),
        ('agent = "helper"\nlevel = "full"\n[apis.tiny]', "level: is not known here"),
        (GOOD + "[jobs]\nnightly = 7", "jobs.nightly: expected the path of a job file"),
        (GOOD + '[jobs]\nnightly = ""', "jobs.nightly: expected a path"),
        (GOOD + '[jobs]\nnightly = { api = "tiny" }', "jobs.nightly.path: is missing"),
        (GOOD + '[jobs]\nnightly = { path = "n.toml", api = "tin" }', "jobs.nightly.api: expected one of tiny"),
        ('agent = "helper"\n[apis.tinny]', "apis.tinny: did you mean tiny?"),
        ('agent = "helper"\n[apis.other]', "apis.other: there is no such API; there are tiny"),
        ('agent = "helper"\n[apis]\ntiny = "full"', "apis.tiny: expected a table, found a text"),
        (GOOD + 'access_ = "full"', "apis.tiny.access_: is not known here: did you mean access?"),
        (GOOD + 'access = "ful"', "apis.tiny.access: expected one of off, read, write, full: did you mean full?"),
        (GOOD + 'access = "Full"', "apis.tiny.access: expected one of off, read, write, full: did you mean full?"),
        (GOOD + "access = true", "apis.tiny.access: expected a text, found a boolean"),
        (GOOD + 'resources = {thing = "read"}', "apis.tiny.resources.thing: did you mean things?"),
        (GOOD + 'operations = {putthing = "read"}', "apis.tiny.operations.putthing: did you mean putThing?"),
        (GOOD + "operations = {putThing = 1}", "apis.tiny.operations.putThing: expected one of off, read, write, full"),
        (GOOD + 'personal_data = "none"', "apis.tiny.personal_data: expected one of off, masked, pseudonyms, plain"),
        (GOOD + 'fields = {NAME = "plain"}', "apis.tiny.fields: has no meaning while personal_data is off"),
        (GOOD + 'named = {groups = ["A"]}', "apis.tiny.named.groups: did you mean group?"),
        (GOOD + 'named = {group = "A"}', "apis.tiny.named.group: expected a list of names"),
        (GOOD + "named = {group = [true]}", "apis.tiny.named.group: expected a list of names"),
        (GOOD + "caps = {people_per_call = -1}", "apis.tiny.caps.people_per_call: expected a number of at least 0"),
        (GOOD + 'caps = {people_per_call = "5"}', "apis.tiny.caps.people_per_call: expected a number, found a text"),
        (GOOD + "caps = {people_per_call = 1.5}", "apis.tiny.caps.people_per_call: expected a whole number"),
        (GOOD + 'confirmation = {send = "nobody"}', "apis.tiny.confirmation.send: expected one of none, token, ask"),
        (
            GOOD + 'confirmation = {sends = "none"}',
            "confirmation.sends: is not known here: did you mean send?",
        ),
        (GOOD + 'secret = "x"', "apis.tiny.secret: secrets do not belong into a policy"),
        (GOOD + 'access = "read"\naccess = "full"', "is no TOML"),
        ('agent = "helper"\n[audit]\nrequired = "no"\n[apis.tiny]', "audit.required: expected true or false"),
        ("\x00", "is no TOML"),
        ("a" * 1_000_001, "is over 1,000,000 bytes"),
    ],
)
def test_what_cannot_be_used_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(PolicyError) as raised:
        read(tmp_path, text)
    assert message in str(raised.value)
    assert str(tmp_path) in str(raised.value)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = """agent = "Helper"
    level = "full"
    [audit]
    values = 7
    [jobs]
    nightly = 8
    [apis.tinny]
    [apis.tiny]
    access = "ful"
    operations = {putthing = "read", putThing = 1}
    personal_data = "none"
    fields = {NAME = "shown", CITY = "hidden"}
    named = {groups = [], group = "A"}
    caps = {people_per_call = -1, people = 7}
    confirmation = {send = "nobody"}
    secret = "x"
    """
    with pytest.raises(PolicyError) as raised:
        read(tmp_path, text)
    lines = str(raised.value).splitlines()
    places = [line.removeprefix(f"{tmp_path / 'helper.toml'}: ").partition(":")[0] for line in lines]
    assert places == [
        "agent",
        "audit.values",
        "level",
        "apis.tinny",
        "apis.tiny.access",
        "apis.tiny.operations.putthing",
        "apis.tiny.operations.putThing",
        "apis.tiny.personal_data",
        "apis.tiny.fields.NAME",
        "apis.tiny.fields.CITY",
        "apis.tiny.named.groups",
        "apis.tiny.named.group",
        "apis.tiny.caps.people_per_call",
        "apis.tiny.caps.people",
        "apis.tiny.confirmation.send",
        "apis.tiny.secret",
        "jobs.nightly",
    ]


def test_what_is_missing_is_told_beside_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as raised:
        read(tmp_path, 'agent = "Helper"')
    assert [line.partition(": ")[2].partition(":")[0] for line in str(raised.value).splitlines()] == ["agent", "apis"]


def test_a_file_that_is_not_there_or_is_no_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="No such file"):
        read_policy(tmp_path / "none.toml", CATALOGS)
    with pytest.raises(PolicyError, match="cannot be read"):
        read_policy(tmp_path, CATALOGS)
    (tmp_path / "latin.toml").write_bytes(b'agent = "\xe9"')
    with pytest.raises(PolicyError, match="is not in UTF-8"):
        read_policy(tmp_path / "latin.toml", CATALOGS)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "helper.toml"
    path.write_text(GOOD)
    path.chmod(0)
    with pytest.raises(PolicyError, match="Permission denied"):
        read_policy(path, CATALOGS)


_KEYS = st.sampled_from(["agent", "apis", "tiny", "access", "caps", "named", "group", "write"])
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["full", "plain", "any", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner),
)


@given(_VALUES)
def test_no_input_opens_anything_by_accident(values: object) -> None:
    """Whatever is written: an error, or a policy whose rules say literally what it allows."""
    tables = cast("Mapping[str, Any]", values)
    try:
        policy = policy_of(tables, CATALOGS)
    except PolicyError:
        return
    for name, rules in policy.apis.items():
        said = tables["apis"][name]
        assert rules.access == said.get("access", "read")
        assert rules.personal_data == said.get("personal_data", "off")
        assert policy.is_audit_required


def test_a_cap_is_taken_away_by_a_word_alone() -> None:
    assert tiny_policy().apis["tiny"].caps.people_per_call == 100
    assert tiny_policy(caps={"people_per_call": 0}).apis["tiny"].caps.people_per_call == 0
    assert tiny_policy(caps={"people_per_call": "any"}).apis["tiny"].caps.people_per_call is None


def test_a_change_counts_from_the_next_call_on(tmp_path: Path) -> None:
    path = tmp_path / "helper.toml"
    path.write_text(GOOD + 'access = "full"')
    live = LivePolicy(path, CATALOGS, tmp_path)
    assert live.current().apis["tiny"].access == "full"
    path.write_text(GOOD + 'access = "off"')
    assert live.current().apis["tiny"].access == "off"
    path.write_text(GOOD + 'access = "ful"')
    for _ in range(2):
        with pytest.raises(PolicyError, match="did you mean full"):
            live.current()
    path.write_text(GOOD)
    assert live.current().apis["tiny"].access == "read"


def test_a_policy_that_is_removed_or_another_agents_denies_all(tmp_path: Path) -> None:
    path = tmp_path / "helper.toml"
    path.write_text(GOOD)
    live = LivePolicy(path, CATALOGS, tmp_path)
    path.unlink()
    with pytest.raises(PolicyError, match="No such file"):
        live.current()
    path.write_text(GOOD.replace("helper", "other"))
    with pytest.raises(PolicyError, match="is of the agent other now"):
        live.current()


def test_the_stop_file_denies_all_until_it_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "helper.toml"
    path.write_text(GOOD)
    live = LivePolicy(path, CATALOGS, tmp_path)
    (tmp_path / STOPPED).symlink_to(tmp_path / "nowhere")
    with pytest.raises(PolicyError, match="all agents are stopped"):
        live.current()
    (tmp_path / STOPPED).unlink()
    assert live.current().agent == "helper"


def test_a_server_does_not_start_with_a_policy_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(PolicyError):
        LivePolicy(tmp_path / "none.toml", CATALOGS, tmp_path)


def test_it_is_explained_in_sentences() -> None:
    policy = tiny_policy(
        access="write",
        personal_data="pseudonyms",
        operations={"greetPerson": "full"},
        fields={"CITY": "plain"},
        named={"group": ["A", "B"]},
        filter="CITY==Aarhus",
        confirmation={"send": "approval"},
        caps={"people_per_call": 5, "people_per_hour": "any"},
    )
    asked = "after a plan that the person at the client agrees to, or where the client cannot ask, the agent itself"
    people = "at most 5 a call, 5,000 a day (persons)"
    assert explain(policy, {"tiny": TINY}).splitlines() == [
        "helper",
        "",
        "Tiny, settings of the environment",
        "  It can read at once (1 operation): things countthings.",
        f"  It can create and change {asked} (2 operations): things putthing; people putperson.",
        "  It can send after a plan that somebody approves by `agents approve` (1 operation): greetings greetperson.",
        "  It cannot call the other 4.",
        "  It sees a stand-in for each personal value, the same one every time, so that it can join rows.",
        "  CITY: plain.",
        "  What it reads of persons is bounded by CITY==Aarhus.",
        "  It may name only the groups A, B.",
        f"  Caps: {people}; at most 1,000 an hour, 5,000 a day (calls); at most 10,000 rows of an export.",
        "",
        "It can use no other API.",
        "Every call, denial and error is recorded, and a call that cannot be recorded is denied.",
    ]
