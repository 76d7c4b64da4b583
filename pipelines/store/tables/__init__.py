"""The stored tables, each declared once: DDL, polars schema, comments and the README's list come from here.

Nothing here opens a database; views are not declared here but in `sql/models`.
"""

from pipelines.store.tables.findings import (
    COLUMN_LINEAGE,
    FACT_VERDICTS,
    FACTS,
    FIRST_SEEN,
    REFRESHES,
    STORY_KEYS,
    STORY_LINKS,
    STORY_MARKS,
    STORY_TEXTS,
)
from pipelines.store.tables.kinds import Table
from pipelines.store.tables.pages import ARTICLE_TOPICS, ARTICLES, SEED_FILES, SEED_SPANS, TOPICS
from pipelines.store.tables.statements import CLAIMS, DATES, ENTITIES, MEASURES, MENTIONS, OFFICES
from pipelines.store.tables.words import METRICS, OFFICE_HOLDERS, OPERATORS

__all__ = ["ENTITIES", "SEED_FILES", "TABLES", "TOPICS", "Table"]

TABLES: tuple[Table, ...] = (
    SEED_FILES,
    SEED_SPANS,
    TOPICS,
    ARTICLES,
    ARTICLE_TOPICS,
    CLAIMS,
    ENTITIES,
    MENTIONS,
    MEASURES,
    OFFICES,
    OFFICE_HOLDERS,
    OPERATORS,
    DATES,
    METRICS,
    STORY_TEXTS,
    STORY_MARKS,
    STORY_KEYS,
    STORY_LINKS,
    REFRESHES,
    FACTS,
    FACT_VERDICTS,
    FIRST_SEEN,
    COLUMN_LINEAGE,
)
