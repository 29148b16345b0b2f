"""The templates of a project, and their content in each language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from iterable_client.mock.instance import Template as TemplateOfProject
from iterable_client.mock.state.database import Database
from iterable_client.mock.state.moments import to_milliseconds
from sdk_core.mock.clock import Clock

_COLUMNS = "id, name, message_type, type, medium, creator, client_id, campaign, created, updated, default_locale"


@dataclass(frozen=True, slots=True)
class Template:
    """A template without its content; times are in milliseconds since 1970."""

    id: int
    name: str
    message_type: int
    type: str
    medium: str
    creator: str
    client_id: str | None
    campaign: int | None
    created: int
    updated: int
    default_locale: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """What a template says in a language; None is that of no language."""

    locale: str | None
    members: Mapping[str, Any] = field(repr=False)


class Templates:
    """All templates.

    Args:
        database: Where they are.
        clock: Tells when they are written.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._connection, self._clock = database.connection, clock
        database.create(
            """CREATE TABLE IF NOT EXISTS templates (
                id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, message_type INTEGER NOT NULL,
                type TEXT NOT NULL, medium TEXT NOT NULL, creator TEXT NOT NULL, client_id TEXT, campaign INTEGER,
                created INTEGER NOT NULL, updated INTEGER NOT NULL, default_locale TEXT
            )""",
            """CREATE TABLE IF NOT EXISTS template_contents (
                template INTEGER NOT NULL REFERENCES templates, locale TEXT NOT NULL, members TEXT NOT NULL,
                PRIMARY KEY (template, locale)
            ) WITHOUT ROWID""",
        )

    def add(self, template: TemplateOfProject) -> None:
        """Add a template of the project."""
        now = to_milliseconds(self._clock.now())
        self._insert(
            template.id,
            (
                template.name,
                template.message_type,
                template.type,
                template.medium,
                template.creator,
                template.client_template_id,
                template.campaign,
                now,
                now,
                template.locale,
            ),
        )
        self._put(template.id, template.locale, template.content)

    def create(self, *, name: str, message_type: int, creator: str, client_id: str, locale: str | None) -> int:
        """Create an email template without content, and return its id."""
        now = to_milliseconds(self._clock.now())
        values = (name, message_type, "Base", "Email", creator, client_id, None, now, now, locale)
        return self._insert(None, values)

    def copy(self, template: Template, *, type_: str, campaign: int) -> int:
        """Copy a template with all of its content for a campaign, and return the copy's id."""
        now = to_milliseconds(self._clock.now())
        kept = (template.name, template.message_type, type_, template.medium, template.creator, None)
        new = self._insert(None, (*kept, campaign, now, now, template.default_locale))
        self._connection.execute(
            "INSERT INTO template_contents SELECT ?, locale, members FROM template_contents WHERE template = ?",
            (new, template.id),
        )
        return new

    def all(self) -> list[Template]:
        """Return all templates, by id."""
        return [Template(*row) for row in self._connection.execute(f"SELECT {_COLUMNS} FROM templates ORDER BY id")]  # noqa: S608 - words of ours

    def get(self, template_id: int) -> Template | None:
        """Return a template, or None when there is no such template."""
        statement = f"SELECT {_COLUMNS} FROM templates WHERE id = ?"  # noqa: S608 - words of ours
        row = self._connection.execute(statement, (template_id,)).fetchone()
        return None if row is None else Template(*row)

    def content(self, template: Template, locale: str | None = None) -> Content | None:
        """Return what a template says in a language, the default one if left out; None without such content."""
        wanted = template.default_locale if locale is None else locale
        row = self._connection.execute(
            "SELECT members FROM template_contents WHERE template = ? AND locale = ?", (template.id, wanted or "")
        ).fetchone()
        return None if row is None else Content(wanted, orjson.loads(row[0]))

    def change(  # noqa: PLR0913 - what an upsert may change
        self,
        template: Template,
        members: Mapping[str, Any],
        *,
        locale: str | None,
        name: str | None = None,
        message_type: int | None = None,
        becomes_default: bool = False,
    ) -> None:
        """Change a template: members that are sent, in one language, the default one if left out."""
        where = template.default_locale if locale is None else locale
        before = self.content(template, where)
        self._put(template.id, where, {**(before.members if before else {}), **members})
        default = where if becomes_default or template.default_locale is None else template.default_locale
        self._connection.execute(
            "UPDATE templates SET name = ?, message_type = ?, updated = ?, default_locale = ? WHERE id = ?",
            (
                template.name if name is None else name,
                template.message_type if message_type is None else message_type,
                to_milliseconds(self._clock.now()),
                default,
                template.id,
            ),
        )

    def _insert(self, template_id: int | None, values: tuple[object, ...]) -> int:
        marks = ", ".join("?" * (len(values) + 1))
        statement = f"INSERT INTO templates ({_COLUMNS}) VALUES ({marks})"  # noqa: S608 - words of ours
        return int(self._connection.execute(statement, (template_id, *values)).lastrowid or 0)

    def _put(self, template_id: int, locale: str | None, members: Mapping[str, Any]) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO template_contents VALUES (?, ?, ?)",
            (template_id, locale or "", orjson.dumps(members).decode()),
        )
