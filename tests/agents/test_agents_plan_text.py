"""What decides is in the text of a plan, whatever stands beside it: operation, profile, names, persons, times."""

from pathlib import Path
from typing import Any, cast

import pytest
from agents_calls import OneApi, one_api

from sdk_core.agents.gateway.own_tools import PLAN

POLICY = """\
agent = "helper"
[apis.iterable]
profile = "shop"
access = "full"
personal_data = "masked"
[apis.iterable.caps]
people_per_call = "any"
people_per_hour = "any"
people_per_day = "any"
"""
PADDING = {f"a{number}": "of no interest" for number in range(500)}
BLAST: dict[str, Any] = {"name": "Sale", "templateId": 5, "listIds": [*range(1, 21)], "sendAt": "2026-12-01 08:00:00"}


def planned(api: OneApi, id_: str, body: dict[str, Any]) -> dict[str, Any]:
    return dict(api.gateway.call(PLAN, {"operation": id_, "arguments": {"body": body}}, api).data)


@pytest.mark.parametrize(
    "beside",
    [
        {},
        PADDING,
        {"dataFields": PADDING, "campaignDataFields": {"x": PADDING}},
        {"dataFields": {"x": [[PADDING] * 3] * 3}, "more": [PADDING, PADDING]},
    ],
    ids=len,
)
def test_what_decides_is_shown_whatever_stands_beside_it(beside: dict[str, Any], tmp_path: Path) -> None:
    with one_api("iterable", tmp_path, POLICY) as iterable:
        text = planned(iterable, "createCampaign", {**beside, **BLAST})["what"]
    lines = text.splitlines()
    assert lines[0] == "createCampaign (Iterable, profile shop): 1 call, touching an unknown number of persons."
    for line in (
        "- names the campaign: Sale",
        "- names the template: 5",
        f"- names the list: {', '.join(map(str, range(1, 21)))}",
        "- body/name = Sale",
        "- body/listIds = (20 entries)",
        "- body/sendAt = 2026-12-01 08:00:00",
        "Messages may be sent because of it; nobody can say how many.",
    ):
        assert line in lines
    assert len(text) < 2_500
    if beside:
        assert lines.index("- body/sendAt = 2026-12-01 08:00:00") < next(
            n for n, line in enumerate(lines) if "/a0 =" in line
        )
        (more,) = [line for line in lines if line.endswith("more values, not shown")]
        shown = sum(" = " in line for line in lines)
        assert more == f"- and {_leaves({**beside, **BLAST}) - shown:,} more values, not shown"


def _leaves(value: object) -> int:
    if isinstance(value, dict):
        return sum(map(_leaves, cast("dict[str, object]", value).values()))
    entries = cast("list[object]", value) if isinstance(value, list) else []
    return sum(map(_leaves, entries)) if 0 < len(entries) <= 3 else 1


def test_a_member_cannot_look_like_another(tmp_path: Path) -> None:
    with one_api("iterable", tmp_path, POLICY) as iterable:
        body = {**BLAST, "dataFields/x": 1, "~1": 2, "dataFields": {"x": 3}}
        text = planned(iterable, "createCampaign", body)["what"]
    assert {"- body/dataFields~1x = 1", "- body/~01 = 2", "- body/dataFields/x = 3"} <= {*text.splitlines()}


def test_more_names_than_a_person_can_look_at_are_no_plan(tmp_path: Path) -> None:
    with one_api("iterable", tmp_path, POLICY) as iterable:
        assert "plan" in planned(iterable, "createCampaign", {**BLAST, "listIds": [*range(100)] * 2})
        answer = planned(iterable, "createCampaign", {**BLAST, "listIds": [*range(101)]})
        assert "it names the list: 101 of them, and a person can look at 100; split it" in answer["error"]
        copied = {"clientTemplateId": "receipt", "bccEmails": [f"spy{number}@x.example" for number in range(101)]}
        assert "101 of them" in planned(iterable, "upsertEmailTemplate", copied)["error"]


def test_to_whom_messages_are_copied_is_shown_in_full(tmp_path: Path) -> None:
    addresses = [f"spy{number}@elsewhere.example" for number in range(8)]
    with one_api("iterable", tmp_path, POLICY) as iterable:
        body = {**PADDING, "clientTemplateId": "receipt", "bccEmails": addresses}
        text = planned(iterable, "upsertEmailTemplate", body)["what"]
    assert f"- sends by body/bccEmails to: {', '.join(addresses)}" in text.splitlines()
