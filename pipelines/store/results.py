"""What an audit found, apart from the code that runs audits, so that a report can hold it cheaply."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class AuditResult:
    """One audit's outcome; it passed where there are no failing rows."""

    name: str
    table: str
    blocking: bool
    description: str
    failing_rows: int
    sample: list[dict[str, Any]]

    @property
    def passed(self) -> bool:
        return self.failing_rows == 0
