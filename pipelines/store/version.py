"""A digest of what views, audits, stories and tables are made from; cheap, for the refresh with nothing to do."""

import hashlib
from pathlib import Path


def models_version(sql: Path) -> str:
    """16 hexadecimal characters over every SQL file, the declared tables and what groups stories."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for path in (*sorted(here.glob("tables/*.py")), here / "stories.py", here / "grouping.py"):
        digest.update(path.read_bytes())
    for path in sorted(sql.rglob("*.sql")):
        digest.update(path.relative_to(sql).as_posix().encode())
        digest.update(b"\0")
        digest.update(path.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()[:16]
