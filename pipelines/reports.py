"""What a refresh says of itself: the report, the error of a failed audit, the progress callback."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.errors import ClaimhouseError
from pipelines.store.results import AuditResult

# Called with a step's name, what of it is done and what there is to do: bytes while loading, else 0 and 0.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class RefreshReport:
    """What a refresh did. Pages are compared with the published file, so a killed refresh hides nothing.

    `waiting` are pages left for later because somebody may still be writing them.
    `rows` counts every stored table as published; `rows_added` and `rows_removed` those that hold what stands on
    pages, of which a page that is read again loses all rows and gets them anew.
    """

    refresh_id: str | None = None
    published: bool = False
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    waiting: tuple[str, ...] = ()
    quarantined: tuple[tuple[str, str], ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    rows_added: Mapping[str, int] = field(default_factory=dict)
    rows_removed: Mapping[str, int] = field(default_factory=dict)
    failed_audits: tuple[AuditResult, ...] = ()
    warnings: tuple[AuditResult, ...] = ()
    bytes_read: int = 0
    seconds: float = 0.0


class AuditFailed(ClaimhouseError):
    """A blocking audit found rows; the published file is as it was."""

    def __init__(self, report: RefreshReport, build: Path) -> None:
        found = "; ".join(
            f"{audit.name}: {audit.failing_rows} rows, such as {audit.sample[0]}"
            for audit in report.failed_audits
        )
        super().__init__(
            f"not published, {len(report.failed_audits)} blocking audits failed: {found}. "
            f"The rows stand in {build}; the published file is as it was"
        )
        self.report = report
