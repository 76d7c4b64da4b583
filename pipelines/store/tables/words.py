"""Tables of what the lexicon knows and the statements refer to."""

from pipelines.store.tables.kinds import Column, Table, null

OFFICE_HOLDERS = Table(
    "office_holders",
    "Who, by the lexicon, holds or held an office that one person at a time holds.",
    ("entity_id",),
    (
        Column("entity_id", "varchar", "The person.", references="entities.entity_id"),
        Column("office", "varchar", "The office, as in offices."),
        Column("body_id", "varchar", "The country or body it is an office of.", references="entities.entity_id"),
    ),
    group="extract",
    reads=("entities", "lexicon"),
)

OPERATORS = Table(
    "operators",
    "Which firm works a mine or field, by the lexicon.",
    ("place_id",),
    (
        Column("place_id", "varchar", "The mine or field.", references="entities.entity_id"),
        Column("organization_id", "varchar", "The firm.", references="entities.entity_id"),
    ),
    group="extract",
    reads=("entities", "lexicon"),
)

METRICS = Table(
    "metrics",
    "The vocabulary of measures.metric.",
    ("metric",),
    (
        Column("metric", "varchar", "Name of the metric."),
        Column("dimension", "varchar", "Kind of unit it is counted in: share, mass, money, time, count or any."),
        null("subject_type", "varchar", "Type of the entities it is about; null where any."),
        null("object_type", "varchar", "What a second entity may be: a type, a party (country or body) or none."),
        Column("tolerance", "double", "Percent that a plain number may be off; `~` twice as much."),
        Column("description", "varchar", "What it says, in one sentence."),
    ),
    group="extract",
    reads=("lexicon",),
)
