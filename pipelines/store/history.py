"""When pages, articles and entities were first seen and facts got their verdict: what a later question for news needs.

Facts are judged again only where numbers that state them came, went or tell another story.
"""

from pathlib import Path

from pipelines.store.changes import arrived, gone_numbers, moved_articles
from pipelines.store.connect import Connection, is_empty, quoted, showing, transaction
from pipelines.store.models import query

_SEEN = {
    "page": ("seed_files", "select sha256 from {} where sha256 <> ''"),
    "article": ("articles", "select article_id from {}"),
    "entity": ("mentions", "select entity_id from {}"),
}
"""By kind: where it stands, and the query that gives its ids."""
_CONFLICTS = {
    "name_conflict": ("name_conflicts", ("person_conflicts", "firm_conflicts")),
    "date_conflict": ("date_conflicts", ()),
}
"""By kind: the model, and the models it reads."""
_WEEKS = "interval 184 day"
"""Twice as far as any conflict looks for other articles: one about a neighbour of a new article sees all it needs."""
NUMBERS_AT_A_TIME = 200_000
"""Numbers whose facts are judged in one statement, which bounds its memory."""
CARRIED = ("refreshes", "fact_verdicts", "first_seen")
"""Tables that a build from nothing takes over from the published file."""


def record_news(con: Connection, sql: Path, refresh_id: str, *, everything: bool) -> None:
    """Date what is new by this refresh, and judge facts by sql/facts/facts.sql; all or nothing.

    `everything`: all facts are judged, as where the rules are others or it is not known what has changed.
    """
    models = sql / "models"
    # Made before the transaction: of the size of a table made within it the planner knows nothing.
    parts = 1
    if everything:
        parts = _cut_out_all_facts(con)
    else:
        _cut_out_weeks(con)
        _cut_out_facts(con, models)
    _judge(con, query(sql / "facts", "facts"), parts)
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
        for kind, (table, ids) in _SEEN.items():
            _see(con, kind, ids.format(table if everything else arrived(con, table)), refresh_id)
        _see_conflicts(con, models, refresh_id, everything)
        _replace_facts(con, refresh_id)


def _see(con: Connection, kind: str, ids: str, refresh_id: str) -> None:
    """Note those that a query gives and that no refresh saw before."""
    con.execute(
        f"""
        insert into first_seen
        select $kind, seen.id, $refresh_id
        from (select distinct id from ({ids}) as asked (id)) as seen
        anti join (select id from first_seen where kind = $kind) as known on known.id = seen.id
        """,
        {"kind": kind, "refresh_id": refresh_id},
    )


def _cut_out_weeks(con: Connection) -> None:
    """The table `near_articles`: those of the weeks round the articles that came."""
    con.execute(
        f"""
        create or replace temp table near_articles as
        select held.* exclude (body)
        from articles as held
        cross join (
            select min(published_at) as first_new, max(published_at) as last_new from {arrived(con, "articles")}
        ) as span
        where held.published_at between first_new - {_WEEKS} and last_new + {_WEEKS}
        """
    )


def _see_conflicts(con: Connection, models: Path, refresh_id: str, everything: bool) -> None:
    """Note the conflicts not seen before; the models look only at articles of the weeks round the new ones."""
    if everything:
        for kind, (model, _) in _CONFLICTS.items():
            _see(con, kind, f"select conflict_id from {model}", refresh_id)
        return
    if is_empty(con, "near_articles"):
        return
    with showing(con, articles="near_articles"):
        for kind, (model, parts) in _CONFLICTS.items():
            inlined = ", ".join(f"{part} as ({query(models, part)}\n)" for part in parts)
            with_parts = f"with {inlined}" if inlined else ""
            _see(con, kind, f"{with_parts} select conflict_id from ({query(models, model)}\n)", refresh_id)


def _cut_out_facts(con: Connection, models: Path) -> None:
    """The tables `stale_facts`, those that numbers came to, went from, or tell as another story, and `stale_ranges`.

    Of numbers that went only subject and metric are known: every fact of these is stale.
    """
    con.execute(
        f"""
        create or replace temp table touched_measures as
        from {arrived(con, "measures")}
        union
        from measures where article_id in (select article_id from {moved_articles(con)})
        """
    )
    con.execute(
        f"""
        create or replace temp table stale_subjects as
        select distinct
            coalesce(fact_subjects.subject_id, told.subject_id) as subject_id,
            told.metric as metric,
            told.is_gone as is_gone
        from (
            select subject_id, metric, false as is_gone from touched_measures
            union all
            select subject_id, metric, true as is_gone from {gone_numbers(con)}
        ) as told
        left join fact_subjects on fact_subjects.entity_id = told.subject_id
        """
    )
    con.execute(
        """
        create or replace temp table near_measures as
        select measures.*
        from measures
        inner join fact_subjects on fact_subjects.entity_id = measures.subject_id
        semi join stale_subjects
            on stale_subjects.subject_id = fact_subjects.subject_id and stale_subjects.metric = measures.metric
        """
    )
    ranges = query(models, "measure_ranges")
    with showing(con, measures="touched_measures"):
        con.execute(f"create or replace temp table stale_facts as select distinct fact_id from ({ranges}\n)")
    con.execute(
        """
        insert into stale_facts
        select facts.fact_id
        from facts
        semi join (select subject_id, metric from stale_subjects where is_gone) as gone
            on gone.subject_id = facts.subject_id and gone.metric = facts.metric
        """
    )
    with showing(con, measures="near_measures"):
        con.execute(
            f"""
            create or replace temp table stale_ranges as
            select *, 0 as part from ({ranges}\n) where fact_id in (select fact_id from stale_facts)
            """
        )


def _cut_out_all_facts(con: Connection) -> int:
    """`stale_facts` and `stale_ranges` where everything is stale; in so many parts, by the column `part`."""
    [(numbers,)] = con.execute("select count(*) from measures").fetchall()
    parts = 1 + int(numbers) // NUMBERS_AT_A_TIME
    # A build from nothing has no facts yet, but the verdicts it took over.
    con.execute(
        """
        create or replace temp table stale_facts as
        select fact_id from facts
        union
        select fact_id from fact_verdicts
        """
    )
    con.execute(
        f"""
        create or replace temp table stale_ranges as
        select *, hash(fact_id) % {parts} as part
        from measure_ranges
        order by part
        """
    )
    return parts


def _judge(con: Connection, facts: str, parts: int) -> None:
    """The table `judged`: the stale facts as the query judges them, a part at a time to fit in memory."""
    con.execute("create or replace temp table judged as from facts limit 0")
    for part in range(parts):
        con.execute(
            f"""
            insert into judged by name
            with measure_ranges as (select * exclude (part) from stale_ranges where part = {part})
            from ({facts}\n)
            """
        )


def _replace_facts(con: Connection, refresh_id: str) -> None:
    """Put the facts in `judged` in the place of the stale ones, and remember what their verdicts were."""
    con.execute("delete from facts where fact_id in (select fact_id from stale_facts)")
    con.execute("insert into facts from judged order by fact_id")
    con.execute(
        """
        create or replace temp table held as
        from fact_verdicts
        where fact_id in (select fact_id from stale_facts union all select fact_id from judged)
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
