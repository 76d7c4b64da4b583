"""The declared tables as DDL: create them, comment them, tell whether a file holds exactly them."""

from pipelines.store.connect import Connection, literal, quoted, transaction
from pipelines.store.tables import TABLES, Table


def create_tables(con: Connection) -> None:
    """Create and comment every declared table.

    No keys, no uniqueness, no references, no nullability are declared in the database: DuckDB backs keys with
    indexes that make replacing rows fragile. The audits check all of it instead and show the failing rows.
    """
    with transaction(con):
        for table in TABLES:
            columns = ", ".join(f"{quoted(column.name)} {column.type}" for column in table.columns)
            con.execute(f"create table {quoted(table.name)} ({columns})")
            _comment(con, table)


def holds_declared_tables(con: Connection) -> bool:
    """Whether the file's tables and their columns are the declared ones, in the declared order."""
    found = con.execute(
        """
        select table_name, column_name, replace(lower(data_type), '"', '')
        from duckdb_columns()
        join duckdb_tables() using (database_name, schema_name, table_name)
        where database_name = current_database() and schema_name = 'main'
        order by table_name, column_index
        """
    ).fetchall()
    declared = [
        (table.name, column.name, column.type)
        for table in sorted(TABLES, key=lambda table: table.name)
        for column in table.columns
    ]
    return found == declared


def count_rows(con: Connection) -> dict[str, int]:
    """Rows of each stored table."""
    counts = " union all ".join(
        f"select {literal(table.name)} as name, count(*) as row_count from {quoted(table.name)}"
        for table in TABLES
    )
    found = dict(con.execute(counts).fetchall())
    return {table.name: found[table.name] for table in TABLES}


def _comment(con: Connection, table: Table) -> None:
    con.execute(f"comment on table {quoted(table.name)} is {literal(table.comment)}")
    for column in table.columns:
        con.execute(
            f"comment on column {quoted(table.name)}.{quoted(column.name)} is {literal(column.comment)}"
        )
