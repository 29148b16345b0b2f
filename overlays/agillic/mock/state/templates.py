"""HTML templates: their files, what of them messages use, and the resources that they refer to."""

import re
from html import unescape
from urllib.parse import unquote

from agillic.mock.state.database import Database
from agillic.mock.state.files import Files
from sdk_core.mock.clock import Clock

_TABLES = (
    """CREATE TABLE IF NOT EXISTS template_references (
        template TEXT NOT NULL, resource TEXT NOT NULL, PRIMARY KEY (template, resource)
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS template_references_to ON template_references (resource)",
    "CREATE TABLE IF NOT EXISTS template_commits (template TEXT PRIMARY KEY, content BLOB NOT NULL)",
)
_ATTRIBUTE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+))""")
_STYLE_URL = re.compile(r"""url\(\s*["']?([^"')]*)""", re.IGNORECASE)


class Templates(Files):
    """The templates of a database.

    Args:
        database: Where they are; its instance has the first ones, which are committed.
        clock: Says when they show in lists.
        commit_needed: Whether messages use what was last committed, by the assumption `template-commit-needed`. Else
            they use what was last uploaded.

    >>> from datetime import UTC, datetime
    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     templates = Templates(database, Clock(datetime(2026, 7, 4, tzinfo=UTC)), commit_needed=True)
    ...     added = templates.put("new.html", b"<img src='logo.png'>")
    ...     templates.in_use("new.html"), templates.refer_to("logo.png")
    (None, True)
    """

    def __init__(self, database: Database, clock: Clock, *, commit_needed: bool = False) -> None:
        database.create(*_TABLES)
        self._commit_needed = commit_needed
        first = database.instance.html_templates
        super().__init__(database, "template", clock, {path: each.content for path, each in first.items()})
        if database.is_new:
            with database.transaction():
                for path in first:
                    self.commit(path)

    def put(self, path: str, content: bytes, *, seconds: float = 0) -> bool:
        """Add or replace a template, as `Files.put` does, and note to which resources it refers."""
        added = super().put(path, content, seconds=seconds)
        self._connection.execute("DELETE FROM template_references WHERE template = ?", (path,))
        self._connection.executemany(
            "INSERT INTO template_references VALUES (?, ?)",
            [(path, each) for each in sorted(resources_in(content.decode(errors="replace")))],
        )
        return added

    def commit(self, path: str) -> None:
        """Let messages use a template, one that is there, as it stands now."""
        self._connection.execute(
            "INSERT OR REPLACE INTO template_commits SELECT path, content FROM files "
            "WHERE kind = 'template' AND path = ?",
            (path,),
        )

    def in_use(self, path: str) -> str | None:
        """Return the HTML that messages use of a template, or None when there is none for them."""
        if self._commit_needed:
            found = self._connection.execute(
                "SELECT content FROM template_commits WHERE template = ?", (path,)
            ).fetchone()
            content = bytes(found[0]) if found else None
        else:
            content = self.content(path)
        return None if content is None else content.decode(errors="replace")

    def refer_to(self, resource: str) -> bool:
        """Return whether any template refers to a resource, or names another template so, by its full path."""
        statement = "SELECT 1 FROM template_references WHERE resource = ? LIMIT 1"
        return self._connection.execute(statement, (resource,)).fetchone() is not None


def resources_in(html: str) -> set[str]:
    """Return the paths that a template refers to: those in its attributes, and by `url()` in its styles.

    How Agillic's templates name resources is nowhere documented. Taken are their paths from the top folder, with or
    without a slash before it; addresses of other hosts are no paths.

    >>> sorted(resources_in('<img src="/images/a%20b.png?v=2"><p style="background: url(c.png)">'))
    ['background: url(c.png)', 'c.png', 'images/a b.png']
    """
    found = ["".join(values) for values in _ATTRIBUTE.findall(html)]
    found += _STYLE_URL.findall(unescape(html))
    return {path for path in map(path_of, found) if path}


def path_of(reference: str) -> str:
    """Return the path of the resource that a reference in HTML means, if it means one.

    >>> path_of("./images/logo%402.png#top")
    'images/logo@2.png'
    """
    plain = unescape(reference).strip().partition("#")[0].partition("?")[0]
    return unquote(plain).removeprefix("./").removeprefix("/")
