"""The Context Parameter Schemas of a database [S1, V-AST]."""

from agillic.mock.state.database import Database
from agillic.wire.context_schemas import ContextSchema, context_schema_text, parse_context_schema

_TABLE = "CREATE TABLE IF NOT EXISTS context_schemas (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID"


class ContextSchemas:
    """The context schemas of a database, at first those of the instance.

    Args:
        database: Where they are.

    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     schemas = ContextSchemas(database)
    ...     schemas.put("coupon", '{"CODE": {"type": "person_data", "data_type": "string"}}')
    ...     list(schemas.get("coupon")), list(schemas.all())
    (['CODE'], ['coupon', 'editor', 'order'])
    """

    def __init__(self, database: Database) -> None:
        database.create(_TABLE)
        self._connection = database.connection
        if database.is_new:
            for name, schema in database.instance.context_schemas.items():
                self.put(name, schema)

    def get(self, name: str) -> ContextSchema | None:
        """Return a schema by the name of its file without `.json`, or None when there is none.

        Raises:
            ContextSchemaError: What was put there is none.
        """
        found = self._connection.execute("SELECT text FROM context_schemas WHERE name = ?", (name,)).fetchone()
        return parse_context_schema(found[0]) if found else None

    def put(self, name: str, schema: ContextSchema | str) -> None:
        """Add a schema, or replace the one of this name.

        Args:
            name: The name of its file without `.json`.
            schema: Parsed, or a text that is kept as it is, even if it is no schema.
        """
        text = schema if isinstance(schema, str) else context_schema_text(schema)
        self._connection.execute("INSERT OR REPLACE INTO context_schemas VALUES (?, ?)", (name, text))

    def all(self) -> dict[str, str]:
        """Return the texts of all schemas by their names, in the order of the names."""
        return dict(self._connection.execute("SELECT name, text FROM context_schemas ORDER BY name").fetchall())
