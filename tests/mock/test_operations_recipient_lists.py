"""Lists of recipients: bare arrays, filters, and documents of pages."""

from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from operation_calls import JANE, RUBY, Api, recipients

from agillic.mock.instance import Recipient

MINUTE = 60
OBJECT = "/recipients?objectResponse=true"


def shop(options: dict[str, str] | None = None, count: int = 7) -> Api:
    """A mock with recipients whose keys do not ascend: 7, 6, 5 and so on."""
    names = [str(count - n) for n in range(count)]
    return Api(options, recipients=tuple(Recipient({"EMAIL": name, "AGE": int(name)}) for name in names))


def keys(content: list[dict[str, Any]]) -> str:
    return "".join(each["personData"]["EMAIL"] for each in content)


def status(api: Api, query: str) -> int:
    return api.call("GET", f"/recipients?{query}").status


# --- the bare array ---------------------------------------------------------------------------------------------------


def test_without_object_response_the_response_is_an_array() -> None:
    """[S1, C-AG]."""
    api = Api()
    assert [each["personData"]["FIRSTNAME"] for each in api.get("/recipients/")] == ["Ruby", "Jane"]
    assert keys(api.get("/recipients?objectResponse=false")) == RUBY + JANE


def test_page_start_and_size_count_for_the_array() -> None:
    """bare-list-limits, they-count."""
    api = shop()
    assert keys(api.get("/recipients?pageStart=3&pageSize=2")) == "54"
    assert keys(api.get("/recipients?pageStart=7&pageSize=2")) == "1"
    assert status(api, "pageStart=8") == 404
    assert api.get("/recipients?filter=AGE==99") == []


def test_the_array_holds_everything_where_that_is_assumed() -> None:
    """bare-list-limits, everything."""
    assert keys(shop({"bare-list-limits": "everything"}).get("/recipients?pageStart=3&pageSize=2")) == "7654321"


@pytest.mark.parametrize(
    ("option", "order"), [("oldest-first", "7654321"), ("newest-first", "1234567"), ("by-key", "1234567")]
)
def test_lists_come_in_the_order_of_list_order(option: str, order: str) -> None:
    api = shop({"list-order": option})
    api.call("POST", "/recipients", {"personData": {"EMAIL": "4a", "AGE": 1}})
    order = {"oldest-first": order + "4a", "newest-first": "4a" + order, "by-key": "12344a567"}[option]
    assert keys(api.get("/recipients")) == order
    assert keys(api.get("/recipients?filter=AGE>=1")) == order
    assert keys(api.get(OBJECT)["content"]) == order


# --- filters ----------------------------------------------------------------------------------------------------------


def test_filters_select() -> None:
    """[S1]."""
    api = shop()
    assert keys(api.get("/recipients?filter=" + quote("AGE>=3 and (AGE<5 or EMAIL=in=(7 or 9))"))) == "743"
    assert keys(api.get(f"{OBJECT}&filter=AGE%3E5")["content"]) == "76"


@pytest.mark.parametrize("switch", ["", "&objectResponse=true"])
def test_an_unknown_selector_gets_422_and_what_is_no_filter_400(switch: str) -> None:
    """[S1]; 400 is the vendor's general rule."""
    api = shop()
    assert status(api, f"filter=NO_FIELD==1{switch}") == 422
    received = api.call("GET", f"/recipients?filter=EMAIL={RUBY}{switch}")
    assert received.status == 400
    assert "ruby" not in received.json["message"]
    assert status(api, f"filter=EMAIL==*{'a' * 50_000}{switch}") == 400


def test_filter_case_and_missing_values_are_the_assumptions_() -> None:
    """filter-case, filter-missing-values."""
    assert list(recipients(Api(), "LASTNAME==blue")) == []
    assert list(recipients(Api({"filter-case": "ignored"}), "LASTNAME==blue")) == [RUBY]
    assert list(recipients(Api(), "LOYALTY_LEVEL!=Silver")) == [RUBY, JANE]
    assert list(recipients(Api({"filter-missing-values": "none"}), "LOYALTY_LEVEL!=Silver")) == [RUBY]
    assert list(recipients(Api({"filter-missing-values": "as-empty"}), "LOYALTY_LEVEL%3CA")) == [JANE]


@pytest.mark.parametrize(
    ("assumption", "option", "text", "status_", "found"),
    [
        ("filter-escapes", "backslash", r'CITY=="a\"b*"', 200, 1),
        ("filter-escapes", "other-quote", r'CITY=="a\"b*"', 400, 0),
        ("filter-escapes", "other-quote", r"""CITY=='a"b*'""", 200, 1),
        ("filter-literal-wildcards", "in-list", r"""CITY=in=('a"b*')""", 200, 1),
        ("filter-literal-wildcards", "in-list", r"CITY==*\*", 200, 0),
        ("filter-literal-wildcards", "backslash", r"CITY==*\*", 200, 1),
    ],
)
def test_how_filters_are_written_is_the_assumptions_(
    assumption: str, option: str, text: str, status_: int, found: int
) -> None:
    api = Api({assumption: option})
    api.call("PUT", f"/recipients/{RUBY}", {"personData": {"CITY": 'a"b*'}})
    api.call("PUT", f"/recipients/{JANE}", {"personData": {"CITY": "Oslo"}})
    received = api.call("GET", f"/recipients?filter={quote(text)}")
    assert received.status == status_
    assert len(received.json if status_ == 200 else []) == found


# --- documents --------------------------------------------------------------------------------------------------------


def test_the_first_call_makes_a_document_and_later_ones_read_it() -> None:
    """[S1]: the filter counts on the first call only."""
    api = shop()
    first = api.get(f"{OBJECT}&filter=AGE%3E=3&pageSize=2")
    id_ = first["page"]["documentId"]
    assert (keys(first["content"]), first["page"]["totalElements"], first["page"]["totalPages"]) == ("76", 5, 3)
    api.call("POST", "/recipients", {"personData": {"EMAIL": "8", "AGE": 8}})
    for ignored in ("", "&filter=AGE==1", "&filter=NO_FIELD==1", "&filter=nonsense"):
        page = api.get(f"{OBJECT}&documentId={id_}&pageStart=4&pageSize=9{ignored}")
        assert (keys(page["content"]), page["page"]) == (
            "43",
            {"documentId": id_, "pageStart": 4, "pageSize": 9, "totalPages": 1, "totalElements": 5},
        )


def test_the_default_page_starts_at_1_and_has_1000_items() -> None:
    """[S1]."""
    api = Api(recipients=())
    for start in (0, 600):
        batch = [{"personData": {"EMAIL": str(n)}} for n in range(start, start + 600)]
        assert api.call("POST", "/recipients/:batch", batch).json["created"] == 600
    page = api.get(OBJECT)
    assert (page["page"]["pageStart"], page["page"]["pageSize"], len(page["content"])) == (1, 1000, 1000)
    assert len(api.get("/recipients")) == 1000


def test_links_lead_through_the_pages() -> None:
    """[S1]: first, prev, self, next, last; page-links, rel-absolute-href."""
    api = shop()
    page, seen = api.get(f"{OBJECT}&pageSize=3"), ""
    links: dict[str, str] = {}
    while not links or "next" in links:
        seen += keys(page["content"])
        links = {each["rel"]: each["href"] for each in page["links"]}
        parts = urlsplit(links.get("next", links["self"]))
        assert (parts.scheme, parts.netloc, parts.path) == ("http", "127.0.0.1:8080", "/recipients")
        page = api.get(f"/recipients?{parts.query}")
    assert seen == "7654321"
    assert list(links) == ["first", "prev", "self", "last"]
    assert parse_qs(urlsplit(links["prev"]).query)["pageStart"] == ["4"]


def test_links_have_no_host_where_that_is_assumed() -> None:
    """page-links, rel-relative-href."""
    page = shop({"page-links": "rel-relative-href"}).get(OBJECT)
    expected = f"/recipients?objectResponse=true&documentId={page['page']['documentId']}&pageStart=1&pageSize=1000"
    assert page["links"] == [{"rel": rel, "href": expected} for rel in ("first", "self", "last")]


def test_the_members_of_page_have_other_names_where_that_is_assumed() -> None:
    """page-members, number-size-totals."""
    page = shop({"page-members": "number-size-totals"}).get(f"{OBJECT}&pageStart=2&pageSize=3")["page"]
    del page["documentId"]
    assert page == {"number": 2, "size": 3, "totalPages": 3, "totalElements": 7}


def test_a_filter_that_matches_nothing_makes_an_empty_page() -> None:
    """[S1]; page-of-nothing."""
    page = shop().get(f"{OBJECT}&filter=AGE==99")
    assert (page["links"], page["content"], page["page"]["totalPages"]) == ([], [], 0)
    page = shop({"page-of-nothing": "self-links"}).get(f"{OBJECT}&filter=AGE==99")
    assert ([each["rel"] for each in page["links"]], page["page"]["totalPages"]) == (["first", "self", "last"], 1)
    assert page["page"]["totalElements"] == 0


@pytest.mark.parametrize("switch", ["", "&objectResponse=true"])
def test_page_start_and_size_out_of_range_are_page_size_range_s(switch: str) -> None:
    api, clamping = shop(), shop({"page-size-range": "clamped"})
    for query in ("pageSize=1001", "pageSize=0", "pageStart=0", "pageStart=-1", "pageSize=x"):
        assert status(api, query + switch) == 400
    for query, expected in (("pageSize=1001", "7654321"), ("pageSize=0", "7"), ("pageStart=-1&pageSize=2", "76")):
        found = clamping.get(f"/recipients?{query}{switch}")
        assert keys(found["content"] if switch else found) == expected


def test_an_unknown_document_and_a_page_beyond_the_end_get_404() -> None:
    """[S1]; such a call is a use of the document all the same."""
    api = shop()
    assert status(api, "objectResponse=true&documentId=none") == 404
    document = f"objectResponse=true&documentId={api.get(OBJECT)['page']['documentId']}"
    api.mock.clock.advance(4 * MINUTE)
    assert status(api, f"{document}&pageStart=8") == 404
    api.mock.clock.advance(4 * MINUTE)
    assert status(api, f"{document}&pageStart=7") == 200
    assert status(api, "objectResponse=true&pageStart=8") == 404


@pytest.mark.parametrize("option", ["status-404", "status-410", "status-400"])
def test_a_document_lives_5_minutes_after_its_last_use_and_30_in_all(option: str) -> None:
    """[S1]; expired-document-status."""
    api = shop({"expired-document-status": option})
    unused, used = (f"objectResponse=true&documentId={api.get(OBJECT)['page']['documentId']}" for _ in range(2))
    for minutes in range(4, 32, 4):
        api.mock.clock.advance(4 * MINUTE)
        assert status(api, used) == 200, minutes
    assert status(api, unused) == int(option[-3:])
    api.mock.clock.advance(2 * MINUTE)
    assert status(api, used) == int(option[-3:])


def test_a_path_with_a_slash_at_its_end_is_the_same() -> None:
    """trailing-slash."""
    assert shop().call("GET", "/recipients/").status == 200
    assert shop({"trailing-slash": "status-404"}).call("GET", "/recipients/").status == 404
