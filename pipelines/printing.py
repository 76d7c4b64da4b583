"""What the command line shows: progress, the report of a refresh, the status, the answer to a query.

Page text is shown as text: no markup is read in it, and characters that steer a terminal are spelled out.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from pipelines.evaluation import Miss, Scores
from pipelines.plain import plain
from pipelines.reports import Progress, RefreshReport
from pipelines.store.results import AuditResult
from pipelines.store.status import Answer, Status

_LISTED = 20
# Misses of one figure, and places of one miss.
_MISSES = 5
_PLACES = 3
# Wide enough for every row on one line where the output is a file or a pipe.
_PIPE_WIDTH = 1_000_000


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar on standard error for the time of the block; nothing where that is no terminal."""
    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task("prepare", total=None)

        def tell(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total or None)

        yield tell


def print_report(report: RefreshReport, published: Path) -> None:
    """What a refresh did."""
    say(
        f"Pages: {len(report.added)} added, {len(report.changed)} changed, {len(report.removed)} removed, "
        f"{report.unchanged} unchanged; {report.bytes_read:,} bytes read"
    )
    for word, names in (("added", report.added), ("changed", report.changed), ("removed", report.removed)):
        _list_names(word, names)
    for seed_file, error in report.quarantined:
        say(f"  quarantined  {seed_file}: {error}")
    _print_rows(report.rows)
    for audit in report.warnings:
        say(f"Warning: {warning(audit)}")
    if report.published:
        say(f"Published {published} in {report.seconds:.1f} s")


def print_status(status: Status) -> None:
    """What is published."""
    say(
        f"{status.path}: {status.byte_count / 1e6:.1f} MB, published {status.published_at:%Y-%m-%d %H:%M} UTC"
    )
    if last := status.last_refresh:
        say(
            f"Last refresh {last['refresh_id']}: {last['seeds_added']} pages added, "
            f"{last['seeds_changed']} changed, {last['seeds_removed']} removed, "
            f"{last['seeds_quarantined']} quarantined"
        )
    _print_rows(status.rows)
    say(f"Quarantined pages: {len(status.quarantined) or 'none'}")
    for seed_file, error in status.quarantined:
        say(f"  {seed_file}: {error}")


def print_answer(answer: Answer) -> None:
    """A table of the answer."""
    if not answer.columns:
        return
    table = Table()
    for name in answer.columns:
        table.add_column(Text(plain(name)))
    for row in answer.rows:
        table.add_row(*(Text("") if value is None else Text(plain(str(value))) for value in row))
    _console().print(table)
    if not answer.is_whole:
        say(f"The first {len(answer.rows):,} rows; ask for more with --limit, or narrow the query")


def print_news(news: Mapping[str, tuple[int, Answer]]) -> None:
    """A table for each kind of news, and how much of it there is."""
    for heading, (count, rows) in news.items():
        say(f"{heading}: {count:,}" if count else f"{heading}: none")
        if count:
            print_answer(rows)


def print_scores(name: str, scores: Scores, verbose: bool, *, figures_only: bool = False) -> None:
    """The figures of one folder of labels, the worst first, then what was missed."""
    table = Table(*"figure score found labelled extra".split(), title=f"Scores against {name}")
    for column in table.columns[1:]:
        column.justify = "right"
    for figure in scores.figures:
        counts = ("" if count is None else f"{count:,}" for count in (figure.found, figure.labelled, figure.extra))
        table.add_row(figure.name, f"{figure.score:.3f}", *counts)
    _console().print(table)
    if figures_only:
        return
    by_figure = [list(same) for _, same in groupby(scores.misses, key=lambda miss: miss.figure)]
    _print_misses([miss for same in by_figure for miss in (same if verbose else same[:_MISSES])], len(scores.misses))


def _print_misses(misses: Sequence[Miss], of: int) -> None:
    if not misses:
        return
    table = Table(*"figure miss times where".split(), title="Misses, those of the worst figure first")
    for miss in misses:
        places = "; ".join(miss.places[:_PLACES]) + (" …" if len(miss.places) > _PLACES else "")
        table.add_row(miss.figure, *(Text(plain(text)) for text in (miss.what, str(len(miss.places)), places)))
    _console().print(table)
    if len(misses) < of:
        say(f"… and {of - len(misses):,} more; -v lists all")


def print_scores_as_csv(name: str, scores: Scores, *, header: bool) -> None:
    """The figures as rows of `labels,figure,score`."""
    if header:
        say("labels,figure,score")
    for figure in sorted(scores.figures, key=lambda figure: figure.name):
        say(f"{name},{figure.name},{figure.score:.4f}")


def warning(audit: AuditResult) -> str:
    """One line on an audit with failing rows."""
    return f"{audit.name}: {audit.failing_rows} rows. {audit.description} Found: {audit.sample[0]}"


def say(text: str) -> None:
    """One line, never wrapped, never read as markup."""
    _console().print(Text(plain(text).replace("\n", "\\n")), soft_wrap=True)


def _console() -> Console:
    return Console(highlight=False, width=None if sys.stdout.isatty() else _PIPE_WIDTH)


def _list_names(word: str, names: Sequence[str]) -> None:
    for name in names[:_LISTED]:
        say(f"  {word:<11}  {name}")
    if len(names) > _LISTED:
        say(f"  {word:<11}  … and {len(names) - _LISTED} more")


def _print_rows(rows: Mapping[str, Any]) -> None:
    say("Rows: " + ", ".join(f"{name} {count:,}" for name, count in rows.items()))
