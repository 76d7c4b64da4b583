"""What the latest refresh brought, as the view whats_new tells it, in tables a person can read."""

from pathlib import Path

from pipelines.store.connect import open_read
from pipelines.store.status import Answer

_RANGE = """
    case when low_min = high_max then format('{:g} {}', low_min, unit)
    else format('{:g} to {:g} {}', low_min, high_max, unit) end
"""
_QUESTIONS = {
    "Verdicts that changed": f"""
        select subject, text as fact, {_RANGE} as numbers, previous_verdict as was, verdict as now
        from whats_new where kind = 'verdict' order by verdict = 'agree', subject, fact
    """,
    "New facts": f"""
        select subject, text as fact, {_RANGE} as numbers, verdict
        from whats_new where kind = 'fact' order by verdict <> 'conflict', verdict = 'agree', subject, fact
    """,
    "New name conflicts": """
        select subject as written, text as others, published_at, source, title
        from whats_new where kind = 'name_conflict' order by published_at desc nulls last, written
    """,
    "New date conflicts": """
        select subject as date, text as statement, published_at, source, title
        from whats_new where kind = 'date_conflict' order by published_at desc nulls last, date
    """,
    "New names": """
        select subject as name, text as type, published_at, source, title
        from whats_new where kind = 'entity' order by published_at desc nulls last, name
    """,
    "New articles": """
        select published_at, source, title, count(*) as statements
        from whats_new where kind = 'claim' group by article_id, published_at, source, title
        order by published_at desc nulls last, title
    """,
}


def read_news(published: Path, limit: int) -> dict[str, tuple[int, Answer]]:
    """For each kind of news, by its heading: how much there is, and the first rows of it."""
    news: dict[str, tuple[int, Answer]] = {}
    with open_read(published) as con:
        for heading, question in _QUESTIONS.items():
            cursor = con.execute(question)
            columns = [column[0] for column in cursor.description]
            rows = cursor.fetchall()
            news[heading] = len(rows), Answer(columns, rows[:limit], len(rows) <= limit)
    return news
