"""Other rows than recipients are imported: of tables and groups, events, users, lists and catalogs."""

import io
import json
import sys
from pathlib import Path

import pytest
from command_parts import MAIN, Wire

from agillic.cli.main import main as agillic
from agillic.mock.local import LocalMock as Agillic
from iterable_client.cli.main import main as iterable
from iterable_client.mock.local import LocalMock as Iterable
from sdk_core.cli.entry_rows import shape_of

pytest_plugins = ["command_fixtures"]
RUBY, PERCY = "ruby@sweetmail.com", "percy@sweetmail.com"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def bodies(mock: Agillic | Iterable, operation: str) -> list[object]:
    return [json.loads(each.body) for each in mock.requests if each.operation == operation]


@pytest.mark.usefixtures("agillic_environment", "agillic_no_wait")
class TestAgillic:
    def test_rows_of_a_table(self, agillic_mock: Agillic, capsys: pytest.CaptureFixture[str]) -> None:
        Path("p.csv").write_text(f"EMAIL,ID,STORE\n{RUBY},17,Aarhus\n{RUBY},18,\n,4,Ghent\n", "utf-8")
        assert agillic(["one-to-many", "import", "PURCHASES", "p.csv", "--rejected", "bad.csv"]) == 9
        assert bodies(agillic_mock, "asyncUpsertOneToManyRecords")
        assert "line 4: rejected: it has no EMAIL, which says whose row it is" in Path("bad.csv").read_text("utf-8")
        assert "3 rows read: 2 done (2 accepted), 1 not; " in capsys.readouterr().err
        assert agillic(["one-to-many", "get-table", RUBY, "PURCHASES", "--output", "json"]) == 0
        assert '"Aarhus"' in capsys.readouterr().out

    def test_the_members_of_a_group(self, agillic_mock: Agillic, capsys: pytest.CaptureFixture[str]) -> None:
        Path("g.csv").write_text(f"NAME,EMAIL\nRuby,{RUBY}\nPercy,{PERCY}\n", "utf-8")
        assert agillic(["target-groups", "add", "TastingPanel", "g.csv", "--yes"]) == 0
        assert agillic(["target-groups", "remove", "TastingPanel", "g.csv", "--yes"]) == 0
        for operation in ("addToStaticTargetGroup", "removeFromStaticTargetGroup"):
            assert bodies(agillic_mock, operation) == [
                {"targetGroupName": "TastingPanel", "recipientIds": [RUBY, PERCY]}
            ]
        assert "2 rows read: 2 done (2 accepted), 0 not; 1 call\n" in capsys.readouterr().err

    def test_events_with_their_context(self, agillic_mock: Agillic) -> None:
        Path("e.csv").write_text(
            f"recipientId,eventId,name,code\n{RUBY},order_placed,Order,7\n{PERCY},order_placed,,\n", "utf-8"
        )
        agillic(["events", "import", "e.csv", "--yes"])
        (body,) = bodies(agillic_mock, "asyncAchieveEvent")
        assert isinstance(body, dict)
        assert body["data"] == [
            {"recipientId": RUBY, "eventId": "order_placed", "context": {"name": "Order", "code": "7"}},
            {"recipientId": PERCY, "eventId": "order_placed"},
        ]

    @pytest.mark.parametrize("command", [["events", "import"], ["target-groups", "add", "G"]])
    def test_what_may_send_is_asked_for_first(
        self,
        command: list[str],
        agillic_mock: Agillic,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        Path("f.csv").write_text(f"EMAIL,recipientId,eventId\n{RUBY},{RUBY},e\n", "utf-8")
        monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
        assert agillic([*command, "f.csv"]) == 2
        assert (
            "may send messages to people: it starts what may send, and there is no terminal to confirm it on"
            in capsys.readouterr().err
        )
        assert agillic_mock.requests == []


@pytest.mark.usefixtures("iterable_environment", "iterable_no_wait")
class TestIterable:
    def test_users(self, iterable_mock: Iterable, capsys: pytest.CaptureFixture[str]) -> None:
        Path("u.csv").write_text("email,city,zip\nada@example.com,Ghent,\nno address,Ghent,1\n,Ghent,2\n", "utf-8")
        assert iterable(["users", "import", "u.csv", "--rejected", "bad.csv"]) == 9
        assert "3 rows read: 1 done" in capsys.readouterr().err
        bad = Path("bad.csv").read_text("utf-8").splitlines()
        assert bad[1] == "line 4: rejected: it has neither email nor userId: give one of them,,Ghent,2"
        assert bad[2].startswith("line 3: rejected: ")
        first = bodies(iterable_mock, "bulkUpdateUsers")[0]
        assert isinstance(first, dict)
        assert first["users"][0] == {"email": "ada@example.com", "dataFields": {"city": "Ghent"}}

    def test_events(self, iterable_mock: Iterable) -> None:
        row = {"email": "ada@example.com", "eventName": "read", "createdAt": 1783153800, "pages": 7}
        Path("e.jsonl").write_text(json.dumps(row) + '\n{"email": "ada@example.com"}\n', "utf-8")
        assert iterable(["events", "import", "e.jsonl", "-y"]) == 9
        assert bodies(iterable_mock, "trackEvents") == [
            {
                "events": [
                    {
                        "email": "ada@example.com",
                        "eventName": "read",
                        "createdAt": 1783153800,
                        "dataFields": {"pages": 7},
                    }
                ]
            }
        ]

    def test_users_of_a_list(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("l.csv").write_text("email\nnew1@example.com\nnew2@example.com\n", "utf-8")
        before = self.users(capsys)
        assert iterable(["lists", "subscribe", "1201", "l.csv"]) == 0
        assert set(self.users(capsys)) == {*before, "new1@example.com", "new2@example.com"}
        assert iterable(["lists", "unsubscribe", "1201", "l.csv"]) == 0
        assert self.users(capsys) == before

    @staticmethod
    def users(capsys: pytest.CaptureFixture[str]) -> list[str]:
        capsys.readouterr()
        assert iterable(["lists", "users", "1201"]) == 0
        return capsys.readouterr().out.splitlines()

    def test_a_list_is_named_by_its_number(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            iterable(["lists", "users", "Poetry"])
        assert "'Poetry' is no id of a list; give its number" in capsys.readouterr().err

    def test_a_column_without_a_place_is_rejected(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("l.csv").write_text("email,city\nnew1@example.com,Ghent\n", "utf-8")
        assert iterable(["lists", "unsubscribe", "1201", "l.csv"]) == 9
        assert "there is no place for city: leave it out" in capsys.readouterr().err

    def test_items_of_a_catalog(self, iterable_mock: Iterable) -> None:
        Path("c.jsonl").write_text('{"isbn": 9780, "title": "Emma", "price": 9.5}\n{"title": "?"}\n', "utf-8")
        assert iterable(["catalogs", "import", "books", "c.jsonl", "--key", "isbn"]) == 9
        assert bodies(iterable_mock, "bulkWriteCatalogItems") == [
            {"documents": {"9780": {"title": "Emma", "price": 9.5}}, "replaceUploadedFieldsOnly": False}
        ]


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize(
    ("api", "command", "row", "path"),
    [
        (
            "agillic",
            ["one-to-many", "import", "T"],
            {"EMAIL": "a@b.dk", "ID": 1},
            "/recipients/v2/oneToManyTables/:upsert",
        ),
        ("agillic", ["events", "import"], {"recipientId": "a@b.dk", "eventId": "e"}, "/recipients/v2/events/:achieve"),
        ("agillic", ["target-groups", "add", "G"], {"EMAIL": "a@b.dk"}, "/recipients/:addToStaticTargetGroup"),
        ("agillic", ["target-groups", "remove", "G"], {"EMAIL": "a@b.dk"}, "/recipients/:removeFromStaticTargetGroup"),
        ("iterable", ["users", "import"], {"email": "a@b.dk"}, "/api/users/bulkUpdate"),
        ("iterable", ["events", "import"], {"email": "a@b.dk", "eventName": "e"}, "/api/events/trackBulk"),
        ("iterable", ["lists", "subscribe", "7"], {"email": "a@b.dk"}, "/api/lists/subscribe"),
        ("iterable", ["lists", "unsubscribe", "7"], {"email": "a@b.dk"}, "/api/lists/unsubscribe"),
        ("iterable", ["catalogs", "import", "books"], {"id": "1"}, "/api/catalogs/books/items"),
    ],
)
def test_each_shows_its_first_request(
    api: str, command: list[str], row: dict[str, str], path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("f.jsonl").write_text(json.dumps(row), "utf-8")
    assert MAIN[api]([*command, "f.jsonl", "--dry-run"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith(f"POST http://127.0.0.1:9{path}\n")
    assert "a@b.dk" in captured.out or "books" in path
    assert captured.err == "1 row read; 1 would be sent, in 1 call\n"


def test_values_that_do_not_fit_a_member_are_rejected(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    Path("e.csv").write_text("email,eventName,createdAt\na@b.dk,e,soon\n", "utf-8")
    assert iterable(["events", "import", "e.csv", "--yes"]) == 9
    assert "createdAt cannot be 'soon'; give a whole number" in capsys.readouterr().err
    assert wire.requests == []


def test_an_entry_may_have_its_member_for_fields() -> None:
    shape = shape_of("iterable", "bulkUpdateUsers")
    values = {"userId": "7", "dataFields": {"city": "Ghent", "zip": None}, "age": 7}
    assert shape.entry(values, "leave") == {"userId": "7", "dataFields": {"city": "Ghent", "age": 7}}
    with pytest.raises(ValueError, match="dataFields cannot be a str: give an object"):
        shape.entry({"userId": "7", "dataFields": "x"}, "leave")
    assert shape_of("agillic", "asyncAchieveEvent").fields == "context"
    with pytest.raises(ValueError, match="conversion cannot be a text: give it as JSON lines"):
        shape_of("agillic", "asyncAchieveEvent").entry({"conversion": "x"}, "leave")
