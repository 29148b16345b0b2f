"""The clients whose configuration can be written: where each keeps it, and how it calls the servers in it.

Read in the documentation of their makers, in November 2026:

- Claude Desktop: modelcontextprotocol.io/docs/develop/connect-local-servers. It names macOS and Windows; elsewhere the
  application keeps the same file in the user's folder for configuration.
- Claude Code: code.claude.com/docs/en/mcp, "project scope".
- Cursor: cursor.com/docs/mcp.
- Windsurf: docs.windsurf.com/windsurf/cascade/mcp.
- Gemini CLI: geminicli.com/docs/cli/configuration.
- VS Code: code.visualstudio.com/docs/agents/reference/mcp-configuration; the user's `mcp.json` is beside the settings
  of the default profile.
"""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Places:
    """Where this user keeps files, as far as clients look there.

    Attributes:
        home: the user's home.
        configuration: where applications keep their configuration.
        project: the folder that the command runs in.
    """

    home: Path
    configuration: Path
    project: Path

    @classmethod
    def of_this_user(cls, environ: Mapping[str, str] | None = None, platform: str = sys.platform) -> "Places":
        r"""Return those of the user and the system that this runs on.

        Args:
            environ: the variables of the environment; those of this process when left out.
            platform: as `sys.platform` has it.

        Raises:
            RuntimeError: this user has no home.

        >>> Places.of_this_user({"HOME": "/home/ada", "XDG_CONFIG_HOME": "/etc/ada"}, "linux").configuration.as_posix()
        '/etc/ada'
        """
        environ = os.environ if environ is None else environ
        home = Path(environ.get("USERPROFILE" if platform == "win32" else "HOME") or Path.home())
        if platform == "win32":
            configuration = Path(environ.get("APPDATA") or home / "AppData" / "Roaming")
        elif platform == "darwin":
            configuration = home / "Library" / "Application Support"
        else:
            named = Path(environ.get("XDG_CONFIG_HOME", ""))
            configuration = named if named.is_absolute() else home / ".config"
        return cls(home, configuration, Path.cwd())


@dataclass(frozen=True, slots=True)
class Client:
    """One client.

    Attributes:
        title: what people call it.
        member: the member of its file in which the servers are.
        path: gives its file.
        next_step: what to do there once its file is written.
        extra: what an entry has beside the command.
    """

    title: str
    member: str
    path: Callable[[Places], Path]
    next_step: str
    extra: Mapping[str, Any]


def _client(title: str, path: Callable[[Places], Path], next_step: str) -> Client:
    return Client(title, "mcpServers", path, next_step, {})


CLIENTS: Final[Mapping[str, Client]] = {
    "claude-desktop": _client(
        "Claude Desktop",
        lambda places: places.configuration / "Claude" / "claude_desktop_config.json",
        "quit the application and start it again",
    ),
    "claude-code": _client(
        "Claude Code",
        lambda places: places.project / ".mcp.json",
        "start it in this folder, and accept the server when it asks",
    ),
    "cursor": _client(
        "Cursor",
        lambda places: places.home / ".cursor" / "mcp.json",
        "start it again, and look under MCP in its settings",
    ),
    "windsurf": _client(
        "Windsurf",
        lambda places: places.home / ".codeium" / "windsurf" / "mcp_config.json",
        "refresh the servers in Cascade",
    ),
    "gemini": _client(
        "Gemini CLI",
        lambda places: places.home / ".gemini" / "settings.json",
        "start it again, and look with /mcp",
    ),
    "vscode": Client(
        "VS Code",
        "servers",
        lambda places: places.configuration / "Code" / "User" / "mcp.json",
        "start the server in that file, or with the command MCP: List Servers",
        {"type": "stdio"},
    ),
}
"""By the names that the command takes."""


def server_entry(client: Client, command: str, arguments: list[str]) -> dict[str, Any]:
    """Return the entry of a server: what the client starts, and no secret, since the server finds its own.

    Args:
        client: the client.
        command: the program.
        arguments: what stands behind it.
    """
    return {**client.extra, "command": command, "args": arguments}
