"""Names of files that come from somebody else never leave the folder, and never write through a link."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stream_server import StreamServer, asked, names, response

from agillic import Agillic
from sdk_core.calls.files.atomic_file import SavedFile, resolve_destination

HOSTILE = [
    "..",
    ".",
    "",
    "a/..",
    "a/",
    "..\\evil.csv",
    "C:\\evil.csv",
    "C:evil.csv",
    "\\\\server\\share\\evil.csv",
    "evil.csv:stream",
    "CON",
    "con.csv",
    "Aux.tar.gz",
    "COM1",
    "lpt9.txt",
    "COM\u00b9.txt",
    "CONIN$",
    "NUL .txt",
    "evil.csv.",
    "evil.csv ",
    " evil.csv",
    "evil\n.csv",
    "evil\x00.csv",
    "evil\x1b[2J.csv",
    "evil\x85.csv",
    "evil\u202evsc.exe",
    "evil\ud800.csv",
    "a" * 256,
    "\u00e6" * 128,
    'evil".csv',
    "evil?.csv",
    "*",
    "a|b",
]
REJECTED = r"^the file's name (is|holds|has|begins) .*: give a path with a name of your own as `to`$"
KIND = ["customers.csv", "a/b/customers.csv", "../../customers.csv", "/etc/customers.csv", ".hidden", "m\u00f8de 1.csv"]


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the files of the limits, and the environment's settings, out of the tests."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


def test_hostile_names_are_rejected_and_nothing_is_sent(tmp_path: Path) -> None:
    def fetch_all(client: Agillic) -> None:
        for name in HOSTILE:
            for file in (name, f"ExportFlow/{name}"):
                with pytest.raises(ValueError, match=REJECTED) as caught:
                    client.exports.download(file, tmp_path)
                assert len(name) < 3 or name.lower() not in str(caught.value).lower()

    with StreamServer(response(b"evil")) as server:
        asked(server.url, fetch_all, asynchronous=False)
        assert server.heads == []


def test_asyncio_rejects_them_too(tmp_path: Path) -> None:
    with StreamServer(response(b"evil")) as server:
        with pytest.raises(ValueError, match=REJECTED):
            asked(server.url, lambda client: client.exports.download("..\\a", tmp_path), asynchronous=True)
        assert server.heads == []


@given(st.text(max_size=60) | st.sampled_from([*HOSTILE, *KIND]) | st.text("./\\:aCON \x00", max_size=8))
@example("a" * 255)
def test_any_name_stays_in_its_folder_or_is_rejected(folder: Path, name: str) -> None:
    for file in (name, f"ExportFlow/{name}", f"../{name}"):
        try:
            path = resolve_destination(file, folder, max_bytes=1, overwrite=False).path
        except ValueError:
            continue
        assert (path.parent, path.name) == (folder, file.split("/")[-1])
        path.write_bytes(b"")
        assert names(folder) == [path.name]
        path.unlink()


@pytest.mark.parametrize("file", KIND)
def test_other_names_are_taken_as_they_are(file: str, folder: Path) -> None:
    assert resolve_destination(file, folder, max_bytes=1, overwrite=False).path == folder / file.rsplit("/", 1)[-1]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "folder").mkdir()
    for name, target in (("to-file", "precious"), ("to-folder", "folder"), ("to-nothing", "nothing")):
        link = tmp_path / "folder" / name
        link.symlink_to(tmp_path / target)
        with StreamServer(response(b"new")) as server:

            def fetch(client: Agillic, name: str = name) -> SavedFile:
                return client.exports.download(name, tmp_path / "folder", overwrite=True)

            saved = asked(server.url, fetch, asynchronous=False)
        assert (saved.path, link.is_symlink(), link.read_bytes()) == (link, False, b"new")
    assert (tmp_path / "precious").read_text() == "mine"
    assert names(tmp_path / "folder") == ["to-file", "to-folder", "to-nothing"]


def test_a_place_that_is_none_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "folder" / "customers.csv").mkdir(parents=True)
    for to in (tmp_path / "nowhere" / "a.csv", f"{tmp_path}/nowhere/"):
        with pytest.raises(FileNotFoundError, match=r"^there is no folder '.*nowhere': make it first$"):
            resolve_destination("customers.csv", to, max_bytes=1, overwrite=True)
    with pytest.raises(FileExistsError, match="is a folder: give another path as `to`"):
        resolve_destination("customers.csv", tmp_path / "folder", max_bytes=1, overwrite=True)
