"""When pages, articles and entities were first seen and facts got their verdict: what a later question for news needs.

Facts are judged again only where numbers about their subject and metric came or went.
"""

from pathlib import Path

from pipelines.store.changes import changed_numbers
from pipelines.store.connect import Connection, is_empty, literal, quoted, transaction
from pipelines.store.models import query

_SEEN = {
    "page": "select sha256 from seed_files where sha256 <> ''",
    "article": "select article_id from articles",
    "entity": "select distinct entity_id from mentions",
}
_CONFLICTS = {
    "name_conflict": ("name_conflicts", ("person_conflicts", "firm_conflicts")),
    "date_conflict": ("date_conflicts", ()),
}
"""By kind: the model, and the models it reads."""
_WEEKS = "interval 184 day"
"""Twice as far as any conflict looks for other articles: one about a neighbour of a new article sees all it needs."""
CARRIED = ("refreshes", "fact_verdicts", "first_seen")
"""Tables that a build from nothing takes over from the published file."""


def record_news(con: Connection, sql: Path, refresh_id: str, *, everything: bool) -> None:
    """Date what is new by this refresh, and judge facts by the model fact_agreement; all or nothing.

    `everything`: all facts are judged, as where the rules are others or it is not known what has changed.
    """
    with transaction(con):
        # A refresh that never published has told nobody: what it saw first is new still.
        for table, column in (("first_seen", "refresh_id"), ("fact_verdicts", "verdict_refresh_id")):
            con.execute(
                f"""
                update {table} set {quoted(column)} = ?
                where {quoted(column)} not in (select refresh_id from refreshes where published)
                """,
                [refresh_id],
            )
        for kind, ids in _SEEN.items():
            _see(con, kind, ids, refresh_id)
        _see_conflicts(con, sql / "models", refresh_id, everything)
        _ask(con, everything)
        _judge(con, query(sql / "models", "fact_agreement"), refresh_id)


def _see(con: Connection, kind: str, ids: str, refresh_id: str) -> None:
    """Note those that a query gives and that no refresh saw before."""
    con.execute(
        f"""
        insert into first_seen
        select distinct $kind, seen.id, $refresh_id
        from ({ids}) as seen (id)
        where seen.id not in (select id from first_seen where kind = $kind)
        """,
        {"kind": kind, "refresh_id": refresh_id},
    )


def _see_conflicts(con: Connection, models: Path, refresh_id: str, everything: bool) -> None:
    """Note the conflicts not seen before; the models look only at articles of the weeks round the new ones."""
    if everything:
        for kind, (model, _) in _CONFLICTS.items():
            _see(con, kind, f"select conflict_id from {model}", refresh_id)
        return
    if is_empty(con, f"first_seen where kind = 'article' and refresh_id = {literal(refresh_id)}"):
        return
    # A table in the way of the other, not a CTE: of a CTE's size the planner knows nothing, and joins the wrong way.
    con.execute(
        f"""
        create temp table articles as
        select held.* exclude (body)
        from main.articles as held
        cross join (
            select min(published_at) as first_new, max(published_at) as last_new
            from main.articles as new
            inner join first_seen on first_seen.id = new.article_id
            where first_seen.kind = 'article' and first_seen.refresh_id = $refresh_id
        ) as span
        where held.published_at between first_new - {_WEEKS} and last_new + {_WEEKS}
        """,
        {"refresh_id": refresh_id},
    )
    for kind, (model, parts) in _CONFLICTS.items():
        inlined = ", ".join(f"{part} as ({query(models, part)}\n)" for part in parts)
        with_parts = f"with {inlined}" if inlined else ""
        _see(con, kind, f"{with_parts} select conflict_id from ({query(models, model)}\n)", refresh_id)
    con.execute("drop table temp.articles")


def _ask(con: Connection, everything: bool) -> None:
    """The table `stale`: subjects and metrics whose facts are to be judged, and those that may have none any more."""
    all_numbers = """
        (select subject_id, metric from measures where subject_id is not null
        union select subject_id, metric from fact_verdicts)
    """
    con.execute(
        f"""
        create or replace temp table stale as
        select distinct coalesce(fact_subjects.subject_id, changed.subject_id) as subject_id, changed.metric as metric
        from {all_numbers if everything else changed_numbers(con)} as changed
        left join fact_subjects on fact_subjects.entity_id = changed.subject_id
        """
    )


def _judge(con: Connection, fact_agreement: str, refresh_id: str) -> None:
    """Replace the verdicts of the stale facts by those of today; the model reads only the numbers of such facts."""
    con.execute(
        f"""
        create or replace temp table judged as
        with measure_ranges as (
            select ranges.*
            from main.measure_ranges as ranges
            semi join stale on stale.subject_id = ranges.subject_id and stale.metric = ranges.metric
        )
        select fact_id, subject_id, metric, verdict from ({fact_agreement}
        )
        """
    )
    con.execute(
        """
        create or replace temp table held as
        select verdicts.*
        from fact_verdicts as verdicts
        semi join stale on stale.subject_id = verdicts.subject_id and stale.metric = verdicts.metric
        """
    )
    con.execute("delete from fact_verdicts where fact_id in (select fact_id from held)")
    con.execute(
        """
        insert into fact_verdicts
        select
            judged.fact_id,
            judged.subject_id,
            judged.metric,
            judged.verdict,
            case when held.verdict <> judged.verdict then held.verdict else held.previous_verdict end,
            case when held.verdict = judged.verdict then held.verdict_refresh_id else ? end
        from judged
        left join held on held.fact_id = judged.fact_id
        order by judged.fact_id
        """,
        [refresh_id],
    )
    _see(con, "fact", "select fact_id from judged", refresh_id)
    con.execute(f"delete from {changed_numbers(con)}")
