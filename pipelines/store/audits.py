"""Audits: queries that return the rows that break a rule. Some come from the declared tables, some are files.

A blocking audit with failing rows stops publication, a warning one is only told. A file
`sql/audits/<table>__<rule>.sql` begins with a sentence and `-- severity: block` or `-- severity: warn`. After a refresh
of a part, a blocking audit is asked of what came, for what was there has passed it, and a warning of all rows; a third
line, `-- scope: everything` or `-- scope: what came`, says otherwise.

Checks, in `sql/checks`, look the same but are asked of the published file, again and again, with the settings and
the time of the day as parameters ($stale_days, $now): they only warn.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.store.changes import only_what_came
from pipelines.store.connect import CATALOG, Connection, quoted
from pipelines.store.models import ModelError, header
from pipelines.store.results import AuditResult
from pipelines.store.tables import TABLES, Table

__all__ = ["Audit", "AuditResult", "read_audits", "read_checks", "run_audits"]

SAMPLE_ROWS = 5
_WARN = {"severity: warn": False}
_BLOCK_OR_WARN = {"severity: block": True, **_WARN}
_SCOPES = {"scope: everything": True, "scope: what came": False}
_PARAMETER = re.compile(r"\$([a-z_]+)")


@dataclass(frozen=True)
class Audit:
    """One rule about one table."""

    name: str
    table: str
    blocking: bool
    description: str
    query: str
    of_everything: bool = True


def read_audits(sql: Path) -> tuple[Audit, ...]:
    """The generated audits of every declared table, then those in files."""
    generated = [audit for table in TABLES for audit in _generated(table)]
    return (*generated, *(_read(path, _BLOCK_OR_WARN) for path in sorted((sql / "audits").glob("*.sql"))))


def read_checks(sql: Path) -> tuple[Audit, ...]:
    """The checks in files."""
    return tuple(_read(path, _WARN) for path in sorted((sql / "checks").glob("*.sql")))


def run_audits(
    con: Connection, audits: Sequence[Audit], parameters: Mapping[str, object] | None = None
) -> tuple[AuditResult, ...]:
    """Run each audit over all rows; nothing is raised for failing rows, that is for the caller to judge."""
    return tuple(_run(con, audit, parameters or {}) for audit in audits)


def run_audits_of_what_came(con: Connection, audits: Sequence[Audit]) -> tuple[AuditResult, ...]:
    """Run each audit over the rows that this connection was told of, or over all where the audit needs them."""
    asked_of_all = run_audits(con, [audit for audit in audits if audit.of_everything])
    with only_what_came(con):
        asked = run_audits(con, [audit for audit in audits if not audit.of_everything])
    found = {result.name: result for result in (*asked_of_all, *asked)}
    return tuple(found[audit.name] for audit in audits)


def _run(con: Connection, audit: Audit, parameters: Mapping[str, object]) -> AuditResult:
    asked = {name: parameters[name] for name in _PARAMETER.findall(audit.query) if name in parameters}
    counted = con.execute(f"select count(*) from ({audit.query}\n)", asked).fetchone()
    failing_rows = counted[0] if counted else 0
    sample: list[dict[str, Any]] = []
    if failing_rows:
        cursor = con.execute(f"select * from ({audit.query}\n) limit {SAMPLE_ROWS}", asked)
        names = [column[0] for column in cursor.description]
        sample = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return AuditResult(audit.name, audit.table, audit.blocking, audit.description, failing_rows, sample)


def _read(path: Path, severities: Mapping[str, bool]) -> Audit:
    text = path.read_text(encoding="utf-8")
    lines = header(text)
    table, separator, _ = path.stem.partition("__")
    if len(lines) < 2 or lines[1] not in severities or not separator:
        raise ModelError(
            f"{path}: name it <table>__<rule>.sql and begin it with a sentence and, on the second line, "
            + " or ".join(f"`-- {severity}`" for severity in severities)
        )
    blocking = severities[lines[1]]
    of_everything = _SCOPES.get(lines[2] if len(lines) > 2 else "", not blocking)
    return Audit(path.stem, table, blocking, lines[0], text, of_everything)


def _generated(table: Table) -> Iterator[Audit]:
    """Key unique, nothing null that must not be, references exist."""
    name = quoted(table.name)
    key = ", ".join(quoted(column) for column in table.key)
    yield Audit(
        f"{table.name}__key_is_unique",
        table.name,
        True,
        f"No two rows of {table.name} share {', '.join(table.key)}.",
        f"select {key}, count(*) as row_count from {name} group by {key} having count(*) > 1",
        # The keys of what a page or an article holds are made of its own.
        of_everything=table.name in ("seed_files", "articles"),
    )
    required = [quoted(column.name) for column in table.columns if not column.nullable]
    yield Audit(
        f"{table.name}__nothing_missing",
        table.name,
        True,
        f"The columns of {table.name} that always hold a value do.",
        f"select * from {name} where " + " or ".join(f"{column} is null" for column in required),
        of_everything=False,
    )
    for column in table.columns:
        if column.references:
            yield _reference(table, column.name, column.references)


def _reference(table: Table, column: str, references: str) -> Audit:
    target, target_column = references.split(".")
    [referenced] = [found for found in TABLES if found.name == target]
    comes_along = table.comes_with == referenced.comes_with == "article"
    return Audit(
        f"{table.name}__{column}_exists",
        table.name,
        True,
        f"Each {column} of {table.name} stands in {target}.",
        f"select distinct {quoted(column)} from {quoted(table.name)} where {quoted(column)} is not null "
        f"and {quoted(column)} not in "
        f"(select {quoted(target_column)} from {'' if comes_along else f'{CATALOG}.main.'}{quoted(target)})",
        of_everything=False,
    )
