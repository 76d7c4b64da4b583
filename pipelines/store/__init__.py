"""The only code that knows DuckDB and sqlglot: tables, loading, views, audits, publishing."""
