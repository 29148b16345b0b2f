"""Filters outside of /recipients: one test for each rule and each option of an assumption."""

import pytest
from operation_calls import Api

ARTICLES = "/globaldata/tables/ARTICLES"
every_target = pytest.mark.parametrize(
    "target", ["/globaldata", "/discovery/globaldata", ARTICLES, f"{ARTICLES}/limit/5"]
)


@pytest.fixture(name="api")
def _api() -> Api:
    return Api()


def ids(api: Api, target: str) -> list[str]:
    return [record["ID"] for record in api.get(target)["records"]]


def names(api: Api, target: str) -> list[str]:
    return [each["NAME"] for each in api.get(target)]


@pytest.mark.parametrize("target", ["/globaldata", "/globaldata/", "/discovery/globaldata", "/discovery/globaldata/"])
def test_global_data_is_filtered_by_its_members(api: Api, target: str) -> None:
    """filter-elsewhere, trailing-slash."""
    assert names(api, target + '?filter=TYPE=="STRING" and NAME==M*'.replace(" ", "%20")) == ["MONTH"]
    assert names(api, target + "?filter=DESCRIPTION==*footers") == ["YEAR"]


@every_target
def test_a_filter_is_rejected(api: Api, target: str) -> None:
    """[S1]: 422 for an unknown selector; filter-elsewhere."""
    unknown = api.call("GET", f"{target}?filter=VALUE==x")
    assert (unknown.status, unknown.content) == (422, b"")
    broken = api.call("GET", f"{target}?filter=TITLE=ada%40example.com")
    assert broken.status == 400
    assert "ada" not in broken.json["message"]
    selector = "TITLE" if ARTICLES in target else "NAME"
    assert api.call("GET", f"{target}?filter={selector}==*{'a' * 60_000}").status == 400


@every_target
def test_filters_elsewhere_may_be_ignored_or_rejected(target: str) -> None:
    """filter-elsewhere."""
    api = Api({"filter-elsewhere": "ignored"})
    assert api.get(target) == api.get(f"{target}?filter=NONSENSE")
    rejecting = Api({"filter-elsewhere": "status-400"})
    assert rejecting.call("GET", f"{target}?filter=NAME==x").status == 400
    assert rejecting.call("GET", target).status == 200


def test_a_table_is_filtered_by_its_columns(api: Api) -> None:
    """filter-elsewhere: by the types of the columns."""
    assert ids(api, f"{ARTICLES}?filter=DATE%3C2017-06-01") == ["b04e5d18"]
    assert ids(api, "/globaldata/tables/CANDY%2520TYPES?filter=PRICE%3E9.9") == ["Chocolate"]
    assert ids(api, "/globaldata/tables/STORES?filter=OPEN_ON_SUNDAY==true") == ["1"]


def test_filters_are_read_in_the_assumed_dialect() -> None:
    """filter-escapes, filter-literal-wildcards, filter-case, filter-missing-values."""
    assert ids(Api({"filter-case": "ignored"}), f"{ARTICLES}?filter=CATEGORY==guides") == ["7f3a91c2"]
    missing = Api({"filter-missing-values": "none"})
    missing.call("POST", f"{ARTICLES}/record", {"ID": "1"})
    assert ids(missing, f"{ARTICLES}?filter=CATEGORY!=Guides") == ["b04e5d18"]
    for option in ("filter-escapes", "filter-literal-wildcards"):
        api = Api({option: {"filter-escapes": "other-quote"}.get(option, "backslash")})
        api.call("POST", f"{ARTICLES}/record", {"ID": "1", "TITLE": "a\\b" if option == "filter-escapes" else "a*b"})
        text = "%22a%5Cb%22" if option == "filter-escapes" else "%22a%5C*b%22"
        assert ids(api, f"{ARTICLES}?filter=TITLE=={text}") == ["1"]


@pytest.mark.parametrize(
    ("target", "misfit"),
    [
        ("/recipients", "AGE!=abc"),
        ("/recipients", 'LASTNAME!=""'),
        ("/recipients?objectResponse=true&pageSize=1", "AGE==3*"),
        ("/globaldata", 'NAME!=""'),
        ("/discovery/globaldata", 'NAME==""'),
        (ARTICLES, "DATE!=soon"),
        (f"{ARTICLES}/limit/5", "DATE==*2017"),
    ],
)
def test_arguments_fit_their_fields(target: str, misfit: str) -> None:
    """filter-argument-type: status-400 and matches-nothing."""
    call = f"{target}{'&' if '?' in target else '?'}filter={misfit}"
    rejected = Api().call("GET", call)
    assert rejected.status == 400
    assert misfit[:3] in rejected.json["message"]
    assert "abc" not in rejected.json["message"]
    found = Api({"filter-argument-type": "matches-nothing"}).get(call)
    assert [] in (found, *(found[name] for name in ("content", "records") if name in found))
