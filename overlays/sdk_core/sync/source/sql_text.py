"""Names and texts as SQL writes them, and what one statement of a job may be."""

import duckdb

from sdk_core.sync.model.errors import JobError


def identifier(name: str) -> str:
    """Return a name as SQL writes it.

    >>> identifier('a "b" c')
    '"a ""b"" c"'
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL writes it.

    >>> literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def one_select(text: str, where: str) -> str:
    """Return the text of one SELECT without what ends it, so that it can stand in brackets.

    Args:
        text: what a job has as SQL.
        where: the place in the job, for messages.

    Raises:
        JobError: it is no SQL, more than one statement, or another statement than SELECT.

    >>> one_select("select 1;", "source.sql")
    'select 1'
    """
    try:
        statements = duckdb.extract_statements(text)
    except duckdb.Error as error:
        raise JobError(f"{where} is no SQL: {first_line(error)}") from None
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        kinds = ", ".join(str(statement.type).rpartition(".")[2] for statement in statements) or "nothing"
        raise JobError(f"{where} must be exactly one SELECT, and has {kinds}")
    return statements[0].query.strip().removesuffix(";").rstrip()


def one_expression(text: str, where: str) -> str:
    """Return an expression over the columns of a row.

    Raises:
        JobError: it is no expression, or one that makes several rows or columns of one.

    >>> one_expression("upper(CITY)", "mapping.CITY.sql")
    'upper(CITY)'
    """
    text = text.strip().rstrip(";")
    one_select(f"select (\n{text}\n) as x", where)
    tree = duckdb.execute("select json_serialize_sql(?)", [f"select (\n{text}\n) as x"]).fetchone()
    if not tree or '"function_name":"unnest"' in tree[0]:
        raise JobError(f"{where} makes several rows of one: do that in source.sql")
    return text


def first_line(error: Exception) -> str:
    """Return the first line of an error's text."""
    return str(error).partition("\n")[0].strip()
