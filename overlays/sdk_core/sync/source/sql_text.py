"""Names and texts as SQL writes them, and what one statement of a job may be."""

import duckdb
import orjson

from sdk_core.sync.model.errors import JobError


def identifier(name: str) -> str:
    """Return a name as SQL writes it.

    >>> identifier('a "b" c')
    '"a ""b"" c"'
    """
    return '"' + name.replace('"', '""') + '"'


def one_select(connection: duckdb.DuckDBPyConnection, text: str, where: str) -> str:
    """Return the text of one SELECT without what ends it, so that it can stand in brackets.

    Args:
        connection: one that parses it.
        text: what a job has as SQL.
        where: the place in the job, for messages.

    Raises:
        JobError: it is no SQL, more than one statement, or another statement than SELECT.

    >>> one_select(duckdb.connect(), "select 1;", "source.sql")
    'select 1'
    """
    try:
        statements = connection.extract_statements(text)
    except duckdb.Error as error:
        raise JobError(f"{where} is no SQL: {first_line(error)}") from None
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        kinds = ", ".join(str(statement.type).rpartition(".")[2] for statement in statements) or "nothing"
        raise JobError(f"{where} must be exactly one SELECT, and has {kinds}")
    return statements[0].query.strip().removesuffix(";").rstrip()


def one_expression(connection: duckdb.DuckDBPyConnection, text: str, where: str) -> str:
    """Return an expression over the columns of a row.

    Raises:
        JobError: it is no expression, or one that makes several rows or columns of one.

    >>> one_expression(duckdb.connect(), "upper(CITY)", "mapping.CITY.sql")
    'upper(CITY)'
    """
    text = text.strip()
    select = f"select (\n{text}\n) as x"
    one_select(connection, select, where)
    [(tree,)] = connection.execute("select json_serialize_sql(?)", [select]).fetchall()
    statements = orjson.loads(tree)["statements"]
    if len(statements[0]["node"].get("select_list", ())) != 1:
        raise JobError(f"{where} must be one expression")
    if '"function_name":"unnest"' in tree:
        raise JobError(f"{where} makes several rows of one: do that in source.sql")
    return text


def first_line(error: Exception) -> str:
    """Return the first line of an error's text."""
    return str(error).partition("\n")[0].strip()
