"""Putting very many rows into a table at the speed of the database."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

MANY = 1000
"""So many new rows make what PostgreSQL knows of a table's size worthless to its planner."""


def insert_rows(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Add rows of plain values, one for each of `fields`: COPY on PostgreSQL, else one statement.

    Dates are given in ISO form. Defaults of the model are not filled in. After many rows PostgreSQL
    is told to look at the table again, or it plans the next queries as if there were none.
    """
    quote = connection.ops.quote_name
    columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
    names = ", ".join(quote(columns[field]) for field in fields)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            if cursor.rowcount >= MANY:
                cursor.execute(f"ANALYZE {table}")
        else:
            marks = ", ".join(["%s"] * len(fields))
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
            cursor.executemany(statement, rows)  # type: ignore[arg-type]


def run(statement: str, values: Sequence[Any]) -> int:
    """Run one statement made of our own column names; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
