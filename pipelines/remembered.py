"""The scan of the seeds folder that remembers: a page with the size and time of change it had is not read again.

What a scan saw is kept in a file beside the published one. It only saves work: without it every page is read.
"""

import json
import time
from collections.abc import Mapping
from pathlib import Path

from pipelines.seeds import Seed, scan

_YOUNG_SECONDS = 2.0
"""A page that changed so shortly before it was read may change again within one tick of the file system's clock."""


def scan_again(folder: Path, memory: Path) -> dict[str, Seed]:
    """As `scan`, with the help of the file `memory`, which is brought up to date."""
    now = time.time()
    known = _recall(folder, memory)
    found = scan(folder, known)
    kept = {name: seed for name, seed in found.items() if not seed.error and seed.is_settled(now, _YOUNG_SECONDS)}
    if kept.keys() != known.keys() or any(seed is not known[name] for name, seed in kept.items()):
        _remember(folder, kept, memory)
    return found


def _recall(folder: Path, memory: Path) -> dict[str, Seed]:
    """The pages of this folder that were remembered."""
    try:
        held = json.loads(memory.read_bytes())
        pages = held["seeds"].items() if held["folder"] == str(folder) else ()
        return {
            name: Seed(name, Path(path), size, sha256, changed_at=at) for name, (path, size, sha256, at) in pages
        }
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, KeyError, AttributeError):
        # Damaged, or written by another release: the pages are read, and the file is written anew.
        return {}


def _remember(folder: Path, seeds: Mapping[str, Seed], memory: Path) -> None:
    pages = {name: (str(seed.path), seed.byte_count, seed.sha256, seed.changed_at) for name, seed in seeds.items()}
    writing = memory.with_name(f"{memory.name}.new")
    writing.write_text(json.dumps({"folder": str(folder), "seeds": pages}), "utf-8")
    writing.replace(memory)
