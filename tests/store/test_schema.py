"""The declared tables in the database."""

from pipelines.store.connect import Connection
from pipelines.store.schema import count_rows, holds_declared_tables
from pipelines.store.tables import TABLES


def test_tables_are_created_as_declared_and_commented(con: Connection) -> None:
    assert holds_declared_tables(con)
    assert dict(con.execute("select table_name, comment from duckdb_tables()").fetchall()) == {
        table.name: table.comment for table in TABLES
    }
    assert con.execute(
        "select table_name, column_name, comment from duckdb_columns() "
        "where not internal order by table_name, column_index"
    ).fetchall() == [
        (table.name, column.name, column.comment)
        for table in sorted(TABLES, key=lambda table: table.name)
        for column in table.columns
    ]


def test_no_index_backs_any_table(con: Connection) -> None:
    assert con.execute("select count(*) from duckdb_indexes()").fetchall() == [(0,)]
    assert con.execute("select count(*) from duckdb_constraints()").fetchall() == [(0,)]


def test_another_column_is_another_schema(con: Connection) -> None:
    con.execute("alter table topics add column colour varchar")
    assert not holds_declared_tables(con)


def test_rows_are_counted_for_each_table(con: Connection) -> None:
    con.execute("insert into topics values ('稀土', null)")
    assert count_rows(con) == {table.name: int(table.name == "topics") for table in TABLES}
