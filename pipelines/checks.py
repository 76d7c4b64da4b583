"""The audits and the checks as Dagster asset checks, each on the table or view it is about.

The refresh runs the audits and stops publication where a blocking one fails; here it is shown what they found. The
checks are asked of the published file after each run, as the day goes on and no seed comes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from string import Template

import dagster as dg

from pipelines import markdown
from pipelines.reports import RefreshReport
from pipelines.settings import Settings
from pipelines.store.audits import Audit, run_audits
from pipelines.store.connect import open_read
from pipelines.store.results import AuditResult


def check_specs(audits: Sequence[Audit], settings: Settings) -> list[dg.AssetCheckSpec]:
    """A check for each audit, blocking where the audit is."""
    said = {name: f"{value:g}" for name, value in _bounds(settings).items()}
    return [
        dg.AssetCheckSpec(
            audit.name,
            asset=audit.table,
            description=Template(audit.description).safe_substitute(said),
            blocking=audit.blocking,
        )
        for audit in audits
    ]


def audit_results(
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


def check_results(checks: Sequence[Audit], settings: Settings) -> Iterator[dg.AssetCheckResult]:
    """What the checks find in the published file at this hour."""
    now = datetime.now(UTC).replace(tzinfo=None)
    with open_read(settings.published) as con:
        results = run_audits(con, checks, {**_bounds(settings), "now": now})
    for check, result in zip(checks, results, strict=True):
        yield _result(check, None if result.passed else result)


def _bounds(settings: Settings) -> Mapping[str, float]:
    return {"stale_days": settings.stale_days, "shrink_percent": settings.shrink_percent}


def _result(audit: Audit, failure: AuditResult | None) -> dg.AssetCheckResult:
    metadata: dict[str, dg.MetadataValue] = {
        "failing_rows": dg.MetadataValue.int(failure.failing_rows if failure else 0)
    }
    if failure:
        metadata["sample"] = dg.MetadataValue.md(
            markdown.table(list(failure.sample[0]), (list(row.values()) for row in failure.sample))
        )
    return dg.AssetCheckResult(
        passed=failure is None,
        asset_key=audit.table,
        check_name=audit.name,
        severity=dg.AssetCheckSeverity.ERROR if audit.blocking else dg.AssetCheckSeverity.WARN,
        metadata=metadata,
    )
