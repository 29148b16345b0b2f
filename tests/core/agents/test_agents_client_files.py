"""The configuration of a client gets one server more, and every other byte of it stays."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdk_core.agents.setup.client_file import ClientFileError, plan_change, snippet, write_change
from sdk_core.agents.setup.clients import CLIENTS, Places, server_entry

ENTRY = {"command": "/usr/bin/python", "args": ["-m", "tiny"]}
SECRET = "sk-planted-secret"  # noqa: S105 - of nobody


def merged(path: Path, member: str = "mcpServers", name: str = "tiny", entry: Mapping[str, Any] = ENTRY) -> str:
    return plan_change(path, member, name, entry).after


def file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "client.json"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("text", [None, "", " \n", "\ufeff"])
def test_a_file_that_is_not_there_or_empty_is_made(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "folder" / "client.json"
    if text is not None:
        path.parent.mkdir()
        path.write_text(text, "utf-8")
        path.chmod(0o640)
    change = plan_change(path, "mcpServers", "tiny", ENTRY)
    assert not path.exists() or path.read_text("utf-8") == text
    write_change(change)
    assert path.read_text("utf-8") == snippet("mcpServers", "tiny", ENTRY)
    assert path.stat().st_mode & 0o777 == (0o600 if text is None else 0o640)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{}", '{\n  "mcpServers": {\n    "tiny": [ENTRY at 4]\n  }\n}'),
        (
            '{\n\t"theme" : "dark",\r\n\t"n": 1.10\n}\n',
            '{\n\t"theme" : "dark",\r\n\t"n": 1.10,\n\t"mcpServers": {\r\n\t\t"tiny": [ENTRY at \t\t]\r\n\t}\n}\n',
        ),
        (
            '{"mcpServers": {"a": {"command": "x"}}, "big": 1e400}',
            '{"mcpServers": {"a": {"command": "x"}, "tiny": [ENTRY]}, "big": 1e400}',
        ),
        (
            '{\n    "mcpServers": {\n        "a": {}\n    },\n    "z": "\\u00e9"\n}',
            '{\n    "mcpServers": {\n        "a": {},\n        "tiny": [ENTRY by 4]\n    },\n    "z": "\\u00e9"\n}',
        ),
        (
            '{\n  "mcpServers": {\n    "tiny": {"command": "old"},\n    "z": {}\n  }\n}\n',
            '{\n  "mcpServers": {\n    "tiny": [ENTRY at 4],\n    "z": {}\n  }\n}\n',
        ),
        ('{\n  "mcpServers": {}\n}', '{\n  "mcpServers": {\n    "tiny": [ENTRY at 4]\n  }\n}'),
        (
            '\ufeff{\n  "mcpServers": {\n  }\n}',
            '\ufeff{\n  "mcpServers": {\n    "tiny": [ENTRY at 4]\n  }\n}',
        ),
    ],
)
def test_everything_else_stays_as_it_is_written(tmp_path: Path, before: str, after: str) -> None:
    def lines(indent: str, unit: str, newline: str) -> str:
        return json.dumps(ENTRY, indent=unit).replace("\n", newline + indent)

    after = after.replace("[ENTRY]", json.dumps(ENTRY)).replace("[ENTRY at 4]", lines(" " * 4, "  ", "\n"))
    after = after.replace("[ENTRY at \t\t]", lines("\t\t", "\t", "\r\n"))
    after = after.replace("[ENTRY by 4]", lines(" " * 8, " " * 4, "\n"))
    assert merged(file(tmp_path, before)) == after


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    content=st.dictionaries(st.sampled_from(["a", "mcpServers2", "é", '"', "{", ","]) | st.text(), VALUES, max_size=4),
    servers=st.none() | st.dictionaries(st.sampled_from(["tiny", "other", "}"]), VALUES, max_size=3),
    style=st.tuples(st.sampled_from([None, 0, 1, 2, 4, "\t"]), st.booleans(), st.sampled_from(["", "\n", " \r\n"])),
)
def test_whatever_is_in_it_stays(
    tmp_path_factory: pytest.TempPathFactory,
    content: dict[str, Any],
    servers: dict[str, Any] | None,
    style: tuple[int | str | None, bool, str],
) -> None:
    indent, is_ascii, end = style
    if servers is not None:
        content["mcpServers"] = servers
    elif not isinstance(content.get("mcpServers", {}), dict):
        del content["mcpServers"]
    text = json.dumps(content, indent=indent, ensure_ascii=is_ascii)
    path = tmp_path_factory.mktemp("client") / "client.json"
    try:
        path.write_bytes((text + end).encode())
    except UnicodeEncodeError:  # half of a pair, which no file holds
        return
    after = merged(path)
    old = content.get("mcpServers", {})
    assert json.loads(after) == {**content, "mcpServers": {**old, "tiny": ENTRY}}
    assert [*json.loads(after)] == [*{**content, "mcpServers": {}}]
    assert after.endswith(end)
    path.write_bytes(after.encode())
    assert not plan_change(path, "mcpServers", "tiny", ENTRY).is_needed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{\n  // my servers\n  "servers": {}\n}', "is no JSON (line 2, column 3"),
        ('{"servers": {},}', "is no JSON (line 1"),
        ("[]", "holds no object"),
        ('{"servers": []}', "servers is no object"),
        ('{"servers": {}, "servers": {}}', "has a member twice"),
        ('{"servers": {"a": {"x": 1, "x": 2}}}', "has a member twice"),
        ("nothing", "is no JSON"),
        ("[" * 100_000, "cannot be read as JSON"),
    ],
)
def test_a_file_that_cannot_be_changed_without_loss_stays(tmp_path: Path, text: str, said: str) -> None:
    path = file(tmp_path, text)
    with pytest.raises(ClientFileError) as caught:
        plan_change(path, "servers", "tiny", ENTRY)
    assert said in str(caught.value)
    assert str(path) in str(caught.value)
    assert path.read_text("utf-8") == text


def test_a_file_that_cannot_be_read_is_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "client.json"
    path.write_bytes(b'{"a": "\xff"}')
    with pytest.raises(ClientFileError, match="not in UTF-8"):
        plan_change(path, "mcpServers", "tiny", ENTRY)
    path.unlink()
    path.mkdir()
    with pytest.raises(ClientFileError, match="cannot be read"):
        plan_change(path, "mcpServers", "tiny", ENTRY)


def test_the_old_file_is_kept_each_time_and_its_mode_stays(tmp_path: Path) -> None:
    path = file(tmp_path, '{"theme": "dark"}')
    path.chmod(0o640)
    first = write_change(plan_change(path, "mcpServers", "tiny", ENTRY))
    assert first is not None
    assert (first.name, first.read_text("utf-8")) == ("client.json.backup", '{"theme": "dark"}')
    second = write_change(plan_change(path, "mcpServers", "other", ENTRY))
    assert second is not None
    assert (second.name, json.loads(second.read_text("utf-8"))["mcpServers"]) == (
        "client.json.backup-2",
        {"tiny": ENTRY},
    )
    assert path.stat().st_mode & 0o777 == 0o640
    assert first.stat().st_mode & 0o777 == 0o600


def test_a_file_that_has_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = file(tmp_path, "{}")
    change = plan_change(path, "mcpServers", "tiny", ENTRY)
    path.write_text('{"theme": "dark"}')
    with pytest.raises(ClientFileError, match="has changed since"):
        write_change(change)
    assert path.read_text() == '{"theme": "dark"}'


def test_where_it_is_a_link_what_it_leads_to_is_changed(tmp_path: Path) -> None:
    target = file(tmp_path, "{}")
    link = tmp_path / "link.json"
    link.symlink_to(target)
    write_change(plan_change(link, "mcpServers", "tiny", ENTRY))
    assert link.is_symlink()
    assert "tiny" in json.loads(target.read_text())["mcpServers"]


def test_what_is_shown_is_the_change_and_no_secret_of_another_server(tmp_path: Path) -> None:
    old = {"command": "old", "env": {"KEY": SECRET}}
    path = file(tmp_path, json.dumps({"mcpServers": {"tiny": old, "z": {"env": {"KEY": SECRET}}}, "key": SECRET}))
    change = plan_change(path, "mcpServers", "tiny", ENTRY)
    shown = "\n".join(change.shown)
    assert SECRET not in shown + repr(change)
    assert '-     "command": "old"' in shown
    assert '+     "command": "/usr/bin/python"' in shown
    assert '"KEY": "***"' in shown


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        (
            "linux",
            {"HOME": "/home/ada"},
            {
                "claude-desktop": "/home/ada/.config/Claude/claude_desktop_config.json",
                "cursor": "/home/ada/.cursor/mcp.json",
                "windsurf": "/home/ada/.codeium/windsurf/mcp_config.json",
                "gemini": "/home/ada/.gemini/settings.json",
                "vscode": "/home/ada/.config/Code/User/mcp.json",
            },
        ),
        (
            "linux",
            {"HOME": "/home/ada", "XDG_CONFIG_HOME": "/x"},
            {"claude-desktop": "/x/Claude/claude_desktop_config.json", "vscode": "/x/Code/User/mcp.json"},
        ),
        ("linux", {"HOME": "/h", "XDG_CONFIG_HOME": "relative"}, {"vscode": "/h/.config/Code/User/mcp.json"}),
        (
            "darwin",
            {"HOME": "/Users/ada", "XDG_CONFIG_HOME": "/x"},
            {
                "claude-desktop": "/Users/ada/Library/Application Support/Claude/claude_desktop_config.json",
                "vscode": "/Users/ada/Library/Application Support/Code/User/mcp.json",
                "cursor": "/Users/ada/.cursor/mcp.json",
            },
        ),
        (
            "win32",
            {"USERPROFILE": "/Users/ada", "APPDATA": "/Users/ada/Roaming"},
            {
                "claude-desktop": "/Users/ada/Roaming/Claude/claude_desktop_config.json",
                "vscode": "/Users/ada/Roaming/Code/User/mcp.json",
                "windsurf": "/Users/ada/.codeium/windsurf/mcp_config.json",
            },
        ),
        ("win32", {"USERPROFILE": "/Users/ada"}, {"vscode": "/Users/ada/AppData/Roaming/Code/User/mcp.json"}),
    ],
)
def test_each_client_has_its_file(platform: str, environ: dict[str, str], expected: dict[str, str]) -> None:
    places = Places.of_this_user(environ, platform)
    assert {name: CLIENTS[name].path(places).as_posix() for name in expected} == expected


def test_the_file_of_claude_code_is_that_of_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert CLIENTS["claude-code"].path(Places.of_this_user({"HOME": "/h"}, "linux")) == tmp_path / ".mcp.json"


def test_entries_hold_the_command_and_no_environment() -> None:
    for name, client in CLIENTS.items():
        entry = server_entry(client, "python", ["-m", "tiny"])
        assert {*entry} == ({"type", "command", "args"} if name == "vscode" else {"command", "args"})
        assert client.member == ("servers" if name == "vscode" else "mcpServers")
