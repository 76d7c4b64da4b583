"""The part of a refresh that writes: load what changed into the build, make the views, audit, publish.

Orchestration only: files are read by `reading`, text is understood by `extract`, rows and SQL belong to
`store`.
"""

import secrets
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pipelines import reading
from pipelines.lexicon import Lexicon
from pipelines.reports import AuditFailed, Progress, RefreshReport
from pipelines.seeds import Seed
from pipelines.settings import Settings
from pipelines.store import history, ledger, load
from pipelines.store.audits import read_audits, run_audits, run_audits_of_what_came
from pipelines.store.build import open_build
from pipelines.store.connect import Connection
from pipelines.store.ledger import Refresh, Versions
from pipelines.store.models import ColumnSource, Model, column_sources, create_views, read_models
from pipelines.store.publish import Build, publish
from pipelines.store.results import AuditResult
from pipelines.store.schema import count_rows
from pipelines.store.stories import find_stories

_READERS = 2
"""Batches read at a time, beside the one that is stored."""


@dataclass(frozen=True)
class Job:
    """What one refresh has to do: the pages as scanned, and how they differ from what is published."""

    settings: Settings
    build: Build
    seeds: Mapping[str, Seed]
    versions: Versions
    plan: RefreshReport
    full: bool
    tell: Progress


@dataclass
class _Loaded:
    """What came of reading pages, gathered batch by batch."""

    rows_before: Mapping[str, int]
    rows_added: Counter[str] = field(default_factory=Counter)
    vanished: set[str] = field(default_factory=set)
    bytes_read: int = 0


class _Views:
    """The models, parsed in the background: most of a second of Python, begun where only the database is at work."""

    def __init__(self, job: Job, parser: ThreadPoolExecutor) -> None:
        self._job, self._parser = job, parser
        self._parsed: Future[tuple[tuple[Model, ...], tuple[ColumnSource, ...]]] | None = None

    def begin(self) -> None:
        self._parsed = self._parser.submit(self._parse)

    def create(self, con: Connection) -> None:
        create_views(con, *(self._parsed.result() if self._parsed else self._parse()))

    def _parse(self) -> tuple[tuple[Model, ...], tuple[ColumnSource, ...]]:
        models = read_models(self._job.settings.sql)
        return models, column_sources(models)


def run(job: Job) -> RefreshReport:
    """Everything from the first write to publishing."""
    started_at = _now()
    job.tell("prepare", 0, 0)
    with (
        open_build(
            job.build, job.settings.published, job.versions.extractor, full=job.full, memory=job.settings.memory
        ) as opened,
        ThreadPoolExecutor(1) as parser,
    ):
        views = _Views(job, parser) if opened.models_version != job.versions.models else None
        loaded = _load(opened.con, job, views)
        refresh_id = secrets.token_hex(8)
        results = _models_and_audits(opened.con, job, views, refresh_id)
        report = _report(opened.con, job, loaded, results)
        report = _recorded(opened.con, report, refresh_id, started_at, job.versions)
    if report.failed_audits:
        raise AuditFailed(report, job.build.path)
    job.tell("publish", 0, 0)
    publish(job.build.path, job.settings.published)
    job.tell("published", 0, 0)
    return report


def _load(con: Connection, job: Job, views: _Views | None) -> _Loaded:
    """Forget what is gone or stale, then read what the build's ledger lacks, batch by batch."""
    job.tell("forget", 0, 0)
    rows_before = count_rows(con)
    held = ledger.read_ledger(con).seeds
    right = {
        name for name, seed in job.seeds.items() if held.get(name) == (seed.sha256, job.versions.extractor)
    }
    right -= load.forget(con, sorted((held.keys() | ledger.owners(con)) - right))
    pending = deque(name for name in job.seeds if name not in right)
    total = sum(job.seeds[name].byte_count for name in pending)
    lexicon = Lexicon.load()
    loaded = _Loaded(rows_before)
    job.tell("load", 0, total)

    def extracted(names: Sequence[str]) -> tuple[reading.Batch, reading.Frames]:
        batch = reading.read(job.seeds[name] for name in names)
        return batch, reading.frames(batch, lexicon, job.versions.extractor)

    with ThreadPoolExecutor(_READERS) as readers:
        under_way: deque[tuple[list[str], Future[tuple[reading.Batch, reading.Frames]]]] = deque()
        while pending or under_way:
            while pending and len(under_way) < _READERS:
                names = _next_batch(pending, job.seeds, job.settings.batch_bytes)
                under_way.append((names, readers.submit(extracted, names)))
            names, reader = under_way.popleft()
            batch, rows = reader.result()
            # The next batch is read while this one is stored.
            if pending:
                ahead = _next_batch(pending, job.seeds, job.settings.batch_bytes)
                under_way.append((ahead, readers.submit(extracted, ahead)))
            coming = {*names, *pending, *(name for ahead, _ in under_way for name in ahead)}
            again = load.forget(con, sorted(batch.moved | batch.vanished)) - coming
            pending.extend(sorted(again & job.seeds.keys()))
            if views and not (pending or under_way):
                views.begin()
            loaded.rows_added.update(load.add(con, rows, keep=not views))
            loaded.vanished |= batch.vanished
            loaded.bytes_read += batch.byte_count
            job.tell("load", min(loaded.bytes_read, total), total)
    # Without the models' version known, neither are the rules of the stories nor what changed since they were found.
    if views:
        load.replace_lexicon(con, lexicon.stored)
    load.tidy(con, lexicon.stored["topics"], everything=views is not None)
    job.tell("stories", 0, 0)
    find_stories(con, job.settings.sql, lexicon.story_weights, everything=views is not None)
    return loaded


def _next_batch(pending: deque[str], seeds: Mapping[str, Seed], batch_bytes: int) -> list[str]:
    """Pages up to the size of a batch; one that is larger alone is a batch of its own."""
    names = [pending.popleft()]
    size = seeds[names[0]].byte_count
    while pending and (size := size + seeds[pending[0]].byte_count) <= batch_bytes:
        names.append(pending.popleft())
    return names


def _models_and_audits(
    con: Connection, job: Job, views: _Views | None, refresh_id: str
) -> tuple[AuditResult, ...]:
    """Create the views unless the build came with them, judge the facts that changed, then run the audits."""
    job.tell("models", 0, 0)
    if views:
        views.create(con)
    history.record_news(con, job.settings.sql, refresh_id, everything=views is not None)
    job.tell("audit", 0, 0)
    audits = read_audits(job.settings.sql)
    return run_audits(con, audits) if views else run_audits_of_what_came(con, audits)


def _report(con: Connection, job: Job, loaded: _Loaded, results: tuple[AuditResult, ...]) -> RefreshReport:
    """The plan, completed by what came of it."""
    failed = tuple(result for result in results if result.blocking and not result.passed)
    plan = _without(job.plan, loaded.vanished)
    rows = count_rows(con)
    of_pages = (*load.PAGE_TABLES, *load.ARTICLE_TABLES)
    added = {table: loaded.rows_added[table] for table in of_pages}
    return replace(
        plan,
        published=not failed,
        # Asked of the build: a refresh that goes on where a killed one stopped read only some of these itself.
        quarantined=ledger.quarantined(con, [*plan.added, *plan.changed]),
        rows=rows,
        rows_added=added,
        rows_removed={table: loaded.rows_before[table] + added[table] - rows[table] for table in of_pages},
        failed_audits=failed,
        warnings=tuple(result for result in results if not (result.blocking or result.passed)),
        bytes_read=loaded.bytes_read,
    )


def _recorded(
    con: Connection, report: RefreshReport, refresh_id: str, started_at: datetime, versions: Versions
) -> RefreshReport:
    """The report with its refresh_id, once its row stands in the table refreshes."""
    ledger.record(
        con,
        Refresh(
            refresh_id=refresh_id,
            started_at=started_at,
            finished_at=_now(),
            seeds_added=len(report.added),
            seeds_changed=len(report.changed),
            seeds_removed=len(report.removed),
            seeds_quarantined=len(report.quarantined),
            articles=report.rows["articles"],
            claims=report.rows["claims"],
            published=report.published,
            extractor_version=versions.extractor,
            models_version=versions.models,
        ),
    )
    return replace(
        report, refresh_id=refresh_id, rows={**report.rows, "refreshes": report.rows["refreshes"] + 1}
    )


def _without(plan: RefreshReport, vanished: set[str]) -> RefreshReport:
    """A page that vanished in the meantime was removed, if it was ever published; else it never was there."""
    gone = vanished - set(plan.added)
    return replace(
        plan,
        added=tuple(name for name in plan.added if name not in vanished),
        changed=tuple(name for name in plan.changed if name not in vanished),
        removed=tuple(sorted({*plan.removed, *gone})),
        unchanged=plan.unchanged - len(gone - set(plan.changed)),
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
