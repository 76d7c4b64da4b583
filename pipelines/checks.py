"""The audits as Dagster asset checks: one check for each, on the table or view it is about.

The refresh runs the audits and stops publication where a blocking one fails; the checks show what it found.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import dagster as dg

from pipelines.reports import RefreshReport
from pipelines.store.audits import Audit, run_audits
from pipelines.store.connect import open_read
from pipelines.store.results import AuditResult


def check_specs(audits: Sequence[Audit]) -> list[dg.AssetCheckSpec]:
    """A check for each audit, blocking where the audit is."""
    return [
        dg.AssetCheckSpec(
            audit.name, asset=audit.table, description=audit.description, blocking=audit.blocking
        )
        for audit in audits
    ]


def check_results(
    audits: Sequence[Audit], report: RefreshReport, published: Path
) -> Iterator[dg.AssetCheckResult]:
    """What the refresh's audits found.

    A refresh with nothing to do audits nothing. Dagster would then show every check as skipped, over its last
    result, so the published file is asked.
    """
    found: Iterable[AuditResult] = (*report.failed_audits, *report.warnings)
    if report.refresh_id is None:
        with open_read(published) as con:
            found = run_audits(con, audits)
    failed = {result.name: result for result in found if result.failing_rows}
    for audit in audits:
        yield _result(audit, failed.get(audit.name))


def _result(audit: Audit, failure: AuditResult | None) -> dg.AssetCheckResult:
    severity = dg.AssetCheckSeverity.ERROR if audit.blocking else dg.AssetCheckSeverity.WARN
    metadata: dict[str, dg.MetadataValue] = {"failing_rows": dg.MetadataValue.int(0)}
    if failure is not None:
        metadata = {
            "failing_rows": dg.MetadataValue.int(failure.failing_rows),
            "sample": dg.MetadataValue.md(_table(failure)),
        }
    return dg.AssetCheckResult(
        passed=failure is None,
        asset_key=audit.table,
        check_name=audit.name,
        severity=severity,
        metadata=metadata,
    )


def _table(result: AuditResult) -> str:
    """The sample of failing rows as a Markdown table."""
    if not result.sample:
        return "no sample"
    names = list(result.sample[0])
    rows = [names, ["---"] * len(names), *([_cell(row[name]) for name in names] for row in result.sample)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")
