"""When two values of the recipient key name one recipient: the assumption recipient-key-case."""

import doctest
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from operation_calls import Api

from agillic.mock.state import recipient_keys
from sdk_core.mock.errors import WrongFileError

WRITTEN = "Zoë@example.com"
OPTIONS = ("as-written", "case-ignored", "normalized")
SPELLINGS = {
    WRITTEN: OPTIONS,
    "zoë@EXAMPLE.com": ("case-ignored", "normalized"),
    " Zoë@example.com ": ("normalized",),
    "Zoe\u0308@example.com": ("normalized",),  # the same letters, composed otherwise
    " ZOE\u0308@example.com": ("normalized",),
    "zoe@example.com": (),
}
"""Ways to write the key, and the options under which each names the recipient who was written first."""
each_spelling = pytest.mark.parametrize(
    ("option", "spelling", "same"),
    [(option, spelling, option in same) for spelling, same in SPELLINGS.items() for option in OPTIONS],
)


def opened(option: str, database: Path | None = None) -> Api:
    return Api({"recipient-key-case": option}, database=database, recipients=())


def written(option: str) -> Api:
    api = opened(option)
    assert api.call("POST", "/recipients", {"personData": {"EMAIL": WRITTEN, "AGE": 1}}).status == 201
    return api


def path(spelling: str, field: str = "") -> str:
    return f"/recipients/{field}{quote(quote(spelling, safe=''), safe='')}"


def people(api: Api) -> list[tuple[str, str]]:
    return [(each["personData"]["EMAIL"], each["personData"].get("AGE")) for each in api.get("/recipients")]


@each_spelling
def test_reading(option: str, spelling: str, *, same: bool) -> None:
    api = written(option)
    for field in ("", "EMAIL="):
        assert api.call("GET", path(spelling, field)).status == (200 if same else 404)


@pytest.mark.parametrize("option", OPTIONS)
def test_other_unique_fields_are_compared_as_they_are_written(option: str) -> None:
    api = written(option)
    (person,) = api.get("/recipients")
    id_ = person["personData"]["AGILLIC_ID"]
    assert id_ != id_.swapcase()
    assert api.call("GET", path(id_, "AGILLIC_ID=")).status == 200
    assert api.call("GET", path(id_.swapcase(), "AGILLIC_ID=")).status == 404


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("field", ["CUSTOMER_ID", "MOBILE"])
def test_other_unique_fields_keep_no_first_spelling(field: str, option: str) -> None:
    """What the recipient is addressed by cannot change, and another case of it is another value."""
    api = opened(option)
    assert api.call("POST", "/recipients", {"personData": {"EMAIL": WRITTEN, field: "ab1"}}).status == 201
    assert api.call("PUT", path("ab1", f"{field}="), {"personData": {field: "ab1"}}).status == 200
    assert api.call("PUT", path("ab1", f"{field}="), {"personData": {field: "AB1"}}).status == 400


@each_spelling
def test_creating(option: str, spelling: str, *, same: bool) -> None:
    api = written(option)
    status = api.call("POST", "/recipients", {"personData": {"EMAIL": spelling, "AGE": 2}}).status
    assert (status, len(people(api))) == ((409, 1) if same else (201, 2))


@each_spelling
def test_writing(option: str, spelling: str, *, same: bool) -> None:
    """Who is there keeps the key as it was written first, whether the body repeats it or not."""
    api = written(option)
    bodies: list[dict[str, Any]] = [{"AGE": 2}, {"AGE": 3, "EMAIL": spelling}]
    for body in bodies:
        status = api.call("PUT", path(spelling), {"personData": body}).status
        assert status in ((200,) if same else (200, 201))
    assert people(api) == ([(WRITTEN, "3")] if same else [(WRITTEN, "1"), (spelling, "3")])


@each_spelling
@pytest.mark.parametrize("more", [0, 20], ids=["a few", "many"])
def test_a_batch(option: str, spelling: str, more: int, *, same: bool) -> None:
    api = written(option)
    others = [{"personData": {"EMAIL": f"{n}@example.com", "AGE": n}} for n in range(more)]
    response = api.call("POST", "/recipients/:batch", [{"personData": {"EMAIL": spelling, "AGE": 2}}, *others]).json
    assert (response["created"], response["updated"], response["errors"]) == (more + (not same), int(same), 0)
    assert people(api)[0] == (WRITTEN, "2" if same else "1")


def test_a_key_that_a_body_writes_otherwise_is_kept_under_each_rule_of_fixed_keys() -> None:
    for fixed in ("path-field-fixed", "recipient-key-fixed", "ignored"):
        api = Api({"recipient-key-case": "normalized", "put-recipient-key": fixed}, recipients=())
        api.call("POST", "/recipients", {"personData": {"EMAIL": WRITTEN, "MOBILE": "1"}})
        body = {"personData": {"EMAIL": WRITTEN.upper(), "AGE": 5}}
        assert api.call("PUT", path(WRITTEN.lower()), body).status == 200
        assert people(api) == [(WRITTEN, "5")]


def test_rows_and_groups_are_those_of_the_same_recipient() -> None:
    api = written("normalized")
    rows = f"{path(WRITTEN.upper())}/oneToManyTables/PURCHASES"
    assert api.call("POST", f"{rows}/:batchUpdateRecords", [{"ID": "1"}]).status == 200
    assert [row["ID"] for row in api.get(f"{path(WRITTEN)}/oneToManyTables/PURCHASES")["recordList"]] == ["1"]
    body = {"targetGroupName": "TastingPanel", "recipientIds": [f" {WRITTEN.upper()} "]}
    assert api.call("POST", "/recipients/:addToStaticTargetGroup", body).status == 200
    assert api.get("/targetgroups/TastingPanel")["population"] == 1


def test_a_filter_compares_as_filter_case_says() -> None:
    api = written("normalized")
    assert api.get(f"/recipients?filter=EMAIL=={quote(WRITTEN.upper())}") == []


def test_a_file_is_that_of_one_option(tmp_path: Path) -> None:
    file = tmp_path / "mock.db"
    api = opened("case-ignored", file)
    api.call("POST", "/recipients", {"personData": {"EMAIL": WRITTEN}})
    api.mock.state.close()
    again = opened("case-ignored", file)
    assert again.call("GET", path(WRITTEN.upper())).status == 200
    again.mock.state.close()
    with pytest.raises(WrongFileError, match="another option of recipient-key-case"):
        opened("as-written", file)


def test_the_examples_in_the_docstrings_run() -> None:
    assert doctest.testmod(recipient_keys).attempted
    assert not doctest.testmod(recipient_keys).failed
