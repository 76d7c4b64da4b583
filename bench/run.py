"""The benchmark: the whole job on pages made for it, beside the floor and the peers, all in one run.

`python -m bench.run [articles]` prints a table and writes bench/latest.json. Speeds differ from machine to machine and
from hour to hour; the ratios of one run are what counts.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.corpus import write

LATEST = Path(__file__).parent / "latest.json"
SMALL = 10_000
PEERS = ("spacy_ruler", "python_re", "quantulum3")


def measure(articles: int, folder: Path) -> dict[str, Any]:
    """Make the pages, run everything, and put the figures together."""
    write(folder / "seeds", articles)
    job, peak = _run("job", folder)
    speed = _speed(job)
    floor = _speed(_run("floor", folder)[0])
    peers = {name: _speed(_run(name, folder)[0]) for name in PEERS}
    return {
        "articles": job["articles"],
        "mb": round(job["bytes"] / 1e6, 1),
        "seconds": round(job["seconds"], 2),
        "mb_per_s": round(speed, 2),
        "articles_per_s": round(job["articles"] / job["seconds"]),
        "rows": job["rows"],
        "peak_rss_mb": round(peak / 1e6),
        "file_mb": round(job["file_bytes"] / 1e6, 1),
        "stages": {step: round(seconds, 2) for step, seconds in job["stages"].items()},
        "floor": round(floor, 2),
        "floor_ratio": round(speed / floor, 3),
        "peers": {name: round(speed / peer, 1) for name, peer in peers.items()},
        "peers_mb_per_s": {name: round(peer, 4) for name, peer in peers.items()},
    }


def _run(name: str, folder: Path) -> tuple[Mapping[str, Any], int]:
    """What a measured process says, and the most bytes it had in memory."""
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen([sys.executable, "-m", "bench.measured", name, str(folder)], stdout=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{name} failed with {process.returncode}; what it said stands above")
        said.seek(0)
        found: Mapping[str, Any] = json.loads(said.read().splitlines()[-1])
    # Linux counts kilobytes.
    return found, usage.ru_maxrss * 1024


def _speed(found: Mapping[str, Any]) -> float:
    """MB a second."""
    return float(found["bytes"] / found["seconds"] / 1e6)


def show(found: Mapping[str, Any]) -> None:
    """The figures as lines to read."""
    print(f"{found['articles']:,} articles, {found['mb']:,} MB, {found['rows']:,} rows: {found['seconds']} s")
    print(f"{found['mb_per_s']} MB/s, {found['articles_per_s']:,} articles a second")
    print(f"peak memory {found['peak_rss_mb']:,} MB; file {found['file_mb']:,} MB")
    total = sum(found["stages"].values())
    print("stages: " + ", ".join(f"{step} {seconds / total:.0%}" for step, seconds in found["stages"].items()))
    print(f"floor {found['floor']} MB/s: the job runs at {found['floor_ratio']:.0%} of it")
    for name, ratio in found["peers"].items():
        print(f"{name} {found['peers_mb_per_s'][name]} MB/s: the job is {ratio:,} times as fast")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="claimhouse-bench-") as temporary:
        figures = measure(int(sys.argv[1]) if len(sys.argv) > 1 else SMALL, Path(temporary))
    LATEST.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    show(figures)
