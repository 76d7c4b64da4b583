"""The catalogue of a published file."""

from pathlib import Path

from pipelines.settings import Settings
from pipelines.store.catalog import read_catalog
from pipelines.store.models import read_models
from pipelines.store.tables import TABLES


def test_the_catalogue_describes_every_table_and_view(refreshed: Path) -> None:
    settings = Settings.at(refreshed)
    catalog = read_catalog(settings.published)
    models = read_models(settings.sql)
    assert catalog.keys() == {table.name for table in TABLES} | {model.name for model in models}
    assert catalog["articles"].row_count == 46
    for table in TABLES:
        assert [(c.name, c.comment, c.sources) for c in catalog[table.name].columns] == [
            (column.name, column.comment, ()) for column in table.columns
        ]
    for model in models:
        assert {c.name: c.comment for c in catalog[model.name].columns} == model.columns
        assert catalog[model.name].is_view
    weekly = {column.name: column.sources for column in catalog["topic_weekly"].columns}
    assert weekly["week"] == (("articles", "published_at"),)
    assert weekly["topic_en"] == (("topics", "topic_en"),)
